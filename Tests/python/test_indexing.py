"""Basic indexing against NumPy, in both directions, and what there is of advanced indexing."""

import numpy as np
import pytest
import swnd as mx
from hypothesis import given
from hypothesis import strategies as st
from swnd import nd


@st.composite
def shapes(draw):
    return tuple(draw(st.lists(st.integers(0, 4), min_size=1, max_size=4)))


@st.composite
def keys(draw, shape):
    """An index expression that fits the shape."""
    axes = draw(st.integers(0, len(shape)))
    items = []
    for length in shape[:axes]:
        kinds = ["slice", "all"] + (["int"] if length else [])
        kind = draw(st.sampled_from(kinds))
        if kind == "int":
            items.append(draw(st.integers(-length, length - 1)))
        elif kind == "all":
            items.append(slice(None))
        else:
            end = st.one_of(st.none(), st.integers(-6, 6))
            step = st.one_of(st.none(), st.integers(-3, 3).filter(bool))
            items.append(slice(draw(end), draw(end), draw(step)))
    # An ellipsis may stand where axes are left out, which is the end here, or for no axis at all.
    if draw(st.booleans()):
        items.insert(len(items) if axes < len(shape) else draw(st.integers(0, axes)), Ellipsis)
    for _ in range(draw(st.integers(0, 2))):
        items.insert(draw(st.integers(0, len(items))), None)
    return items[0] if len(items) == 1 and draw(st.booleans()) else tuple(items)


@st.composite
def arrays_and_keys(draw):
    shape = draw(shapes())
    return shape, draw(keys(shape))


def numbers(shape):
    return np.arange(np.prod(shape), dtype=np.float32).reshape(shape)


def swnd_shape(array):
    """NumPy's result has no axes where swnd's has one of length 1."""
    return array.shape or (1,)


@given(arrays_and_keys())
def test_reading_is_as_in_numpy(case):
    shape, key = case
    a = numbers(shape)
    expected = a[key]
    result = nd.array(a)[key]
    assert result.shape == swnd_shape(expected)
    np.testing.assert_array_equal(result.asnumpy().reshape(expected.shape), expected)


@given(arrays_and_keys(), st.sampled_from(["number", "array", "numpy", "row"]))
def test_writing_is_as_in_numpy(case, kind):
    shape, key = case
    a = numbers(shape)
    x = nd.array(a)
    part = a[key]
    values = -1 - np.arange(part.size, dtype=np.float32).reshape(part.shape)
    if kind == "row" and values.ndim and values.shape[0]:
        values = values[:1]
    if kind == "number":
        a[key] = 5.5
        x[key] = 5.5
    else:
        a[key] = values
        x[key] = nd.array(values) if kind == "array" else values
    np.testing.assert_array_equal(x.asnumpy(), a)


@given(arrays_and_keys(), st.data())
def test_parts_of_parts(case, data):
    shape, key = case
    a = numbers(shape)
    x = nd.array(a)
    part, expected = x[key], a[key].reshape(swnd_shape(a[key]))
    inner = data.draw(keys(expected.shape))
    wanted = expected[inner]
    result = part[inner]
    assert result.shape == swnd_shape(wanted)
    np.testing.assert_array_equal(result.asnumpy().reshape(wanted.shape), wanted)
    part[inner] = -7
    expected = expected.copy()
    expected[inner] = -7
    np.testing.assert_array_equal(part.asnumpy(), expected)


@pytest.mark.tiny
def test_tutorial():
    x = nd.arange(0, 9).reshape((3, 3))
    np.testing.assert_array_equal(x[1:3].asnumpy(), [[3, 4, 5], [6, 7, 8]])
    x[1, 2] = 9.0
    np.testing.assert_array_equal(x[1:2, 1:3].asnumpy(), [[4, 9]])
    x[1:2, 1:3] = 9.0
    np.testing.assert_array_equal(x.asnumpy(), [[0, 1, 2], [3, 9, 9], [6, 7, 8]])
    z = nd.zeros_like(x)
    before = id(z)
    z[:] = x + x
    assert id(z) == before
    np.testing.assert_array_equal(z.asnumpy(), 2 * x.asnumpy())


