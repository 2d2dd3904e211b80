"""`nd.contrib.foreach`, `while_loop`, `cond`, beyond what MXNet's recorded answers say."""

import doctest

import numpy as np
import pytest
import swnd as mx
from leaves import leaf
from swnd import autograd, nd
from swnd.ndarray import _control_flow

contrib = nd.contrib


def test_examples_of_the_docstrings():
    result = doctest.testmod(_control_flow, extraglobs={"nd": nd})
    assert result.attempted >= 6
    assert result.failed == 0


@pytest.mark.tiny
def test_foreach_is_the_loop_that_one_would_write():
    rng = np.random.RandomState(0)
    data, state, w = (
        leaf(rng.randn(5, 3), dtype="float64"),
        leaf(rng.randn(3), dtype="float64"),
        leaf(rng.randn(3), dtype="float64"),
    )

    def step(x, s):
        s = nd.tanh(x * w + s)
        return [s * x, [s + 1, s * 2]], s

    with autograd.record():
        (a, (b, c)), last = contrib.foreach(step, data, state)
        loss = (a * b).sum() + c.sum() + last.sum()
    loss.backward()
    got = [loss.asscalar(), *(x.grad.asnumpy() for x in (data, state, w))]

    with autograd.record():
        s, loss = state, 0
        for index in range(5):
            s = nd.tanh(data[index] * w + s)
            loss = loss + (s * data[index] * (s + 1)).sum() + (s * 2).sum()
        loss = loss + s.sum()
    loss.backward()
    want = [loss.asscalar(), *(x.grad.asnumpy() for x in (data, state, w))]
    for mine, exact in zip(got, want):
        np.testing.assert_allclose(mine, exact, rtol=1e-12)


def test_foreach_of_nested_loops():
    """Prefix sums along both axes."""
    x = np.arange(12.0).reshape(3, 4)

    def rows(row, above):
        sums, _ = contrib.foreach(lambda v, s: (v + s, v + s), row, nd.zeros(1))
        total = sums.reshape((-1,)) + above
        return total, total

    sums, _ = contrib.foreach(rows, nd.array(x), nd.zeros(4))
    np.testing.assert_array_equal(sums.asnumpy(), x.cumsum(0).cumsum(1))


def test_while_loop_pads_with_zeros_of_the_outputs_kind():
    start = nd.array([1, 2], dtype="int32")
    (out,), _ = contrib.while_loop(
        lambda x: x[0] < 3, lambda x: ([x], [x + 1]), [start], max_iterations=4
    )
    assert out.dtype is np.int32
    assert out.asnumpy().tolist() == [[1, 2], [2, 3], [0, 0], [0, 0]]


def test_gradients_stop_at_the_padding():
    x = leaf([1.0, 2.0], dtype="float64")
    with autograd.record():
        out, _ = contrib.while_loop(
            lambda i, s: i < 2,
            lambda i, s: (s * s, [i + 1, s]),
            [nd.zeros(1), x],
            max_iterations=5,
        )
        loss = (out * nd.arange(10, dtype="float64").reshape((5, 2))).sum()
    loss.backward()
    assert x.grad.asnumpy().tolist() == [2 * (0 + 2), 4 * (1 + 3)]


def test_second_order_through_loops():
    x = leaf([0.5, 1.5], dtype="float64")
    with autograd.record():
        _, last = contrib.foreach(lambda row, s: (s, s * x), nd.zeros((4, 1)), x)
        (first,) = autograd.grad(last, x, create_graph=True)
    first.backward()
    np.testing.assert_allclose(first.asnumpy(), 5 * x.asnumpy() ** 4, rtol=1e-12)
    np.testing.assert_allclose(x.grad.asnumpy(), 20 * x.asnumpy() ** 3, rtol=1e-12)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            lambda x: contrib.foreach(lambda a, s: (a, s), [x, x[:1]], x),
            r"foreach: .*\(2,\).*\(1,\)",
        ),
        (lambda x: contrib.foreach(lambda a, s: (a, s), [], x), "foreach: data"),
        (lambda x: contrib.foreach(lambda a, s: (a, s), "no", x), "foreach: data must be"),
        (lambda x: contrib.foreach(lambda a, s: (1, s), x, x), "foreach: what body returned"),
        (lambda x: contrib.foreach(lambda a, s: ([x, x][:s], s + 1), x, 0), "foreach: init_states"),
        (
            lambda x: contrib.while_loop(lambda x: 1, lambda x: (1, x), [x], max_iterations=2),
            "while_loop: what func returned",
        ),
        (
            lambda x: contrib.while_loop(lambda x: x, lambda x: (x, x), [x], max_iterations=2),
            r"while_loop: cond has shape \(2,\)",
        ),
        (
            lambda x: contrib.while_loop(
                lambda x: x.sum() < 3, lambda x: (x, x + 1), [x], max_iterations=2**62
            ),
            "^while_loop: shape",
        ),
        (lambda x: contrib.cond(x, lambda: x, lambda: x), r"cond: pred has shape \(2,\)"),
        (lambda x: contrib.cond(None, lambda: x, lambda: x), "cond: pred must be"),
    ],
)
def test_wrong_uses_are_errors(call, text):
    with pytest.raises(mx.MXNetError, match=text):
        call(nd.ones(2))


def test_names_of_mxnet():
    from swnd.ndarray import contrib as module

    assert module is nd.contrib
    assert mx.nd.contrib.foreach is module.foreach
