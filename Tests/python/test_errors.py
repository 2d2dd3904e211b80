"""Errors of use are raised at the call, as MXNetError and what Python users expect, by name."""

import operator

import numpy as np
import pytest
import swnd as mx
from swnd import autograd, nd


def v(n=3, **options):
    return nd.arange(n, **options)


def m(*shape, **options):
    return nd.zeros(shape, **options)


# What is called, the kind of error, and words of the message.
CASES = [
    # array
    (lambda: nd.array("abc"), TypeError, "array: source_array"),
    (lambda: nd.array(["a"]), TypeError, "array: source_array"),
    (lambda: nd.array([1, "a"]), TypeError, "array: source_array"),
    (lambda: nd.array([[1, 2], [3]]), TypeError, "array: source_array"),
    (lambda: nd.array({}), TypeError, "array: source_array"),
    (lambda: nd.array(None), TypeError, "array: source_array"),
    (lambda: nd.array([None, object()]), TypeError, "array: source_array"),
    (lambda: nd.array(object()), TypeError, "array: source_array"),
    (lambda: nd.array([1 + 2j]), TypeError, "array: source_array"),
    (lambda: nd.array(x for x in [1]), TypeError, "array: source_array"),
    (lambda: nd.array(np.array(["2020-01-01"], "M8[D]")), TypeError, "array: source_array"),
    (lambda: nd.array([1], dtype="foo"), TypeError, "'foo'"),
    (lambda: nd.array([1], dtype="int16"), TypeError, "'int16'"),
    (lambda: nd.array([1], dtype=np.complex64), TypeError, "complex64"),
    (lambda: nd.array([1], dtype=object()), TypeError, "dtype"),
    (lambda: nd.array([1], "int32"), TypeError, "ctx must be a Context"),
    (lambda: nd.array(np.zeros((1,) * 9)), ValueError, "array"),
    (lambda: nd.from_numpy([1]), TypeError, "from_numpy: ndarray"),
    # other creation
    (lambda: nd.zeros(-1), ValueError, "zeros: shape"),
    (lambda: nd.zeros((2, -3)), ValueError, "zeros: shape"),
    (lambda: nd.zeros(2.5), TypeError, "zeros: shape must be"),
    (lambda: nd.zeros((2, 2.5)), TypeError, "zeros: shape[1]"),
    (lambda: nd.zeros("two"), TypeError, "zeros: shape"),
    (lambda: nd.zeros(None), mx.MXNetError, "zeros"),
    (lambda: nd.zeros({2}), TypeError, "zeros: shape"),
    (lambda: nd.zeros((1,) * 9), ValueError, "zeros"),
    (lambda: nd.zeros((2**31, 2**31, 2**31)), ValueError, "zeros"),
    (lambda: nd.zeros(2**63), ValueError, "zeros: shape"),
    (lambda: nd.zeros((2**40,)), MemoryError, ""),
    (lambda: nd.zeros(2, dtype="foo"), TypeError, "zeros: no dtype 'foo'"),
    (lambda: nd.zeros(2, "cpu"), TypeError, "zeros: ctx"),
    (lambda: nd.zeros(2, ctx=mx.gpu()), mx.MXNetError, "gpu(0)"),
    (lambda: nd.array([1], ctx=mx.gpu(3)), mx.MXNetError, "gpu(3)"),
    (lambda: nd.zeros(2, foo=1), TypeError, "zeros: no argument is called 'foo'"),
    (lambda: nd.empty(-1), ValueError, "empty: shape"),
    (lambda: nd.empty(None), TypeError, "empty: shape"),
    (lambda: nd.empty(2, stype="csr"), ValueError, "empty: stype"),
    (lambda: nd.full((2,), "a"), TypeError, ""),
    (lambda: nd.full((2,), v(3)), ValueError, "(3,)"),
    (lambda: nd.arange("a"), TypeError, "arange: start"),
    (lambda: nd.arange(0, 3, 0), ValueError, "arange"),
    (lambda: nd.arange(float("nan")), ValueError, "arange"),
    (lambda: nd.arange(1e300), ValueError, "arange"),
    (lambda: nd.linspace(0, 1, -1), ValueError, "linspace"),
    (lambda: nd.eye((2, 2)), TypeError, "eye: N"),
    (lambda: nd.eye(-1), ValueError, "eye"),
    (lambda: nd.concatenate(v()), TypeError, "concatenate: arrays"),
    (lambda: nd.concatenate([]), mx.MXNetError, "concat"),
    # operands
    (lambda: v(2) + v(3), ValueError, "broadcast_add"),
    (lambda: m(2, 3) * m(2), ValueError, "(2, 3)"),
    (lambda: v() + v(dtype="int32"), TypeError, "broadcast_add"),
    (lambda: v() + np.ones(2), ValueError, "broadcast_add"),
    (lambda: v() + 10**400, ValueError, "+"),
    (lambda: 10**400 - v(), ValueError, "-"),
    (lambda: v() == [0, 1, 2], TypeError, "==: an operand is a list"),
    (lambda: v() != "a", TypeError, "!=: an operand is a str"),
    (lambda: "a" + v(), TypeError, "+: an operand is a str"),
    (lambda: nd.add(v(), "a"), TypeError, "add: rhs must be"),
    (lambda: nd.maximum(None, v()), TypeError, "maximum: lhs"),
    (lambda: nd.maximum(v(2), v(3)), ValueError, "broadcast_maximum"),
    (lambda: nd.elemwise_add(v(), v(1)), ValueError, "elemwise_add"),
    (lambda: nd.broadcast_add(v(), 2), TypeError, "broadcast_add: rhs must be an NDArray, not 2"),
    (lambda: nd.broadcast_add(np.ones(3), v()), TypeError, "broadcast_add: lhs"),
    # operators and parameters
    (lambda: nd.exp(3), TypeError, "exp: data must be an NDArray, not 3"),
    (lambda: nd.exp(None), TypeError, "exp: data"),
    (lambda: nd.exp([v()]), TypeError, "exp: data"),
    (lambda: nd.exp(v(), foo=1), TypeError, "exp: no argument is called 'foo'"),
    (lambda: v().exp(foo=1), TypeError, "exp: no argument is called 'foo'"),
    (lambda: nd.sum(v(), axis=1), IndexError, "sum: axis 1"),
    (lambda: nd.sum(v(), axis=-2), IndexError, "sum: axis -2"),
    (lambda: nd.sum(v(), axis=(0, 0)), ValueError, "sum"),
    (lambda: nd.sum(v(), axis=1.0), TypeError, "sum: axis must be"),
    (lambda: nd.sum(v(), axis="rows"), TypeError, "sum: axis must be"),
    (lambda: nd.sum(v(), axis=(0, "a")), TypeError, "sum: axis[1]"),
    (lambda: nd.sum(v(), keepdims="x"), TypeError, "sum: keepdims must be a bool"),
    (lambda: nd.sum(v(), keepdims=2), TypeError, "sum: keepdims"),
    (lambda: nd.sum(v(), axis=2**70), mx.MXNetError, "sum"),
    (lambda: nd.clip(v(), "a", 3), TypeError, "clip: a_min must be a number"),
    (lambda: nd.clip(v(), 1j, 3), TypeError, "clip: a_min"),
    (lambda: nd.clip(v(), v(), 3), TypeError, "clip: a_min"),
    (lambda: nd.clip(v(), 10**400, 3), ValueError, "clip: a_min"),
    (lambda: nd.take(v(), v(), mode="foo"), ValueError, "take: mode is 'foo'"),
    (lambda: nd.take(v(), v(), mode=[]), ValueError, "take: mode"),
    (lambda: nd.one_hot(v(), "a"), TypeError, "one_hot: depth"),
    (lambda: nd.one_hot(v(), 3.0), TypeError, "one_hot: depth must be an int, not 3.0"),
    (lambda: nd.one_hot(v(), -1), ValueError, "one_hot"),
    (lambda: nd.one_hot(v(), 2**64), ValueError, "one_hot: depth"),
    (lambda: nd.one_hot(v(), 3, dtype="foo"), TypeError, "one_hot: no dtype 'foo'"),
    (lambda: nd.dot(m(2, 3), m(2, 3)), ValueError, "dot"),
    (lambda: nd.batch_dot(m(2, 3, 4), m(2, 3, 4)), ValueError, "batch_dot"),
    (lambda: nd.concat(), mx.MXNetError, "concat"),
    (lambda: nd.concat([v()]), TypeError, "concat: data[0]"),
    (lambda: nd.concat(v(), 3, dim=0), TypeError, "concat: data[1] must be an NDArray, not 3"),
    (lambda: nd.concat(v(), v()), IndexError, "concat"),
    (lambda: nd.concat(m(2, 2), m(3, 3)), ValueError, "concat"),
    (lambda: nd.stack(v(2), v(3)), ValueError, "stack"),
    (lambda: nd.split(m(2, 3), 2), ValueError, "split"),
    (lambda: nd.split(m(2, 3), 0), ValueError, "split"),
    (lambda: nd.split(m(2, 3), -1), ValueError, "split"),
    (lambda: nd.split(m(2, 3), 2**40), ValueError, "split"),
    (lambda: nd.transpose(m(2, 3), axes=(0, 0)), ValueError, "transpose"),
    (lambda: nd.reshape(v(), shape=(2, 2)), ValueError, "reshape"),
    (lambda: nd.broadcast_to(v(), shape=(2, 2)), ValueError, "broadcast_to"),
    (lambda: nd.softmax(v(), axis=4), IndexError, "softmax"),
    # out
    (lambda: nd.exp(v(), out=v(2)), ValueError, "exp"),
    (lambda: nd.exp(v(), out=v(dtype="float64")), TypeError, "exp"),
    (lambda: nd.exp(v(), out=3), TypeError, "exp: out must be an NDArray"),
    (lambda: nd.sum(v(), out=v(3)), ValueError, "sum"),
    (lambda: nd.split(m(2, 2), 2, out=[v()]), ValueError, "split"),
    # methods
    (lambda: v().reshape(2, 2), ValueError, "reshape"),
    (lambda: v().reshape((2, -1)), ValueError, "reshape"),
    (lambda: v().reshape(), ValueError, "reshape: no shape"),
    (lambda: v().reshape(()), ValueError, "reshape"),
    (lambda: v().reshape("a"), TypeError, "reshape: shape"),
    (lambda: v().reshape((3.0, 1)), TypeError, "reshape: shape[0]"),
    (lambda: v().reshape(3, shape=(3,)), TypeError, "reshape: shape is given twice"),
    (lambda: v().reshape((3,), order="C"), TypeError, "'order'"),
    (lambda: v().expand_dims(5), IndexError, "expand_dims"),
    (lambda: v().squeeze(0), ValueError, "squeeze"),
    (lambda: v().asscalar(), ValueError, "not a scalar"),
    (lambda: v().item(), ValueError, "not a scalar"),
    (lambda: float(v()), ValueError, "not a scalar"),
    (lambda: int(v()), ValueError, "not a scalar"),
    (lambda: bool(v()), ValueError, "ambiguous"),
    (lambda: [1, 2][nd.array([1.0])], TypeError, "index"),
    (lambda: v().astype("foo"), TypeError, "'foo'"),
    (lambda: v().copyto("cpu"), TypeError, "copyto: other"),
    (lambda: v().copyto(v(2)), ValueError, "copyto"),
    (lambda: v().copyto(m(1, 3)), ValueError, "copyto"),
    (lambda: v().as_in_context("cpu"), TypeError, "as_in_context"),
    (lambda: v().as_in_context(mx.gpu()), mx.MXNetError, "gpu(0)"),
    (lambda: v().tostype("csr"), ValueError, "tostype"),
    # indices
    (lambda: v()[3], IndexError, "3 is out of range for axis 0"),
    (lambda: v()[-4], IndexError, "-4 is out of range"),
    (lambda: v()[10**30], IndexError, "out of range"),
    (lambda: m(2, 3)[0, 5], IndexError, "5 is out of range for axis 1"),
    (lambda: v()[0, 0], IndexError, "2 indices"),
    (lambda: v()[..., ...], IndexError, "ellipsis"),
    (lambda: v()[::0], ValueError, "step"),
    (lambda: v()[1.5], ValueError, "1.5 cannot be an index"),
    (lambda: v()["a"], ValueError, "'a' cannot be an index"),
    (lambda: v()[1.5:], TypeError, "slices are ints"),
    (lambda: v()[{1}], ValueError, "type set cannot be an index"),
    (lambda: v()[[0, 3]], IndexError, "3 is out of range for axis 0 with length 3"),
    (lambda: m(2, 3)[1, [0, -4]], IndexError, "-4 is out of range for axis 1 with length 3"),
    (lambda: v()[nd.array([0, -4])], IndexError, "-4 is out of range"),
    (lambda: v()[nd.array([np.nan])], IndexError, "out of range"),
    (lambda: v()[np.array([2**63], dtype="uint64")], IndexError, "out of range"),
    (lambda: v()[np.array([0.5])], TypeError, "integers"),
    (lambda: v()[[0, [1]]], ValueError, "index"),
    (lambda: v()[["a"]], ValueError, "index"),
    (lambda: v()[np.array([True, False])], IndexError, "a mask of shape (2,) does not fit axis 0"),
    (lambda: m(2, 3)[1, v() > 0, 0], IndexError, "3 indices"),
    (lambda: m(2, 3)[:, v(2) > 0], IndexError, "(2,) does not fit axis 1 with length 3"),
    (lambda: v()[m(1, 3) > 0], IndexError, "2 indices for an array with 1 axes"),
    (lambda: m(2, 3)[[0, 1], [0, 1, 2]], IndexError, "(2,) and (3,) do not broadcast"),
    (lambda: m(2, 3)[[0], [1], [1]], IndexError, "3 indices"),
    (lambda: nd.zeros((1,) * 8)[[[0]]], IndexError, "too many axes"),
    (lambda: v().__setitem__(3, 1), IndexError, "3 is out of range"),
    (lambda: v().__setitem__("a", 1), ValueError, "'a' cannot be an index"),
    (lambda: v().__setitem__([0, 3], 1), IndexError, "3 is out of range for axis 0"),
    (lambda: v().__setitem__([0, 1], v(3)), ValueError, "(3,) does not broadcast to (2,)"),
    (lambda: v().__setitem__(v() > 9, v(2)), ValueError, "(2,) does not broadcast to (0,)"),
    (lambda: v().__setitem__(0, "a"), TypeError, "assign: value"),
    (lambda: v().__setitem__(0, None), TypeError, "assign: value"),
    (lambda: v().__setitem__(0, 1j), TypeError, "assign: value"),
    (lambda: v().__setitem__(slice(None), v(2)), ValueError, "(2,) does not broadcast to (3,)"),
    (lambda: m(2, 3).__setitem__(0, v(2)), ValueError, "does not broadcast"),
    (lambda: v().__iadd__(m(2, 3)), ValueError, "does not broadcast"),
    # autograd
    (lambda: v().attach_grad("foo"), ValueError, "attach_grad: grad_req is 'foo'"),
    (lambda: v().attach_grad(stype="csr"), ValueError, "attach_grad: stype"),
    (lambda: v().backward(), mx.MXNetError, "backward"),
    (lambda: autograd.backward([]), mx.MXNetError, "backward"),
    (lambda: autograd.backward([v(), 3]), TypeError, "backward: heads[1]"),
    (lambda: autograd.backward([v()], [v(), v()]), ValueError, "backward: heads has 1 arrays"),
    # contexts and random numbers
    (lambda: mx.Context("foo"), ValueError, "Context: no device type 'foo'"),
    (lambda: mx.cpu("a"), TypeError, "Context: device_id"),
    (lambda: mx.cpu(2**40), ValueError, "Context"),
    (lambda: mx.random.seed(1.5), ValueError, "seed_state must be int"),
    (lambda: mx.random.seed("a"), ValueError, "seed_state must be int"),
    (lambda: mx.random.seed(1, ctx="foo"), TypeError, "seed: ctx"),
    (lambda: nd.random.uniform(1, 0), ValueError, "random_uniform"),
    (lambda: nd.random.uniform("a", 1), TypeError, "random_uniform: low"),
    (lambda: nd.random.normal(0, -1, (2,)), ValueError, "random_normal"),
    (lambda: nd.random.uniform(0, 1, (2,), out=m(3)), ValueError, "random_uniform"),
    (lambda: nd.random.uniform(0, 1, (2,), dtype="int32"), mx.MXNetError, "random_uniform"),
    (lambda: mx.engine.set_num_threads("a"), TypeError, "set_num_threads"),
]