@pytest.mark.tiny
def test_scalars_of_any_kind_can_be_written():
    x = nd.zeros(8, dtype="float64")
    values = [1, 2.5, True, np.float32(4), np.int8(5), np.array(6), nd.array([7]), [8]]
    for index, value in enumerate(values):
        x[index] = value
    np.testing.assert_array_equal(x.asnumpy(), [1, 2.5, 1, 4, 5, 6, 7, 8])


def test_writing_casts_and_broadcasts():
    x = nd.zeros((2, 3), dtype="int32")
    x[:] = 2.7
    np.testing.assert_array_equal(x.asnumpy(), np.full((2, 3), 2))
    x[:] = [[1.9], [2.9]]
    np.testing.assert_array_equal(x.asnumpy(), [[1, 1, 1], [2, 2, 2]])
    x[0] = nd.array([[7, 8, 9]])
    np.testing.assert_array_equal(x.asnumpy(), [[7, 8, 9], [2, 2, 2]])
    x[:, 1] = nd.array([5, 6], dtype="float64")
    np.testing.assert_array_equal(x.asnumpy(), [[7, 5, 9], [2, 6, 2]])
    x[0:2, 0] += 1
    np.testing.assert_array_equal(x.asnumpy(), [[8, 5, 9], [3, 6, 2]])
    x[0][1] = -1
    np.testing.assert_array_equal(x.asnumpy(), [[8, -1, 9], [3, 6, 2]])


def test_a_row_is_written_to_every_row():
    x = nd.zeros((2, 3, 2))
    x[:, 1] = nd.array([[-1, -2]])
    x[..., 2, :] = nd.array([3, 4])
    expected = [[0, 0], [-1, -2], [3, 4]]
    np.testing.assert_array_equal(x.asnumpy(), [expected, expected])


def test_a_number_is_written_to_axes_of_length_one():
    x = nd.zeros((1, 2, 1))
    x[0] = -7
    np.testing.assert_array_equal(x.asnumpy(), [[[-7], [-7]]])


def test_writing_to_no_elements():
    x = nd.zeros((2, 0))
    x[:] = 5
    x[0] = 5
    x[:] = nd.ones((2, 1))
    assert x.shape == x.asnumpy().shape == (2, 0)


def test_writing_an_array_to_itself():
    x = nd.arange(5)
    x[1:] = x[:-1]
    np.testing.assert_array_equal(x.asnumpy(), [0, 0, 1, 2, 3])
    x[::-1] = x
    np.testing.assert_array_equal(x.asnumpy(), [3, 2, 1, 0, 0])


def test_the_value_read_before_a_write_stays():
    x = nd.arange(4)
    doubled = x * 2
    x[:] = 0
    np.testing.assert_array_equal(doubled.asnumpy(), [0, 2, 4, 6])


def test_far_ends_of_slices():
    x = nd.arange(4)
    far = 10**30
    np.testing.assert_array_equal(x[-far:far].asnumpy(), [0, 1, 2, 3])
    np.testing.assert_array_equal(x[::far].asnumpy(), [0])
    assert x[far:].shape == (0,)
    assert x[2:1].shape == (0,)


def test_ends_of_slices_may_be_numpy_integers_and_arrays():
    x = nd.arange(5)
    i = nd.array([2], dtype="int32")
    np.testing.assert_array_equal(x[np.int64(1) : np.uint8(3)].asnumpy(), [1, 2])
    np.testing.assert_array_equal(x[i:].asnumpy(), [2, 3, 4])
    np.testing.assert_array_equal(x[np.int32(4)].asnumpy(), [4])


@pytest.mark.parametrize("make", [list, np.array, nd.array, lambda v: nd.array(v, dtype="int32")])
def test_lists_of_integers(make):
    a = numbers((4, 3))
    x = nd.array(a)
    index = [0, -1, 2, 2]
    np.testing.assert_array_equal(x[make(index)].asnumpy(), a[index])
    np.testing.assert_array_equal(x[np.array([[0, 1], [2, 3]])].asnumpy(), a[[[0, 1], [2, 3]]])


def test_lists_of_integers_carry_gradients():
    x = nd.arange(4)
    x.attach_grad()
    with mx.autograd.record():
        y = x[[1, 1, 3]] * nd.array([1, 2, 3])
    y.backward()
    np.testing.assert_array_equal(x.grad.asnumpy(), [0, 3, 0, 3])
