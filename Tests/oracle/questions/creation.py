"""Making arrays, changing their dtype, copying them, and their text."""

from __future__ import annotations

from typing import Any, Iterator

import numpy as np
from records import Case, Cpu, Raw, Step

from .asking import DTYPES, array, ask, ask_steps, count, grid, smooth

SHAPES: list = [1, 3, (1,), (4,), (2, 3), [2, 3], (2, 3, 4), (1, 1), (2, 1, 2, 1), np.int64(2)]
TYPES: list = [*DTYPES, "bool", np.float64, np.int32, np.dtype("float16"), float, int, bool, None]
WRONG_SHAPES: list = ["a", 2.5, (2.5,), (2, -3)]


def questions() -> Iterator[Case]:
    yield from _filled()
    yield from _like()
    yield from _empty()
    yield from _array()
    yield from _arange()
    yield from _linspace()
    yield from _eye()
    yield from _cast()
    yield from _copy()
    yield from _text()
    yield from _python()


def _filled() -> Iterator[Case]:
    for name in ("zeros", "ones"):
        function = f"nd.{name}"
        for shape in SHAPES:
            for dtype in (None, "int32", np.float64):
                yield ask(name, function, shape, dtype=dtype)
        for dtype in TYPES:
            yield ask(name, function, (2, 2), dtype=dtype)
            yield ask(name, function, (3,), None, dtype)
        yield ask(name, function, shape=(2, 3))
        yield ask(name, function, (2, 3), Cpu(0))
        yield ask(name, function, (2, 3), ctx=Cpu(1), dtype="int8")
        yield ask(name, function, (2, 2), out=grid(2, 2))
        for shape in WRONG_SHAPES:
            yield ask(name, function, shape)
        yield ask(name, function, (0, 3))
        yield ask(name, function)
        yield ask(name, function, (2,), dtype="foo")
        yield ask(name, function, (2,), foo=1)
    for value in (0, 7, -1, 2.75, True, np.float32(0.1)):
        for dtype in ("float32", "float64", "float16", "int32", "int64", "int8"):
            yield ask("full", "nd.full", (2, 3), value, dtype=dtype)
    for shape in SHAPES:
        yield ask("full", "nd.full", shape, 7)
        yield ask("full", "nd.full", shape, 2.5, dtype="float64")
    for value in (float("nan"), float("inf"), -0.0, 1e30, 1e-45):
        yield ask("full", "nd.full", (2,), value)
    yield ask("full", "nd.full", (2,), 1e300, dtype="float64")
    yield ask("full", "nd.full", shape=(2,), val=3)
    yield ask("full", "nd.full", (2,), 3, Cpu(0), "int32")
    yield ask("full", "nd.full", (2,), 200, dtype="uint8")
    yield ask("full", "nd.full", (2,), 3, out=grid(2))
    yield ask("full", "nd.full", (2,))


def _like() -> Iterator[Case]:
    for name in ("zeros_like", "ones_like"):
        for shape in ((1,), (4,), (2, 3), (2, 3, 4), (1, 1), (2, 1, 2, 1)):
            for dtype in DTYPES:
                yield ask(name, f"nd.{name}", grid(*shape, dtype=dtype))
            yield ask(name, f"x.{name}", grid(*shape))
        yield ask(name, f"nd.{name}", data=grid(2, 3))
        yield ask(name, f"nd.{name}", array([np.nan, np.inf]), grad=True)
        yield ask(name, f"nd.{name}", grid(3), out=grid(3))
        yield ask(name, f"nd.{name}", [1, 2])
        yield ask(name, f"nd.{name}", 5)


def _empty() -> Iterator[Case]:
    for shape in SHAPES:
        yield ask_steps("empty", ("nd.empty", shape), ("x.shape", Step(0)))
    for dtype in TYPES:
        yield ask_steps("empty", ("nd.empty", (2,), {"dtype": dtype}), ("x.dtype", Step(0)))
    for shape in ((2, 3), 4):
        made = ("nd.empty", shape, None, "float64")
        fill = ("operator.setitem", Step(0), slice(None), 3)
        yield ask_steps("empty", made, fill, ("x.copy", Step(0)))
    for shape in ("a", (2.5,)):
        yield ask("empty", "nd.empty", shape)


