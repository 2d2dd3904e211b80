"""Operators that change shapes: padding, turning, diagonals, blocks, parts like another array's."""

from __future__ import annotations

from itertools import product
from typing import Iterator

import numpy as np
from records import Case, Step

from .asking import DTYPES, FLOATS, ask, ask_steps, count, grid


def questions() -> Iterator[Case]:
    yield from _reshape_like()
    yield from _moveaxis()
    yield from _flip()
    yield from _pad()
    yield from _blocks()
    yield from _diag()
    yield from _sizes()
    yield from _split_v2()
    yield from _slice_like()
    yield from _broadcast_like()
    yield from _slice_assign()
    yield from _reset_arrays()


def _reshape_like() -> Iterator[Case]:
    op = "reshape_like"
    for own, other in (((6,), (2, 3)), ((2, 3), (6,)), ((2, 3, 4), (4, 6)), ((4,), (2, 1, 2))):
        yield ask(op, "nd.reshape_like", grid(*own), grid(*other, seed=1), grad=True)
        yield ask(op, "x.reshape_like", grid(*own), grid(*other, seed=1), grad=True)
    ends = ("lhs_begin", "lhs_end", "rhs_begin", "rhs_end")
    shapes = [
        ((6, 5), (2, 3, 4), [(0, 1, 0, 2), (None, 1, None, 2), (-2, -1, 0, -1), (0, -1, -3, 2)]),
        ((2, 6, 4), (5, 2, 3), [(1, 2, 1, 3), (1, -1, 1, None), (-2, 2, -2, 3)]),
        ((2, 6), (5, 2, 3), [(1, None, 1, None), (1, 2, 1, 3), (-1, None, -2, None)]),
        ((3, 4), (3, 4), [(0, 1, 0, 1), (1, 2, 1, 2), (0, 2, 0, 2), (0, 2, 0, 1)]),
    ]
    for own, other, cases in shapes:
        for numbers in cases:
            extra = dict(zip(ends, numbers))
            yield ask(op, "nd.reshape_like", grid(*own), grid(*other, seed=1), grad=True, **extra)
            yield ask(op, "x.reshape_like", grid(*own), grid(*other, seed=1), **extra)
    for numbers in ((1, 1, 1, 1), (1, 5, 1, 3), (-5, 5, 1, 3), (2, 1, 1, 3), (0, 1, 0, 9)):
        extra = dict(zip(ends, numbers))
        yield ask(op, "nd.reshape_like", grid(2, 6), grid(5, 2, 3), **extra)
    for dtype in DTYPES:
        yield ask(op, "nd.reshape_like", grid(6, dtype=dtype), grid(2, 3), grad=dtype in FLOATS)
        yield ask(op, "nd.reshape_like", grid(6), grid(2, 3, dtype=dtype), grad=True)
    x = grid(6)
    yield ask(op, "nd.reshape_like", lhs=x, rhs=grid(3, 2))
    yield ask(op, "nd.reshape_like", x, grid(3, 2), out=grid(3, 2, seed=4))
    yield ask_steps(op, ("x.T", grid(2, 3)), ("nd.reshape_like", Step(0), x), grad=True)
    yield ask(op, "nd.reshape_like", x, grid(2, 4))
    yield ask(op, "nd.reshape_like", x)
    yield ask(op, "nd.reshape_like", x, (2, 3))
    yield ask(op, "nd.reshape_like", x, grid(2, 3), lhs_begin="a")
    yield ask(op, "nd.reshape_like", x, grid(2, 3), lhs_start=0)


def _moveaxis() -> Iterator[Case]:
    op = "moveaxis"
    for shape in ((4,), (2, 3), (2, 3, 4)):
        for source, destination in product(range(-len(shape), len(shape)), repeat=2):
            yield ask(op, "nd.moveaxis", grid(*shape), source, destination, grad=source >= 0)
    pairs = [((0, 1), (-1, -2)), ((0, 1), (1, 2)), ((2, 0), (0, 1)), ([0], [1]), ((), ())]
    for source, destination in pairs:
        yield ask(op, "nd.moveaxis", grid(2, 3, 4), source, destination, grad=True)
    yield ask(op, "nd.moveaxis", grid(2, 3, 4, 2), (0, 3, 1), (2, 0, 1), grad=True)
    for dtype in DTYPES:
        yield ask(op, "nd.moveaxis", grid(2, 3, dtype=dtype), 0, 1)
    x = grid(2, 3, 4)
    yield ask(op, "nd.moveaxis", tensor=x, source=0, destination=1)
    wrong = [(0, 3), (3, 0), (0, -4), ((0, 0), (1, 2)), ((0, 1), (1, 1)), ((0, 1), (1,))]
    for source, destination in wrong:
        yield ask(op, "nd.moveaxis", x, source, destination)
    yield ask(op, "nd.moveaxis", x, 0)
    yield ask(op, "nd.moveaxis", x, "a", 0)


