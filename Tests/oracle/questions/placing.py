"""Operators that take indices, masks and lengths: choosing elements, and putting them in place."""

from __future__ import annotations

from itertools import product
from typing import Iterator

import numpy as np
from records import Case, Step

from .asking import DTYPES, FLOATS, INTEGERS, array, ask, ask_steps, grid

INDEX_DTYPES = ("float32", "float64", "float16", "int32", "int64", "int8", "uint8")


def questions() -> Iterator[Case]:
    yield from _gather_nd()
    yield from _scatter_nd()
    yield from _batch_take()
    yield from _ravel()
    yield from _unravel()
    yield from _boolean_mask()
    yield from _index_copy()
    yield from _index_array()
    yield from _arange_like()
    yield from _fill_element()
    yield from _onehot_encode()
    yield from _sequence_mask()
    yield from _sequence_last()
    yield from _sequence_reverse()
    yield from _khatri_rao()
    yield from _dot_of_any_rank()
    yield from _take_raise()


def _multi_indices(lengths: tuple, shape: tuple, seed: int = 0) -> np.ndarray:
    """A row of indices for each length, in range."""
    rows = [
        grid(*shape, dtype="int32", low=0, high=n - 1, seed=seed + i) for i, n in enumerate(lengths)
    ]
    return np.stack(rows)


def _distinct(lengths: tuple, number: int) -> np.ndarray:
    """Indices that name different places."""
    places = np.random.RandomState(number).permutation(int(np.prod(lengths)))[:number]
    return np.stack(np.unravel_index(places, lengths)).astype("int32")


def _gather_nd() -> Iterator[Case]:
    op = "gather_nd"
    for shape in ((5,), (3, 4), (2, 3, 4), (2, 2, 3, 2)):
        for depth, row in product(range(1, len(shape) + 1), ((1,), (3,), (2, 2), (1, 2, 2))):
            indices = _multi_indices(shape[:depth], row)
            yield ask(op, "nd.gather_nd", grid(*shape), indices, grad=True)
            yield ask(op, "nd.gather_nd", grid(*shape), indices.astype("float32"))
    x = grid(3, 4)
    indices = array([[0, 2, 1], [3, 0, 3]], "int32")
    for dtype in INDEX_DTYPES:
        yield ask(op, "nd.gather_nd", x, indices.astype(dtype))
    for dtype in DTYPES:
        yield ask(op, "nd.gather_nd", grid(3, 4, dtype=dtype), indices, grad=dtype in FLOATS)
    same = array([[1, 1, 1, 0], [2, 2, 2, 0]], "int32")
    yield ask(op, "nd.gather_nd", x, same, grad=True)
    yield ask(op, "nd.gather_nd", x, array([[2, 2]], "int32"), grad=True)
    for negative in ([[-1, 1], [0, -4]], [[-3, -1], [-1, -2]]):
        for dtype in ("float32", "int32", "int64", "int8"):
            yield ask(op, "nd.gather_nd", x, array(negative, dtype))
    for outside in ([[3, 1], [0, 0]], [[-4, 1], [0, 0]], [[0, 1], [0, 4]], [[0, 1], [-5, 0]]):
        yield ask(op, "nd.gather_nd", x, array(outside))
        yield ask(op, "nd.gather_nd", x, array(outside, "int64"))
    yield ask(op, "nd.gather_nd", x, array([[0.9, 1.5], [1.9, 2.1]]))
    yield ask(op, "nd.gather_nd", data=x, indices=indices)
    yield ask(op, "nd.gather_nd", x, indices, out=grid(3, seed=4))
    yield ask_steps(op, ("x.T", grid(4, 3)), ("nd.gather_nd", Step(0), indices), grad=True)
    yield ask_steps(op, ("x.T", array([[0, 1], [2, 0]], "int32")), ("nd.gather_nd", x, Step(0)))
    yield ask(op, "nd.gather_nd", x, array([0, 1]))
    yield ask(op, "nd.gather_nd", grid(3), array([[0], [1]]))
    yield ask(op, "nd.gather_nd", x)
    yield ask(op, "nd.gather_nd", x, [[0], [1]])
    yield ask(op, "nd.gather_nd", x, indices, axis=0)


