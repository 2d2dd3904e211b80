"""Joining arrays, taking them apart, and slices."""

from __future__ import annotations

from typing import Iterator

from records import Case, Step

from .asking import DTYPES, FLOATS, ask, ask_steps, count, grid


def questions() -> Iterator[Case]:
    yield from _concat()
    yield from _stack()
    yield from _split()
    yield from _slice()
    yield from _slice_axis()


def _concat() -> Iterator[Case]:
    op = "concat"
    cases = [
        ([(3,), (2,)], [0, -1]),
        ([(2, 3), (2, 3)], [0, 1, -1, -2]),
        ([(2, 3), (4, 3)], [0, -2]),
        ([(2, 1), (2, 3), (2, 2)], [1, -1]),
        ([(2, 3, 2), (2, 1, 2)], [1, -2]),
        ([(2, 3, 4), (2, 3, 1)], [2, -1]),
        ([(1, 2, 2, 1), (2, 2, 2, 1)], [0]),
        ([(1,), (1,), (1,), (1,), (1,)], [0]),
    ]
    for shapes, axes in cases:
        parts = [grid(*shape, seed=index) for index, shape in enumerate(shapes)]
        for axis in axes:
            yield ask(op, "nd.concat", *parts, dim=axis, grad=True)
            yield ask(op, "nd.Concat", *parts, dim=axis)
            yield ask(op, "nd.concatenate", parts, axis=axis)
    for dtype in DTYPES:
        parts = grid(2, 3, dtype=dtype), grid(2, 2, dtype=dtype)
        yield ask(op, "nd.concat", *parts, grad=dtype in FLOATS)
    x, y = grid(2, 3), grid(2, 3, seed=1)
    yield ask(op, "nd.concat", x, grad=True)
    yield ask(op, "nd.concat", x, x, grad=True)
    yield ask(op, "nd.concat", x, y, dim=0, num_args=2)
    yield ask(op, "nd.concat", x, y, dim=0, out=grid(4, 3))
    yield ask(op, "nd.concatenate", [x, y])
    yield ask(op, "nd.concatenate", (x, y), 1)
    yield ask_steps(op, ("x.T", x), ("nd.concat", Step(0), Step(0), {"dim": 0}), grad=True)
    yield ask_steps(op, ("nd.concat", x, y), ("nd.sum", Step(0), {"axis": 0}), grad=True)
    yield ask_steps(op, ("nd.concat", x), ("operator.setitem", Step(0), 0, 9))
    yield ask(op, "nd.concat", [x, y])
    yield ask(op, "nd.concat", x, y, dim=2)
    yield ask(op, "nd.concat", x, y, dim=-3)
    yield ask(op, "nd.concat", x, y, axis=0)
    yield ask(op, "nd.concat", grid(3), grid(3))
    yield ask(op, "nd.concat", x, grid(3), dim=0)
    yield ask(op, "nd.concat", x, grid(2, 2), dim=0)
    yield ask(op, "nd.concat", x, y.astype("int32"), dim=0)
    yield ask(op, "nd.concat", x, 2, dim=0)
    yield ask(op, "nd.concat")


def _stack() -> Iterator[Case]:
    op = "stack"
    for shape in ((1,), (4,), (2, 3), (2, 3, 2), (1, 1)):
        parts = [grid(*shape, seed=seed) for seed in range(3)]
        for axis in range(-len(shape) - 1, len(shape) + 1):
            yield ask(op, "nd.stack", *parts, axis=axis, grad=True)
        for number in (1, 2):
            yield ask(op, "nd.stack", *parts[:number], grad=True)
    for dtype in DTYPES:
        for axis in (0, 1):
            parts = [grid(2, 3, dtype=dtype, seed=seed) for seed in range(2)]
            yield ask(op, "nd.stack", *parts, axis=axis, grad=dtype in FLOATS)
    x, y = grid(2, 3), grid(2, 3, seed=1)
    yield ask(op, "nd.stack", x, x, grad=True)
    yield ask(op, "nd.stack", x, y, num_args=2)
    yield ask(op, "nd.stack", x, y, out=grid(2, 2, 3))
    yield ask_steps(op, ("x.T", x), ("nd.stack", Step(0), Step(0)), grad=True)
    yield ask_steps(op, ("operator.getitem", x, 0), ("nd.stack", Step(0), Step(0)), grad=True)
    yield ask(op, "nd.stack", [x, y])
    yield ask(op, "nd.stack", x, y, axis=3)
    yield ask(op, "nd.stack", x, y, axis=-4)
    yield ask(op, "nd.stack", x, y, dim=0)
    yield ask(op, "nd.stack", x, 2)
    yield ask(op, "nd.stack")


