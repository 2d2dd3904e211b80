"""Logic and hypotenuses of two arrays, and sums of any number of arrays."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case, Step

from .asking import DTYPES, FLOATS, INTEGERS, array, ask, ask_steps, grid, nonzero, smooth, specials
from .binary import PAIRS

LOGIC = ("logical_and", "logical_or", "logical_xor")


def questions() -> Iterator[Case]:
    for name in LOGIC:
        yield from _logic(name)
        yield from _wrong(f"broadcast_{name}")
        yield from _numbers(name)
    yield from _hypot()
    yield from _wrong("broadcast_hypot")
    for name in ("add_n", "ElementWiseSum"):
        yield from _add_n(name)


def _bits(*shape: int, dtype: str = "float32", seed: int = 0) -> np.ndarray:
    """Zeros and numbers that are not zero, about as many of each."""
    return grid(*shape, dtype=dtype, low=0, high=1, seed=seed) * grid(*shape, dtype=dtype, seed=9)


def _logic(name: str) -> Iterator[Case]:
    op = f"broadcast_{name}"
    function = f"nd.{op}"
    for left, right in PAIRS:
        yield ask(op, function, _bits(*left), _bits(*right, seed=1), grad=True)
    for dtype in DTYPES[1:]:
        for left, right in PAIRS[1:11:3]:
            yield ask(op, function, _bits(*left, dtype=dtype), _bits(*right, dtype=dtype, seed=1))
    values = specials()
    yield ask(op, function, values.reshape(-1, 1)[:9], values[:9])
    x, y = _bits(2, 3), _bits(2, 3, seed=1)
    yield ask(op, function, lhs=x, rhs=y)
    yield ask(op, function, x, y, out=grid(2, 3))
    yield ask(op, function, x, y, out=x)
    yield ask_steps(op, ("operator.getitem", x, 1), (function, y, Step(0)))


def _numbers(name: str) -> Iterator[Case]:
    function = f"nd.{name}"
    for left, right in PAIRS[:13:2]:
        yield ask(name, function, _bits(*left), _bits(*right, seed=1))
    for dtype in DTYPES:
        x = _bits(2, 3, dtype=dtype)
        for number in (0, 1, 2):
            yield ask(name, function, x, number)
            yield ask(name, function, number, x)
    x = _bits(2, 3)
    for number in (0.5, -2.0, np.float32(0), np.float64(1.5), True, False, np.nan):
        yield ask(name, function, x, number)
        yield ask(name, function, number, x, grad=True)
    for numbers in ((2, 3), (2, 0), (0, 0), (0.5, 0)):
        yield ask(name, function, *numbers)
    yield ask(name, function, x, "2")
    yield ask(name, function, x, None)
    yield ask(name, function, x, grid(2))
    yield ask(name, function, x, x.astype("float64"))


def _hypot() -> Iterator[Case]:
    op, function = "broadcast_hypot", "nd.broadcast_hypot"
    for left, right in PAIRS:
        yield ask(op, function, grid(*left), nonzero(*right, seed=1), grad=True)
        yield ask(op, function, smooth(*left), smooth(*right, seed=1), grad=True)
    for dtype in ("float64", "float16"):
        for left, right in PAIRS[1:11:2]:
            x, y = smooth(*left, dtype=dtype), smooth(*right, dtype=dtype, seed=1)
            yield ask(op, function, x, y, grad=True)
    for dtype in INTEGERS:
        for left, right in PAIRS[0:12:3]:
            x, y = grid(*left, dtype=dtype), grid(*right, dtype=dtype, seed=1)
            yield ask(op, function, x, y)
    for dtype in FLOATS:
        # The largest numbers overflow when they are squared, in MXNet's float32 too.
        values = specials(dtype)
        values = values[~(np.isfinite(values) & (np.abs(values) > 100))]
        yield ask(op, function, values.reshape(-1, 1), values)
    yield ask(op, function, array([3, 5, 8]), array([4, 12, 15]), grad=True)
    yield ask(op, function, array([0, 0]), array([0, 1]), grad=True)
    x, y = smooth(2, 3), smooth(2, 3, seed=1)
    yield ask(op, function, lhs=x, rhs=y, grad=True)
    yield ask(op, function, x, y, out=grid(2, 3))
    yield ask(op, function, x, x, grad=True)


def _wrong(op: str) -> Iterator[Case]:
    function = f"nd.{op}"
    x, y = grid(2, 3), grid(2, 3, seed=1)
    yield ask(op, function, x, grid(2, seed=3))
    yield ask(op, function, grid(3), grid(4))
    yield ask(op, function, x, y.astype("int32"))
    yield ask(op, function, x, 2)
    yield ask(op, function, x)
    yield ask(op, function, x, y, out=grid(3))
    yield ask(op, function, x, y, axis=0)


def _add_n(name: str) -> Iterator[Case]:
    function = f"nd.{name}"
    for shape in [(1,), (5,), (2, 3), (2, 3, 4), (2, 1, 3)]:
        for count in range(1, 6):
            yield ask(
                name, function, *(grid(*shape, seed=seed) for seed in range(count)), grad=True
            )
    for dtype in DTYPES[1:]:
        for count in (2, 3, 4):
            yield ask(name, function, *(grid(2, 3, dtype=dtype, seed=s) for s in range(count)))
    x, y = grid(2, 3), grid(2, 3, seed=1)
    yield ask(name, function, x, x, x, grad=True)
    yield ask(name, function, x, y, out=x)
    yield ask(name, function, x, y, name="result")
    yield ask_steps(name, ("operator.mul", x, y), (function, x, Step(0), y), grad=True)
    yield ask(name, function, x, grid(3))
    yield ask(name, function, x, grid(3, 2))
    yield ask(name, function, x, y.astype("float64"))
    yield ask(name, function, x, 2)
    yield ask(name, function, [x, y])
    yield ask(name, function)
