"""NDArray: creation, attributes, arithmetic, conversions, copies and views."""

import copy
import gc
import math
import operator
import pickle
import weakref

import numpy as np
import pytest
import swnd as mx
from swnd import nd

DTYPES = [np.float32, np.float64, np.float16, np.uint8, np.int32, np.int8, np.int64, np.bool_]


def same(array, expected, dtype=None):
    """Whether shape, dtype and every element are as expected."""
    expected = np.asarray(expected, dtype or np.float32)
    assert array.shape == expected.shape
    assert array.dtype is expected.dtype.type
    np.testing.assert_array_equal(array.asnumpy(), expected)
    return True


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
    assert nd.equal(1, 1) == True  # noqa: E712


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


# Copies and views


@pytest.mark.tiny
def test_reshape():
    x = nd.arange(24).reshape((2, 3, 4))
    assert x.reshape(4, 6).shape == (4, 6)
    assert x.reshape((4, 6)).shape == (4, 6)
    assert x.reshape([4, 6]).shape == (4, 6)
    assert x.reshape(-1).shape == (24,)
    assert x.reshape(shape=(0, -1)).shape == (2, 12)
    assert x.reshape((-2,)).shape == (2, 3, 4)
    assert x.reshape((-3, 0)).shape == (6, 4)
    assert x.reshape((-4, 1, 2, -2)).shape == (1, 2, 3, 4)
    assert nd.zeros((8, 3)).reshape((-4, -1, 2, 0)).shape == (4, 2, 3)
    assert nd.zeros((10, 5, 4)).reshape((-1, 0), reverse=True).shape == (50, 4)


ALIASES = [
    "x[1]",
    "x[-1]",
    "x[1:3]",
    "x[1, 2]",
    "x[1, 1:3]",
    "x[0:1, 0:2]",
    "x[(0,)]",
    "x[None]",
    "x[...]",
    "x[1, ...]",
    "x[:, :]",
    "x[0:1:2]",
    "x[1, None]",
    "x[1][1:3]",
    "x[1:3].reshape(-1)",
    "x.reshape((9,))",
    "x.reshape((-1, 3))",
    "x.flatten(inplace=True)",
    "x.expand_dims(0, inplace=True)",
    "x.squeeze(inplace=True)",
    "x.detach()",
    "x.as_in_context(mx.cpu())",
    "x.astype('float32', copy=False)",
    "x.as_nd_ndarray()",
]
COPIES = [
    "x[:, 1:2]",
    "x[::2]",
    "x[::-1]",
    "x[:, 1]",
    "x[..., 1]",
    "x[[0, 1]]",
    "x.flatten()",
    "x.expand_dims(0)",
    "x.squeeze()",
    "x.T",
    "x.transpose()",
    "x.swapaxes(0, 1)",
    "x.slice((0, 0), (2, 3))",
    "x.slice_axis(0, 0, 2)",
    "x.split(3, axis=0)[0]",
    "x.broadcast_to((3, 3))",
    "x.astype('float32')",
    "x.as_in_context(mx.cpu(1))",
    "x.copy()",
    "x.copyto(mx.cpu())",
    "nd.array(x)",
    "nd.reshape(x, (9,))",
    "nd.flatten(x)",
    "copy.copy(x)",
    "copy.deepcopy(x)",
    "x.tostype('default')",
]


@pytest.mark.parametrize("expression", ALIASES + COPIES)
def test_aliasing_is_as_in_mxnet(expression):
    x = nd.arange(9).reshape((3, 3))
    y = eval(expression, {"x": x, "nd": nd, "mx": mx, "copy": copy})
    before, seen = x.asnumpy(), y.asnumpy()
    y[:] = -1
    assert (not np.array_equal(x.asnumpy(), before)) == (expression in ALIASES)
    assert np.array_equal(y.asnumpy(), np.full_like(seen, -1))
    y = eval(expression, {"x": x, "nd": nd, "mx": mx, "copy": copy})
    seen = y.asnumpy()
    x[:] = 7
    assert (not np.array_equal(y.asnumpy(), seen)) == (expression in ALIASES)


def test_a_view_sees_updates_of_its_array():
    x = nd.arange(6).reshape((2, 3))
    row = x[1]
    x *= 10
    assert same(row, [30, 40, 50])
    row += 1
    assert same(x, [[0, 10, 20], [31, 41, 51]])


@pytest.mark.tiny
def test_the_same_object():
    x = nd.zeros((2, 2))
    assert x[:] is x
    assert x[()] is x
    assert x.as_in_context(mx.cpu()) is x
    assert x.as_in_ctx(mx.cpu()) is x
    assert x.astype("float32", False) is x


def test_copyto():
    x = nd.array([1, 2])
    target = nd.zeros(2, dtype="int32")
    assert x.copyto(target) is target
    assert same(target, [1, 2], np.int32)
    assert x.copyto(mx.cpu(1)).context == mx.cpu(1)
    assert same(x.copyto(x), [1, 2])


@pytest.mark.parametrize("source", DTYPES)
@pytest.mark.parametrize("target", DTYPES)
def test_astype(source, target):
    values = np.array([0, 1, 2, 100]).astype(source)
    result = nd.array(values, dtype=source).astype(target)
    assert same(result, values.astype(target), target)


def test_astype_of_none_is_float32():
    assert nd.array([1], dtype="int32").astype(None).dtype is np.float32
    assert nd.array([1.5]).astype(int).dtype is np.int64


@pytest.mark.parametrize("dtype", DTYPES)
def test_pickle(dtype):
    x = nd.array([[0, 1], [1, 0]], mx.cpu(1), dtype)
    again = pickle.loads(pickle.dumps(x))
    assert same(again, x.asnumpy(), dtype)
    assert again.context == mx.cpu(1)


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
