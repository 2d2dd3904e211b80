"""What makes an array a mask, what keeps it one, and what ends that.

MXNet's comparisons give numbers, and MXNet takes numbers as an index to mean which elements. swnd
knows of each array whether it holds truth values that logic made.
"""

import pickle

import numpy as np
import pytest
import swnd as mx
from swnd import autograd, nd

A = np.array([1, 5, 3, 7, 0], dtype="float32")


@pytest.fixture
def x():
    return nd.array(A)


def is_mask(m):
    """Whether an index of five truth values selects, not names, elements."""
    picked = nd.array([10, 20, 30, 40, 50])[m]
    truths = m.asnumpy().astype(bool)
    named = np.array([10, 20, 30, 40, 50])[m.asnumpy().astype(int)]
    if np.array_equal(picked.asnumpy(), np.array([10, 20, 30, 40, 50])[truths]):
        return True
    np.testing.assert_array_equal(picked.asnumpy(), named)
    return False


MASKS = {
    "comparison with a number": lambda x: x > 2,
    "number first": lambda x: np.float32(2) < x,
    "comparison of arrays": lambda x: x == nd.array([1, 0, 3, 0, 0]),
    "comparison with NumPy": lambda x: x >= np.array([1, 9, 1, 9, 0]),
    "NumPy first": lambda x: np.array([1, 9, 1, 9, 0]) != x,
    "function": lambda x: nd.lesser_equal(x, 3),
    "operator": lambda x: nd.broadcast_greater(x, nd.array([2])),
    "and": lambda x: (x > 2) & (x < 6),
    "or": lambda x: (x < 2) | (x > 6),
    "xor": lambda x: (x > 0) ^ (x > 3),
    "not": lambda x: ~(x > 2),
    "with NumPy's": lambda x: (x > 2) & np.array([True, True, False, True, False]),
    "product": lambda x: (x > 2) * (x < 6),
    "larger": lambda x: nd.maximum(x > 6, x < 1),
    "smaller": lambda x: nd.minimum(x > 0, x < 6),
    "compared with zero": lambda x: (x > 2) == 0,
    "numbers compared": lambda x: x * 2 != 0,
    "copy": lambda x: (x > 2).copy(),
    "nd.array": lambda x: nd.array(x > 2),
    "context": lambda x: (x > 2).as_in_context(mx.cpu(1)).as_in_context(mx.cpu()),
    "reshaped": lambda x: (x > 2).reshape((5, 1)).reshape((-1,)),
    "turned": lambda x: (x.reshape((5, 1)) > 2).T[0],
    "part": lambda x: (nd.concat(x, x, dim=0) > 2)[:5],
    "every second": lambda x: (nd.array(np.repeat(A, 2)) > 2)[::2],
    "reversed": lambda x: (x > 2)[::-1],
    "joined": lambda x: nd.concat(x[:2] > 2, x[2:] > 2, dim=0),
    "taken": lambda x: (x > 2)[[4, 3, 2, 1, 0]],
    "cast": lambda x: (x - 1).astype("bool"),
    "dtype bool": lambda x: nd.array([True, False, True, True, False], dtype="bool"),
    "integers": lambda x: x.astype("int32") > 2,
    "halves": lambda x: x.astype("float16") > 2,
}

NUMBERS = {
    "numbers": lambda x: nd.array([0, 1, 1, 0, 1]),
    "integers": lambda x: nd.array([0, 1, 1, 0, 1], dtype="int64"),
    "cast of a mask": lambda x: (x > 2).astype("float32"),
    "cast to integers": lambda x: (x > 2).astype("int32"),
    "sum of masks": lambda x: (x > 2) + (x > 5),
    "mask times a number": lambda x: (x > 2) * 1,
    "one minus a mask": lambda x: 1 - (x > 2),
    "mask times numbers": lambda x: (x > 2) * nd.array([1, 0, 1, 0, 1]),
    "zeros and ones": lambda x: nd.concat(nd.zeros(2), nd.ones(3), dim=0),
    "from NumPy": lambda x: nd.array((x > 2).asnumpy()),
    "argmax": lambda x: nd.argmax(nd.array([[0, 1]] * 5), axis=1),
    "sign": lambda x: nd.sign(x),
    "clip": lambda x: nd.clip(x, 0, 1),
}


@pytest.mark.tiny
@pytest.mark.parametrize("make", MASKS.values(), ids=MASKS)
def test_masks(make, x):
    m = make(x)
    assert m.shape == (5,)
    assert is_mask(m)