def _array() -> Iterator[Case]:
    lists: list = [[1, 2], [1.5, 2], [[1, 2], [3, 4]], (1, 2), [True, False], [[1]], [], [[]]]
    for source in lists:
        yield ask("array", "nd.array", source)
    for dtype in TYPES:
        yield ask("array", "nd.array", [1, 2.5, -3] if dtype != "uint8" else [1, 2.5], dtype=dtype)
        yield ask("array", "nd.array", Raw(count(2, 3)), dtype=dtype)
    for dtype in (*DTYPES, "bool", "int16", "uint16", "uint32", "uint64"):
        yield ask("array", "nd.array", Raw(count(2, 3).astype(dtype)))
        if dtype in DTYPES:
            yield ask("array", "nd.array", grid(2, 3, dtype=dtype))
            yield ask("array", "nd.array", grid(2, 3, dtype=dtype), dtype="float64")
    yield ask("array", "nd.array", Raw(count(3, 4)[:, ::2]))
    yield ask("array", "nd.array", Raw(count(3, 4).T))
    yield ask("array", "nd.array", Raw(np.asfortranarray(count(2, 3, 2))))
    yield ask("array", "nd.array", [np.float64(1.5), 2])
    yield ask("array", "nd.array", [float("nan"), float("inf"), -0.0])
    yield ask("array", "nd.array", [2**40], dtype="int64")
    yield ask("array", "nd.array", [2**24 + 1])
    yield ask("array", "nd.array", [1.7, -1.7], dtype="int32")
    yield ask("array", "nd.array", source_array=[1, 2])
    yield ask("array", "nd.array", 5)
    yield ask("array", "nd.array", Raw(np.array(2.5)))
    yield ask("array", "nd.array", [1, 2], Cpu(0))
    yield ask("array", "nd.array", [1, 2], Cpu(1), "int32")
    wrong: list = ["a", ["a"], [[1, 2], [3]]]
    for source in wrong:
        yield ask("array", "nd.array", source)
    for dtype in ("foo", "int16", "uint32", "complex64"):
        yield ask("array", "nd.array", [1, 2], dtype=dtype)
    yield ask("array", "nd.array")


def _arange() -> Iterator[Case]:
    ranges: list = [
        *[(3,), (1,), (3.5,), (1, 4), (1, 4, 2), (4, 1, -1), (0, 1, 0.25), (-2, 2), (0, 10, 3)],
        *[(5, None), (2.5, 5), (10, 0, -3), (0, -1, -0.25), (1, 2), (2, 10, 4), (-1, 1, 0.5)],
    ]
    for arguments in ranges:
        yield ask("arange", "nd.arange", *arguments)
        yield ask("arange", "nd.arange", *arguments, dtype="float64")
        yield ask("arange", "nd.arange", *arguments, repeat=2)
    for dtype in DTYPES:
        yield ask("arange", "nd.arange", 5, dtype=dtype)
        yield ask("arange", "nd.arange", 1, 8, 3, dtype=dtype)
    yield ask("arange", "nd.arange", 2, 5, 1, 3)
    yield ask("arange", "nd.arange", start=1, stop=3)
    yield ask("arange", "nd.arange", 0, 6, step=2)
    yield ask("arange", "nd.arange", 3, ctx=Cpu(0))
    yield ask("arange", "nd.arange", 1, 4, 1, 1, False, Cpu(0), "int32")
    for arguments in [(3, 1), (0,), (0, 3, 0), (0, 3, -1), ("a",)]:
        yield ask("arange", "nd.arange", *arguments)
    yield ask("arange", "nd.arange")


def _linspace() -> Iterator[Case]:
    for start, stop in ((0, 1), (1, 0), (-2, 2), (0, 10), (0.5, 0.5), (2.5, 7.25)):
        for number in (1, 2, 3, 5, 9):
            yield ask("linspace", "nd.linspace", start, stop, number)
            yield ask("linspace", "nd.linspace", start, stop, number, endpoint=False)
    for dtype in DTYPES[:5]:
        yield ask("linspace", "nd.linspace", 0, 8, 5, dtype=dtype)
    yield ask("linspace", "nd.linspace", 0, 1, 3, True, Cpu(0), "float64")
    yield ask("linspace", "nd.linspace", start=0, stop=1, num=3)
    yield ask("linspace", "nd.linspace", 0, 1)
    yield ask("linspace", "nd.linspace", 0, 1, -1)