def _scatter_nd() -> Iterator[Case]:
    op = "scatter_nd"
    for shape in ((5,), (3, 4), (2, 3, 4)):
        for depth in range(1, len(shape) + 1):
            indices = _distinct(shape[:depth], 2)
            part = grid(2, *shape[depth:])
            yield ask(op, "nd.scatter_nd", part, indices, shape, grad=True)
            yield ask(op, "nd.scatter_nd", part, indices.astype("float32"), shape=shape)
    square = _distinct((3, 4), 4).reshape(2, 2, 2)
    yield ask(op, "nd.scatter_nd", grid(2, 2), square, (3, 4), grad=True)
    indices = array([[1, 1, 0], [0, 1, 0]], "int32")
    for dtype in INDEX_DTYPES:
        yield ask(op, "nd.scatter_nd", grid(3), indices.astype(dtype), (2, 2))
    for dtype in DTYPES:
        yield ask(op, "nd.scatter_nd", grid(3, dtype=dtype), indices, (2, 2), grad=dtype in FLOATS)
    yield ask(op, "nd.scatter_nd", data=grid(3), indices=indices, shape=(2, 3))
    yield ask(op, "nd.scatter_nd", grid(3), indices, shape=(2, 2), out=grid(2, 2, seed=9))
    turned = ("x.T", array([[1, 0], [1, 1], [0, 0]], "int32"))
    yield ask_steps(op, turned, ("nd.scatter_nd", grid(3), Step(0), (2, 2)), grad=True)
    yield ask(op, "nd.scatter_nd", grid(2), array([[1, 0]]), (2, 3))
    yield ask(op, "nd.scatter_nd", grid(3), array([[1, 0]]), (2,))
    yield ask(op, "nd.scatter_nd", grid(2), array([1, 0]), (2,))
    yield ask(op, "nd.scatter_nd", grid(2), array([[1, 0], [0, 0]]), (2,))
    yield ask(op, "nd.scatter_nd", grid(3), indices)
    yield ask(op, "nd.scatter_nd", grid(3), indices, (2, "a"))
    yield ask(op, "nd.scatter_nd", grid(3))


def _batch_take() -> Iterator[Case]:
    op = "batch_take"
    for rows, columns in ((1, 1), (3, 2), (5, 4), (2, 7)):
        index = grid(rows, dtype="int32", low=0, high=columns - 1)
        yield ask(op, "nd.batch_take", grid(rows, columns), index)
    x, index = grid(3, 2), array([0, 1, 0], "int32")
    yield ask(op, "nd.batch_take", x, array([5, -1, 0], "int32"))
    for dtype in DTYPES:
        yield ask(op, "nd.batch_take", grid(3, 2, dtype=dtype), index)
    yield ask(op, "nd.batch_take", a=x, indices=index, out=grid(3, seed=2))
    yield ask_steps(op, ("x.T", grid(2, 3)), ("nd.batch_take", Step(0), index))
    yield ask(op, "nd.batch_take", x, array([0, 1, 0]))
    yield ask(op, "nd.batch_take", x, array([0, 1], "int32"))
    yield ask(op, "nd.batch_take", x)
    yield ask(op, "nd.batch_take", x, [0, 1, 0])


