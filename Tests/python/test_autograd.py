"""Recording and going backward."""

import threading

import numpy as np
import pytest
import swnd as mx
from leaves import grads, leaf
from swnd import autograd, nd


@pytest.mark.tiny
def test_tutorial():
    x = leaf([[1, 2], [3, 4]])
    with autograd.record():
        y = x * 2
        z = y * x
    z.backward()
    assert grads(x) == [[4, 8], [12, 16]]
    with autograd.record():
        y = x * 2
        z = y * x
    z.backward(nd.array([[10, 1.0], [0.1, 0.01]]))
    np.testing.assert_allclose(x.grad.asnumpy(), [[40, 8], [1.2, 0.16]], rtol=1e-6)


@pytest.mark.parametrize("start", [[0.5, -0.25, 0.125], [-0.5, 0.25, -0.125]])
def test_control_flow(start):
    def f(a):
        b = a * 2
        while nd.norm(b).asscalar() < 1000:
            b = b * 2
        return b if nd.sum(b).asscalar() > 0 else 100 * b

    a = leaf(start)
    with autograd.record():
        c = f(a)
    c.backward()
    np.testing.assert_allclose(a.grad.asnumpy(), (c / a).asnumpy(), rtol=1e-6)


@pytest.mark.tiny
def test_modes():
    assert not autograd.is_recording()
    assert not autograd.is_training()
    seen = []

    def note():
        seen.append((autograd.is_recording(), autograd.is_training()))

    with autograd.record():
        note()
        with autograd.pause():
            note()
        with autograd.pause(train_mode=True):
            note()
        with autograd.predict_mode():
            note()
    with autograd.record(train_mode=False):
        note()
        with autograd.train_mode():
            note()
    with autograd.train_mode():
        note()
    note()
    assert seen == [
        (True, True),
        (False, False),
        (False, True),
        (True, False),
        (True, False),
        (True, True),
        (False, True),
        (False, False),
    ]


def test_modes_end_with_an_exception():
    with pytest.raises(ZeroDivisionError), autograd.record():
        raise ZeroDivisionError
    assert not autograd.is_recording()
    assert not autograd.is_training()


def test_a_scope_can_be_used_twice():
    scope = autograd.record()
    with scope, scope:
        assert autograd.is_recording()
    assert not autograd.is_recording()
    with scope:
        assert autograd.is_recording()
    assert not autograd.is_recording()


def test_set_modes():
    assert autograd.set_recording(True) is False
    assert autograd.set_recording(False) is True
    assert autograd.set_training(True) is False
    assert autograd.set_training(False) is True


def test_modes_belong_to_the_thread():
    seen = []
    with autograd.record():
        thread = threading.Thread(target=lambda: seen.append(autograd.is_recording()))
        thread.start()
        thread.join()
    assert seen == [False]


@pytest.mark.tiny
def test_grad_requests():
    for request, expected in [("write", [2, 4]), ("add", [4, 8])]:
        x = leaf([1, 2], request)
        assert grads(x) == [0, 0]
        for _ in range(2):
            with autograd.record():
                y = x * x
            y.backward()
        assert grads(x) == expected


def test_null_request_means_no_gradient():
    x, w = leaf([1, 2]), leaf([3, 4], "null")
    with autograd.record():
        y = x * w
    y.backward()
    assert grads(x) == [3, 4]


def test_gradients_of_several_uses_are_added():
    x = leaf([1, 2])
    with autograd.record():
        y = x * x + x * 3 + x
    y.backward()
    assert grads(x) == [6, 8]


def test_broadcasting_is_undone():
    x, w = leaf(np.ones((2, 3))), leaf([[2], [3]])
    with autograd.record():
        y = x * w
    y.backward()
    assert grads(x) == [[2, 2, 2], [3, 3, 3]]
    assert grads(w) == [[3], [3]]


