"""Reductions over axes, and the positions of extremes."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case, Step

from .asking import FLOATS, INTEGERS, array, ask, ask_steps, grid, smooth

REDUCTIONS = ("sum", "mean", "prod", "max", "min")
AXES = [
    ((5,), [None, 0, -1, (0,)]),
    ((2, 3), [None, 0, 1, -1, -2, (0, 1), (1,), ()]),
    ((2, 3, 4), [0, 1, 2, -1, (0, 1), (0, 2), (1, 2), (-1, 0), (0, 1, 2)]),
    ((1, 4, 1), [None, 0, 1, (0, 2)]),
    ((2, 1, 3, 2), [(0, 2), (1, 3), -3, (0, 1, 2, 3)]),
    ((1,), [None, 0]),
]


def questions() -> Iterator[Case]:
    for name in REDUCTIONS:
        yield from _reduction(name)
        yield from _wrong(name, f"nd.{name}")
    for name in ("argmax", "argmin"):
        yield from _position(name)
    yield from _norm()


def _input(name: str, *shape: int, dtype: str = "float32") -> np.ndarray:
    if name != "prod":
        return grid(*shape, dtype=dtype)
    factors = np.array([1, 2, -1, 1, 2] if dtype != "uint8" else [1, 2, 1])
    halves = np.array([0.5, 1, 2, -1, 1.5, -0.5])
    choice = factors if np.dtype(dtype).kind in "iu" else halves
    return choice[grid(*shape, dtype="int32", low=0, high=len(choice) - 1)].astype(dtype)


def _reduction(name: str) -> Iterator[Case]:
    function = f"nd.{name}"
    for shape, axes in AXES:
        x = _input(name, *shape)
        for axis in axes:
            yield ask(name, function, x, axis=axis, grad=True)
    x = _input(name, 2, 3, 4)
    for axis in (0, 1, (0, 2), (-1,)):
        yield ask(name, function, x, axis=axis, exclude=True, grad=True)
        yield ask(name, function, x, axis=axis, keepdims=True, grad=True)
        yield ask(name, function, x, axis=axis, keepdims=True, exclude=True)
    for dtype in ("float64", "float16"):
        for axis in (None, 0, -1, (0, 1)):
            yield ask(name, function, _input(name, 2, 3, 2, dtype=dtype), axis=axis, grad=True)
    for dtype in INTEGERS:
        for axis in (None, 0, -1):
            yield ask(name, function, _input(name, 3, 4, dtype=dtype), axis=axis)
    low = 0.5 if name == "prod" else -4
    high = 1.5 if name == "prod" else 4
    for shape, axis in [((64,), None), ((7, 9), 0), ((7, 9), 1), ((3, 4, 5), (0, 2))]:
        yield ask(name, function, smooth(*shape, low=low, high=high), axis=axis, grad=True)
    yield ask(name, function, smooth(40, dtype="float64", low=low, high=high), grad=True)
    yield from _forms(name, x)
    if name in ("max", "min"):
        ties = array([[1, 3, 3], [3, 1, 1], [1, 1, 1]])
        for axis in (None, 0, 1):
            yield ask(name, function, ties, axis=axis, grad=True)
        yield ask(name, function, array([[np.nan, 1], [2, np.nan], [3, 4]]), axis=1)
        yield ask(name, function, array([np.inf, -np.inf, 0]))
    if name == "prod":
        yield ask(name, function, array([[2, 0, 3], [1, 2, 3]]), axis=1)
        yield ask(name, function, array([2, 0, 3, 4]), grad=True)
        yield ask(name, function, array([[2, 0, 3], [0, 0, 5], [1, 2, 3]]), axis=1, grad=True)
    if name == "mean":
        yield ask(name, function, array([-1, -2, -4], "int32"))
        yield ask(name, function, array([100, 100, 100], "int32"))
    if name == "sum":
        yield ask(name, function, array([np.inf, 1, np.nan]))
        yield ask(name, function, array([]))
        yield ask(name, function, np.full(100, 100, dtype="int8"))
        yield ask(name, function, np.ones(200, dtype="float16"))


def _forms(name: str, x: np.ndarray) -> Iterator[Case]:
    function = f"nd.{name}"
    yield ask(name, f"x.{name}", x, grad=True)
    yield ask(name, f"x.{name}", x, 1, grad=True)
    yield ask(name, f"x.{name}", x, axis=(0, 1), grad=True)
    yield ask(name, f"x.{name}", x, axis=-1, keepdims=True, grad=True)
    yield ask(name, f"x.{name}", x, axis=0, exclude=True)
    yield ask(name, function, x, keepdims=True, grad=True)
    yield ask(name, function, x, [0, 1], grad=True)
    yield ask(name, function, x, 0, True)
    yield ask(name, function, x, 0, True, True)
    yield ask(name, function, data=x, axis=2)
    yield ask(name, function, x, axis=0, out=grid(3, 4))
    yield ask(name, function, x, name="result")
    yield ask_steps(name, ("x.transpose", x), (function, Step(0), {"axis": 0}), grad=True)
    yield ask_steps(name, ("operator.getitem", x, 1), (function, Step(0), {"axis": 0}), grad=True)
    yield ask_steps(name, ("operator.mul", x, x), (function, Step(0), {"axis": 1}), grad=True)


def _wrong(name: str, function: str) -> Iterator[Case]:
    x = _input("sum", 2, 3)
    for axis in (2, -3, (0, 2), "a", 0.5):
        yield ask(name, function, x, axis=axis)
    yield ask(name, function, x, axis=(0, 0))
    yield ask(name, function, [1, 2])
    yield ask(name, function, x, axis=0, out=grid(2))
    yield ask(name, function, x, dtype="float64")
    yield ask(name, function)


def _position(name: str) -> Iterator[Case]:
    function = f"nd.{name}"
    for dtype in FLOATS + INTEGERS:
        for shape, axis in [((5,), 0), ((5,), None), ((2, 3), 0), ((2, 3), -1), ((2, 3), None)]:
            yield ask(name, function, grid(*shape, dtype=dtype), axis=axis)
    for axis in (0, 1, 2, -2, None):
        yield ask(name, function, grid(2, 3, 4), axis=axis)
        yield ask(name, function, grid(2, 3, 4), axis=axis, keepdims=True)
    ties = array([[1, 3, 3], [3, 1, 1], [1, 1, 1]])
    for axis in (0, 1, None):
        yield ask(name, function, ties, axis=axis)
        yield ask(name, f"x.{name}", ties, axis=axis)
    yield ask(name, function, array([[np.nan, 1], [2, np.nan]]), axis=1)
    yield ask(name, function, array([np.inf, -np.inf, 1]), axis=0)
    yield ask(name, f"x.{name}", grid(2, 3), 1)
    yield ask(name, function, grid(1, 3), axis=0)
    for axis in (2, -3, (0, 1), "a"):
        yield ask(name, function, grid(2, 3), axis=axis)
    yield ask(name, function, [1, 2])


def _norm() -> Iterator[Case]:
    for order in (1, 2):
        for shape, axes in AXES[:4]:
            for axis in axes:
                if isinstance(axis, tuple) and len(axis) > 2:
                    continue
                yield ask("norm", "nd.norm", smooth(*shape), ord=order, axis=axis, grad=True)
    x = grid(2, 3, 4)
    for dtype in ("float64", "float16"):
        for axis in (None, 0, (0, 2)):
            yield ask("norm", "nd.norm", smooth(2, 3, 2, dtype=dtype), axis=axis, grad=True)
    yield ask("norm", "nd.norm", array([3, 4]), grad=True)
    yield ask("norm", "nd.norm", array([0, 0]), grad=True)
    yield ask("norm", "nd.norm", array([[0, 3], [0, 4]]), axis=0, grad=True)
    yield ask("norm", "nd.norm", array([0, -2]), ord=1, grad=True)
    yield ask("norm", "nd.norm", array([3e20, 4e20]))
    yield ask("norm", "nd.norm", array([3, 4], "int32"))
    yield ask("norm", "x.norm", x, grad=True)
    yield ask("norm", "x.norm", x, axis=1, keepdims=True, grad=True)
    yield ask("norm", "nd.norm", x, keepdims=True, grad=True)
    yield ask("norm", "nd.norm", x, 1)
    yield ask("norm", "nd.norm", x, 2, (0, 1))
    yield from _wrong("norm", "nd.norm")
    yield ask("norm", "nd.norm", x, ord=3)
