"""NDArray: attributes, arithmetic, conversion to Python's numbers, methods of operators."""

import gc
import math
import operator
import weakref

import numpy as np
import pytest
import swnd as mx
from comparing import DTYPES, same
from swnd import nd

# Attributes


@pytest.mark.tiny
def test_attributes():
    x = nd.zeros((2, 3, 4), dtype="float64")
    assert x.shape == (2, 3, 4)
    assert x.size == 24
    assert x.ndim == 3
    assert x.dtype is np.float64
    assert x.context == x.ctx == mx.cpu(0)
    assert x.stype == "default"
    assert x.writable
    assert x.grad is None
    assert x.T.shape == (4, 3, 2)
    assert len(x) == 2
    v = nd.zeros(3)
    assert v.T is v


def test_arrays_are_hashed_by_identity():
    x, y = nd.zeros(2), nd.zeros(2)
    assert len({x, y, x}) == 2
    assert hash(x) == hash(x)
    assert x in [x, y]


def test_arrays_can_be_weakly_referenced_and_go_away():
    x = nd.zeros(2)
    reference = weakref.ref(x)
    del x
    gc.collect()
    assert reference() is None


def test_memory_is_given_back():
    def held():
        mx.waitall()
        return mx.engine.stats()["bytes_in_use"]

    gc.collect()
    before = held()
    for _ in range(100):
        x = nd.ones((100, 100))
        y = x + x
        y[:] = 2
        z = y[1:3].reshape(-1).asnumpy()
    del x, y, z
    gc.collect()
    assert held() <= before


# Arithmetic

BINARY = [
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
    operator.mod,
    operator.pow,
    operator.eq,
    operator.ne,
    operator.lt,
    operator.le,
    operator.gt,
    operator.ge,
]


@pytest.mark.tiny
@pytest.mark.parametrize("op", BINARY, ids=lambda op: op.__name__)
def test_operators(op):
    a = np.float32([[1, 2, 3], [4, 5, 6]])
    b = np.float32([3, 2, 1])
    x, y = nd.array(a), nd.array(b)

    def close(result, expected):
        assert type(result) is nd.NDArray
        assert result.dtype is np.float32
        np.testing.assert_allclose(result.asnumpy(), expected, rtol=3e-7)

    close(op(x, y), op(a, b))
    close(op(y, x), op(b, a))
    for number in (2, 2.5, np.float32(2.5), np.float64(2.5), np.int64(2), True, np.array(2.0)):
        value = np.float32(number)
        close(op(x, number), op(a, value))
        close(op(number, x), op(value, a))
    # NumPy arrays join in, from either side, whatever their dtype.
    close(op(x, b.astype(np.float64)), op(a, b))
    close(op(b.astype(np.float64), x), op(b, a))


@pytest.mark.parametrize(
    "op", [operator.iadd, operator.isub, operator.imul, operator.itruediv, operator.imod]
)
def test_operators_in_place(op):
    a = np.float32([[1, 2, 3], [4, 5, 6]])
    for other in (2, 2.5, np.float32([3, 2, 1]), nd.array([3, 2, 1])):
        x = nd.array(a)
        view = x[0]
        result = op(x, other)
        assert result is x
        plain = other.asnumpy() if isinstance(other, nd.NDArray) else np.float32(other)
        expected = op(a.copy(), plain)
        np.testing.assert_allclose(x.asnumpy(), expected, rtol=3e-7)
        np.testing.assert_allclose(view.asnumpy(), expected[0], rtol=3e-7)


def test_unary_operators():
    x = nd.array([-1.5, 2], dtype="float64")
    assert same(-x, [1.5, -2], np.float64)
    assert same(abs(x), [1.5, 2], np.float64)


def test_integers_stay_integers():
    x = nd.array([-7, 7, 0, 3], dtype="int32")
    assert same(x + 1.5, [-6, 8, 1, 4], np.int32)
    assert same(x * 2.7, [-14, 14, 0, 6], np.int32)
    assert same(x / 2, [-3, 3, 0, 1], np.int32)
    assert same(x % 3, [2, 1, 0, 0], np.int32)
    assert same(2 - x, [9, -5, 2, -1], np.int32)
    assert same(x > 1.5, [0, 1, 0, 1], np.int32)
    assert (x / 0).shape == (4,)
    assert (x % 0).shape == (4,)


def test_none_is_not_equal_to_an_array():
    x = nd.zeros(2)
    assert (x == None) is False  # noqa: E711
    assert (x != None) is True  # noqa: E711


