"""Python's operators and protocols: which operands go together, and what comes of them."""

import base64
import contextlib
import copy
import ctypes
import io
import json
import operator
import os
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import swnd as mx
from swnd import autograd, nd

ROOT = Path(__file__).resolve().parents[2]

ARITHMETIC = [
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
    operator.mod,
    operator.pow,
]
COMPARISONS = [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge]
IN_PLACE = [operator.iadd, operator.isub, operator.imul, operator.itruediv, operator.imod]


def same(x, expected):
    assert isinstance(x, nd.NDArray)
    np.testing.assert_array_equal(x.asnumpy(), np.asarray(expected))
    return True


# Operands on either side


@pytest.mark.tiny
@pytest.mark.parametrize("operation", ARITHMETIC + COMPARISONS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("dtype", ["float32", "float64", "int32", "uint8"])
def test_operands(operation, dtype):
    a, b = np.array([[1, 2, 4]], dtype=dtype), np.array([[2], [4]], dtype=dtype)
    x, y = nd.array(a, dtype=dtype), nd.array(b, dtype=dtype)

    def expected(left, right):
        result = operation(left, right)
        if dtype in ("int32", "uint8") and operation is operator.truediv:
            result = np.trunc(result)
        return result.astype(dtype)

    results = {
        "arrays": (operation(x, y), expected(a, b)),
        "numpy right": (operation(x, b), expected(a, b)),
        "numpy left": (operation(a, y), expected(a, b)),
        "number right": (operation(x, 2), expected(a, np.array(2, dtype))),
        "number left": (operation(2, x), expected(np.array(2, dtype), a)),
        "numpy number right": (operation(x, np.float64(2)), expected(a, np.array(2, dtype))),
        "numpy number left": (operation(np.float64(2), x), expected(np.array(2, dtype), a)),
        "numpy array of rank 0": (operation(x, np.array(2)), expected(a, np.array(2, dtype))),
        "truth": (operation(x, True), expected(a, np.array(1, dtype))),
    }
    for name, (result, wanted) in results.items():
        assert isinstance(result, nd.NDArray), name
        assert result.dtype is np.dtype(dtype).type, name
        np.testing.assert_array_equal(result.asnumpy(), wanted, name)


@pytest.mark.tiny
@pytest.mark.parametrize("operation", IN_PLACE, ids=lambda f: f.__name__)
@pytest.mark.parametrize("other", [2, 2.5, np.float32(2), [[2], [4]]], ids=str)
def test_in_place(operation, other):
    a = np.array([[5, 7], [9, 12]], dtype="float32")
    x = nd.array(a)
    view, before = x[1], x
    other = np.array(other, "float32") if isinstance(other, list) else other
    for operand in (other, nd.array(other) if isinstance(other, np.ndarray) else other):
        x = operation(x, operand)
        a = operation(a, other)
        assert x is before
        assert same(x, a)
        assert same(view, a[1])


def test_in_place_keeps_shape_and_dtype():
    x = nd.array([1, 2], dtype="int32")
    x += 1.5
    assert same(x, [2, 3])
    assert x.dtype is np.int32
    with pytest.raises(ValueError, match="does not broadcast"):
        x += nd.ones((3, 2), dtype="int32")
    power = x
    power **= 2  # no operation in place, as in MXNet
    assert power is not x


@pytest.mark.tiny
def test_matrix_products():
    random = np.random.default_rng(0)
    shapes = [
        ((3,), (3,)),
        ((2, 3), (3,)),
        ((2,), (2, 3)),
        ((2, 3), (3, 4)),
        ((5, 2, 3), (3, 4)),
        ((5, 2, 3), (5, 3, 4)),
        ((2, 3), (5, 3, 4)),
        ((6, 1, 2, 3), (5, 3, 4)),
        ((3,), (5, 3, 4)),
        ((5, 2, 3), (3,)),
    ]
    for left, right in shapes:
        a, b = (random.integers(-4, 4, size=shape).astype("float32") for shape in (left, right))
        x, y = nd.array(a), nd.array(b)
        expected = np.atleast_1d(a @ b)
        assert same(x @ y, expected)
        assert same(a @ y, expected)
        assert same(x @ b, expected)
        x.attach_grad()
        with autograd.record():
            z = x @ y
        z.backward()
        assert x.grad.shape == x.shape
    for left, right in [((3,), (4,)), ((2, 3), (2, 3)), ((2, 2, 3), (4, 3, 2))]:
        with pytest.raises(ValueError, match="@: float32"):
            nd.ones(left) @ nd.ones(right)


@pytest.mark.tiny
def test_unary():
    x = nd.array([-1.5, 2.5, 0])
    assert same(-x, [1.5, -2.5, 0])
    assert same(+x, [-1.5, 2.5, 0])
    assert +x is not x
    assert same(abs(x), [1.5, 2.5, 0])
    assert same(round(x), nd.round(x).asnumpy())


# One element, many, none


@pytest.mark.tiny
def test_truth():
    assert bool(nd.array([2])) is True
    assert bool(nd.array([[0]])) is False
    assert bool(nd.array([])) is False
    with pytest.raises(ValueError, match="ambiguous"):
        bool(nd.array([1, 2]))
    assert nd.array([1]) != 2


@pytest.mark.tiny
def test_numbers():
    x = nd.array([3.7])
    assert (float(x), int(x), complex(x)) == (pytest.approx(3.7), 3, pytest.approx(3.7))
    assert operator.index(nd.array([5], dtype="uint8")) == 5
    assert "abcdef"[nd.array([2], dtype="int64")] == "c"
    for bad in (nd.array([1.0]), nd.array([True], dtype="bool")):
        with pytest.raises(TypeError, match="index"):
            operator.index(bad)


@pytest.mark.tiny
def test_containers():
    x = nd.array([[1, 2], [3, 4], [5, 6]])
    assert len(x) == 3
    assert [row.asnumpy().tolist() for row in x] == [[1, 2], [3, 4], [5, 6]]
    assert [row.asnumpy().tolist() for row in reversed(x)] == [[5, 6], [3, 4], [1, 2]]
    assert 4 in x
    assert 7 not in x
    assert nd.array([3, 4]) in x
    assert None not in x
    assert 1 not in nd.zeros(0)
    first, *_ = x
    first[:] = 9
    assert same(x[0], [9, 9])


@pytest.mark.tiny
def test_identity():
    x, y = nd.zeros(2), nd.zeros(2)
    assert hash(x) == hash(x)
    assert len({x, y, x}) == 2
    assert {x: 1}[x] == 1
    with pytest.raises(AttributeError):
        x.something = 1


@pytest.mark.tiny
def test_handles():
    x = nd.array([1, 2])
    assert type(x.handle) is ctypes.c_void_p
    again = nd.NDArray(x.handle)
    del x
    assert same(again, [1, 2])
    for wrong in (1, "a", ctypes.c_void_p(), [1]):
        with pytest.raises(TypeError, match="handle"):
            nd.NDArray(wrong)


@pytest.mark.tiny
def test_properties():
    x = nd.zeros((2, 3), dtype="float16")
    assert (x.shape, x.size, x.ndim, x.dtype, x.stype) == ((2, 3), 6, 2, np.float16, "default")
    assert x.context == x.ctx == mx.cpu()
    assert x.T.shape == (3, 2)
    assert x.grad is None
    assert x.writable
    assert x.as_nd_ndarray() is x
    assert x.tostype("default") is not x


# Copies


@pytest.mark.tiny
@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda x: x.copy()])
def test_copies(duplicate):
    x = nd.array([1, 2])
    y = duplicate(x)
    y[0] = 9
    assert same(x, [1, 2])
    assert same(y, [9, 2])