def _eye() -> Iterator[Case]:
    for rows in (1, 2, 3):
        yield ask("eye", "nd.eye", rows)
        for columns in (0, 1, 2, 4):
            for k in (-2, -1, 0, 1, 3):
                yield ask("eye", "nd.eye", rows, columns, k)
    for dtype in TYPES:
        if dtype not in ("bool", bool):
            yield ask("eye", "nd.eye", 2, 3, dtype=dtype)
    yield ask("eye", "nd.eye", N=2, M=3, k=1)
    yield ask("eye", "nd.eye", 2, ctx=Cpu(0))
    yield ask("eye", "nd.eye", (2, 2))
    yield ask("eye", "nd.eye", "a")
    yield ask("eye", "nd.eye")


def _cast() -> Iterator[Case]:
    for source in DTYPES:
        for target in (*DTYPES, "bool"):
            x = grid(7, dtype=source) + array(1, source)
            whole = "int" in target
            x = np.abs(x) if target == "uint8" else x
            x = np.trunc(x) if whole and source in ("float32",) else x
            yield ask("cast", "nd.cast", x, dtype=target)
            yield ask("cast", "x.astype", grid(2, 3, dtype=source, low=0), target)
    edges = array([-1.7, -0.5, 0.5, 1.7, 2.5, 120.9])
    for target in ("int8", "int32", "int64", "float16", "float64", "bool"):
        yield ask("cast", "nd.cast", edges, target)
        yield ask("cast", "x.astype", edges.astype("float64"), target)
    large = array([65504, 65519, 65520, 1e-8, 6e-8, -1e30, np.nan, np.inf])
    yield ask("cast", "nd.cast", large, "float16")
    yield ask("cast", "nd.cast", large, "float64")
    yield ask("cast", "nd.cast", array([1e300, 1e-300, 0.1, np.nan], "float64"), "float32")
    yield ask("cast", "nd.cast", array([16777217, -16777219], "int32"), "float32")
    yield ask("cast", "nd.cast", array([2**53 + 1], "int64"), "float64")
    yield ask("cast", "nd.cast", array([300, -1, 128, -129], "int32"), "uint8")
    yield ask("cast", "nd.cast", array([300, -1, 128, -129], "int32"), "int8")
    yield ask("cast", "nd.cast", array([200, 255], "uint8"), "int8")
    yield ask("cast", "nd.cast", array([2**40 + 5], "int64"), "int32")
    x = smooth(2, 3)
    for target in ("float64", "float16", "float32"):
        yield ask("cast", "nd.cast", x, dtype=target, grad=True)
        yield ask("cast", "x.astype", x, target, grad=True)
    for target in (np.int32, np.float64, np.dtype("int8"), float, int, bool):
        yield ask("cast", "x.astype", grid(4), target)
    yield ask("cast", "nd.Cast", x, dtype="float64", grad=True)
    yield ask("cast", "x.astype", x, "float32", False)
    yield ask("cast", "x.astype", x, "float32", copy=False)
    yield ask("cast", "x.astype", x, "float64", copy=False)
    yield ask("cast", "x.astype", x, dtype="float32", copy=True)
    yield ask("cast", "x.astype", x, "foo")
    yield ask("cast", "nd.cast", x, "foo")
    yield ask("cast", "nd.cast", x)
    yield ask("cast", "nd.cast", 5, "int32")