@pytest.mark.tiny
@pytest.mark.parametrize("make", NUMBERS.values(), ids=NUMBERS)
def test_numbers(make, x):
    m = make(x)
    assert m.shape == (5,)
    assert not is_mask(m)


@pytest.mark.parametrize("make", MASKS.values(), ids=MASKS)
def test_masks_that_are_computed_later(make):
    """The same where nothing is computed inside the call, and where it is recorded."""
    many = nd.array(np.tile(A, 20_000))
    for context in (autograd.pause(), autograd.record()):
        with context:
            m = many > 2
            assert same_selection(many, m)
            assert same_selection(many, m & (many < 6))
            assert same_selection(many, m[:] * (many < 6))


def same_selection(values, mask):
    expected = values.asnumpy()[mask.asnumpy().astype(bool)]
    np.testing.assert_array_equal(values[mask].asnumpy(), expected)
    return True


@pytest.mark.tiny
def test_writing_to_a_mask(x):
    m = x > 2
    m[0] = 1
    m[1:3] = 0
    m[[4]] = nd.array([1]) > 0
    assert is_mask(m)
    m[3] = 2
    assert not is_mask(m)
    m = x > 2
    m[:] = 1
    assert is_mask(m)
    m[:] = x < 2
    assert is_mask(m)
    m[:] = nd.array([0, 1, 0, 1, 0])
    assert not is_mask(m)


@pytest.mark.tiny
def test_numbers_do_not_become_a_mask(x):
    i = nd.zeros(5)
    i[:] = x > 2
    assert not is_mask(i)
    i[1:] = x[1:] > 2
    assert not is_mask(i)
    nd.broadcast_greater(x, nd.array([2]), out=i)
    assert not is_mask(i)
    (x > 2).copyto(i)
    assert not is_mask(i)
    i[:] = 1
    assert not is_mask(i)


def test_the_numbers_of_a_mask_are_kept_apart(x):
    """What was written into an array of numbers leaves the mask itself one."""
    m, i = x > 2, nd.zeros(5)
    i[:] = m
    assert is_mask(m)
    assert not is_mask(i)


def test_pickles_are_of_numbers(x):
    assert not is_mask(pickle.loads(pickle.dumps(x > 2)))


@pytest.mark.tiny
def test_reading_and_writing():
    a = np.arange(12, dtype="float32").reshape(3, 4)
    x = nd.array(a)
    rows = nd.array([1, 0, 1]) > 0
    np.testing.assert_array_equal(x[x > 5].asnumpy(), a[a > 5])
    np.testing.assert_array_equal(x[rows].asnumpy(), a[[0, 2]])
    np.testing.assert_array_equal(x[rows, 1].asnumpy(), a[[0, 2], 1])
    np.testing.assert_array_equal(x[:, x[0] > 1].asnumpy(), a[:, 2:])
    np.testing.assert_array_equal(x[rows, 1:3].asnumpy(), a[[0, 2], 1:3])
    x[x > 5] = 0
    a[a > 5] = 0
    np.testing.assert_array_equal(x.asnumpy(), a)
    x[rows] = nd.array([9, 8, 7, 6])
    a[[0, 2]] = [9, 8, 7, 6]
    np.testing.assert_array_equal(x.asnumpy(), a)
    x[x == 9] += nd.array([1, 2])
    a[a == 9] += [1, 2]
    np.testing.assert_array_equal(x.asnumpy(), a)


def test_writing_a_number_waits_for_nothing():
    """The shape of the result does not depend on the mask: the write stays in the window."""
    x = nd.random.uniform(-1, 1, shape=(300, 300))
    x.wait_to_read()
    before = mx.engine.stats()["pending"]
    x[x < 0] = 0
    assert mx.engine.stats()["pending"] > before
    assert x.asnumpy().min() == 0


def test_gradients():
    x, v = nd.array([[1, -2], [-3, 4]]), nd.array([10, 20])
    x.attach_grad()
    v.attach_grad()
    with autograd.record():
        y = x * x
        y[y > 3] = y[y > 3] * 2
        y[x < 0] = v.sum()
    y.backward()
    np.testing.assert_array_equal(x.grad.asnumpy(), [[2, 0], [0, 16]])
    np.testing.assert_array_equal(v.grad.asnumpy(), [2, 2])


@pytest.mark.tiny
def test_only_masks_are_combined(x):
    for bad in (lambda: x & x, lambda: (x > 2) & x, lambda: x | (x > 2), lambda: ~x):
        with pytest.raises(TypeError, match="only masks"):
            bad()
    with pytest.raises(TypeError):
        (x > 2) & 1