def _ravel() -> Iterator[Case]:
    op = "ravel_multi_index"
    for lengths in ((7,), (7, 6), (2, 3, 4), (2, 1, 3, 5)):
        for number in (1, 2, 5):
            indices = _multi_indices(lengths, (number,))
            yield ask(op, "nd.ravel_multi_index", indices, shape=lengths)
            yield ask(op, "nd.ravel_multi_index", indices.astype("float32"), lengths)
            yield ask(op, "nd.ravel_multi_index", indices, shape=(-1, *lengths[1:]))
    indices = array([[3, 6, 2], [4, 5, 1]])
    for dtype in INDEX_DTYPES:
        yield ask(op, "nd.ravel_multi_index", indices.astype(dtype), shape=(7, 6))
    yield ask(op, "nd.ravel_multi_index", array([[3, 9, -1], [4, 5, 1]]), shape=(7, 6))
    yield ask(op, "nd.ravel_multi_index", array([[3, 1], [8, -2]], "int32"), shape=(7, 6))
    yield ask(op, "nd.ravel_multi_index", array([[3.7, 6], [4.2, 5.9]]), shape=(7, 6))
    yield ask(op, "nd.ravel_multi_index", data=indices, shape=(7, 6), out=grid(3))
    turned = ("x.T", array([[3, 4], [6, 5]]))
    yield ask_steps(op, turned, ("nd.ravel_multi_index", Step(0), (7, 6)))
    yield ask(op, "nd.ravel_multi_index", array([3, 6]), shape=(7,))
    yield ask(op, "nd.ravel_multi_index", array([[3, 6]]), shape=(7, 6))
    yield ask(op, "nd.ravel_multi_index", array([[3, 6]]))
    yield ask(op, "nd.ravel_multi_index", [[3, 6]], shape=(7,))


def _unravel() -> Iterator[Case]:
    op = "unravel_index"
    for lengths in ((7,), (7, 6), (2, 3, 4), (2, 1, 3, 5)):
        for number in (1, 2, 5):
            places = grid(number, dtype="int32", low=0, high=int(np.prod(lengths)) - 1)
            yield ask(op, "nd.unravel_index", places, shape=lengths)
            yield ask(op, "nd.unravel_index", places.astype("float32"), lengths)
            yield ask(op, "nd.unravel_index", places, shape=(-1, *lengths[1:]))
    for dtype in INDEX_DTYPES:
        yield ask(op, "nd.unravel_index", array([22, 41, 0], dtype), shape=(7, 6))
    yield ask(op, "nd.unravel_index", array([22, 43, -1, -8]), shape=(7, 6))
    yield ask(op, "nd.unravel_index", array([22, 99, -1], "int64"), shape=(2, 3, 4))
    yield ask(op, "nd.unravel_index", array([22.7, 5.2]), shape=(7, 6))
    yield ask(op, "nd.unravel_index", data=array([5]), shape=(3, 2), out=grid(2, 1))
    column = ("operator.getitem", array([[5, 0], [3, 0]]), (slice(None), 0))
    yield ask_steps(op, column, ("nd.unravel_index", Step(0), (3, 2)))
    yield ask(op, "nd.unravel_index", array([5]))
    yield ask(op, "nd.unravel_index", [5], shape=(3, 2))


def _boolean_mask() -> Iterator[Case]:
    op = "boolean_mask"
    call = "nd.contrib.boolean_mask"
    masks = {
        (3,): [[1, 0, 1], [1, 1, 1], [0, 0, 1]],
        (4, 2): [[0, 1, 0, 1], [1, 0, 0, 0], [1, 1, 1, 1]],
        (3, 2, 2): [[0, 1, 1], [1, 0, 0]],
        (1, 3): [[1]],
    }
    for shape, given in masks.items():
        for mask in given:
            yield ask(op, call, grid(*shape), array(mask), grad=True)
            yield ask(op, call, grid(*shape), array(mask, "int32"), grad=True)
    x, mask = grid(3, 2), array([0, 1, 1])
    for dtype in (*INDEX_DTYPES, "bool"):
        yield ask(op, call, x, mask.astype(dtype))
    for dtype in DTYPES:
        yield ask(op, call, grid(3, 2, dtype=dtype), mask, grad=dtype in FLOATS)
    yield ask(op, call, x, array([0, 2, -1], "int32"))
    yield ask(op, call, x, array([0, 0.5, np.nan]))
    yield ask(op, call, x, array([0, 0, 0]))
    yield ask(op, call, x, array([-0.0, 1e-30, 0]))
    yield ask(op, call, data=x, index=mask, axis=0)
    yield ask_steps(op, ("x.T", grid(2, 3)), (call, Step(0), mask), grad=True)
    yield ask_steps(op, ("operator.gt", x, 0), ("nd.sum", Step(0), 1), (call, x, Step(1)))
    doubled = ("operator.mul", Step(0), 2)
    yield ask_steps(op, (call, x, mask), doubled, ("nd.sum", Step(1)), grad=True)
    yield ask(op, call, x, array([0, 1]))
    yield ask(op, call, x, array([0, 1]), axis=1)
    yield ask(op, call, x, array([[0, 1]] * 3))
    yield ask(op, call, x)
    yield ask(op, call, x, [0, 1, 1])
    yield ask(op, call, x, mask, mask=1)


