"""Calls on small arrays have short ways of their own: they give what the long ways give."""

from __future__ import annotations

import itertools
import threading

import numpy
import pytest
import swnd as mx
from swnd import autograd, nd

DTYPES = ("float16", "float32", "float64", "int8", "uint8", "int32", "int64")

SHAPES = (
    ((10,), (1,)),
    ((4, 5), (5,)),
    ((4, 5), (1, 5)),
    ((4, 5), (4, 1)),
    ((4, 5), (1, 1)),
    ((1, 5), (5,)),
    ((2, 3, 4), (3, 4)),
    ((2, 3, 4), (1, 3, 1)),
    ((2, 3, 4), (2, 1, 1)),
    ((2, 3, 4), (2, 1, 4)),
    ((4, 1), (1, 5)),
    ((3, 700), (700,)),
    ((700, 3), (3,)),
    ((700, 3), (700, 1)),
    ((33, 100), (33, 1)),
    ((0, 5), (5,)),
)


def numbers(shape, dtype, seed):
    values = numpy.random.default_rng(seed).integers(1, 50, size=shape)
    return values.astype(dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("wide", "narrow"), SHAPES)
def test_operands_that_repeat(wide, narrow, dtype):
    a, b = numbers(wide, dtype, 1), numbers(narrow, dtype, 2)
    for left, right in ((a, b), (b, a)):
        x, y = nd.array(left, dtype=dtype), nd.array(right, dtype=dtype)
        with numpy.errstate(over="ignore"):
            numpy.testing.assert_array_equal((x - y).asnumpy(), left - right)
            numpy.testing.assert_array_equal((x > y).asnumpy(), (left > right).astype(dtype))


def test_same_shapes_stay_needed():
    with pytest.raises(mx.base.MXNetError, match="elemwise_add"):
        nd.elemwise_add(nd.ones((2, 3)), nd.ones((3,)))


@pytest.mark.parametrize(("wide", "narrow"), SHAPES[:-1])
def test_gradients_of_operands_that_repeat(wide, narrow):
    a, b = nd.array(numbers(wide, "float64", 1)), nd.array(numbers(narrow, "float64", 2))
    a, b = a.astype("float64"), b.astype("float64")
    a.attach_grad()
    b.attach_grad()
    with autograd.record():
        y = a * b * a
    y.backward()
    x, z = a.asnumpy(), b.asnumpy()
    full = numpy.broadcast_to(x * x, y.shape).astype("float64")
    for axis, (have, want) in enumerate(zip((1,) * (full.ndim - z.ndim) + z.shape, full.shape)):
        if have != want:
            full = full.sum(axis=axis, keepdims=True)
    numpy.testing.assert_allclose(b.grad.asnumpy(), full.reshape(z.shape), rtol=1e-12)
    if y.shape == x.shape:
        numpy.testing.assert_allclose(a.grad.asnumpy(), 2 * x * z + 0 * x, rtol=1e-12)


def test_parts_of_an_array_put_together():
    x = nd.array(numpy.arange(24).reshape(4, 6), dtype="float64")
    x.attach_grad()
    with autograd.record():
        left, right = nd.split(x, 2, axis=1)
        y = left * 2 + right * 3
    y.backward()
    expected = numpy.repeat([[2, 2, 2, 3, 3, 3]], 4, axis=0)
    numpy.testing.assert_array_equal(x.grad.asnumpy(), expected)


def test_parts_that_overlap_or_leave_gaps():
    x = nd.array(numpy.arange(10), dtype="float64")
    x.attach_grad()
    with autograd.record():
        parts = [x[1:4], x[3:6], x[8:], x[0:9:2], x[2]]
        y = sum(((number + 1) * part).sum() for number, part in enumerate(parts)) + (x * 7).sum()
    y.backward()
    expected = numpy.full(10, 7.0)
    expected[1:4] += 1
    expected[3:6] += 2
    expected[8:] += 3
    expected[0:9:2] += 4
    expected[2] += 5
    numpy.testing.assert_array_equal(x.grad.asnumpy(), expected)


def test_more_parts_than_go_together_at_once():
    x = nd.array(numpy.arange(300).reshape(150, 2), dtype="float64")
    x.attach_grad()
    with autograd.record():
        y = sum((x[row] * row for row in range(150)), nd.zeros((2,), dtype="float64"))
    y.backward()
    expected = numpy.repeat(numpy.arange(150.0)[:, None], 2, axis=1)
    numpy.testing.assert_array_equal(x.grad.asnumpy(), expected)


def test_passes_over_one_graph_by_many_threads():
    x = nd.array([1.0, 2.0, 3.0])
    x.attach_grad()
    with autograd.record():
        y = x
        for _ in range(50):
            y = y * x + x
    y.backward(retain_graph=True)
    first = x.grad.asnumpy()
    wrong = []

    def go():
        for _ in range(50):
            y.backward(retain_graph=True)
            if not (x.grad.asnumpy() == first).all():
                wrong.append(x.grad.asnumpy())

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_an_index_alone():
    values = numpy.arange(24).reshape(4, 3, 2)
    x = nd.array(values, dtype="int32")
    for index in (0, 3, -1, -4, numpy.int64(2), True + 1):
        numpy.testing.assert_array_equal(x[index].asnumpy(), values[index])
    assert x[1][2].shape == (2,)
    assert x[1][2][0].shape == (1,)
    x[1][2][0] = 99
    assert x.asnumpy()[1, 2, 0] == 99
    for index in (4, -5, 2**62, -(2**63), 2**63, 2**70):
        with pytest.raises(IndexError, match="out of range"):
            x[index]
    with pytest.raises(IndexError):
        nd.zeros((0, 3))[0]


def test_modes_of_nested_scopes():
    record, pause = autograd.record(train_mode=False), autograd.pause()
    states = []

    def note():
        states.append((autograd.is_recording(), autograd.is_training()))

    with record:
        note()
        with record, pause:
            note()
            with autograd.train_mode():
                note()
            with autograd.record():
                note()
                with autograd.predict_mode():
                    autograd.set_recording(False)
                    note()
                note()
        note()
    note()
    assert states == [
        (True, False),
        (False, False),
        (False, True),
        (True, True),
        (False, False),
        (False, True),
        (True, False),
        (False, False),
    ]


def test_copies_of_every_kind_of_array():
    values = numpy.arange(12).reshape(3, 4)
    for dtype, shape in itertools.product((*DTYPES, "bool"), ((12,), (3, 4), (0, 2), (1,))):
        source = numpy.resize(values, shape).astype(dtype)
        x = nd.array(source, dtype=dtype)
        copy = x.asnumpy()
        numpy.testing.assert_array_equal(copy, source)
        assert copy.dtype == source.dtype
        assert copy.flags.owndata
        assert copy.flags.writeable
        assert copy.flags.c_contiguous
    x = nd.array(values, dtype="float32")
    numpy.testing.assert_array_equal(x[1:].asnumpy(), values[1:])
    numpy.testing.assert_array_equal(x[2].asnumpy(), values[2])
    numpy.testing.assert_array_equal(x.T.asnumpy(), values.T)
    numpy.testing.assert_array_equal(x[:, 1].asnumpy(), values[:, 1])
    big = numpy.arange(100_000, dtype="float32")
    numpy.testing.assert_array_equal(nd.array(big).asnumpy(), big)
