"""New arrays: from lists and NumPy, of one value, of ranges, random; and contexts."""

import pickle

import numpy as np
import pytest
import swnd as mx
from comparing import DTYPES, same
from swnd import nd

# Creation


@pytest.mark.tiny
@pytest.mark.parametrize(
    "source",
    [
        [1, 2],
        (1, 2.5),
        [[1, 2], [3, 4]],
        range(3),
        [True, False],
        [],
        [[]],
        np.arange(6).reshape(2, 3),
        np.arange(6.0).reshape(2, 3).T,
        np.arange(10.0)[::-3],
        np.float16([1, 2]),
        np.array([1, 2], ">f8"),
        [np.float64(1), np.int8(2)],
        [2**40],
        np.zeros((2, 0, 3)),
    ],
    ids=str,
)
def test_array_is_float32(source):
    assert same(nd.array(source), np.asarray(source))


@pytest.mark.parametrize("dtype", DTYPES)
def test_array_of_dtype(dtype):
    values = np.array([0, 1, 2, 100])
    for given in (dtype, np.dtype(dtype), np.dtype(dtype).name):
        assert same(nd.array(values, dtype=given), values.astype(dtype), dtype)
    again = nd.array(nd.array(values, dtype=dtype))
    assert same(again, values.astype(dtype), dtype)


def test_array_of_python_types():
    assert nd.array([1], dtype=int).dtype is np.int64
    assert nd.array([1], dtype=float).dtype is np.float64
    assert nd.array([1], dtype=bool).dtype is np.bool_
    assert nd.array([1], dtype="f4").dtype is np.float32


def test_array_wraps_integers():
    assert same(nd.array([300, -1], dtype="uint8"), [44, 255], np.uint8)
    assert same(nd.array([1.7, -1.7], dtype="int32"), [1, -1], np.int32)


def test_array_of_scalar_has_one_axis():
    assert same(nd.array(5), [5])
    assert same(nd.array(np.float32(3)), [3])
    assert same(nd.array(np.array(3)), [3])


def test_array_copies_its_source():
    source = np.ones(3, np.float32)
    array = nd.array(source)
    source[:] = 7
    assert same(array, [1, 1, 1])
    out = array.asnumpy()
    out[:] = 9
    assert same(array, [1, 1, 1])


def test_array_of_read_only_source():
    source = np.ones(3, np.float32)
    source.flags.writeable = False
    assert same(nd.array(source), [1, 1, 1])


def test_array_of_arrays():
    assert same(nd.array([nd.array([1, 2]), nd.array([3, 4])]), [[1, 2], [3, 4]])


def test_array_of_array_keeps_its_dtype_and_can_change_it():
    source = nd.array([1, 2], dtype="int32")
    assert same(nd.array(source), [1, 2], np.int32)
    assert same(nd.array(source, dtype="float64"), [1, 2], np.float64)
    moved = nd.array(source, ctx=mx.cpu(1))
    assert moved.context == mx.cpu(1)
    changed = nd.array(source)
    changed[:] = 5
    assert same(source, [1, 2], np.int32)


@pytest.mark.tiny
def test_creation():
    assert same(nd.zeros(3), [0, 0, 0])
    assert same(nd.zeros((2, 1), dtype="int32"), [[0], [0]], np.int32)
    assert same(nd.zeros([2]), [0, 0])
    assert same(nd.zeros(np.int64(2)), [0, 0])
    assert same(nd.ones((2,), mx.cpu(), "float64"), [1, 1], np.float64)
    assert same(nd.full((2,), 7.9, dtype="int32"), [7, 7], np.int32)
    assert same(nd.full((2, 2), nd.array([1, 2])), [[1, 2], [1, 2]])
    out = nd.zeros(2)
    assert nd.full(2, 3, out=out) is out
    assert same(out, [3, 3])
    assert nd.empty((2, 3)).shape == (2, 3)
    assert nd.empty(2, dtype="int8").dtype is np.int8
    assert same(nd.zeros_like(nd.array([1, 2], dtype="int8")), [0, 0], np.int8)
    assert same(nd.ones_like(nd.array([1, 2])), [1, 1])
    assert nd.zeros((2, 0)).shape == (2, 0)


