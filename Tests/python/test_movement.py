"""Elements that change their places, against NumPy: sizes at borders of blocks, all dtypes."""

import os

import numpy as np
import pytest
import swnd as mx
from swnd import nd

DTYPES = ["float32", "float64", "float16", "uint8", "int8", "int32", "int64", "bool"]
LENGTHS = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 200, 257]
ROUNDS = 2000 if os.environ.get("SWND_LONG") else 100
seeds = pytest.mark.parametrize("seed", range(4))


class Maker:
    """Makes arrays that look random, and sets the number of threads."""

    def __init__(self, seed):
        self.random = np.random.RandomState(seed)

    def one_of(self, choices):
        return choices[self.random.randint(len(choices))]

    def maybe(self, probability=0.5):
        return self.random.rand() < probability

    def shape(self, most=4, size=100_000):
        while True:
            rank = self.random.randint(1, most + 1)
            shape = tuple(int(self.one_of(LENGTHS)) for _ in range(rank))
            if np.prod(shape) <= size:
                return shape

    def array(self, shape, dtype):
        """Any bits, NaN of all kinds among them: what moves does not change."""
        if dtype == "bool":
            return self.random.rand(*shape) < 0.5
        size = np.dtype(dtype).itemsize
        raw = self.random.randint(0, 256, (*shape, size)).astype(np.uint8)
        return raw.view(dtype).reshape(shape)

    def indices(self, shape, length, outside):
        low, high = (-2 * length, 3 * length) if outside else (0, length)
        numbers = self.random.randint(low, high, shape)
        return numbers.astype(self.one_of(["int32", "int64", "float32", "float64"]))

    def rounds(self, count=ROUNDS):
        before = mx.engine.num_threads()
        try:
            for _ in range(count):
                mx.engine.set_num_threads(self.one_of([1, 2, 3, 8]))
                yield
        finally:
            mx.engine.set_num_threads(before)


def assert_same(got, want):
    """The same bits, apart from NumPy's missing axes."""
    got, want = got.asnumpy(), np.ascontiguousarray(want)
    assert got.dtype == want.dtype
    assert got.shape == (want.shape or (1,))
    assert got.tobytes() == want.tobytes()


def pair(a):
    return a, nd.array(a, dtype=a.dtype)


def view(make, a, x):
    """The same strided view of both."""
    if make.maybe():
        steps = [make.one_of([1, 1, 1, 2, 3, 4, -1, -2]) for _ in a.shape]
        begins = [make.random.randint(0, length) if make.maybe() else None for length in a.shape]
        a = a[tuple(slice(begin, None, step) for begin, step in zip(begins, steps))]
        x = nd.slice(x, tuple(begins), (None,) * a.ndim, tuple(steps))
    if make.maybe(0.7):
        axes = tuple(int(axis) for axis in make.random.permutation(a.ndim))
        a, x = a.transpose(axes), nd.transpose(x, axes)
    return a, x


@seeds
def test_copies_of_views(seed):
    make = Maker(seed)
    for _ in make.rounds():
        a, x = view(make, *pair(make.array(make.shape(5), make.one_of(DTYPES))))
        assert_same(nd.reshape(x, (-1,)), a.reshape(-1))


@seeds
def test_conversions_of_views(seed):
    make = Maker(seed)
    for _ in make.rounds():
        a = make.random.randint(-100, 100, make.shape()).astype(make.one_of(DTYPES))
        a, x = view(make, *pair(a))
        dtype = make.one_of(DTYPES)
        assert_same(nd.cast(x, dtype), a.astype("int64").astype(dtype))


@seeds
def test_concat_and_stack(seed):
    make = Maker(seed)
    for _ in make.rounds():
        a, x = view(make, *pair(make.array(make.shape(size=30_000), make.one_of(DTYPES))))
        axis = int(make.random.randint(a.ndim))
        assert_same(nd.concat(x, x, x, dim=axis), np.concatenate([a, a, a], axis))
        assert_same(nd.stack(x, x, axis=axis), np.stack([a, a], axis))