def _copy() -> Iterator[Case]:
    for shape in ((1,), (4,), (2, 3), (2, 3, 4)):
        for dtype in DTYPES:
            x = grid(*shape, dtype=dtype)
            yield ask("copy", "x.copy", x, grad=dtype in DTYPES[:3])
            target = np.zeros(shape, dtype=dtype)
            yield ask("copyto", "x.copyto", x, target)
    x = grid(2, 3)
    for dtype in DTYPES[1:]:
        yield ask("copyto", "x.copyto", x, grid(2, 3, dtype=dtype, seed=1))
    yield ask("copyto", "x.copyto", x, Cpu(0))
    yield ask("copyto", "x.copyto", x, Cpu(1))
    view = ("operator.getitem", x, slice(0, 1))
    yield ask_steps("copyto", view, ("x.copyto", grid(1, 3, seed=1), Step(0)))
    yield ask_steps("copyto", view, ("x.copyto", Step(0), grid(1, 3, seed=1)))
    yield ask_steps("copyto", ("x.T", x), ("x.copyto", Step(0), grid(3, 2, seed=1)))
    yield ask_steps("copy", ("x.copy", x), ("operator.setitem", Step(0), 0, 9))
    yield ask_steps("copy", view, ("x.copy", Step(0)), ("operator.setitem", Step(1), 0, 9))
    yield ask_steps("copy", ("x.T", x), ("x.copy", Step(0)), grad=True)
    for target in (grid(6), grid(3, 2), grid(1, 2, 3), grid(1)):
        yield ask("copyto", "x.copyto", x, target)
    yield ask("copyto", "x.copyto", x, "cpu")
    for attribute in ("shape", "size", "ndim", "dtype", "stype"):
        for dtype in DTYPES:
            yield ask("attributes", f"x.{attribute}", grid(2, 3, dtype=dtype))
        yield ask("attributes", f"x.{attribute}", grid(1))
    context = ("x.as_in_context", x, Cpu(1)), ("x.context", Step(0)), ("builtins.str", Step(1))
    yield ask_steps("attributes", *context)
    yield ask_steps("attributes", ("x.ctx", x), ("builtins.repr", Step(0)))


def _text() -> Iterator[Case]:
    shapes = [(1,), (3,), (2, 3), (2, 3, 2), (1, 1), (1, 4, 1), (2, 1, 2, 2)]
    for dtype in DTYPES:
        for shape in shapes:
            yield ask("repr", "builtins.repr", grid(*shape, dtype=dtype))
    values: list[Any] = [
        *[[np.nan, np.inf, -np.inf, -0.0], [1e-10, 1e10], [1e-45], [123456789.0], [0.1, 1 / 3]],
        *[[1e5, 1.5], [0.5, 100.25, -3], [1e16, 1.0], [16777216.0], [1e-5, 1e-4], []],
    ]
    for value in values:
        yield ask("repr", "builtins.repr", array(value))
        yield ask("repr", "builtins.str", array(value, "float64"))
    yield ask("repr", "builtins.repr", array([True, False], "bool"))
    yield ask("repr", "builtins.repr", array([2**40, -1], "int64"))
    for arguments in ((2000,), (1000,), (1001,)):
        yield ask_steps("repr", ("nd.arange", *arguments), ("builtins.repr", Step(0)))
    for shape in ((40, 40), (1100, 1), (1, 2, 600)):
        yield ask_steps("repr", ("nd.ones", shape), ("builtins.repr", Step(0)))
    yield ask_steps("repr", ("nd.ones", (2,), Cpu(1)), ("builtins.repr", Step(0)))
    yield ask_steps(
        "repr", ("operator.getitem", count(3, 4), (slice(None), 1)), ("builtins.str", Step(0))
    )
    yield ask_steps("repr", ("x.T", count(3, 4)), ("builtins.str", Step(0)))


def _python() -> Iterator[Case]:
    """What Python's own functions make of an array."""
    for dtype in DTYPES:
        for value in ([0], [1], [3], [[2]]):
            yield ask("python", "builtins.bool", array(value, dtype))
        yield ask("python", "x.asscalar", array([3], dtype))
        yield ask("python", "builtins.len", grid(3, 2, dtype=dtype))
    for value in ([np.nan], [-0.0], [0.5], [np.inf]):
        yield ask("python", "builtins.bool", array(value))
        yield ask("python", "x.asscalar", array(value))
    for value in ([2.75], [[-3]]):
        yield ask("python", "builtins.float", array(value))
        yield ask("python", "builtins.int", array(value))
        yield ask("python", "operator.index", array(value, "int32"))
    yield ask("python", "x.asscalar", array([[3]]))
    for function in ("builtins.bool", "x.asscalar"):
        yield ask("python", function, grid(3))
        yield ask("python", function, grid(2, 1))
    yield ask("python", "builtins.sum", count(3, 2))
    yield ask("python", "builtins.list", count(3, 2))