def test_deep_copies_of_what_holds_arrays():
    x = nd.array([1, 2])
    held = {"a": x, "b": [x]}
    other = copy.deepcopy(held)
    other["a"][0] = 5
    assert same(held["a"], [1, 2])


# Pickles


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize(
    "dtype", ["float32", "float64", "float16", "uint8", "int8", "int32", "int64", "bool"]
)
def test_pickles(protocol, dtype):
    for shape in ((1,), (0,), (2, 3), (2, 0, 3), (1,) * 8):
        values = (np.arange(np.prod(shape)).reshape(shape) % 2).astype(dtype)
        for x in (nd.array(values, dtype=dtype), nd.array(values.T, dtype=dtype).T):
            y = pickle.loads(pickle.dumps(x, protocol))
            assert (y.dtype, y.shape, y.context) == (x.dtype, x.shape, x.context)
            assert same(y, values)
    there = pickle.loads(pickle.dumps(nd.ones(2, ctx=mx.cpu(1)), protocol))
    assert there.context == mx.cpu(1)


def test_pickles_of_views_and_several():
    x = nd.arange(12).reshape((3, 4))
    pair = pickle.loads(pickle.dumps([x[1], x, x]))
    assert same(pair[0], [4, 5, 6, 7])
    assert pair[1] is pair[2]
    pair[1][:] = 0
    assert same(x[0], [0, 1, 2, 3])


