"""Operators that only change shapes or lay data out anew."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case, Step

from .asking import DTYPES, FLOATS, ask, ask_steps, count, grid, smooth

RESHAPES = [
    ((6,), [(6,), (2, 3), (3, 2), (-1,), (-1, 2), (1, 6), (6, 1), (0,), (0, 1), (2, -1), (-2,)]),
    ((2, 3), [(6,), (3, 2), (-1,), (0, -1), (-1, 0), (0, 0), (1, -1), (-3,), (-2, 1), (0, -2)]),
    (
        (2, 3, 4),
        [
            (24,),
            (6, 4),
            (-1, 4),
            (0, -1),
            (0, 0, -1),
            (-2,),
            (0, -2),
            (-3, 4),
            (-3, 0),
            (0, -3),
            (-4, 1, 2, -2),
            (-4, -1, 2, -2),
            (0, -4, -1, 3, 0),
            (0, 0, -4, 2, -1),
            (0, 0, -4, 2, 2),
            (-2, 1, 1),
            (-3, -2),
            (4, 0, 2),
            (-1, 2, 3),
            (24, 1, 1),
        ],
    ),
    ((1, 4, 1, 2), [(-1,), (8,), (4, 2), (0, -3, 0), (-3, -3), (0, 0, -2), (-4, 1, 1, -2)]),
]
REVERSED = [(-1, 0), (0, -1, 0), (-3, -1), (2, 12), (-1, 4), (0, 0, 0), (-1, 0, 4)]
AXES = {
    (5,): [(0,)],
    (2, 3): [(0, 1), (1, 0)],
    (2, 3, 4): [(0, 1, 2), (2, 1, 0), (1, 0, 2), (0, 2, 1), (1, 2, 0), (2, 0, 1)],
    (1, 4, 1): [(1, 0, 2), (0, 2, 1)],
    (2, 1, 3, 2): [(3, 2, 1, 0), (0, 2, 1, 3), (1, 0, 3, 2)],
}


def questions() -> Iterator[Case]:
    yield from _reshape()
    yield from _transpose()
    yield from _swapaxes()
    yield from _flatten()
    yield from _expand_dims()
    yield from _squeeze()
    yield from _broadcast_to()
    yield from _broadcast_axis()
    yield from _tile()
    yield from _repeat()


def _reshape() -> Iterator[Case]:
    op = "reshape"
    for shape, targets in RESHAPES:
        for target in targets:
            yield ask(op, "x.reshape", grid(*shape), target, grad=True)
            yield ask(op, "nd.reshape", grid(*shape), shape=target, grad=True)
    x = grid(2, 3, 4)
    for target in REVERSED:
        yield ask(op, "x.reshape", x, target, reverse=True, grad=True)
        yield ask(op, "nd.reshape", x, target, reverse=True)
    for dtype in DTYPES:
        yield ask(op, "x.reshape", grid(2, 3, dtype=dtype), (3, -1), grad=dtype in FLOATS)
        yield ask(op, "nd.reshape", grid(2, 3, dtype=dtype), (3, -1), grad=dtype in FLOATS)
    yield ask(op, "x.reshape", x, 6, 4)
    yield ask(op, "x.reshape", x, 0, -1)
    yield ask(op, "x.reshape", x, -1)
    yield ask(op, "x.reshape", x, [4, 6])
    yield ask(op, "x.reshape", x, shape=(4, 6), grad=True)
    yield ask(op, "nd.reshape", x, -1)
    yield ask(op, "nd.reshape", x, (4, 6), False)
    yield ask(op, "nd.Reshape", x, shape=(4, 6), grad=True)
    for key in (1, slice(0, 1), (slice(None), 1), (0, slice(1, 3))):
        yield ask_steps(op, ("operator.getitem", x, key), ("x.reshape", Step(0), (-1,)), grad=True)
    yield ask_steps(op, ("x.T", x), ("x.reshape", Step(0), (-1,)), grad=True)
    small = count(2, 3)
    for target in ((6,), (3, 2), (1, 2, 3)):
        write = ("operator.setitem", Step(0), 0, 9)
        yield ask_steps(op, ("x.reshape", small, target), write)
        yield ask_steps(op, ("nd.reshape", small, target), write)
    for target in (
        (5, 5),
        (2, 3),
        (7, -1),
        (-1, -1),
        (0, 0, 0, 0),
        (-5,),
        (-2, -3),
        (-4, 2, 2, -2),
    ):
        yield ask(op, "x.reshape", x, target)
    yield ask(op, "x.reshape", x)
    yield ask(op, "x.reshape", x, "a")
    yield ask(op, "x.reshape", x, 2.0, 12)
    for target in ((-1, -1), (0, 0, 0, 0)):
        yield ask(op, "nd.reshape", x, shape=target)


def _transpose() -> Iterator[Case]:
    op = "transpose"
    for shape, orders in AXES.items():
        yield ask(op, "x.T", grid(*shape), grad=True)
        yield ask(op, "x.transpose", grid(*shape), grad=True)
        yield ask(op, "nd.transpose", grid(*shape), grad=True)
        for order in orders:
            yield ask(op, "x.transpose", grid(*shape), order, grad=True)
            yield ask(op, "nd.transpose", grid(*shape), axes=order, grad=True)
    for dtype in DTYPES:
        x = grid(2, 3, 2, dtype=dtype)
        yield ask(op, "nd.transpose", x, (2, 0, 1), grad=dtype in FLOATS)
        yield ask(op, "x.T", x)
    x = grid(2, 3, 4)
    yield ask(op, "x.transpose", x, axes=(2, 0, 1), grad=True)
    yield ask(op, "nd.transpose", x, ())
    yield ask(op, "nd.transpose", x, out=grid(4, 3, 2))
    yield ask_steps(op, ("x.T", x), ("x.T", Step(0)), grad=True)
    yield ask_steps(op, ("operator.getitem", x, 1), ("x.T", Step(0)), grad=True)
    yield ask_steps(op, ("x.T", x), ("operator.setitem", Step(0), 0, 9))
    for order in ((0, 1), (0, 1, 3), (0, 1, 2, 3), "a"):
        yield ask(op, "nd.transpose", x, axes=order)
    yield ask(op, "x.transpose", grid(1, 2), 1, 0)
    yield ask(op, "nd.transpose", 5)


def _swapaxes() -> Iterator[Case]:
    op = "swapaxes"
    for shape in ((2, 3), (2, 3, 4), (1, 4, 1), (2, 1, 3, 2)):
        for first in range(len(shape)):
            for second in (0, -1):
                yield ask(op, "x.swapaxes", grid(*shape), first, second, grad=True)
                yield ask(op, "nd.swapaxes", grid(*shape), dim1=first, dim2=second)
    for dtype in DTYPES:
        yield ask(op, "nd.SwapAxis", grid(2, 3, dtype=dtype), dim1=0, dim2=1)
    for pair in ((0, 3), (3, 0), (-4, 0)):
        yield ask(op, "x.swapaxes", grid(2, 3, 4), *pair)


def _flatten() -> Iterator[Case]:
    op = "flatten"
    for shape in (
        (5,),
        (1,),
        (2, 3),
        (2, 3, 4),
        (1, 4, 1),
        (2, 1, 3, 2),
        (1, 1),
        (4, 1),
        (2, 2, 1),
    ):
        yield ask(op, "x.flatten", grid(*shape), grad=True)
        yield ask(op, "nd.flatten", grid(*shape), grad=True)
        yield ask(op, "nd.Flatten", grid(*shape))
        yield ask_steps(op, ("x.flatten", grid(*shape)), ("operator.setitem", Step(0), 0, 9))
    for dtype in DTYPES:
        yield ask(op, "nd.flatten", grid(2, 3, 2, dtype=dtype), grad=dtype in FLOATS)
        yield ask(op, "x.flatten", grid(2, 3, 2, dtype=dtype))
    x = grid(2, 3, 4)
    yield ask(op, "nd.flatten", data=x)
    yield ask(op, "nd.flatten", x, out=grid(2, 12))
    yield ask_steps(op, ("operator.getitem", x, 1), ("x.flatten", Step(0)), grad=True)
    yield ask_steps(op, ("x.T", x), ("nd.flatten", Step(0)), grad=True)
    inplace = ("x.flatten", x, {"inplace": True})
    yield ask_steps(op, inplace, ("operator.setitem", Step(0), 0, 9))
    yield ask(op, "nd.flatten", 5)
    yield ask(op, "nd.flatten", x, axis=1)


def _expand_dims() -> Iterator[Case]:
    op = "expand_dims"
    for shape in ((1,), (5,), (2, 3), (2, 3, 4), (1, 4, 1)):
        for axis in range(-len(shape) - 1, len(shape) + 1):
            yield ask(op, "x.expand_dims", grid(*shape), axis, grad=True)
            yield ask(op, "nd.expand_dims", grid(*shape), axis=axis, grad=True)
    for dtype in DTYPES:
        yield ask(op, "nd.expand_dims", grid(2, 3, dtype=dtype), 1)
    x = grid(2, 3)
    write = ("operator.setitem", Step(0), 0, 9)
    yield ask_steps(op, ("x.expand_dims", x, 0), write)
    yield ask_steps(op, ("x.expand_dims", x, {"axis": 0, "inplace": True}), write)
    yield ask_steps(op, ("operator.getitem", x, 1), ("x.expand_dims", Step(0), 0), grad=True)
    for axis in (3, -4, (0, 1), "a"):
        yield ask(op, "nd.expand_dims", x, axis=axis)
    yield ask(op, "nd.expand_dims", x)
    yield ask(op, "nd.expand_dims", 5, axis=0)


def _squeeze() -> Iterator[Case]:
    op = "squeeze"
    cases = [
        ((1, 3), [0, -2, (0,)]),
        ((3, 1), [1, -1]),
        ((1, 4, 1), [0, 2, -1, (0, 2), (0, -1)]),
        ((1, 1, 1), [0, (0, 1), (0, 1, 2)]),
        ((2, 1, 3, 1), [1, 3, (1, 3), -1]),
        ((2, 3), []),
        ((1,), [0]),
    ]
    for shape, axes in cases:
        yield ask(op, "x.squeeze", grid(*shape), grad=True)
        yield ask(op, "nd.squeeze", grid(*shape), grad=True)
        for axis in axes:
            yield ask(op, "x.squeeze", grid(*shape), axis, grad=True)
            yield ask(op, "nd.squeeze", grid(*shape), axis=axis, grad=True)
    for dtype in DTYPES:
        yield ask(op, "nd.squeeze", grid(2, 1, 3, dtype=dtype), axis=1)
    x = grid(1, 3)
    write = ("operator.setitem", Step(0), 0, 9)
    yield ask_steps(op, ("x.squeeze", x), write)
    yield ask_steps(op, ("x.squeeze", x, {"inplace": True}), write)
    for axis in (1, 2, -3, (0, 0), "a"):
        yield ask(op, "nd.squeeze", x, axis=axis)


def _broadcast_to() -> Iterator[Case]:
    op = "broadcast_to"
    equal_rank = [
        ((1,), (4,)),
        ((3,), (3,)),
        ((2, 1), (2, 3)),
        ((1, 3), (2, 3)),
        ((1, 1), (2, 3)),
        ((2, 3), (2, 3)),
        ((2, 1, 4), (2, 3, 4)),
        ((1, 3, 1), (2, 3, 4)),
        ((1, 1, 1), (2, 1, 2)),
        ((1, 2, 1, 2), (2, 2, 3, 2)),
    ]
    for shape, target in equal_rank:
        yield ask(op, "nd.broadcast_to", grid(*shape), shape=target, grad=True)
        yield ask(op, "x.broadcast_to", grid(*shape), target, grad=True)
    for dtype in DTYPES:
        for shape, target in equal_rank[2:5]:
            yield ask(op, "nd.broadcast_to", grid(*shape, dtype=dtype), target)
    for shape, target in [((3,), (2, 3)), ((1,), (2, 3)), ((2, 1), (4, 2, 3)), ((3,), (1, 1, 3))]:
        yield ask(op, "x.broadcast_to", grid(*shape), target, grad=True)
    for shape, target in [((2, 1), (0, 3)), ((1, 3), (2, 0)), ((1, 2, 1), (3, 0, 0))]:
        yield ask(op, "nd.broadcast_to", grid(*shape), shape=target, grad=True)
    x = grid(2, 1)
    yield ask(op, "nd.broadcast_to", x, (2, 3), out=grid(2, 3))
    yield ask_steps(op, ("x.T", grid(3, 1)), ("x.broadcast_to", Step(0), (2, 3)), grad=True)
    yield ask(op, "x.broadcast_to", x, shape=(2, 2))
    yield ask_steps(op, ("x.broadcast_to", x, (2, 3)), ("operator.setitem", Step(0), 0, 9))
    for target in ((4, 3), (3, 1), (2,), (-1, 3), "a"):
        yield ask(op, "nd.broadcast_to", x, shape=target)
        yield ask(op, "x.broadcast_to", x, target)
    yield ask(op, "x.broadcast_to", grid(3), (2, 4))
    for shape, like in [((2, 1), (2, 3)), ((1, 3), (4, 3)), ((1,), (5,)), ((1, 1, 2), (3, 2, 2))]:
        yield ask("broadcast_like", "nd.broadcast_like", grid(*shape), grid(*like, seed=1))
        yield ask("broadcast_like", "x.broadcast_like", grid(*shape), grid(*like, seed=1))


def _broadcast_axis() -> Iterator[Case]:
    op = "broadcast_axis"
    for shape, axis, size in [
        ((1,), 0, 4),
        ((2, 1), 1, 3),
        ((1, 3), 0, 2),
        ((1, 1), (0, 1), (2, 3)),
        ((1, 2, 1), (0, 2), (3, 2)),
        ((2, 1, 2), (1,), (3,)),
    ]:
        yield ask(op, "nd.broadcast_axis", grid(*shape), axis=axis, size=size, grad=True)
        yield ask(op, "nd.broadcast_axes", grid(*shape), axis=axis, size=size)
    yield ask(op, "nd.broadcast_axis", grid(2, 3), axis=1, size=3)
    yield ask(op, "nd.broadcast_axis", grid(2, 1), axis=2, size=3)


def _tile() -> Iterator[Case]:
    op = "tile"
    cases = [
        ((3,), [1, 2, 3, (2,), (2, 2), (1, 1, 2), ()]),
        ((2, 3), [2, (2,), (2, 1), (1, 2), (3, 2), (2, 1, 2), (1, 1), ()]),
        ((2, 1, 2), [2, (1, 3), (2, 1, 1), (1, 2, 2), (2, 1, 1, 2)]),
        ((1,), [4, (2, 3)]),
    ]
    for shape, repeats in cases:
        for reps in repeats:
            yield ask(op, "nd.tile", grid(*shape), reps=reps, grad=True)
            yield ask(op, "x.tile", grid(*shape), reps)
    for dtype in DTYPES:
        yield ask(op, "nd.tile", grid(2, 3, dtype=dtype), (2, 1), grad=dtype in FLOATS)
    yield ask(op, "nd.tile", grid(2, 3), [2, 1], grad=True)
    yield ask(op, "nd.tile", grid(2, 3), (2, 1), out=grid(4, 3))
    yield ask_steps(op, ("x.T", grid(2, 3)), ("nd.tile", Step(0), (1, 2)), grad=True)
    yield ask(op, "nd.tile", grid(2, 3), smooth(2))
    for reps in (-1, "a", 1.5, 0):
        yield ask(op, "nd.tile", grid(2, 3), reps=reps)
    yield ask(op, "nd.tile", grid(2, 3))


def _repeat() -> Iterator[Case]:
    op = "repeat"
    for shape in ((1,), (4,), (2, 3), (2, 1, 2)):
        for axis in (None, *range(-len(shape), len(shape))):
            for repeats in (1, 2, 3):
                yield ask(op, "nd.repeat", grid(*shape), repeats=repeats, axis=axis, grad=True)
    for dtype in DTYPES:
        yield ask(op, "nd.repeat", grid(2, 3, dtype=dtype), 2, 0, grad=dtype in FLOATS)
    x = grid(2, 3)
    yield ask(op, "x.repeat", x, 2, grad=True)
    yield ask(op, "x.repeat", x, repeats=2, axis=1, grad=True)
    yield ask(op, "nd.repeat", x, 2, out=np.zeros(12, dtype="float32"))
    yield ask_steps(op, ("x.T", x), ("nd.repeat", Step(0), 2), grad=True)
    for repeats, axis in ((-1, None), (2, 2), (2, -3), ((1, 2), 0), (1.5, 0)):
        yield ask(op, "nd.repeat", x, repeats=repeats, axis=axis)
    yield ask(op, "nd.repeat", x)
