"""Indexing by arrays and masks against NumPy: reading, writing, gradients of both."""

import os
import time

import numpy as np
import pytest
import swnd as mx
from hypothesis import given, settings
from hypothesis import strategies as st
from index_keys import expressions
from swnd import autograd, nd

# Thousands of expressions: each test below draws its own.
MANY = settings(max_examples=20_000 if os.environ.get("SWND_LONG") else 1_000, deadline=None)


def numbers(shape):
    return np.arange(np.prod(shape), dtype=np.float32).reshape(shape)


def seen(shape):
    """NumPy's result has no axes where swnd's has one of length 1."""
    return shape or (1,)


def weights(shape):
    return (np.arange(np.prod(shape)) * 7 % 11 + 1).astype(np.float32).reshape(shape)


@MANY
@given(expressions())
def test_reading_is_as_in_numpy(case):
    a = numbers(case.shape)
    expected = a[case.key]
    for x in (nd.array(a), nd.array(a.T).T):
        result = x[case.given]
        assert result.shape == seen(expected.shape)
        np.testing.assert_array_equal(result.asnumpy().reshape(expected.shape), expected)


@MANY
@given(expressions())
def test_writing_is_as_in_numpy(case):
    a = numbers(case.shape)
    part = a[case.key]
    x, row, whole = (nd.array(a) for _ in range(3))
    a[case.key] = -7
    x[case.given] = -7
    np.testing.assert_array_equal(x.asnumpy(), a)
    values = -1 - numbers(part.shape)
    if values.ndim and values.shape[0]:
        a[case.key] = values[:1]
        row[case.given] = values[:1]
        np.testing.assert_array_equal(row.asnumpy()[case.key], a[case.key])
    # Of several elements for one place the last stays, as NumPy does it.
    a[case.key] = values
    whole[case.given] = nd.array(values) if values.ndim else float(values)
    np.testing.assert_array_equal(whole.asnumpy()[case.key], a[case.key])


@MANY
@given(expressions())
def test_writing_into_a_view(case):
    b = numbers((3, *case.shape))
    y = nd.array(b)
    part = b[1][case.key]
    b[1][case.key] = -1 - numbers(part.shape)
    y[1][case.given] = nd.array(-1 - numbers(seen(part.shape))).reshape(seen(part.shape))
    np.testing.assert_array_equal(y.asnumpy(), b)


@MANY
@given(expressions())
def test_gradient_of_reading(case):
    a = numbers(case.shape)
    part = a[case.key]
    if part.size == 0:
        return
    x = nd.array(a)
    x.attach_grad()
    w = weights(part.shape)
    with autograd.record():
        y = x[case.given] * nd.array(w.reshape(seen(w.shape)))
    y.backward()
    expected = np.zeros_like(a)
    np.add.at(expected, case.key, w)
    np.testing.assert_array_equal(x.grad.asnumpy(), expected)


@MANY
@given(expressions())
def test_gradient_of_writing(case):
    a = numbers(case.shape)
    part = a[case.key]
    if part.size == 0:
        return
    x, v = nd.array(a), nd.array(-numbers(seen(part.shape)))
    x.attach_grad()
    v.attach_grad()
    w = weights(case.shape)
    with autograd.record():
        z = x * 2
        z[case.given] = v * 3
        y = z * nd.array(w)
    y.backward()
    own = 2 * w
    own[case.key] = 0
    np.testing.assert_array_equal(x.grad.asnumpy(), own)
    # What another element was written over has no part in the result.
    order = np.full(case.shape, -1)
    number = np.arange(part.size).reshape(part.shape)
    order[case.key] = number
    expected = 3 * w[case.key] * (order[case.key] == number)
    np.testing.assert_array_equal(v.grad.asnumpy().reshape(part.shape), expected)


@MANY
@given(expressions(), st.lists(st.integers(0, 4), min_size=1, max_size=4).map(tuple))
def test_expressions_that_may_not_fit(case, shape):
    """Where NumPy refuses, swnd does, at the call, and nothing is written."""
    a = numbers(shape)
    x = nd.array(a)
    try:
        expected = a[case.key]
    except IndexError:
        with pytest.raises(mx.MXNetError, match="^index: "):
            x[case.given]
        with pytest.raises(mx.MXNetError, match="^index: "):
            x[case.given] = nd.ones((1, 1))
        np.testing.assert_array_equal(x.asnumpy(), a)
        return
    if expected.size:
        np.testing.assert_array_equal(x[case.given].asnumpy().reshape(expected.shape), expected)


@pytest.mark.parametrize("dtype", ["float16", "float64", "uint8", "int8", "int32", "int64", "bool"])
def test_every_dtype(dtype):
    a = (np.arange(24) % 5).astype(dtype).reshape(2, 3, 4)
    x = nd.array(a, dtype=dtype)
    for key in (([1, 0],), (slice(None), [2, 0]), ([0, 1], slice(None), [3, 3]), (a > 2,)):
        np.testing.assert_array_equal(x[key].asnumpy(), a[key])
        b, y = a.copy(), x.copy()
        b[key] = 1
        y[key] = 1
        np.testing.assert_array_equal(y.asnumpy(), b)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_gradients_at_one_place_are_added(dtype):
    x = nd.zeros((3, 2), dtype=dtype)
    x.attach_grad()
    with autograd.record():
        y = x[[0, 0, 2, 0]] * nd.array([[1], [2], [4], [8]], dtype=dtype)
    y.backward()
    np.testing.assert_array_equal(x.grad.asnumpy(), [[11, 11], [0, 0], [4, 4]])