def _index_copy() -> Iterator[Case]:
    op = "index_copy"
    call = "nd.contrib.index_copy"
    for shape, index in (((5,), [0, 2]), ((5, 3), [0, 4, 2]), ((4, 2), [3]), ((2, 2, 3), [1, 0])):
        new = grid(len(index), *shape[1:], seed=3)
        yield ask(op, call, grid(*shape), array(index), new, grad=True)
        yield ask(op, call, grid(*shape), array(index, "int64"), new, grad=True)
    x, new = grid(4, 2), grid(2, 2, seed=3)
    for dtype in INDEX_DTYPES:
        yield ask(op, call, x, array([0, 2], dtype), new)
    for dtype in DTYPES:
        old, part = grid(4, 2, dtype=dtype), grid(2, 2, dtype=dtype, seed=3)
        yield ask(op, call, old, array([3, 1], "int64"), part, grad=dtype in FLOATS)
    yield ask(op, call, x, array([1.7, 0.2]), new)
    named = {"old_tensor": x, "index_vector": array([1, 0]), "new_tensor": new}
    yield ask(op, call, **named)
    yield ask_steps(op, ("x.T", grid(2, 4)), (call, Step(0), array([1, 3]), new), grad=True)
    yield ask(op, call, x, array([0, 1, 2]), new)
    yield ask(op, call, x, array([[0, 1]]), new)
    yield ask(op, call, x, array([0, 1]), grid(2, 3))
    yield ask(op, call, x, array([0, 1]), grid(2, 2, dtype="int32"))
    yield ask(op, call, x, array([0, 1]))


def _index_array() -> Iterator[Case]:
    op = "index_array"
    call = "nd.contrib.index_array"
    for shape in ((3,), (3, 2), (2, 3, 2), (1, 4)):
        yield ask(op, call, grid(*shape))
        for axis in range(-len(shape), len(shape)):
            yield ask(op, call, grid(*shape), axes=(axis,))
        yield ask(op, call, grid(*shape), axes=tuple(reversed(range(len(shape)))))
    for dtype in DTYPES:
        yield ask(op, call, grid(3, 2, dtype=dtype))
    yield ask(op, call, grid(3, 2), axes=())
    yield ask(op, call, grid(3, 2), axes=1)
    yield ask(op, call, grid(3, 2), axes=(1, 1))
    yield ask(op, call, data=grid(3, 2), axes=(1, 0))
    yield ask(op, call, grid(3, 2), axes="a")
    yield ask(op, call, (3, 2))


def _arange_like() -> Iterator[Case]:
    op = "arange_like"
    call = "nd.contrib.arange_like"
    for shape in ((5,), (2, 3), (2, 3, 4)):
        yield ask(op, call, grid(*shape))
        for axis in range(-len(shape), len(shape)):
            yield ask(op, call, grid(*shape), axis=axis)
            yield ask(op, call, grid(*shape), start=2, step=3, axis=axis)
        for repeat in (1, 2, 3, 7):
            yield ask(op, call, grid(*shape), repeat=repeat)
            yield ask(op, call, grid(*shape), start=-1, step=0.5, repeat=repeat, axis=0)
    for dtype in ("float64", *INTEGERS):
        yield ask(op, call, grid(2, 3, dtype=dtype), start=1, step=2)
        yield ask(op, call, grid(2, 3, dtype=dtype), axis=1)
    yield ask(op, call, grid(10), start=0.1, step=0.1)
    yield ask(op, call, grid(10, dtype="float64"), start=0.1, step=0.1)
    yield ask(op, call, grid(4, dtype="float16"), step=0.25)
    yield ask(op, call, grid(4, dtype="int32"), start=0.6, step=0.6)
    yield ask(op, call, data=grid(2, 3), start=1.5, step=-1, axis=None)
    yield ask(op, call, grid(2, 3), axis=2)
    yield ask(op, call, grid(2, 3), axis=-3)
    yield ask(op, call, grid(2, 3), step="a")


