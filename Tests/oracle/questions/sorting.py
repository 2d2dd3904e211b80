"""Order: sort, argsort, topk; running sums."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case, Step

from .asking import FLOATS, INTEGERS, array, ask, ask_steps, grid

# MXNet sorts neither float16 nor bool.
SORTED = ("float32", "float64", *INTEGERS)
AXES = [((5,), [None, 0, -1]), ((2, 3), [None, 0, 1, -1, -2]), ((2, 3, 4), [None, 0, 1, 2, -2])]


def questions() -> Iterator[Case]:
    for name in ("sort", "argsort"):
        yield from _order(name)
    yield from _top()
    for name in ("sort", "argsort", "topk"):
        yield from _wrong(name)
    yield from _cumsum()


def mixed(*shape: int, dtype: str = "float32") -> np.ndarray:
    """Numbers that all differ, in disorder."""
    size = int(np.prod(shape))
    return ((np.arange(size) * 7 + 3) % size).reshape(shape).astype(dtype)


def _order(name: str) -> Iterator[Case]:
    function = f"nd.{name}"
    for shape, axes in AXES:
        for axis in axes:
            yield ask(name, function, mixed(*shape), axis=axis, grad=True)
            yield ask(name, function, mixed(*shape), axis=axis, is_ascend=False, grad=True)
    for dtype in SORTED:
        yield ask(name, function, mixed(3, 4, dtype=dtype))
        yield ask(name, function, grid(3, 4, dtype=dtype), axis=0, is_ascend=0)
    for length in (9, 40):
        ties = grid(length, dtype="int32", low=0, high=2).astype("float32")
        yield ask(name, function, ties)
        yield ask(name, function, ties, is_ascend=False)
    x = mixed(2, 3)
    yield ask(name, function, array([np.inf, 1, -np.inf, 2]))
    for up in (True, False):
        yield ask(name, function, array([1, np.nan, np.inf, -np.inf, np.nan, 0]), is_ascend=up)
    yield ask(name, function, mixed(3, 4, dtype="float16"))
    yield ask(name, function, array([5]))
    yield ask(name, function, x)
    yield ask(name, function, x, 0)
    yield ask(name, function, x, 0, False)
    yield ask(name, function, data=x, axis=1)
    yield ask(name, function, x, axis=0, out=mixed(2, 3) + 1)
    yield ask(name, f"x.{name}", x)
    yield ask(name, f"x.{name}", x, axis=0, is_ascend=False)
    yield ask_steps(name, ("x.transpose", x), (function, Step(0), {"axis": 1}), grad=True)
    yield ask_steps(name, ("operator.mul", x, x), (function, Step(0), {"axis": 1}), grad=True)
    if name == "argsort":
        for dtype in ("float16", "float32", "float64", "int32", "int64", "uint8"):
            yield ask(name, function, x, dtype=dtype)
            yield ask(name, function, x, 1, True, dtype)
        yield ask(name, function, mixed(257), dtype="uint8")


def _top() -> Iterator[Case]:
    kinds = ("value", "indices", "mask", "both")
    for shape, axes in AXES:
        for axis in axes:
            for kind in kinds:
                for k in (1, 2):
                    x = mixed(*shape)
                    yield ask("topk", "nd.topk", x, axis=axis, k=k, ret_typ=kind, grad=True)
                yield ask("topk", "nd.topk", x, axis=axis, k=2, ret_typ=kind, is_ascend=True)
    for dtype in FLOATS + INTEGERS:
        for kind in kinds:
            yield ask("topk", "nd.topk", mixed(3, 4, dtype=dtype), k=2, ret_typ=kind)
            yield ask("topk", "nd.topk", mixed(3, 4, dtype=dtype), axis=0, ret_typ=kind)
    ties = array([1, 2, 1, 2, 1, 0, 2, 1, 2])
    for k in (0, 1, 3, 5, 9, -1):
        for kind in kinds:
            yield ask("topk", "nd.topk", ties, k=k, ret_typ=kind)
            yield ask("topk", "nd.topk", ties, k=k, ret_typ=kind, is_ascend=True)
    x = mixed(2, 3)
    for dtype in ("float16", "float32", "float64", "int32", "int64", "uint8"):
        yield ask("topk", "nd.topk", x, k=2, dtype=dtype)
        yield ask("topk", "nd.topk", x, k=2, ret_typ="both", dtype=dtype)
        yield ask("topk", "nd.topk", x, k=2, ret_typ="value", dtype=dtype)
    yield ask("topk", "nd.topk", x)
    yield ask("topk", "nd.topk", x, 0)
    yield ask("topk", "nd.topk", x, 0, 2)
    yield ask("topk", "nd.topk", x, 0, 2, "value")
    yield ask("topk", "nd.topk", x, 0, 2, "value", True)
    yield ask("topk", "x.topk", x)
    yield ask("topk", "x.topk", x, k=2, ret_typ="both")
    yield ask("topk", "nd.topk", x, k=4)
    yield ask("topk", "nd.topk", x, axis=None, k=7)
    yield ask("topk", "nd.topk", x, ret_typ="values")


def _wrong(name: str) -> Iterator[Case]:
    x = mixed(2, 3)
    for axis in (2, -3, "a", 0.5):
        yield ask(name, f"nd.{name}", x, axis=axis)
    yield ask(name, f"nd.{name}", [1, 2])
    yield ask(name, f"nd.{name}", x, axis=0, out=grid(2))
    yield ask(name, f"nd.{name}")


def _cumsum() -> Iterator[Case]:
    for shape, axes in AXES:
        for axis in axes:
            yield ask(
                "cumsum", "nd.cumsum", grid(*shape), axis=axis, grad=axis is None or axis >= 0
            )
    for dtype in FLOATS + INTEGERS:
        for axis in (None, 0, 1):
            yield ask("cumsum", "nd.cumsum", grid(3, 4, dtype=dtype), axis=axis)
        for to in ("float16", "float32", "float64", "int32", "int64", "int8"):
            yield ask("cumsum", "nd.cumsum", grid(3, 4, dtype=dtype), axis=1, dtype=to)
    yield ask("cumsum", "nd.cumsum", array([1.75, 1.75, -3.875]), dtype="int32")
    yield ask("cumsum", "nd.cumsum", array([100, 100, 100], "int8"))
    yield ask("cumsum", "nd.cumsum", array([1, np.inf, 2, -np.inf, 3]))
    yield ask("cumsum", "nd.cumsum", grid(2, 3), 0)
    yield ask("cumsum", "nd.cumsum", grid(2, 3), 1, "float64", grad=True)
    yield ask("cumsum", "nd.cumsum", a=grid(2, 3), axis=1)
    yield ask("cumsum", "nd.cumsum", grid(2, 3), axis=2)
    yield ask("cumsum", "nd.cumsum", grid(2, 3), axis="a")
    yield ask("cumsum", "nd.cumsum")
