"""Functions of one array, element by element."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case, Step

from .asking import FLOATS, INTEGERS, array, ask, ask_steps, count, grid, smooth, specials

# name, the range that values are drawn from, whether NDArray has a method of that name
FUNCTIONS = [
    ("exp", -4, 4, True),
    ("log", 0.125, 8, True),
    ("sqrt", 0.125, 8, True),
    ("square", -4, 4, True),
    ("sin", -4, 4, True),
    ("cos", -4, 4, True),
    ("tanh", -4, 4, True),
    ("sigmoid", -4, 4, True),
    ("relu", -4, 4, True),
    ("sign", -4, 4, True),
    ("floor", -4, 4, True),
    ("ceil", -4, 4, True),
    ("round", -4, 4, True),
    ("reciprocal", 0.125, 8, True),
    ("negative", -4, 4, False),
    ("abs", -4, 4, True),
]
SHAPES = [(1,), (5,), (1, 1), (2, 3), (3, 1, 2), (2, 3, 4), (2, 1, 2, 3), (2, 2, 1, 2, 2)]
POSITIVE = ("log", "sqrt", "reciprocal")


def questions() -> Iterator[Case]:
    for name, low, high, method in FUNCTIONS:
        yield from _values(name, low, high)
        yield from _integers(name)
        yield from _special(name)
        yield from _forms(name, low, high, method)
        yield from _wrong(name)
    yield from _operators()


def _values(name: str, low: float, high: float) -> Iterator[Case]:
    for shape in SHAPES:
        yield ask(name, f"nd.{name}", smooth(*shape, low=low, high=high), grad=True)
    for dtype in ("float64", "float16"):
        for shape in SHAPES[1::2]:
            yield ask(
                name, f"nd.{name}", smooth(*shape, dtype=dtype, low=low, high=high), grad=True
            )
    yield ask(name, f"nd.{name}", smooth(50, low=low, high=high, seed=1))
    yield ask(name, f"nd.{name}", smooth(50, low=0 if low > 0 else -80, high=80))
    yield ask(name, f"nd.{name}", smooth(40, low=0 if low > 0 else -1e-3, high=1e-3), grad=True)


def _integers(name: str) -> Iterator[Case]:
    low = 1 if name in POSITIVE else -4
    for dtype in INTEGERS:
        for shape in [(6,), (2, 3), (2, 1, 3)]:
            yield ask(name, f"nd.{name}", grid(*shape, dtype=dtype, low=low))


def _special(name: str) -> Iterator[Case]:
    for dtype in FLOATS:
        yield ask(name, f"nd.{name}", specials(dtype))
    low = 1 if name in POSITIVE else -6
    halves = np.arange(low, 7).astype("float32") / 2
    for dtype in FLOATS:
        yield ask(name, f"nd.{name}", halves.astype(dtype), grad=True)
    zero = array([0.0, 0.0])
    yield ask(name, f"nd.{name}", zero, grad=True)


def _forms(name: str, low: float, high: float, method: bool) -> Iterator[Case]:
    function = f"nd.{name}"
    x = smooth(2, 3, low=low, high=high)
    yield ask(name, function, data=x, grad=True)
    yield ask(name, function, x, name="result")
    yield ask(name, function, x, out=grid(2, 3))
    yield ask(name, function, x, out=x)
    yield ask_steps(name, ("operator.getitem", x, 1), (function, Step(0)), grad=True)
    yield ask_steps(name, ("operator.getitem", x, (slice(None), slice(0, 2))), (function, Step(0)))
    yield ask_steps(name, ("x.T", x), (function, Step(0)), grad=True)
    same_sign = smooth(2, 3, low=1.1, high=1.5)
    yield ask_steps(name, (function, same_sign), ("nd.sum", Step(0)), grad=True)
    yield ask_steps(name, (function, x), (function, Step(0)))
    if method:
        for shape in SHAPES[1:6]:
            yield ask(name, f"x.{name}", smooth(*shape, low=low, high=high), grad=True)
        yield ask(name, f"x.{name}", x, out=grid(2, 3))


def _wrong(name: str) -> Iterator[Case]:
    function = f"nd.{name}"
    x = smooth(2, 3, low=0.5)
    yield ask(name, function, 5)
    yield ask(name, function, [1.0, 2.0])
    yield ask(name, function, x, out=grid(3, 2))
    yield ask(name, function, x, out=grid(2, 3, dtype="int32"))
    yield ask(name, function, x, axis=1)
    yield ask(name, function)


def _operators() -> Iterator[Case]:
    for name in ("neg", "abs"):
        op = {"neg": "negative", "abs": "abs"}[name]
        for dtype in FLOATS:
            for shape in SHAPES[:4]:
                yield ask(op, f"operator.{name}", smooth(*shape, dtype=dtype), grad=True)
        for dtype in INTEGERS:
            yield ask(op, f"operator.{name}", grid(5, dtype=dtype))
            yield ask(op, f"operator.{name}", count(2, 3, dtype=dtype))