def _flip() -> Iterator[Case]:
    op = "flip"
    for shape in ((5,), (2, 3), (2, 3, 4), (1, 4, 1)):
        axes = range(len(shape))
        for axis in [*axes, tuple(axes), tuple(reversed(axes)), (0,), (), (0, 0)]:
            for name in ("nd.flip", "nd.reverse", "x.flip"):
                yield ask(op, name, grid(*shape), axis=axis, grad=name == "nd.flip")
    for dtype in DTYPES:
        yield ask(op, "nd.flip", grid(2, 3, dtype=dtype), axis=1, grad=dtype in FLOATS)
    x = grid(2, 3)
    yield ask(op, "nd.flip", x, 1)
    yield ask(op, "x.flip", x, 1)
    yield ask(op, "nd.flip", data=x, axis=0, out=grid(2, 3, seed=1))
    yield ask_steps(op, ("x.T", x), ("nd.flip", Step(0), 1), grad=True)
    yield ask_steps(op, ("nd.flip", x, 1), ("operator.setitem", Step(0), 0, 9))
    yield ask_steps(op, ("nd.flip", x, 1), ("nd.flip", Step(0), 0), ("x.T", Step(1)), grad=True)
    for axis in (-1, (0, -2), 2, (0, 5), "a", None, 1.5):
        yield ask(op, "nd.flip", x, axis=axis)
    yield ask(op, "nd.flip", x)
    yield ask(op, "nd.flip", x, axes=1)


def _pad() -> Iterator[Case]:
    op = "pad"
    widths = [
        ((1, 1, 2, 3), (0, 0, 0, 0, 1, 1, 2, 0)),
        ((1, 1, 2, 3), (0, 0, 0, 0, 0, 0, 0, 0)),
        ((2, 2, 3, 3), (0, 0, 0, 0, 1, 2, 2, 1)),
        ((1, 2, 3, 2), (0, 0, 0, 0, 2, 0, 0, 1)),
        ((1, 1, 2, 2, 2), (0, 0, 0, 0, 1, 0, 0, 1, 1, 0)),
        ((2, 1, 2, 3, 2), (0, 0, 0, 0, 1, 1, 2, 2, 1, 1)),
    ]
    for (shape, width), mode in product(widths, ("constant", "edge", "reflect")):
        for name in ("nd.pad", "nd.Pad", "x.pad"):
            extra = {"mode": mode, "pad_width": width}
            yield ask(op, name, grid(*shape), grad=name == "nd.pad", **extra)
        for dtype in FLOATS:
            yield ask(op, "nd.pad", grid(*shape, dtype=dtype), mode=mode, pad_width=width)
    x = grid(1, 1, 2, 3)
    for value in (0, 9, -1.5, float("inf")):
        extra = {"mode": "constant", "pad_width": (0, 0, 0, 0, 1, 0, 0, 2)}
        yield ask(op, "nd.pad", x, constant_value=value, grad=True, **extra)
        yield ask(op, "nd.pad", grid(1, 1, 2, 3, dtype="float64"), constant_value=value, **extra)
    width = (0, 0, 0, 0, 1, 0, 0, 0)
    yield ask(op, "nd.pad", x, "constant", width, 3)
    yield ask(op, "nd.pad", x, "edge", width, grad=True)
    yield ask(op, "nd.pad", data=x, mode="edge", pad_width=width, out=grid(1, 1, 3, 3, seed=1))
    turned = ("nd.transpose", x, (0, 1, 3, 2))
    for mode in ("constant", "edge", "reflect"):
        for last in ((-1, 0, 0, 0), (0, -1, 0, -1), (-1, 1, 0, 0)):
            yield ask(op, "nd.pad", x, mode=mode, pad_width=(0, 0, 0, 0, *last))
        yield ask_steps(op, turned, ("nd.pad", Step(0), mode, width), grad=True)
    for dtype in DTYPES[3:]:
        yield ask(op, "nd.pad", grid(1, 1, 2, 3, dtype=dtype), mode="edge", pad_width=width)
    for width in ((0, 0, 0, 0, 2, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0, 3), (0, 0, 0, 0, 1, 1)):
        yield ask(op, "nd.pad", x, mode="reflect", pad_width=width)
    yield ask(op, "nd.pad", grid(1, 2, 2, 3), mode="edge", pad_width=(0, 0, 1, 0, 1, 1, 2, 0))
    yield ask(op, "nd.pad", grid(2, 3), mode="constant", pad_width=(0, 0, 1, 0))
    yield ask(op, "nd.pad", grid(2, 3), mode="edge", pad_width=(2, 0, 0, 1))
    yield ask(op, "nd.pad", grid(3), mode="reflect", pad_width=(2, 1))
    yield ask(op, "nd.pad", x, mode="constant", pad_width=(0, 0, 0, 0, 1))
    yield ask(op, "nd.pad", x, mode="foo", pad_width=width)
    yield ask(op, "nd.pad", x, pad_width=width)
    yield ask(op, "nd.pad", x, mode="edge")
    yield ask(op, "nd.pad", x, mode="edge", pad_width="a")