def _split() -> Iterator[Case]:
    op = "split"
    cases = [
        ((6,), [(1, 0), (2, 0), (3, -1), (6, 0)]),
        ((2, 6), [(2, 0), (2, 1), (3, 1), (6, -1), (1, 1)]),
        ((4, 3, 2), [(2, 0), (4, 0), (3, 1), (2, 2), (2, -3)]),
        ((1, 2, 2, 4), [(1, 0), (2, 1), (4, 3)]),
    ]
    for shape, splits in cases:
        for number, axis in splits:
            yield ask(op, "nd.split", grid(*shape), num_outputs=number, axis=axis, grad=True)
            yield ask(op, "x.split", grid(*shape), num_outputs=number, axis=axis)
            if shape[axis] == number:
                squeeze = {"num_outputs": number, "axis": axis, "squeeze_axis": True}
                yield ask(op, "nd.split", grid(*shape), grad=True, **squeeze)
    for dtype in DTYPES:
        yield ask(op, "nd.split", grid(2, 4, dtype=dtype), 2, grad=dtype in FLOATS)
    x = grid(2, 4)
    yield ask(op, "nd.split", x, 2, grad=True)
    yield ask(op, "nd.split", x, 2, 0)
    yield ask(op, "nd.split", x, 2, 0, True)
    yield ask(op, "nd.split", x, 1)
    yield ask(op, "nd.SliceChannel", x, num_outputs=2)
    yield ask_steps(op, ("x.T", x), ("nd.split", Step(0), 2, 0), grad=True)
    take = ("operator.getitem", Step(0), 1)
    yield ask_steps(op, ("nd.split", x, 2), take, ("operator.mul", Step(1), x[:, :2]), grad=True)
    yield ask_steps(op, ("nd.split", x, 2), take, ("operator.setitem", Step(1), 0, 9))
    for number, axis in ((3, 1), (2, 2), (0, 1)):
        yield ask(op, "nd.split", x, num_outputs=number, axis=axis)
    yield ask(op, "nd.split", x, num_outputs=2, axis=1, squeeze_axis=True)
    yield ask(op, "nd.split", grid(6), 2)
    yield ask(op, "nd.split", x)
    for parts in (2, 4, (1, 3), (2,)):
        yield ask("split_v2", "nd.split_v2", x, parts, axis=1, grad=True)
    yield ask("split_v2", "nd.split_v2", x, 2, squeeze_axis=True)


def _slice() -> Iterator[Case]:
    op = "slice"
    x = grid(3, 4)
    cases = [
        ((0, 1), (2, 3), None),
        ((0,), (2,), None),
        ((1, 0), (3, 4), None),
        ((None, 1), (None, 3), None),
        ((0, 0), (3, 4), (2, 2)),
        ((0, 0), (3, 4), (1, 3)),
        ((2, 3), (0, 0), (-1, -2)),
        ((None, None), (None, None), (-1, -1)),
        ((None, None), (None, None), (1, -1)),
        ((-2, -2), (None, None), None),
        ((-3, 1), (-1, -1), None),
        ((0,), (9,), None),
        ((1,), (3,), (2,)),
        ((), (), None),
        ((0, 0), (1, 1), None),
    ]
    for begin, end, step in cases:
        extra = {} if step is None else {"step": step}
        yield ask(op, "nd.slice", x, begin=begin, end=end, **extra, grad=True)
        yield ask(op, "x.slice", x, begin=begin, end=end, **extra)
    cube = grid(2, 3, 4)
    for begin, end in (((0, 1), (2, 3)), ((1, 0, 1), (2, 2, 3)), ((0, 2, 3), (1, 3, 4))):
        yield ask(op, "nd.slice", cube, begin=begin, end=end, grad=True)
    for begin, end in ((0, 2), (1, 5), (-2, None), (None, -1)):
        yield ask(op, "nd.slice", grid(5), begin=(begin,), end=(end,), grad=True)
    for dtype in DTYPES:
        part = grid(3, 4, dtype=dtype)
        yield ask(op, "nd.slice", part, begin=(1, 1), end=(3, 3), grad=dtype in FLOATS)
    yield ask(op, "nd.slice", x, (0, 1), (2, 3), grad=True)
    yield ask(op, "nd.slice", x, begin=0, end=2)
    yield ask(op, "nd.slice", x, begin=(0, 1), end=(2, 3), out=grid(2, 2))
    write = ("operator.setitem", Step(0), 0, 9)
    yield ask_steps(op, ("nd.slice", x, {"begin": (0,), "end": (2,)}), write)
    yield ask_steps(op, ("x.T", x), ("nd.slice", Step(0), (1,), (3,)), grad=True)
    yield ask(op, "nd.slice", x, begin=(0, 0, 0), end=(1, 1, 1))
    yield ask(op, "nd.slice", x, begin=(0,), end=(2,), step=(0,))
    yield ask(op, "nd.slice", x, begin=(0,), end=(1, 2))
    yield ask(op, "nd.slice", x)
    yield ask(op, "nd.slice", x, begin=(0,))


def _slice_axis() -> Iterator[Case]:
    op = "slice_axis"
    for shape in ((5,), (3, 4), (2, 3, 4)):
        for axis in range(-len(shape), len(shape)):
            size = shape[axis]
            for begin, end in ((0, size), (1, None), (0, 1), (-1, None), (-size, -1), (1, size)):
                if (begin, end) != (-size, -1) or size > 1:
                    extra = {"axis": axis, "begin": begin, "end": end}
                    yield ask(op, "nd.slice_axis", grid(*shape), **extra, grad=axis >= 0)
    for dtype in DTYPES:
        x = grid(3, 4, dtype=dtype)
        yield ask(op, "nd.slice_axis", x, 1, 0, 2, grad=dtype in FLOATS)
    x = count(3, 4)
    yield ask(op, "x.slice_axis", x, axis=0, begin=0, end=2, grad=True)
    yield ask(op, "x.slice_axis", x, 1, 1, 3)
    part = ("x.slice_axis", x, {"axis": 0, "begin": 0, "end": 2})
    yield ask_steps(op, part, ("operator.setitem", Step(0), 0, 9))
    for axis, begin, end in ((1, 0, 9), (2, 0, 1), (0, 2, 1), (0, 1, 1), (0, -9, 2), ("a", 0, 1)):
        yield ask(op, "nd.slice_axis", x, axis=axis, begin=begin, end=end)
    yield ask(op, "nd.slice_axis", x, axis=0, begin=0)
    yield ask(op, "nd.slice_axis", x, axis=0, end=1)
