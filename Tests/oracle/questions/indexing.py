"""Reading and writing with `[]`, and picking elements by index arrays."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case, Raw, Step

from .asking import DTYPES, FLOATS, INTEGERS, array, ask, ask_steps, count, grid

S = slice
ALL = slice(None)
KEYS = {
    (4,): [0, 3, -1, -4, S(1, 3), ALL, S(0, 4, 2), S(None, None, -1), S(3, 0, -2), Ellipsis, None],
    (3, 4): [
        *[
            0,
            2,
            -1,
            (1,),
            (1, 2),
            (-1, -1),
            (0, ALL),
            (ALL, 1),
            (ALL, -1),
            (Ellipsis, 1),
            (1, Ellipsis),
        ],
        *[S(1, 3), S(0, 1), S(1, None), S(None, -1), S(0, 3, 2), S(None, None, -1), ALL, (), None],
        *[(ALL, S(1, 2)), (ALL, S(0, 4, 2)), (S(1, 2), S(1, 3)), (S(0, 2), S(0, 4)), (1, S(1, 3))],
        *[(S(0, 3, 2), 1), (ALL, S(None, None, -1)), (S(2, 0, -1), S(3, 0, -2)), (ALL, ALL)],
        *[(1, None), (None, 1), (ALL, None), (0, None, 2), (Ellipsis, None), S(1, 9), S(-9, 2)],
    ],
    (2, 3, 4): [
        *[0, (1, 2), (1, 2, 3), (ALL, 1), (ALL, ALL, 2), (Ellipsis, 2), (0, Ellipsis, 1), Ellipsis],
        *[
            (1, S(0, 2)),
            (S(0, 1), S(0, 2)),
            (1, ALL, S(1, 3)),
            (0, 1, S(1, 4)),
            (ALL, 2, S(0, 4, 3)),
        ],
        *[(ALL, S(2, 0, -1)), (S(1, 2), S(1, 2), S(1, 2)), (1, S(1, 3), ALL), (ALL, ALL, ALL)],
        *[(None, 1, Ellipsis, None), (S(0, 2, 2), ALL, -1), (-1, -1, -1), (ALL, S(0, 1), 0)],
    ],
}
WRONG = [4, -5, (0, 0), "a", 1.5, (4,), (Ellipsis, Ellipsis)]


def questions() -> Iterator[Case]:
    yield from _read()
    yield from _read_arrays()
    yield from _alias()
    yield from _write()
    yield from _write_wrong()
    yield from _take()
    yield from _pick()
    yield from _one_hot()


def _read() -> Iterator[Case]:
    for shape, keys in KEYS.items():
        for key in keys:
            yield ask("getitem", "operator.getitem", count(*shape), key, grad=True)
            small = grid(*shape, dtype="int32")
            yield ask("getitem", "operator.getitem", small, key)
    for dtype in DTYPES[1:]:
        for key in (1, (ALL, 1), S(0, 3, 2), (2, S(1, 3))):
            yield ask("getitem", "operator.getitem", grid(3, 4, dtype=dtype), key)
    x = count(3, 4)
    for keys in ((1, 2), (S(1, 3), 0), (S(0, 3, 2), 1), ((ALL, S(1, 3)), 0), (1, S(0, 4, 2))):
        steps = [("operator.getitem", x, keys[0]), ("operator.getitem", Step(0), keys[1])]
        yield ask_steps("getitem", *steps, grad=True)
    yield ask_steps("getitem", ("x.T", x), ("operator.getitem", Step(0), (1, S(0, 2))), grad=True)
    yield ask_steps("getitem", ("builtins.list", x), ("operator.getitem", Step(0), 2), grad=True)
    yield ask("getitem", "operator.getitem", x, np.int64(1))
    yield ask("getitem", "builtins.len", x)
    for key in WRONG:
        yield ask("getitem", "operator.getitem", grid(4), key)
    for key in ((3,), (0, 4), (ALL, -5), (0, 0, 0)):
        yield ask("getitem", "operator.getitem", x, key)


def _read_arrays() -> Iterator[Case]:
    """Keys that are arrays or lists of positions."""
    op = "getitem by arrays"
    x = count(3, 4)
    for key in ([0], [0, 2], [2, 0, 2], [-1, 0], [[0, 1], [2, 0]]):
        inside = np.min(key) >= 0  # the gradient at a negative position corrupts MXNet's memory
        yield ask(op, "operator.getitem", x, key, grad=inside)
        yield ask(op, "operator.getitem", x, Raw(np.array(key)))
        for dtype in ("float32", "int32", "int64", "uint8"):
            if dtype != "uint8" or inside:
                yield ask(op, "operator.getitem", x, array(key, dtype))
    for key in ([0, 3], [1, 1, -1]):
        yield ask(op, "operator.getitem", count(4), key, grad=-1 not in key)
        yield ask(op, "operator.getitem", x, (ALL, key), grad=-1 not in key)
        yield ask(op, "operator.getitem", x, (1, key))
    yield ask(op, "operator.getitem", x, ([0, 2], [1, 3]), grad=True)
    yield ask(op, "operator.getitem", x, (array([0, 2], "int32"), array([1, 3], "int32")))
    yield ask(op, "operator.getitem", count(2, 3, 4), ([0, 1], ALL, [1, 3]))
    yield ask(op, "operator.getitem", count(2, 3, 4), (ALL, [2, 0]), grad=True)


def _alias() -> Iterator[Case]:
    """Which results share their elements with the array that they come from."""
    for shape, keys in KEYS.items():
        for key in keys:
            read = ("operator.getitem", count(*shape), key)
            yield ask_steps("views", read, ("operator.setitem", Step(0), ALL, -1))
    x = count(3, 4)
    other_way = ("operator.setitem", x, ALL, -1)
    for key in (1, S(0, 2), (ALL, 1), S(0, 3, 2), (1, S(1, 3)), [0, 1], None, Ellipsis):
        read = ("operator.getitem", x, key)
        yield ask_steps("views", read, other_way, ("x.copy", Step(0)))
    for call in (
        ("x.reshape", x, (12,)),
        ("x.flatten", x),
        ("x.expand_dims", x, 0),
        ("x.squeeze", x),
        ("x.T", x),
        ("x.transpose", x),
        ("x.swapaxes", x, 0, 1),
        ("x.slice_axis", x, 0, 0, 2),
        ("x.broadcast_to", x, (3, 4)),
        ("x.astype", x, "float32"),
        ("x.astype", x, "float32", False),
        ("x.detach", x),
        ("x.copy", x),
        ("nd.array", x),
        ("nd.reshape", x, (12,)),
        ("nd.BlockGrad", x),
        ("nd.stop_gradient", x),
        ("nd.identity", x),
        ("nd.cast", x, "float32"),
    ):
        yield ask_steps("views", call, ("operator.setitem", Step(0), ALL, -1))
        yield ask_steps("views", call, other_way, ("x.copy", Step(0)))
    same = [("x.context", x), ("x.as_in_context", x, Step(0))]
    yield ask_steps("views", *same, ("operator.setitem", Step(1), ALL, -1))
    deep = [("operator.getitem", x, S(1, 3)), ("x.reshape", Step(0), (8,))]
    yield ask_steps("views", *deep, ("operator.setitem", Step(1), S(0, 2), -1))
    deep = [("operator.getitem", x, 1), ("operator.getitem", Step(0), S(1, 3))]
    yield ask_steps("views", *deep, ("operator.setitem", Step(1), 0, -1))
    deep = [("x.reshape", x, (2, 6)), ("operator.getitem", Step(0), 1)]
    yield ask_steps("views", *deep, ("operator.imul", Step(1), 2))


def _write() -> Iterator[Case]:
    op = "setitem"
    for shape, keys in KEYS.items():
        for key in keys:
            x = grid(*shape)
            yield ask(op, "operator.setitem", x, key, 7)
            part = x[key]
            value = grid(*(part.shape or (1,)), seed=5)
            yield ask(op, "operator.setitem", x, key, value)
    x = grid(3, 4)
    for dtype in DTYPES:
        for value in (2, 2.75, True):
            yield ask(op, "operator.setitem", grid(3, 4, dtype=dtype), (ALL, 1), value)
        yield ask(op, "operator.setitem", x, 1, grid(4, dtype=dtype, seed=5))
        yield ask(op, "operator.setitem", grid(3, 4, dtype=dtype), 1, grid(4, seed=5, low=0))
    for key, shape in ((ALL, (4,)), (ALL, (1, 4)), (ALL, (3, 1)), (ALL, (1,)), (S(1, 3), (4,))):
        yield ask(op, "operator.setitem", x, key, grid(*shape, seed=5))
    for key, shape in (((ALL, S(1, 3)), (2,)), ((ALL, S(1, 3)), (3, 1)), (1, (1,)), (1, (1, 4))):
        yield ask(op, "operator.setitem", x, key, grid(*shape, seed=5))
    for value in (Raw(np.arange(4.0)), Raw(np.arange(4)), [1, 2, 3, 4], (1.5, 2, 3, 4)):
        yield ask(op, "operator.setitem", x, 2, value)
    for value in (np.float32(1.5), np.int64(2), float("nan"), float("-inf")):
        yield ask(op, "operator.setitem", x, (0, 1), value)
    for key in (
        [0, 2],
        Raw(np.array([1])),
        array([2, 0], "int32"),
        (ALL, [1, 3]),
        ([0, 2], [1, 3]),
    ):
        yield ask(op, "operator.setitem", x, key, 7)
    yield ask(op, "operator.setitem", x, S(1, 1), 7)
    yield ask(op, "operator.setitem", x, S(5, 9), 7)
    yield ask(op, "operator.setitem", x, ALL, x)
    source = ("operator.getitem", x, S(0, 2))
    yield ask_steps(op, source, ("operator.setitem", x, S(1, 3), Step(0)))
    for key in (0, (ALL, 0), S(0, 3, 2), (1, 2)):
        steps = [("operator.getitem", x, key), ("operator.iadd", Step(0), 1)]
        yield ask_steps(op, *steps, ("operator.setitem", x, key, Step(1)))


def _write_wrong() -> Iterator[Case]:
    op = "setitem"
    x = grid(3, 4)
    for key in (3, -4, (0, 4), "a", 1.5, (0, 0, 0)):
        yield ask(op, "operator.setitem", x, key, 1)
    for key, shape in ((ALL, (3,)), (ALL, (2, 3, 4)), (1, (3,)), ((ALL, 1), (4,)), ((1, 2), (2,))):
        yield ask(op, "operator.setitem", x, key, grid(*shape, seed=5))
    yield ask(op, "operator.setitem", x, 0, "a")
    for shape in ((3, 4), (3, 1), (4,)):
        yield ask(op, "operator.setitem", x, (Ellipsis, None), grid(*shape, seed=5))


def _take() -> Iterator[Case]:
    op = "take"
    for shape in ((5,), (3, 2), (2, 3, 4)):
        for axis in range(-len(shape), len(shape)):
            size = shape[axis]
            for positions in ([0], [size - 1, 0], [[0, 1], [1, 0]]):
                yield ask(op, "nd.take", grid(*shape), array(positions), axis=axis)
    x = grid(3, 2)
    outside = array([-1, 5, -4, 0, 2])
    for mode in ("clip", "wrap"):
        for dtype in ("float32", "float64", "int32", "int64", "int8"):
            yield ask(op, "nd.take", x, outside.astype(dtype), mode=mode)
            yield ask(op, "nd.take", x, outside.astype(dtype), axis=1, mode=mode)
    yield ask(op, "nd.take", x, array([0, 2]), mode="raise")
    for index in (array([0, 2, 2], "int32"), array([[0], [0]], "int32"), outside.astype("int32")):
        yield ask(op, "nd.take", x, index, grad=True)
        yield ask(op, "nd.take", x, index, axis=1, grad=True)
        yield ask(op, "nd.take", x, index, mode="wrap", grad=True)
    for dtype in DTYPES[1:]:
        index = array([1, 0, 1], "int32")
        yield ask(op, "nd.take", grid(3, 2, dtype=dtype), index, grad=dtype in FLOATS)
    yield ask(op, "nd.take", x, array([0.9, 1.9, -0.5]))
    yield ask(op, "nd.take", x, array([1], "uint8"))
    yield ask(op, "nd.take", x, array([1]), 1)
    yield ask(op, "nd.take", a=x, indices=array([1]))
    yield ask(op, "x.take", x, array([1, 0], "int32"), grad=True)
    yield ask(op, "x.take", x, array([1, 0]), axis=1)
    yield ask(op, "nd.take", x, array([1, 0]), out=grid(2, 2))
    yield ask_steps(op, ("x.T", x), ("nd.take", Step(0), array([1, 0], "int32")), grad=True)
    yield ask(op, "nd.take", x, array([0, 9]), mode="raise")
    yield ask(op, "nd.take", x, array([-1]), mode="raise")
    yield ask(op, "nd.take", x, [0, 1])
    yield ask(op, "nd.take", x, 1)
    yield ask(op, "nd.take", x, array([0]), axis=2)
    yield ask(op, "nd.take", x, array([0]), axis=-3)
    yield ask(op, "nd.take", x, array([0]), mode="foo")


def _pick() -> Iterator[Case]:
    op = "pick"
    cases = [
        ((3, 2), 1),
        ((3, 2), 0),
        ((3, 2), -1),
        ((2, 3, 4), 0),
        ((2, 3, 4), 1),
        ((2, 3, 4), -1),
    ]
    for shape, axis in [*cases, ((5,), 0), ((1, 4), 1)]:
        rest = [n for i, n in enumerate(shape) if i != axis % len(shape)] or [1]
        index = grid(*rest, dtype="int32", low=0, high=shape[axis] - 1)
        for keepdims in (False, True):
            extra = {"axis": axis, "keepdims": keepdims}
            yield ask(op, "nd.pick", grid(*shape), index, **extra, grad=True)
            yield ask(op, "nd.pick", grid(*shape), index.astype("float32"), **extra)
    x = grid(3, 2)
    outside = array([-1, 5, -3])
    for mode in ("clip", "wrap"):
        for dtype in ("float32", "float64", "int32", "int64", "int8"):
            yield ask(op, "nd.pick", x, outside.astype(dtype), mode=mode)
            yield ask(op, "x.pick", x, outside.astype(dtype), mode=mode)
        yield ask(op, "nd.pick", x, outside.astype("int32"), mode=mode, grad=True)
    index = array([0, 1, 0], "int32")
    for dtype in DTYPES[1:]:
        yield ask(op, "nd.pick", grid(3, 2, dtype=dtype), index, grad=dtype in FLOATS)
    yield ask(op, "nd.pick", x, array([[0], [1], [0]], "int32"), grad=True)
    yield ask(op, "nd.pick", x, array([0.9, 1.9, 1]))
    yield ask(op, "nd.pick", data=x, index=index)
    yield ask(op, "nd.pick", x, array([0, 1]), 0)
    yield ask(op, "x.pick", x, index, grad=True)
    yield ask(op, "nd.pick", x, index, out=grid(3))
    yield ask_steps(op, ("x.T", grid(2, 3)), ("nd.pick", Step(0), index), grad=True)
    yield ask(op, "nd.pick", x, array([0, 1]))
    yield ask(op, "nd.pick", x, index, axis=2)
    yield ask(op, "nd.pick", x, index, mode="raise")
    yield ask(op, "nd.pick", x, [0, 1, 0])
    yield ask(op, "nd.pick", x)


def _one_hot() -> Iterator[Case]:
    op = "one_hot"
    for shape in ((1,), (4,), (2, 3), (2, 1, 2)):
        for depth in (1, 3, 5):
            for dtype in ("float32", "int32"):
                yield ask(op, "nd.one_hot", grid(*shape, dtype=dtype, low=-1, high=4), depth)
    index = array([0, 2, 1], "int32")
    for dtype in ("float16", "float32", "float64", "uint8", "int8", "int32", "int64"):
        yield ask(op, "nd.one_hot", index, 3, dtype=dtype)
        yield ask(op, "nd.one_hot", index, 3, on_value=5, off_value=2, dtype=dtype)
    for dtype in (*INTEGERS, "float64"):
        yield ask(op, "nd.one_hot", index.astype(dtype), 3)
    yield ask(op, "nd.one_hot", index, 3, 0.5, -0.25)
    yield ask(op, "nd.one_hot", index, 3, 0.5, -0.25, "float64")
    yield ask(op, "nd.one_hot", array([0.9, 1.1, -0.5]), 2)
    yield ask(op, "nd.one_hot", indices=index, depth=4)
    yield ask(op, "x.one_hot", index, 4)
    yield ask(op, "x.one_hot", index, depth=4, on_value=2)
    yield ask(op, "nd.one_hot", index, 3, out=grid(3, 3))
    yield ask(op, "nd.one_hot", index)
    yield ask(op, "nd.one_hot", index, -1)
    yield ask(op, "nd.one_hot", index, 2.7)
    yield ask(op, "nd.one_hot", [0, 1], 2)
    yield ask(op, "nd.one_hot", index, 3, dtype="foo")