@pytest.mark.tiny
def test_ranges():
    assert same(nd.arange(3), [0, 1, 2])
    assert same(nd.arange(1, 4), [1, 2, 3])
    assert same(nd.arange(4, 1, -1), [4, 3, 2])
    assert same(nd.arange(2, 5, repeat=2), [2, 2, 3, 3, 4, 4])
    assert same(nd.arange(2, 5, 1, 2), [2, 2, 3, 3, 4, 4])
    assert same(nd.arange(3, dtype="int32"), [0, 1, 2], np.int32)
    assert same(nd.arange(3, infer_range=True), [0, 1, 2])
    assert same(nd.arange(1, 4, 1, 1, False, mx.cpu(), "int32"), [1, 2, 3], np.int32)
    assert same(nd.arange(0, 1, 0.3), np.arange(0, 1, 0.3))
    assert same(nd.linspace(0, 1, 5), np.linspace(0, 1, 5))
    assert same(nd.linspace(0, 1, 5, endpoint=False), np.linspace(0, 1, 5, False))
    assert same(nd.eye(3), np.eye(3))
    assert same(nd.eye(2, 3, 1), np.eye(2, 3, 1))
    assert same(nd.eye(2, 3, -1, dtype="int32"), np.eye(2, 3, -1), np.int32)


def test_from_numpy_keeps_the_dtype():
    assert same(nd.from_numpy(np.arange(3)), [0, 1, 2], np.int64)


def test_concatenate():
    a, b = nd.array([[1, 2]]), nd.array([[3, 4]])
    assert same(nd.concatenate([a, b]), [[1, 2], [3, 4]])
    assert same(nd.concatenate((a, b), axis=1), [[1, 2, 3, 4]])
    assert nd.concatenate([a], always_copy=False) is a
    assert nd.concatenate([a]) is not a


# Contexts


@pytest.mark.tiny
def test_contexts():
    assert mx.cpu() == mx.cpu(0) == mx.Context("cpu") == mx.Context(mx.cpu())
    assert mx.cpu() != mx.cpu(1)
    assert mx.cpu() != "cpu(0)"
    assert hash(mx.cpu(1)) == hash(mx.cpu(1))
    assert repr(mx.gpu(1)) == str(mx.gpu(1)) == "gpu(1)"
    assert repr(mx.cpu_pinned()) == "cpu_pinned(0)"
    assert (mx.gpu(2).device_type, mx.gpu(2).device_id, mx.gpu(2).device_typeid) == ("gpu", 2, 2)
    assert mx.current_context() == mx.cpu()
    with mx.cpu(1):
        assert mx.context.current_context() == mx.cpu(1)
        with mx.Context("cpu", 2) as inner:
            assert nd.zeros(1).context == inner == mx.cpu(2)
        assert nd.array([1]).context == mx.cpu(1)
        assert nd.random.uniform().context == mx.cpu(1)
    assert nd.zeros(1).context == mx.cpu(0)
    assert (nd.zeros(1, mx.cpu(1)) + nd.zeros(1)).context == mx.cpu(1)
    assert pickle.loads(pickle.dumps(mx.cpu(3))) == mx.cpu(3)


# Random numbers


@pytest.mark.tiny
def test_random_numbers():
    mx.random.seed(3)
    a = nd.random.normal(shape=(2, 3))
    mx.random.seed(3)
    assert same(nd.random.normal(shape=(2, 3)), a.asnumpy())
    mx.random.seed(3, ctx=mx.cpu())
    assert same(mx.random.normal(0, 1, (2, 3)), a.asnumpy())
    assert nd.random.uniform().shape == (1,)
    assert nd.random.uniform(0, 1, 3, "float64").dtype is np.float64
    assert nd.random.uniform(0, 1, ctx=mx.cpu(1)).context == mx.cpu(1)
    assert nd.random.randn(2, 3, loc=5, scale=0.001).shape == (2, 3)
    assert nd.random_normal(0, 1, shape=3).shape == (3,)
    assert nd.random_uniform(low=2, high=3, shape=(3,)).asnumpy().min() >= 2
    assert nd.normal(0, 1, shape=(2,)).shape == nd.uniform(0, 1, shape=(2,)).shape == (2,)
    out = nd.zeros((2, 2), dtype="float64")
    assert nd.random.uniform(1, 2, out=out) is out
    assert out.asnumpy().min() >= 1


def test_random_moments():
    mx.random.seed(1)
    x = nd.random.normal(2, 3, (100000,)).asnumpy()
    assert abs(x.mean() - 2) < 0.05
    assert abs(x.std() - 3) < 0.05
    u = nd.random.uniform(-1, 3, (100000,)).asnumpy()
    assert abs(u.mean() - 1) < 0.05
    assert u.min() >= -1
    assert u.max() < 3