def _blocks() -> Iterator[Case]:
    shapes = {
        "depth_to_space": [
            ((1, 4, 2, 3), 2),
            ((2, 8, 1, 1), 2),
            ((1, 9, 2, 1), 3),
            ((1, 3, 2, 2), 1),
        ],
        "space_to_depth": [
            ((1, 1, 4, 6), 2),
            ((2, 3, 2, 2), 2),
            ((1, 2, 3, 6), 3),
            ((1, 3, 2, 2), 1),
        ],
    }
    wrong = {
        "depth_to_space": [
            ((1, 3, 2, 3), 2),
            ((4, 2, 3), 2),
            ((1, 4, 2, 3), 0),
            ((1, 4, 2, 3), -2),
        ],
        "space_to_depth": [((1, 1, 4, 5), 2), ((4, 6), 2), ((1, 1, 4, 6), 0), ((1, 1, 4, 6), -2)],
    }
    for op, cases in shapes.items():
        for shape, size in cases:
            yield ask(op, f"nd.{op}", grid(*shape), size, grad=True)
            yield ask(op, f"x.{op}", grid(*shape), block_size=size, grad=True)
            for dtype in DTYPES:
                yield ask(op, f"nd.{op}", grid(*shape, dtype=dtype), block_size=size)
        shape, size = cases[0]
        turned = ("nd.transpose", grid(*reversed(shape)), (3, 2, 1, 0))
        yield ask_steps(op, turned, (f"nd.{op}", Step(0), size), grad=True)
        for shape, size in wrong[op]:
            yield ask(op, f"nd.{op}", grid(*shape), size)
        yield ask(op, f"nd.{op}", grid(1, 4, 4, 4))
        yield ask(op, f"nd.{op}", grid(1, 4, 4, 4), "a")


def _diag() -> Iterator[Case]:
    op = "diag"
    for size, k in product((1, 2, 4), range(-3, 4)):
        yield ask(op, "nd.diag", grid(size), k=k, grad=True)
    for shape in ((2, 3), (3, 2), (3, 3), (1, 4)):
        for k in range(-shape[0] + 1, shape[1]):
            yield ask(op, "nd.diag", grid(*shape), k=k, grad=True)
            yield ask(op, "x.diag", grid(*shape), k=k)
            yield ask(op, "nd.diag", grid(*shape), k, 1, 0)
        for k in (-shape[0] - 1, -shape[0], shape[1], shape[1] + 1):
            yield ask(op, "nd.diag", grid(*shape), k=k)
    for axis1, axis2 in product(range(-3, 3), repeat=2):
        extra = {"axis1": axis1, "axis2": axis2}
        good = (axis1 - axis2) % 3 != 0
        yield ask(op, "nd.diag", grid(2, 3, 4), grad=good, **extra)
        if good:
            yield ask(op, "nd.diag", grid(2, 3, 4), k=1, grad=True, **extra)
            yield ask(op, "nd.diag", grid(2, 3, 4), k=-1, **extra)
    for dtype in DTYPES:
        yield ask(op, "nd.diag", grid(2, 3, dtype=dtype), grad=dtype in FLOATS)
        yield ask(op, "nd.diag", grid(3, dtype=dtype), k=-1, grad=dtype in FLOATS)
    x = grid(3, 3)
    yield ask(op, "x.diag", x, 1, grad=True)
    yield ask(op, "nd.diag", data=x, k=0, out=grid(3))
    yield ask(op, "nd.diag", grid(3), axis1=4, axis2=4)
    yield ask_steps(op, ("x.T", grid(2, 3)), ("nd.diag", Step(0), 1), grad=True)
    yield ask_steps(op, ("nd.diag", x), ("nd.diag", Step(0)), grad=True)
    yield ask_steps(op, ("nd.diag", x), ("operator.setitem", Step(0), 0, 9))
    yield ask(op, "nd.diag", grid(2, 3, 4), axis1=3, axis2=1)
    yield ask(op, "nd.diag", x, k="a")
    yield ask(op, "nd.diag", x, axis=1)