def _fill_element() -> Iterator[Case]:
    op = "fill_element_0index"
    call = "nd.fill_element_0index"
    for rows, columns in ((1, 1), (3, 2), (4, 5)):
        index = grid(rows, low=0, high=columns - 1, seed=2).round()
        yield ask(op, call, grid(rows, columns), grid(rows, seed=1), index)
    x, values = grid(3, 2), grid(3, seed=1)
    yield ask(op, call, x, values, array([0.7, 1, 0]))
    yield ask(op, call, lhs=x, mhs=values, rhs=array([0, 1, 0]))
    yield ask(op, call, x, values, array([0, 1, 0]), out=grid(3, 2, seed=5))
    whole = grid(3, 2, dtype="int32")
    yield ask(op, call, whole, grid(3, dtype="int32"), array([0, 1, 0], "int32"))
    yield ask(op, call, x, grid(2), array([0, 1, 0]))
    yield ask(op, call, x, values, array([0, 1]))
    yield ask(op, call, x, values)


def _onehot_encode() -> Iterator[Case]:
    op = "onehot_encode"
    for index, shape in (([1, 0], (2, 3)), ([2, 2, 0], (3, 3)), ([0], (1, 1)), ([1, 5], (2, 3))):
        yield ask(op, "nd.onehot_encode", array(index), grid(*shape))
    yield ask(op, "nd.onehot_encode", indices=array([1, 0]), out=grid(2, 2))
    yield ask(op, "nd.onehot_encode", array([1, 0, 2]), grid(2, 3))
    yield ask(op, "nd.onehot_encode", array([1, 0]), grid(2, 3, dtype="int32"))
    yield ask(op, "nd.onehot_encode", array([1, 0]))


def _lengths(op: str, call: str, axes: tuple, whole: bool = True) -> Iterator[Case]:
    """What all operators on sequences are asked; `whole`: with gradients without lengths."""
    shapes = [((3, 2, 2), 0), ((3, 2), 0), ((4, 1, 3), 0), ((2, 3, 2, 2), 0)]
    shapes += [((3, 2, 2), 1), ((2, 4), 1), ((1, 3, 2), 1)] if 1 in axes else []
    for shape, axis in shapes:
        yield ask(op, call, grid(*shape), axis=axis, grad=whole)
        for seed in range(3):
            batch = shape[1 - axis]
            length = grid(batch, low=1, high=shape[axis], seed=seed).round().clip(1, shape[axis])
            extra = {"use_sequence_length": True, "axis": axis}
            yield ask(op, call, grid(*shape), length, grad=True, **extra)
            yield ask(op, call, grid(*shape), length.astype("int32"), grad=True, **extra)
    x, length = grid(3, 2, 2), array([1, 2])
    for dtype in ("float32", "float64", "float16", "int32", "int64"):
        yield ask(op, call, x, length.astype(dtype), use_sequence_length=True)
    for dtype in ("float32", "float64", "float16", "int32"):
        y = grid(3, 2, 2, dtype=dtype)
        yield ask(op, call, y, length, use_sequence_length=True, grad=dtype in FLOATS)
        yield ask(op, call, y)
    yield ask(op, call, data=x, sequence_length=length, use_sequence_length=True)
    yield ask(op, call, x, length, True)
    yield ask(op, call, x, sequence_length=None)
    yield ask(op, call, x, array([1.5, 2.5]), use_sequence_length=True)
    turned = ("nd.swapaxes", grid(2, 3, 2), 0, 1)
    yield ask_steps(op, turned, (call, Step(0), length, True), grad=True)
    yield ask_steps(op, turned, (call, Step(0)), grad=whole)
    yield ask(op, call, x, length)
    yield ask(op, call, x, use_sequence_length=True)
    yield ask(op, call, x, array([1, 2, 3]), use_sequence_length=True)
    yield ask(op, call, x, array([[1, 2]]), use_sequence_length=True)
    yield ask(op, call, grid(3))
    yield ask(op, call, grid(3), array([1]), use_sequence_length=True)
    for axis in (2, -1):
        yield ask(op, call, x, length, use_sequence_length=True, axis=axis)
    yield ask(op, call, x, 2, use_sequence_length=True)
    yield ask(op, call, x, lengths=length)