@pytest.mark.tiny
def test_several_heads():
    x = leaf([1, 2])
    with autograd.record():
        y, z = x * 2, x * x
    autograd.backward([y, z], [None, nd.array([1, 10])])
    assert grads(x) == [4, 42]
    with autograd.record():
        y = x * 2
    autograd.backward(y)
    assert grads(x) == [2, 2]
    with autograd.record():
        y = x * 2
    autograd.backward([y], [nd.array([3, 4])])
    assert grads(x) == [6, 8]


def test_retain_graph():
    x = leaf([1, 2])
    with autograd.record():
        y = x * x
    y.backward(retain_graph=True)
    y.backward()
    assert grads(x) == [2, 4]
    with pytest.raises(mx.MXNetError):
        y.backward()


def test_backward_within_record():
    x = leaf([1, 2])
    with autograd.record():
        y = x * x
        y.backward()
    assert grads(x) == [2, 4]


def test_detach_and_stop_gradient():
    x = leaf([1, 2])
    with autograd.record():
        y = x * x
        z = y.detach() * x
    z.backward()
    assert grads(x) == [1, 4]
    with autograd.record():
        z = nd.stop_gradient(x * x) * x
    z.backward()
    assert grads(x) == [1, 4]
    assert x.detach().grad is None


def test_pause_makes_constants():
    x = leaf([1, 2])
    with autograd.record():
        with autograd.pause():
            y = x * x
        z = y * x
    z.backward()
    assert grads(x) == [1, 4]


def test_attach_grad_cuts_the_graph():
    x = leaf([1, 2])
    with autograd.record():
        y = x * x
        y.attach_grad()
        z = y * x
    z.backward()
    assert grads(y) == [1, 2]
    assert grads(x) == [1, 4]


def test_views_and_indices_carry_gradients():
    x = leaf(np.arange(6).reshape(2, 3))
    with autograd.record():
        y = x[1].reshape((3, 1)) * 2 + x[0, 1]
    y.backward()
    assert grads(x) == [[0, 3, 0], [2, 2, 2]]


def test_strided_indices_carry_gradients():
    x = leaf(np.arange(6).reshape(2, 3))
    with autograd.record():
        y = x[:, ::-2] * nd.array([[1, 2], [3, 4]])
    y.backward()
    assert grads(x) == [[2, 0, 1], [4, 0, 3]]


def test_assignment_carries_gradients():
    x = leaf([1, 2, 3])
    with autograd.record():
        y = nd.zeros(3)
        y[:] = x * 2
        z = y * x
    z.backward()
    assert grads(x) == [4, 8, 12]


def test_partial_assignment_carries_gradients():
    x = leaf([1, 2])
    with autograd.record():
        y = nd.zeros((2, 2))
        y[0] = x * x
        y[1, 0] = x[1]
        z = y * 3
    z.backward()
    assert grads(x) == [6, 15]


def test_a_row_assigned_to_every_row_carries_gradients():
    x = leaf([[1, 2]])
    with autograd.record():
        y = nd.zeros((2, 3, 2))
        y[:, 1] = x
        z = y * nd.arange(12).reshape((2, 3, 2))
    z.backward()
    assert grads(x) == [[2 + 8, 3 + 9]]


def test_updates_in_place_under_record():
    x = leaf([1, 2])
    with autograd.record():
        y = x * 2
        y += x
        y *= 3
    y.backward()
    assert grads(x) == [9, 9]


def test_an_overwritten_value_does_not_change_the_gradient():
    x = leaf([1, 2])
    with autograd.record():
        y = x * x
    x[:] = 100
    y.backward()
    assert grads(x) == [2, 4]


def test_out_carries_gradients():
    x = leaf([1, 2])
    out = nd.zeros(2)
    with autograd.record():
        nd.broadcast_mul(x, x, out=out)
        z = out * 2
    z.backward()
    assert grads(x) == [4, 8]


@pytest.mark.tiny
def test_update_step_keeps_the_gradient():
    w = leaf([1, 2])
    for _ in range(3):
        with autograd.record():
            loss = (w * w).sum()
        loss.backward()
        w -= 0.25 * w.grad
    np.testing.assert_array_equal(w.asnumpy(), [0.125, 0.25])
    w[:] = 3
    assert grads(w) == [0.5, 1]
    w.grad[:] = 0
    assert grads(w) == [0, 0]