def test_functions_of_arrays_and_numbers():
    x = nd.array([1, 2, 3])
    assert same(nd.add(x, 2), [3, 4, 5])
    assert same(nd.add(2, x), [3, 4, 5])
    assert same(nd.subtract(1, x), [0, -1, -2])
    assert same(nd.multiply(x, x), [1, 4, 9])
    assert same(nd.divide(x, 2), [0.5, 1, 1.5])
    assert same(nd.true_divide(6, x), [6, 3, 2])
    assert same(nd.modulo(5, x), [0, 1, 2])
    assert same(nd.power(2, x), [2, 4, 8])
    assert same(nd.power(base=x, exp=2), [1, 4, 9])
    assert same(nd.maximum(x, 2), [2, 2, 3])
    assert same(nd.maximum(2, x), [2, 2, 3])
    assert same(nd.minimum(x, nd.array([3, 2, 1])), [1, 2, 1])
    assert same(nd.maximum(x, np.array([3, 2, 1])), [3, 2, 3])
    assert same(nd.equal(x, 2), [0, 1, 0])
    assert same(nd.not_equal(2, x), [1, 0, 1])
    assert same(nd.lesser(2, x), [0, 0, 1])
    assert same(nd.lesser_equal(x, 2), [1, 1, 0])
    assert same(nd.greater(2, x), [1, 0, 0])
    assert same(nd.greater_equal(x, 2), [0, 1, 1])
    assert nd.add(1, 2) == 3
    assert nd.maximum(3, 4) == 4
    assert repr(nd.equal(1, 1)) == "1"
    assert repr(nd.greater(np.float32(1), 2)) == "0"


def test_nan_is_kept_by_maximum():
    x = nd.array([1, math.nan, 3])
    np.testing.assert_array_equal(nd.maximum(x, 2).asnumpy(), np.float32([2, math.nan, 3]))


# Conversions to Python


@pytest.mark.tiny
@pytest.mark.parametrize("dtype", DTYPES)
def test_single_elements(dtype):
    x = nd.array([[1]], dtype=dtype)
    assert type(x.asscalar()) is dtype
    assert x.asscalar() == 1
    assert type(x.item()) is type(dtype(1).item())
    assert float(x) == 1.0
    assert int(x) == 1
    assert bool(x) is True
    assert bool(nd.zeros(1, dtype=dtype)) is False


def test_conversion_of_floats():
    x = nd.array([-2.5])
    assert int(x) == -2
    assert float(x) == -2.5
    assert f"{x:.2f}" == "-2.50"
    assert "%.1f" % x == "-2.5"  # noqa: UP031
    assert f"{x.mean().asscalar():f}" == "-2.500000"
    assert bool(nd.array([math.nan])) is True
    assert bool(nd.array([])) is False


def test_integers_are_indices():
    i = nd.array([1], dtype="int32")
    assert [10, 20, 30][i] == 20
    assert list(range(nd.array([3], dtype="int64"))) == [0, 1, 2]


def test_iteration():
    x = nd.array([[1, 2], [3, 4]])
    rows = list(x)
    assert [row.asnumpy().tolist() for row in rows] == [[1, 2], [3, 4]]
    assert same(sum(x), [4, 6])
    assert [float(row) for row in nd.array([1, 2])] == [1, 2]
    a, b = x
    assert same(a, [1, 2])
    assert same(b, [3, 4])
    assert 3 in nd.array([1, 2, 3])
    assert 5 not in nd.array([1, 2, 3])


# Methods and keywords of operators


@pytest.mark.tiny
def test_methods_are_functions():
    x = nd.array([[1, 2, 3], [4, 5, 6]])
    assert same(x.sum(), [21])
    assert same(x.sum(0), [5, 7, 9])
    assert same(x.sum(axis=1, keepdims=True), [[6], [15]])
    assert same(x.sum(axis=(0, 1)), [21])
    assert same(x.sum(axis=np.int64(1)), [6, 15])
    assert same(x.max(axis=1), [3, 6])
    assert same(x.argmax(1), [2, 2])
    assert same(x.clip(2, 3), [[2, 2, 3], [3, 3, 3]])
    assert same(x.square(), [[1, 4, 9], [16, 25, 36]])
    assert same(x.transpose((1, 0)), [[1, 4], [2, 5], [3, 6]])
    assert same(x.transpose(axes=(1, 0)), [[1, 4], [2, 5], [3, 6]])
    assert same(x.broadcast_to((2, 2, 3)), [[[1, 2, 3], [4, 5, 6]]] * 2)
    parts = x.split(3)
    assert type(parts) is list
    assert same(parts[1], [[2], [5]])
    assert same(x.split(1), [[1, 2, 3], [4, 5, 6]])


@pytest.mark.tiny
def test_out():
    x, y = nd.array([1, 2]), nd.array([3, 4])
    out = nd.zeros(2)
    view = out[0:1]
    assert nd.elemwise_add(x, y, out=out) is out
    assert same(out, [4, 6])
    assert same(view, [4])
    assert nd.broadcast_add(x, y, out=x) is x
    assert same(x, [4, 6])
    assert same(nd.sum(y, out=nd.zeros(1)), [7])
    assert same(nd.exp(nd.zeros(1), name="e"), [1])
    parts = [nd.zeros((1, 1)), nd.zeros((1, 1))]
    result = nd.split(nd.array([[1, 2]]), 2, out=parts)
    assert result[0] is parts[0]
    assert same(parts[1], [[2]])


def test_variadic_operators():
    a, b = nd.array([[1, 2]]), nd.array([[3, 4]])
    assert same(nd.concat(a, b), [[1, 2, 3, 4]])
    assert same(nd.concat(*[a, b], dim=0, num_args=2), [[1, 2], [3, 4]])
    assert same(nd.stack(a, b), [[[1, 2]], [[3, 4]]])
    assert same(nd.stack(a, b, axis=1), [[[1, 2], [3, 4]]])