def _sequence_mask() -> Iterator[Case]:
    op, call = "SequenceMask", "nd.SequenceMask"
    yield from _lengths(op, call, (0, 1))
    x = grid(3, 2, 2)
    for length in ([0, 5], [1, 2], [0, 0], [3, 3]):
        for value in (0, -1, 2.5, float("nan")):
            extra = {"use_sequence_length": True, "value": value}
            yield ask(op, call, x, array(length), grad=True, **extra)
            yield ask(op, call, grid(2, 3), array(length), axis=1, **extra)
    yield ask(op, call, x, array([1, 2]), True, -1)
    yield ask(op, call, x, array([1, 2]), True, -1, 0)
    yield ask(op, call, grid(3, 2, dtype="int32"), array([1, 2]), True, 7)


def _sequence_last() -> Iterator[Case]:
    # MXNet's gradient without lengths writes to foreign memory.
    yield from _lengths("SequenceLast", "nd.SequenceLast", (0, 1), whole=False)


def _sequence_reverse() -> Iterator[Case]:
    op, call = "SequenceReverse", "nd.SequenceReverse"
    yield from _lengths(op, call, (0,))
    yield ask(op, call, grid(3, 2, 2), array([1, 2]), use_sequence_length=True, axis=1)
    yield ask(op, call, grid(3, 2, 1), array([0, 3]), use_sequence_length=True, grad=True)


def _khatri_rao() -> Iterator[Case]:
    op = "khatri_rao"
    for shapes in (((2, 3),), ((2, 3), (4, 3)), ((1, 1), (3, 1)), ((2, 2), (3, 2), (2, 2))):
        for dtype in ("float32", "float64"):
            parts = [grid(*shape, dtype=dtype, seed=i) for i, shape in enumerate(shapes)]
            yield ask(op, "nd.khatri_rao", *parts)
    yield ask(op, "nd.khatri_rao", grid(2, 3), grid(2, 3), num_args=2)
    yield ask_steps(op, ("x.T", grid(3, 2)), ("nd.khatri_rao", Step(0), grid(2, 3)))
    yield ask(op, "nd.khatri_rao", grid(2, 3, dtype="int32"), grid(2, 3, dtype="int32"))
    yield ask(op, "nd.khatri_rao", grid(2, 3), grid(2, 2))
    yield ask(op, "nd.khatri_rao", grid(3), grid(3))
    yield ask(op, "nd.khatri_rao")
    yield ask(op, "nd.khatri_rao", grid(2, 3), 2)


def _dot_of_any_rank() -> Iterator[Case]:
    op = "dot"
    outer = (2, 3, 2, 3)
    for left, right, a, b in product(range(1, 6), range(1, 6), (False, True), (False, True)):
        if left + right > 8 or (left == right == 2):
            continue
        rest, other = outer[: left - 1], outer[::-1][: right - 1]
        x = grid(*((2, *rest) if a else (*rest, 2)), low=-2, high=2)
        y = grid(*((*other, 2) if b else (2, *other)), low=-2, high=2, seed=1)
        extra = {"transpose_a": a, "transpose_b": b}
        yield ask(op, "nd.dot", x, y, grad=left + right < 6 and left + right > 2, **extra)


def _take_raise() -> Iterator[Case]:
    op = "take"
    for shape in ((5,), (3, 2), (2, 3, 4)):
        for axis in range(-len(shape), len(shape)):
            last = shape[axis] - 1
            inside = array([last, 0, last], "int32")
            yield ask(op, "nd.take", grid(*shape), inside, axis=axis, mode="raise", grad=True)
            for index in ([last + 1], [0, -1], [[0, 1], [99, 0]]):
                yield ask(op, "nd.take", grid(*shape), array(index), axis=axis, mode="raise")
    yield ask(op, "nd.take", grid(3, 2), array([0, 1]), axis=None)
    yield ask("pick", "nd.pick", grid(3, 2), array([0, 1, 1]), axis=None)