def _sizes() -> Iterator[Case]:
    for op in ("shape_array", "size_array"):
        for shape in ((1,), (5,), (2, 3), (2, 3, 4), (1, 1, 2, 1, 3)):
            yield ask(op, f"nd.{op}", grid(*shape))
            yield ask(op, f"x.{op}", grid(*shape))
        for dtype in DTYPES:
            yield ask(op, f"nd.{op}", grid(2, 3, dtype=dtype))
        yield ask(op, f"nd.{op}", data=grid(2, 3))
        yield ask(op, f"nd.{op}", (2, 3))


def _split_v2() -> Iterator[Case]:
    op = "split_v2"
    for shape in ((4,), (2, 4), (3, 6, 4)):
        for axis in range(-len(shape), len(shape)):
            size = shape[axis]
            cuts = [1, size, (1,), (1, size - 1), (0, 1), (1, 1), (size,), (), (0, size)]
            for parts in cuts:
                if parts not in ((1, 1), (0, 1), (size,), (0, size), (1, size - 1)) or size > 1:
                    empty = isinstance(parts, tuple) and (0 in parts or size in parts)
                    grad = axis >= 0 and not empty and parts not in ((1, 1),)
                    yield ask(op, "nd.split_v2", grid(*shape), parts, axis=axis, grad=grad)
    x = grid(2, 4)
    for dtype in DTYPES:
        y = grid(2, 4, dtype=dtype)
        yield ask(op, "nd.split_v2", y, (1, 3), axis=1, grad=dtype in FLOATS)
        yield ask(op, "nd.split_v2", y, 2, axis=1, grad=dtype in FLOATS)
    yield ask(op, "nd.split_v2", x, 2, 0, True, grad=True)
    yield ask(op, "nd.split_v2", x, (1,), squeeze_axis=True, grad=True)
    yield ask(op, "nd.split_v2", ary=x, indices_or_sections=2)
    yield ask(op, "x.split_v2", x, 2, grad=True)
    yield ask(op, "x.split_v2", x, (1, 2), axis=1, grad=True)
    yield ask(op, "x.split_v2", x, (1, 2), 1)
    yield ask_steps(op, ("x.T", x), ("nd.split_v2", Step(0), (1, 2)), grad=True)
    yield ask_steps(op, ("x.T", x), ("nd.split_v2", Step(0), 4), grad=True)
    one = ("operator.getitem", Step(0), 0)
    yield ask_steps(op, ("nd.split_v2", x, (1,)), one, ("operator.setitem", Step(1), 0, 9))
    for parts in ((2, 1), (1, 9), (-1,), 3, 0, -1, 2.0, "a", None, (1.5,)):
        yield ask(op, "nd.split_v2", x, parts, axis=1)
    yield ask(op, "nd.split_v2", x, [1, 3], axis=1)
    yield ask(op, "nd.split_v2", x, (1,), axis=1, squeeze_axis=True)
    yield ask(op, "nd.split_v2", x, 2, axis=2)
    yield ask(op, "nd.split_v2", x)