def test_copies_carry_gradients():
    x = leaf([1, 2])
    for make in (
        lambda: x.copy(),
        lambda: x.as_in_context(mx.cpu(1)),
        lambda: x.copyto(mx.cpu(1)),
        lambda: x.copyto(nd.zeros(2)),
        lambda: nd.array(x),
        lambda: x.astype("float64"),
        lambda: x.expand_dims(0),
        lambda: x.T,
    ):
        with autograd.record():
            y = make() * 3
        y.backward()
        assert grads(x) == [3, 3]


def test_numbers_on_either_side():
    x = leaf([1.0, 2.0])
    for make, expected in [
        (lambda: 3 - x, [-1, -1]),
        (lambda: 2 / x, [-2, -0.5]),
        (lambda: x / 2, [0.5, 0.5]),
        (lambda: x**2, [2, 4]),
        (lambda: -x, [-1, -1]),
        (lambda: np.float32([2, 3]) * x, [2, 3]),
        (lambda: nd.maximum(x, 1.5), [0, 1]),
        (lambda: nd.maximum(1.5, x), [0, 1]),
    ]:
        with autograd.record():
            y = make()
        y.backward()
        np.testing.assert_allclose(x.grad.asnumpy(), expected, rtol=1e-6)


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(("name", "slopes"), [("maximum", [0, 1, 1]), ("minimum", [1, 1, 0])])
def test_the_gradient_goes_to_the_array_where_a_number_is_equal(name, slopes, swapped):
    x = nd.array([1, 2, 3])
    x.attach_grad()
    with autograd.record():
        y = getattr(nd, name)(*((2, x) if swapped else (x, 2)))
    y.backward()
    assert x.grad.asnumpy().tolist() == slopes


def test_backward_of_a_leaf():
    x = leaf([1, 2])
    x.backward()
    assert grads(x) == [1, 1]


def test_split_and_concat_carry_gradients():
    x = leaf([[1, 2, 3, 4]])
    with autograd.record():
        a, b = nd.split(x, 2)
        y = nd.concat(b * 2, a * 3)
        z = nd.stack(y, y)
    z.backward()
    assert grads(x) == [[6, 6, 4, 4]]


def test_old_state_is_a_constant():
    w = leaf([2.0])
    state = nd.ones(1)
    for _ in range(3):
        with autograd.record():
            state = state * w
            loss = state.sum()
        loss.backward()
        state.detach()
    assert grads(w) == [4]


@pytest.mark.parametrize("grad_req", ["write", "add"])
def test_gradients_lie_where_their_arrays_do(grad_req):
    x, y = nd.array([1, 2], ctx=mx.cpu()), nd.array([3, 4], ctx=mx.cpu(1))
    for array in (x, y):
        array.attach_grad(grad_req)
    with autograd.record():
        z = x.as_in_context(mx.cpu(1)) * y + (y * 2).as_in_context(mx.cpu(2))
    z.backward()
    assert (x.grad.context, y.grad.context) == (mx.cpu(), mx.cpu(1))
    with autograd.record():
        z = x.as_in_context(mx.cpu(1)) * y * y
        slopes = autograd.grad(z, [x, y], create_graph=True)
        s = (slopes[0].as_in_context(mx.cpu(3)) * slopes[1]).sum()
    assert [slope.context for slope in slopes] == [mx.cpu(), mx.cpu(1)]
    s.backward()
    assert (x.grad.context, y.grad.context) == (mx.cpu(), mx.cpu(1))


def test_a_given_gradient_keeps_its_context():
    x, gradient = nd.array([1, 2]), nd.zeros(2, ctx=mx.cpu(3))
    autograd.mark_variables(x, gradient)
    with autograd.record():
        y = x.as_in_context(mx.cpu(1)) * 2
    y.backward()
    assert gradient.context == x.grad.context == mx.cpu(3)
    assert gradient.asnumpy().tolist() == [2, 2]