class FromMXNet(pickle.Unpickler):
    """Finds MXNet's class under swnd's name, as `python -m swnd` does for everybody."""

    def find_class(self, module, name):
        return super().find_class(module.replace("mxnet", "swnd", 1), name)


class State:
    """Takes the place of the class: what the pickle holds of an array."""

    def __init__(self, handle):
        assert handle is None

    def __setstate__(self, state):
        self.record = bytes(state["handle"])


class StateFromMXNet(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) == ("mxnet.ndarray.ndarray", "NDArray"):
            return State
        return super().find_class(module, name)


def test_pickles_of_mxnet():
    records = json.loads((ROOT / "Tests/oracle/pickles.json").read_text())
    assert len(records) > 30
    for record in records:
        data = base64.b64decode(record["pickle"])
        x = FromMXNet(io.BytesIO(data)).load()
        assert x.dtype.__name__ == record["dtype"]
        assert str(x.context) == record["context"]
        assert same(x, record["elements"])
        # And the other way: the same bytes are written.
        assert record_of(x) == StateFromMXNet(io.BytesIO(data)).load().record


def test_pickles_of_mxnet_under_the_runner(tmp_path):
    record = json.loads((ROOT / "Tests/oracle/pickles.json").read_text())[0]
    path = tmp_path / "array.pickle"
    path.write_bytes(base64.b64decode(record["pickle"]))
    code = f"import pickle; print(pickle.load(open({str(path)!r}, 'rb')).asnumpy().tolist())"
    result = subprocess.run(
        [sys.executable, "-m", "swnd", "-c", code],
        env=dict(os.environ, PYTHONPATH=str(ROOT / "python")),
        capture_output=True,
        text=True,
    )
    assert result.stdout == "[[1.5, -2.0], [0.25, 3.0]]\n", result.stderr


def record_of(x):
    return bytes(x.__getstate__()["handle"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda r: r[:3], "byte 0"),
        (lambda r: b"\0" * 4 + r[4:], "byte 4: the array ends"),
        (lambda r: r[:4] + b"\1\0\0\0" + r[8:], "the device of array 0"),
        (lambda r: r[:8] + b"\xff\0\0\0" + r[12:], "255 axes"),
        (lambda r: r[:12] + b"\xff" * 8 + r[20:], "axis 0 of the shape of array 0 is -1"),
        (lambda r: r[:28] + b"\x63" + r[29:], "the dtype of array 0 is 99"),
        (lambda r: r[:-1], "more bytes than the 11 that are left"),
        (lambda r: r[:12] + b"\0\0\0\0\0\0\0\x10" + r[20:], "more bytes than the 12 that are left"),
    ],
)
def test_records_that_are_no_arrays(change, words):
    x = nd.array([1, 2, 3])
    with pytest.raises(mx.MXNetError, match=words):
        nd.NDArray(None).__setstate__({"handle": change(record_of(x))})


def test_random_changes_of_records():
    whole = record_of(nd.array([[1, 2], [3, 4]]))
    random = np.random.default_rng(0)
    for _ in range(2000):
        data = bytearray(whole[: random.integers(len(whole) + 1)])
        for _ in range(random.integers(3)):
            if data:
                data[random.integers(len(data))] = random.integers(256)
        with contextlib.suppress(mx.MXNetError):
            nd.NDArray(None).__setstate__({"handle": data})