def _slice_like() -> Iterator[Case]:
    op = "slice_like"
    shapes = [
        ((5,), (3,)),
        ((3, 4), (2, 3)),
        ((3, 4), (3, 4)),
        ((3, 4), (1, 1)),
        ((2, 3, 4), (1, 2, 3)),
    ]
    for own, other in shapes:
        for name in ("nd.slice_like", "x.slice_like"):
            yield ask(op, name, grid(*own), grid(*other, seed=1), grad=True)
        for axis in range(-len(own), len(own)):
            yield ask(op, "nd.slice_like", grid(*own), grid(*other), axes=(axis,), grad=True)
    for axes in ((0, 1), (1, 0), (-1, 0), (0, 0), (), 1):
        yield ask(op, "nd.slice_like", grid(3, 4), grid(2, 3), axes=axes, grad=True)
    yield ask(op, "nd.slice_like", grid(3, 4), grid(2, 5), axes=(0,), grad=True)
    yield ask(op, "nd.slice_like", grid(3, 4), grid(2), axes=(0,), grad=True)
    yield ask(op, "nd.slice_like", grid(3, 4), grid(2, 3, 4), axes=(0, 1))
    for dtype in DTYPES:
        yield ask(op, "nd.slice_like", grid(3, 4, dtype=dtype), grid(2, 3), grad=dtype in FLOATS)
        yield ask(op, "nd.slice_like", grid(3, 4), grid(2, 3, dtype=dtype), grad=True)
    x = grid(3, 4)
    yield ask(op, "nd.slice_like", data=x, shape_like=grid(2, 2), out=grid(2, 2, seed=3))
    yield ask_steps(op, ("x.T", x), ("nd.slice_like", Step(0), grid(2, 2)), grad=True)
    write = ("operator.setitem", Step(0), 0, 9)
    yield ask_steps(op, ("nd.slice_like", x, grid(2, 2)), write)
    for other, axes in (((2, 5), ()), ((2,), ()), ((2, 3, 4), ()), ((2, 3), (2,)), ((2,), (1,))):
        yield ask(op, "nd.slice_like", x, grid(*other), axes=axes)
    yield ask(op, "nd.slice_like", x)
    yield ask(op, "nd.slice_like", x, grid(2, 3), axes="a")
    yield ask(op, "nd.slice_like", x, grid(2, 3), axis=0)


def _broadcast_like() -> Iterator[Case]:
    op = "broadcast_like axes"
    cases = [
        ((2, 1), (3, 4), (1,), (0,)),
        ((2, 1), (3, 4), (-1,), (-1,)),
        ((1, 2, 1), (3, 4), (0, 2), (-1, 0)),
        ((1, 2, 1), (3, 4), (0,), (1,)),
        ((1, 1), (2, 3), (0, 1), (1, 0)),
    ]
    for own, other, left, right in cases:
        extra = {"lhs_axes": left, "rhs_axes": right}
        x = grid(*own)
        yield ask(op, "nd.broadcast_like", x, grid(*other, seed=1), grad=True, **extra)
        yield ask(op, "nd.broadcast_like", x, grid(*other, dtype="int32"), **extra)
    x = grid(2, 1)
    for left, right in (((1,), None), (None, (1,)), ((0,), (0,)), ((0, 1), (0,)), ((2,), (0,))):
        yield ask(op, "nd.broadcast_like", x, grid(3, 4), lhs_axes=left, rhs_axes=right)
    yield ask(op, "x.broadcast_like", x, grid(2, 4), grad=True)


def _slice_assign() -> Iterator[Case]:
    op = "slice_assign"
    boxes = [
        ((0,), (1,), (1,), (1, 4)),
        ((0, 1), (2, 3), (None, None), (2, 2)),
        ((None, 0), (None, 4), (2, 2), (2, 2)),
        ((2, 3), (None, None), (-1, -2), (3, 2)),
        ((-2,), (None,), (None,), (2, 4)),
    ]
    for begin, end, step, shape in boxes:
        yield ask(op, "x.slice_assign", count(3, 4), grid(*shape, seed=2), begin, end, step)
        yield ask(op, "x.slice_assign_scalar", count(3, 4), 7, begin, end, step)
    x = count(3, 4)
    named = {"begin": (0,), "end": (1,), "step": (1,)}
    yield ask(op, "x.slice_assign", x, rhs=grid(1, 4), **named)
    yield ask(op, "x.slice_assign_scalar", x, value=1.5, **named)
    for dtype in DTYPES:
        y = grid(3, 4, dtype=dtype)
        yield ask(op, "x.slice_assign_scalar", y, 2, (1,), (2,), (1,))
        yield ask(op, "x.slice_assign", y, grid(1, 4, dtype=dtype, seed=1), (1,), (2,), (1,))
    yield ask(op, "x.slice_assign", x, grid(1, 4), (0,), (1,))
    yield ask(op, "x.slice_assign", x, grid(2, 4), (0,), (1,), (1,))
    yield ask(op, "x.slice_assign", x, 7, (0,), (1,), (1,))


def _reset_arrays() -> Iterator[Case]:
    op = "reset_arrays"
    for dtype in DTYPES:
        yield ask(op, "nd.reset_arrays", grid(2, 3, dtype=dtype), num_arrays=1)
    yield ask(op, "nd.reset_arrays", grid(3), grid(2, 2), num_arrays=2)
    yield ask(op, "nd.reset_arrays", np.array([np.nan, np.inf], "float32"), grid(2), num_arrays=2)
    yield ask(op, "nd.reset_arrays", grid(3), 2, num_arrays=2)