@seeds
def test_writes_to_slices(seed):
    make = Maker(seed)
    for _ in make.rounds():
        a, x = pair(make.array(make.shape(), make.one_of(DTYPES)))
        a = a.copy()
        key = tuple(
            slice(int(make.random.randint(length)), None, make.one_of([1, 1, 2, 3, -1]))
            for length in a.shape
        )
        part, values = pair(make.array(a[key].shape[::-1], a.dtype.name))
        a[key] = part.T
        x[key] = nd.transpose(values)
        assert_same(x, a)


@seeds
def test_take(seed):
    make = Maker(seed)
    for _ in make.rounds():
        a, x = view(make, *pair(make.array(make.shape(), make.one_of(DTYPES))))
        axis = int(make.random.randint(a.ndim))
        mode = make.one_of(["clip", "wrap", "raise"])
        indices = make.indices((3, 5), a.shape[axis], mode != "raise")
        assert_same(
            nd.take(x, nd.array(indices, dtype=indices.dtype), axis=axis, mode=mode),
            np.take(a, indices.astype("int64"), axis=axis, mode=mode),
        )


def test_take_of_many_and_of_long_rows():
    make = Maker(5)
    for rows, width, count in [(1000, 128, 70_000), (5, 300_001, 4), (70_000, 1, 70_001)]:
        a, x = pair(make.array((rows, width), "float32"))
        indices = make.random.randint(0, rows, count)
        assert_same(nd.take(x, nd.array(indices, dtype="int64")), a[indices])


@pytest.mark.parametrize("position", [0, 1, 40_000, 99_999])
def test_the_first_index_outside_is_named(position):
    indices = np.zeros(100_000, "int32")
    indices[position] = 7
    indices[position + 1 :] = -3
    with pytest.raises(mx.MXNetError, match="take: index 7 is out of range .* length 7"):
        nd.take(nd.zeros((7, 2)), nd.array(indices, dtype="int32"), mode="raise").wait_to_read()


@seeds
def test_pick_and_its_gradient(seed):
    make = Maker(seed)
    for _ in make.rounds():
        a, x = view(make, *pair(make.array(make.shape(), make.one_of(DTYPES))))
        axis = int(make.random.randint(a.ndim))
        length = a.shape[axis]
        mode = make.one_of(["clip", "wrap"])
        shape = tuple(1 if other == axis else n for other, n in enumerate(a.shape))
        given = make.indices(shape, length, True)
        chosen = given.astype("int64")
        chosen = chosen % length if mode == "wrap" else np.clip(chosen, 0, length - 1)
        index = nd.array(given, dtype=given.dtype)
        how = {"axis": axis, "keepdims": True, "mode": mode}
        assert_same(nd.pick(x, index, **how), np.take_along_axis(a, chosen, axis))

        x = nd.ones(a.shape)
        x.attach_grad()
        with mx.autograd.record():
            y = nd.pick(x, index, **how)
        g, cotangent = pair(make.random.rand(*shape).astype("float32"))
        y.backward(cotangent)
        want = np.zeros(a.shape, "float32")
        np.put_along_axis(want, chosen, g, axis)
        assert_same(x.grad, want)


def test_gradient_of_pick_across_large_planes():
    make = Maker(6)
    x = nd.ones((40, 70_000))
    x.attach_grad()
    chosen = make.random.randint(0, 40, 70_000)
    with mx.autograd.record():
        y = nd.pick(x, nd.array(chosen, dtype="int32"), axis=0)
    g, cotangent = pair(make.random.rand(70_000).astype("float32"))
    y.backward(cotangent)
    want = np.zeros(x.shape, "float32")
    want[chosen, np.arange(70_000)] = g
    assert_same(x.grad, want)


