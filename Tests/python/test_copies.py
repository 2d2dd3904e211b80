"""What is a copy, what is a view, and what is the same object."""

import copy
import pickle

import numpy as np
import pytest
import swnd as mx
from comparing import DTYPES, same
from swnd import nd


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
    "x.broadcast_like(x)",
    "x.reshape_like(nd.zeros(9))",
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