def test_second_order():
    x, i = nd.array([1.0, 2.0, 3.0]), [0, 2, 2]
    x.attach_grad()
    seed = nd.ones(3)
    seed.attach_grad()
    with autograd.record():
        y = x * x
        y[i] = x[i] ** 3
    y.backward(nd.array([1.0, 1.0, 1.0]))
    np.testing.assert_allclose(x.grad.asnumpy(), [3, 4, 27])


LARGE = [
    ((1000, 64), lambda a, i: (i % 1000,)),
    ((64, 1000), lambda a, i: (slice(None), i % 1000)),
    ((50, 40, 30), lambda a, i: (i % 50, slice(None), i % 30)),
    ((50, 40, 30), lambda a, i: (slice(None, None, -2), i % 40, slice(3, None, 2))),
    ((8, 300, 70), lambda a, i: (slice(None), i % 300)),
    ((300, 200), lambda a, i: (a % 3 == 0,)),
    ((20, 30, 40), lambda a, i: (slice(None), a[0] % 3 == 0)),
    ((3, 70_000), lambda a, i: ([2, 0, 2, 1], slice(None, None, -1))),
]


@pytest.mark.parametrize(("shape", "key"), LARGE)
@pytest.mark.parametrize("threads", [1, 4])
def test_large_arrays(shape, key, threads):
    """What is cut into parts for threads, computed later, and waited for."""
    before = mx.engine.num_threads()
    mx.engine.set_num_threads(threads)
    try:
        a = numbers(shape)
        index = np.random.default_rng(0).integers(0, 10**6, size=3000)
        key = key(a, index)
        x = nd.array(a)
        np.testing.assert_array_equal(x[key].asnumpy(), a[key])
        lazy = tuple(
            nd.array(k) + 0 if isinstance(k, np.ndarray) and k.dtype != bool else k for k in key
        )
        np.testing.assert_array_equal((x + 0)[lazy].asnumpy(), a[key])
        values = -numbers(a[key].shape)
        b = a.copy()
        b[key] = values
        y = x + 0
        y[lazy] = nd.array(values)
        np.testing.assert_array_equal(y.asnumpy(), b)
        b[key] = 5
        y[key] = 5
        np.testing.assert_array_equal(y.asnumpy(), b)
        x.attach_grad()
        with autograd.record():
            z = x[key] * 2
        z.backward()
        b[:] = 0
        np.add.at(b, key, np.float32(2))
        np.testing.assert_array_equal(x.grad.asnumpy(), b)
    finally:
        mx.engine.set_num_threads(before)


def test_indices_that_are_not_known_fail_when_the_result_is_read():
    x = nd.zeros((200, 300))
    # Too many to be computed inside the call.
    y = x[nd.zeros((200, 200)) + 200]
    with pytest.raises(IndexError, match="200 is out of range for axis 0 with length 200"):
        y.asnumpy()


def test_indices_of_a_write_are_waited_for():
    """A write that failed when it is executed would take the array with it."""
    x = nd.arange(60000).reshape((200, 300))
    with pytest.raises(IndexError, match="200 is out of range for axis 0 with length 200"):
        x[nd.zeros((200, 200)) + 200] = 1
    np.testing.assert_array_equal(x.asnumpy(), np.arange(60000).reshape(200, 300))
    x[nd.zeros((200, 200)) + 199] = 1
    np.testing.assert_array_equal(x[199].asnumpy(), np.ones(300))


def test_what_is_read_is_a_copy():
    x = nd.arange(6).reshape((2, 3))
    for key in ([0], nd.array([0]), (0, [0, 1, 2]), x >= 0, True):
        part = x[key]
        part[:] = -1
        np.testing.assert_array_equal(x.asnumpy(), [[0, 1, 2], [3, 4, 5]])


def test_values_in_use_stay_when_places_are_written():
    x = nd.arange(4)
    kept, view = x.copy(), x[1:3]
    x[[1, 3]] = -1
    np.testing.assert_array_equal(kept.asnumpy(), [0, 1, 2, 3])
    np.testing.assert_array_equal(view.asnumpy(), [-1, 2])
    view[[1]] = 7
    np.testing.assert_array_equal(x.asnumpy(), [0, -1, 7, -1])


def test_nothing_is_selected():
    x = nd.arange(6).reshape((2, 3))
    assert x[[]].shape == (0, 3)
    assert x[:, np.zeros(0, dtype=int)].shape == (2, 0)
    assert x[x > 9].shape == (0,)
    assert x[False].shape == (0, 2, 3)
    x[[]] = 5
    x[x > 9] = 5
    x[False] = 5
    np.testing.assert_array_equal(x.asnumpy(), [[0, 1, 2], [3, 4, 5]])


def test_writing_is_done_where_the_memory_is():
    """Nobody else holds it: only the places are touched, however large the array is."""
    x = nd.zeros((1000, 1000))
    x.wait_to_read()
    x[[0]] = 1
    before = mx.memory_stats()["bytes_in_use"]
    start = time.perf_counter()
    for row in range(100):
        x[[row, -1]] = row
    x.wait_to_read()
    assert mx.memory_stats()["bytes_in_use"] - before < 2_000_000
    assert time.perf_counter() - start < 5
    assert x[[5, -1]].asnumpy()[:, 0].tolist() == [5, 99]
