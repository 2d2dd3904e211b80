"""Order and running sums: what the comparison of all operators with NumPy does not ask."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import swnd as mx
from comparing import DTYPES, same
from operator_inputs import generator
from swnd import autograd, nd

FLOATS = (np.float16, np.float32, np.float64)
NAN, INF = np.nan, np.inf


def array(values, dtype=np.float32):
    return nd.array(np.asarray(values, dtype), dtype=dtype)


def bits(x):
    return x.asnumpy().tobytes()


@pytest.mark.tiny
@pytest.mark.parametrize("dtype", FLOATS)
def test_nan_is_the_largest_number(dtype):
    x = array([1, NAN, INF, -INF, NAN, 0], dtype)
    same(nd.sort(x), [-INF, 0, 1, INF, NAN, NAN], dtype)
    same(nd.sort(x, is_ascend=False), [NAN, NAN, INF, 1, 0, -INF], dtype)
    same(nd.argsort(x), [3, 5, 0, 2, 1, 4])
    same(nd.argsort(x, is_ascend=False), [1, 4, 2, 0, 5, 3])
    same(nd.topk(x, k=3), [1, 4, 2])
    same(nd.topk(x, k=3, is_ascend=True), [3, 5, 0])


@pytest.mark.tiny
@pytest.mark.parametrize("dtype", FLOATS)
def test_zeros_of_both_signs_are_equal(dtype):
    x = array([0.0, -0.0, 0.0, -1, -0.0], dtype)
    same(nd.argsort(x), [3, 0, 1, 2, 4])
    same(nd.argsort(x, is_ascend=False), [0, 1, 2, 4, 3])
    signs = np.signbit(nd.sort(x).asnumpy())
    assert signs.tolist() == [True, False, True, False, True]
    signs = np.signbit(nd.sort(x, is_ascend=False).asnumpy())
    assert signs.tolist() == [False, True, False, True, True]


@pytest.mark.tiny
def test_nans_keep_their_bits_and_their_order():
    words = np.array([0x7FC00001, 0x3F800000, 0xFFC00002, 0x7FC00003], np.uint32)
    got = nd.sort(array(words.view(np.float32))).asnumpy().view(np.uint32)
    assert got.tolist() == [words[1], words[0], words[2], words[3]]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(40,), (3000,), (70_000,), (300, 9), (30, 700), (3, 40_000)])
def test_sorting_is_taking_by_argsort(dtype, shape):
    rng = generator("taking", dtype.__name__, shape)
    data = (rng.randint(-3, 4, shape) * rng.choice([1, -0.0], shape)).astype(dtype)
    x = array(data, dtype)
    for ascending in (True, False):
        places = nd.argsort(x, is_ascend=ascending, dtype="int64").asnumpy()
        taken = np.take_along_axis(data, places, -1)
        assert bits(nd.sort(x, is_ascend=ascending)) == taken.tobytes()
        values, indices = nd.topk(x, k=7, ret_typ="both", is_ascend=ascending, dtype="int64")
        assert bits(indices) == np.ascontiguousarray(places[..., :7]).tobytes()
        assert bits(values) == np.ascontiguousarray(taken[..., :7]).tobytes()


@pytest.mark.parametrize("rows", [1, 2, 7, 8, 9, 15, 16, 17, 33])
def test_any_number_of_rows(rows):
    """They are sorted as many at a time as a vector has lanes."""
    for length, dtype in itertools.product((1, 2, 5, 8, 21, 70), (np.float32, np.float64)):
        data = generator(rows, length).randint(-9, 9, (rows, length)).astype(dtype)
        same(nd.sort(array(data, dtype)), np.sort(data), dtype)
        same(nd.argsort(array(data, dtype)), np.argsort(data, kind="stable"))


@pytest.mark.parametrize("length", [8, 9, 16, 17, 24, 40, 48, 72, 136, 520])
def test_networks_sort_all_rows_of_zeros_and_ones(length):
    """A network that sorts all of these sorts everything: those with one edge, and some more."""
    rng = generator("network", length)
    edges = np.tril(np.ones((length + 1, length)), -1)
    data = np.concatenate([edges, edges[:, ::-1], rng.randint(0, 2, (3000, length))])
    same(nd.sort(array(data)), np.sort(data))


@pytest.mark.parametrize(
    "make",
    [
        np.arange,
        lambda n: np.arange(n)[::-1],
        np.zeros,
        lambda n: np.arange(n) % 64,
        lambda n: np.arange(n) // 1000,
        lambda n: np.where(np.arange(n) % 2, np.nan, np.arange(n)),
        lambda n: np.full(n, np.nan),
        lambda n: np.full(n, -np.inf),
        lambda n: np.repeat([1.0, 2.0], [n - 3, 3]),
    ],
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_arrays_in_some_order(make, dtype):
    """What selection by groups and sorting by digits find hard."""
    data = np.asarray(make(100_000)).astype(dtype)
    x = array(data, dtype)
    up = np.argsort(data, kind="stable")
    down = len(data) - 1 - np.argsort(data[::-1], kind="stable")[::-1]
    for count in (1, 10, 300, 6000, 50_000, 100_000):
        for order, ascending in ((up, True), (down, False)):
            got = nd.topk(x, k=count, is_ascend=ascending, dtype="int64")
            np.testing.assert_array_equal(got.asnumpy(), order[:count])


def test_integers_of_64_bits_are_told_apart():
    data = np.array([2**62 + 1, 2**62, -(2**63), 2**63 - 1, 2**62 + 2, 0], np.int64)
    same(nd.sort(array(data, np.int64)), np.sort(data), np.int64)
    same(nd.argsort(array(data, np.int64)), np.argsort(data))


@pytest.mark.tiny
@pytest.mark.parametrize(
    ("dtype", "most"), [("uint8", 256), ("int8", 128), ("float16", 2049), ("bool", 2)]
)
def test_a_dtype_must_hold_all_indices(dtype, most):
    indices = nd.argsort(nd.zeros((most,)), dtype=dtype).asnumpy()
    assert indices.astype(int).tolist() == list(range(most))
    for name in ("argsort", "topk"):
        message = f"{name}: {dtype} does not hold all indices .* {most + 1}.* {most}"
        with pytest.raises(ValueError, match=message):
            getattr(nd, name)(nd.zeros((most + 1,)), dtype=dtype)
    same(nd.topk(nd.zeros((3000,)), k=2, ret_typ="value", dtype="uint8"), [0, 0])


@pytest.mark.tiny
@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: nd.sort(x, axis=2), r"sort: axis 2 is out of range for shape \(2, 3\)"),
        (lambda x: nd.argsort(x, axis=-3), r"argsort: axis -3 is out of range"),
        (lambda x: nd.topk(x, axis=5), r"topk: axis 5 is out of range"),
        (lambda x: nd.cumsum(x, axis=2), r"cumsum: axis 2 is out of range"),
        (lambda x: nd.topk(x, k=4), r"topk: k is 4, and there are 3 elements .* \(2, 3\)"),
        (lambda x: nd.topk(x, axis=None, k=7), r"topk: k is 7, and there are 6 elements"),
        (lambda x: nd.topk(nd.zeros((2, 0))), r"topk: k is 1, and there are 0 elements"),
        (lambda x: nd.topk(x, ret_typ="values"), r"topk: .*values"),
        (lambda x: nd.cumsum(x, dtype="bool"), r"cumsum: dtype is bool"),
        (lambda x: nd.topk(x, ret_typ="both", out=x), r"topk: there are 2 results and 1 array"),
    ],
)
def test_mistakes_are_named(call, message):
    with pytest.raises(mx.MXNetError, match=message):
        call(nd.zeros((2, 3)))


@pytest.mark.tiny
def test_nothing_in_order():
    for shape in ((0,), (2, 0), (0, 3)):
        x = nd.zeros(shape)
        assert nd.sort(x).shape == nd.argsort(x).shape == shape
        assert nd.cumsum(x, axis=-1).shape == shape
        assert nd.sort(x, axis=None).shape == nd.cumsum(x).shape == (0,)
        assert nd.topk(x, k=0, ret_typ="mask").shape == shape
    values, indices = nd.topk(nd.zeros((0, 3)), k=2, ret_typ="both")
    assert values.shape == indices.shape == (0, 2)


# Gradients.


def gradient(function, data, head):
    x = array(data)
    x.attach_grad()
    with autograd.record():
        y = function(x)
    y.backward(array(head))
    return x.grad.asnumpy()


def numbered(shape):
    return np.arange(1, 1 + np.prod(shape)).reshape(shape)


@pytest.mark.parametrize("axis", [None, 0, 1, 2, -1])
@pytest.mark.parametrize("ascending", [True, False])
def test_gradients_go_back_to_where_elements_came_from(axis, ascending):
    data = generator("gradient", axis).randint(0, 6, (3, 4, 5)).astype(np.float32)
    flat, along = (data.reshape(-1), 0) if axis is None else (data, axis)
    places = nd.argsort(array(data), axis=axis, is_ascend=ascending).asnumpy().astype(int)
    most = flat.shape[along]
    options = {"axis": axis, "is_ascend": ascending}
    for count, function in (
        (most, lambda x: nd.sort(x, **options)),
        (most // 2, lambda x: nd.topk(x, k=most // 2, ret_typ="value", **options)),
        (most // 2, lambda x: nd.topk(x, k=most // 2, ret_typ="both", **options)[0]),
    ):
        chosen = np.take(places, range(count), along)
        head = numbered(chosen.shape)
        want = np.zeros(flat.shape)
        np.put_along_axis(want, chosen, head, along)
        np.testing.assert_array_equal(gradient(function, data, head), want.reshape(data.shape))


@pytest.mark.tiny
@pytest.mark.parametrize("kind", ["indices", "mask", "both"])
def test_gradients_of_indices_and_masks_are_zero(kind):
    x = array([[3, 1, 2], [9, 7, 8]])
    x.attach_grad()
    with autograd.record():
        y = nd.topk(x, k=2, ret_typ=kind)
        y = y[1] if kind == "both" else y
        z = nd.argsort(x)
    autograd.backward([y, z])
    same(x.grad, np.zeros((2, 3)))


@pytest.mark.parametrize("axis", [None, 0, 1, -1])
def test_gradients_of_running_sums_come_from_the_other_end(axis):
    data = generator("cumsum", axis).randint(-4, 5, (6, 30)).astype(np.float32)
    head = numbered((180,) if axis is None else (6, 30))
    along = 0 if axis is None else axis
    want = np.flip(np.cumsum(np.flip(head, along), along), along).reshape(6, 30)
    np.testing.assert_array_equal(gradient(lambda x: nd.cumsum(x, axis), data, head), want)
    wide = gradient(lambda x: nd.cast(nd.cumsum(x, axis, "float64"), "float32"), data, head)
    np.testing.assert_array_equal(wide, want)


# Running sums.


@pytest.mark.tiny
def test_running_sums_keep_minus_zero():
    got = nd.cumsum(array([-0.0, -0.0, 0.0, -0.0])).asnumpy()
    assert np.signbit(got).tolist() == [True, True, False, False]
    columns = nd.cumsum(nd.full((3, 20), -0.0), axis=0).asnumpy()
    assert np.signbit(columns).all()


@pytest.mark.tiny
def test_running_sums_after_infinity():
    for length in (5, 40, 9000):
        data = np.zeros(length, np.float32)
        data[2], data[4] = np.inf, -np.inf
        with np.errstate(invalid="ignore"):
            same(nd.cumsum(array(data)), np.cumsum(data))


@pytest.mark.tiny
def test_running_sums_convert_first_and_wrap_around():
    same(nd.cumsum(array([1.7, 1.7, -3.9]), dtype="int32"), [1, 2, -1], np.int32)
    same(nd.cumsum(array([100, 100, 100], np.int8)), [100, -56, 44], np.int8)
    same(nd.cumsum(array([True, True, False], np.bool_)), [1, 2, 2], np.int64)
    same(nd.cumsum(array([2000] * 3, np.float16), dtype="float32"), [2000, 4000, 6000])


def test_running_sums_do_not_depend_on_the_way():
    """One row of many runs, whole or among many rows, with any number of threads."""
    data = generator("runs").standard_normal(50_001).astype(np.float32)
    before = mx.engine.num_threads()
    try:
        seen = set()
        for threads, rows in itertools.product((1, 2, 3, 8), (1, 5, 40)):
            mx.engine.set_num_threads(threads)
            wide = nd.broadcast_to(array(data).reshape((1, -1)), shape=(rows, len(data)))
            got = nd.cumsum(wide, axis=1).asnumpy()
            seen.update(row.tobytes() for row in got)
        assert len(seen) == 1
    finally:
        mx.engine.set_num_threads(before)


@pytest.mark.parametrize("shape", [(2000,), (30, 70), (6, 5, 40)])
def test_views_are_ordered_as_they_are_seen(shape):
    data = generator("views", shape).standard_normal(shape).astype(np.float32)
    turned, back = array(data).T, np.ascontiguousarray(data.T)
    for axis in (None, *range(len(shape))):
        same(nd.sort(turned, axis=axis), np.sort(back, axis=axis))
        same(nd.argsort(turned, axis=axis), np.argsort(back, axis=axis, kind="stable"))
        parts = turned[1::2], back[1::2]
        same(nd.topk(parts[0], axis=axis, ret_typ="value"), np.max(parts[1], axis, keepdims=True)
             .reshape(-1 if axis is None else nd.topk(parts[0], axis=axis).shape))  # fmt: skip
        same(nd.cumsum(nd.sign(parts[0]), axis), np.cumsum(np.sign(parts[1]), axis))
