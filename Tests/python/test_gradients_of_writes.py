"""Writing while recording: whoever is written through, gradients are those of what is read then.

Each case is also calculated without any writing, from what stands where in the end.
"""

import numpy as np
import pytest
from swnd import autograd, nd


def leaf(*values):
    x = nd.array(values)
    x.attach_grad()
    return x


def check(*pairs):
    for x, expected in pairs:
        np.testing.assert_array_equal(x.grad.asnumpy(), expected)


def test_through_a_view_taken_while_recording():
    x, a = leaf(1, 2, 3, 4), leaf(10, 20)
    with autograd.record():
        v = x[0:2]
        v[:] = a * 2
        z = x * 3
    z.backward()
    check((x, [0, 0, 3, 3]), (a, [6, 6]))


def test_by_arrays_through_a_view():
    x, a = leaf(1, 2, 3, 4), leaf(10, 20)
    with autograd.record():
        v = x[1:]
        v[[0, 1]] = a * a
        z = x * x
    z.backward()
    check((x, [2, 0, 0, 8]), (a, [2 * 100 * 20, 2 * 400 * 40]))


@pytest.mark.parametrize("attach_first", [True, False])
def test_through_a_view_taken_before(attach_first):
    x, a = nd.array([1, 2, 3, 4]), leaf(10, 20)
    if attach_first:
        x.attach_grad()
    v = x[0:2]
    if not attach_first:
        x.attach_grad()
    with autograd.record():
        v[:] = a * 2
        z = x * 3 + v.sum()
    z.backward()
    check((x, [0, 0, 3, 3]), (a, [6 + 4 * 2, 6 + 4 * 2]))


def test_a_constant_written_through_a_view_taken_before():
    x = leaf(1, 2, 3, 4)
    with autograd.record():
        y = x * 2
    v = y[0:2]
    with autograd.record():
        v[:] = 5
        z = y * 3
    z.backward()
    check((x, [0, 0, 6, 6]))


def test_into_an_array_that_is_no_leaf():
    a, b = leaf(10, 20), nd.zeros(4)
    v = b[1:3]
    with autograd.record():
        v[:] = a * 2
        z = b * 3
        w = v * 5
    autograd.backward([z, w])
    check((a, [16, 16]))


def test_through_a_detached_handle():
    x, a = leaf(1, 2, 3, 4), leaf(10, 20)
    d = x.detach()
    with autograd.record():
        d[1:3] = a * 2
        z = x * 3
    z.backward()
    check((x, [3, 0, 0, 3]), (a, [6, 6]))
    x = leaf(1, 2, 3, 4)
    with autograd.record():
        y = x * 2
        e = y.detach()
        e[[0]] = 7
        z = y * x
    z.backward()
    # y is [7, 4, 6, 8], of which the first is a constant.
    check((x, [7, 4 + 4, 6 + 6, 8 + 8]))


def test_a_part_of_a_view_that_is_a_leaf():
    x, a = nd.array([1, 2, 3, 4, 5]), leaf(10)
    w = x[1:4]
    w.attach_grad()
    with autograd.record():
        v = w[0:1]
        v[:] = a * 2
        z = w * 3
    z.backward()
    check((w, [0, 3, 3]), (a, [6]))
    np.testing.assert_array_equal(x.asnumpy(), [1, 20, 3, 4, 5])


def test_a_view_that_is_a_leaf_beside_its_array_that_is_one():
    x, a = leaf(1, 2, 3, 4), leaf(10)
    w = x[1:3]
    w.attach_grad()
    with autograd.record():
        w[0] = a * 2
        z = w * 3
    z.backward()
    check((w, [0, 3]), (a, [6]))


def test_again_and_again():
    x = leaf(1, 2, 3)
    with autograd.record():
        y = nd.zeros(3)
        y[:] = x
        for step in range(3):
            y[step] = y[step] * y[(step + 1) % 3]
            y[[0, 2]] = y[[2, 0]]
            y[y > 100] = 0
        z = (y * nd.array([1, 10, 100])).sum()
    z.backward()

    def f(values):
        y = np.array(values, dtype=float)
        for step in range(3):
            y[step] = y[step] * y[(step + 1) % 3]
            y[[0, 2]] = y[[2, 0]]
        return (y * [1, 10, 100]).sum()

    at = np.array([1.0, 2.0, 3.0])
    steps = np.eye(3) * 1e-5
    numeric = [(f(at + h) - f(at - h)) / 2e-5 for h in steps]
    np.testing.assert_allclose(x.grad.asnumpy(), numeric, rtol=1e-4)


def test_what_the_way_back_needs_is_kept():
    """The value before the write is what `square` and `exp` were applied to."""
    x = leaf(1, 2, 3)
    with autograd.record():
        y = x * 1
        z = (y * y).sum() + nd.exp(y).sum()
        y[:] = 100
        y[[0, 1]] = 50
        y += x
    y[:] = -1
    x[:] = 7
    z.backward()
    np.testing.assert_allclose(
        x.grad.asnumpy(), 2 * np.array([1, 2, 3]) + np.exp([1, 2, 3]), rtol=1e-6
    )


@pytest.mark.parametrize("shape", [(6,), (2, 3), (3, 1, 2)])
def test_random_writes_against_differences(shape):
    """Writes of all sorts, one after the other, in double precision."""
    random = np.random.default_rng(len(shape))
    size = int(np.prod(shape))
    keys = [
        (0,),
        (slice(None), -1) if len(shape) > 1 else (slice(1, None, 2),),
        ([0, -1],),
        (slice(None, None, -1),),
        (Ellipsis, [0, 0]),
    ]
    plan = [(key, random.uniform(-1, 1)) for _ in range(3) for key in keys]

    def run(x, y, copy):
        for key, factor in plan:
            y[key] = y[key] * factor + copy(x[key])
            y[:] = y * 0.5 + x
        return (y * y).sum()

    at = random.normal(size=shape)
    x = nd.array(at, dtype="float64")
    x.attach_grad()
    with autograd.record():
        head = run(x, x * 1, lambda part: part)
    head.backward()
    numeric = np.zeros(size)
    for place in range(size):
        h = np.zeros(size)
        h[place] = 1e-6
        h = h.reshape(shape)
        numeric[place] = (run(at + h, at + h, np.copy) - run(at - h, at - h, np.copy)) / 2e-6
    np.testing.assert_allclose(x.grad.asnumpy().reshape(-1), numeric, rtol=1e-5, atol=1e-6)