@pytest.mark.tiny
@pytest.mark.parametrize(("call", "kind", "words"), CASES)
def test_error(call, kind, words):
    with pytest.raises(mx.MXNetError) as caught:
        call()
    assert isinstance(caught.value, kind)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "call",
    [
        lambda x: x + "a",
        lambda x: "a" + x,
        lambda x: x + None,
        lambda x: operator.add(x, [1, 2, 3]),
        lambda x: x * 2j,
        lambda x: x < None,
        lambda x: x // 2,
        lambda x: x @ 2,
        lambda x: x & x,
        lambda x: ~x,
        lambda x: round(x, 1),
        lambda x: x + np.array(["a"]),
        lambda x: np.array([1j]) + x,
        lambda x: nd.exp(),
        lambda x: nd.NDArray([1, 2]),
    ],
)
def test_python_refuses(call):
    with pytest.raises(TypeError):
        call(nd.arange(3))


def test_comparison_with_anything_else_is_identity():
    x = nd.zeros(2)
    assert (x == object()) is False
    assert (x != object()) is True


def test_kinds_of_errors():
    for kind in (
        mx.base.MXNetValueError,
        mx.base.MXNetTypeError,
        mx.base.MXNetIndexError,
        mx.base.MXNetMemoryError,
        mx.base.MXNetLibraryError,
    ):
        assert issubclass(kind, mx.MXNetError)
        assert isinstance(kind("x"), RuntimeError)


def test_a_failed_write_changes_nothing():
    x = nd.arange(3)
    for call in (
        lambda: x.__setitem__(slice(None), nd.zeros(2)),
        lambda: x.__iadd__(nd.zeros((2, 3))),
        lambda: nd.exp(nd.zeros(2), out=x),
    ):
        with pytest.raises(mx.MXNetError):
            call()
    assert x.asnumpy().tolist() == [0, 1, 2]


def test_an_array_made_without_a_handle_is_harmless():
    x = nd.NDArray()
    with pytest.raises(AttributeError):
        x.shape
    del x


def test_errors_leave_nothing_behind():
    x = nd.arange(3)
    for _ in range(3):
        with pytest.raises(mx.MXNetError, match="broadcast_add"):
            x + nd.zeros(2)
        with pytest.raises(mx.MXNetError, match="sum"):
            nd.sum(x, axis=7)
        assert (x + x).asnumpy().tolist() == [0, 2, 4]