@pytest.mark.parametrize("shape", [(50, 3), (300, 40), (40, 2000), (4, 30, 17), (9, 5, 700)])
@pytest.mark.parametrize("dtype", ["float32", "float64", "float16"])
def test_gradient_of_take(shape, dtype):
    for axis in range(len(shape)):
        results = []
        for threads in [1, 2, 3, 8]:
            mx.engine.set_num_threads(threads)
            random = np.random.RandomState(8)
            x = nd.ones(shape, dtype=dtype)
            x.attach_grad()
            indices = random.randint(0, shape[axis], 200)
            with mx.autograd.record():
                y = nd.take(x, nd.array(indices, dtype="int32"), axis=axis)
            g = random.randint(-9, 9, y.shape)
            y.backward(nd.array(g, dtype=dtype))
            results.append(x.grad.asnumpy())
        want = np.zeros(shape)
        np.add.at(np.moveaxis(want, axis, 0), indices, np.moveaxis(g, axis, 0))
        for result in results:
            assert np.array_equal(result, want.astype(dtype))


@seeds
def test_one_hot(seed):
    make = Maker(seed)
    for _ in make.rounds():
        shape = make.shape(3, 300)
        depth = int(make.one_of(LENGTHS))
        indices = make.indices(shape, depth, True)
        on, off = make.one_of([(1, 0), (5, -3), (2.5, 0.5), (0, 1)])
        dtype = make.one_of(DTYPES)
        places = np.arange(depth) == indices.astype("int64")[..., None]
        want = nd.cast(nd.array(np.where(places, on, off), dtype="float64"), dtype).asnumpy()
        index = nd.array(indices, dtype=indices.dtype)
        assert_same(nd.one_hot(index, depth, on_value=on, off_value=off, dtype=dtype), want)


def test_one_hot_of_long_rows_and_of_nan():
    want = np.zeros((4, 100_000), "float32")
    want[0, 99_999] = want[1, 0] = 1
    index = nd.array([99_999, 0, np.nan, np.inf])
    assert_same(nd.one_hot(index, 100_000), want)


@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0), (2, 0, 5)])
def test_of_no_elements(shape):
    a, x = pair(np.zeros(shape, "float32"))
    assert_same(nd.reshape(nd.transpose(x), (-1,)), a.T.reshape(-1))
    assert_same(nd.concat(x, x, dim=0), np.concatenate([a, a]))
    assert_same(nd.one_hot(x, 4), np.zeros((*shape, 4), "float32"))
    assert_same(nd.take(nd.ones((3, 2)), x), np.zeros((*shape, 2), "float32"))
    x[:] = 1
    assert x.shape == shape


LONG = [*LENGTHS, 1000, 4095, 4096, 4097, 8193, 65_537, 140_001]


@seeds
def test_index_of_the_best(seed):
    make = Maker(seed)
    for _ in make.rounds(ROUNDS // 2):
        shape = (int(make.one_of(LONG)), *make.shape(2, 100))
        a = make.random.randint(-3, make.one_of([2, 50, 10_000]), np.prod(shape)).reshape(
            [shape[axis] for axis in make.random.permutation(len(shape))]
        )
        dtype = make.one_of(DTYPES)
        a = a.astype(dtype)
        if a.dtype.kind == "f":
            a[make.random.rand(*a.shape) < make.one_of([0, 0, 1e-4, 0.5])] = np.nan
            a[(a == 0) & (make.random.rand(*a.shape) < 0.5)] = -0.0
        a, x = view(make, *pair(a))
        for axis in [None, *range(a.ndim)]:
            for ours, theirs in [(nd.argmax, np.argmax), (nd.argmin, np.argmin)]:
                got = ours(x, axis=axis)
                want = nd.cast(nd.array(np.atleast_1d(theirs(a, axis=axis)), dtype="int64"), dtype)
                assert_same(got, want.asnumpy())
