"""Matrix products and softmax."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case, Step

from .asking import DTYPES, array, ask, ask_steps, grid, smooth

# left, right, transpose_a, transpose_b
PRODUCTS = [
    ((3,), (3,), False, False),
    ((1,), (1,), False, False),
    ((2, 3), (3,), False, False),
    ((3,), (3, 2), False, False),
    ((2, 3), (3, 4), False, False),
    ((1, 3), (3, 1), False, False),
    ((3, 1), (1, 3), False, False),
    ((5, 7), (7, 6), False, False),
    ((2, 3), (4, 3), False, True),
    ((3, 2), (3, 4), True, False),
    ((3, 2), (4, 3), True, True),
    ((3, 2), (3,), True, False),
    ((2, 3), (3,), False, True),
    ((3,), (2, 3), False, True),
    ((2, 3, 4), (4,), False, False),
    ((2, 3, 4), (4, 5), False, False),
    ((2, 3, 4), (4, 2, 3), False, False),
    ((4,), (4, 2, 3), False, False),
    ((2, 3), (3, 2, 2), False, False),
    ((2, 3, 4), (5, 4), False, True),
    ((2, 3, 4), (5, 2, 4), False, True),
    ((4, 3, 2), (4, 5), True, False),
    ((2, 2, 1, 3), (3, 2), False, False),
]
MISMATCHED = [
    ((3,), (4,), False, False),
    ((2, 3), (2,), False, False),
    ((2,), (3, 2), False, False),
    ((2, 3), (2, 3), False, False),
    ((2, 3, 4), (3, 5), False, False),
    ((3,), (3,), True, False),
    ((3,), (3,), False, True),
    ((2, 3), (4, 3), True, True),
    ((1,), (3,), False, False),
]
BATCHES = [
    ((2, 1, 2), (2, 2, 1), False, False),
    ((2, 3, 4), (2, 4, 5), False, False),
    ((1, 3, 4), (1, 4, 2), False, False),
    ((3, 1, 1), (3, 1, 1), False, False),
    ((2, 3, 4), (2, 5, 4), False, True),
    ((2, 4, 3), (2, 4, 5), True, False),
    ((2, 4, 3), (2, 5, 4), True, True),
    ((4, 2, 2), (4, 2, 3), False, False),
    ((2, 2, 2, 3), (2, 2, 3, 2), False, False),
    ((5, 1, 6), (5, 6, 1), False, False),
]
MISMATCHED_BATCHES = [
    ((2, 2), (2, 2), False, False),
    ((2, 1, 2), (3, 2, 1), False, False),
    ((1, 1, 2), (3, 2, 1), False, False),
    ((2, 1, 2), (2, 3, 1), False, False),
    ((2,), (2,), False, False),
    ((2, 3, 4), (2, 4, 5), True, False),
]


def questions() -> Iterator[Case]:
    yield from _products("dot", PRODUCTS, MISMATCHED)
    yield from _products("batch_dot", BATCHES, MISMATCHED_BATCHES)
    yield from _softmax("softmax")
    yield from _softmax("log_softmax")
    yield from _softmax_length()


def _products(name: str, products: list, mismatched: list) -> Iterator[Case]:
    function = f"nd.{name}"
    for left, right, a, b in products:
        flags = {k: True for k, on in (("transpose_a", a), ("transpose_b", b)) if on}
        yield ask(name, function, grid(*left), grid(*right, seed=1), **flags, grad=True)
        yield ask(name, function, smooth(*left), smooth(*right, seed=1), **flags, grad=True)
        doubles = smooth(*left, dtype="float64"), smooth(*right, dtype="float64", seed=1)
        yield ask(name, function, *doubles, **flags, grad=len(left) < 4)
    for left, right, a, b in mismatched:
        operands = grid(*left), grid(*right, seed=1)
        yield ask(name, function, *operands, transpose_a=a, transpose_b=b)
    square = (2, 2) if name == "dot" else (2, 2, 2)
    x, y = grid(*square), grid(*square, seed=1)
    for flags in ((False, True), (True, False), (True, True), (1, 0)):
        yield ask(name, function, x, y, *flags, grad=True)
    yield ask(name, function, lhs=x, rhs=y, grad=True)
    yield ask(name, function, x, x, grad=True)
    yield ask(name, function, x, y, out=grid(*square, seed=2))
    yield ask(name, function, x, y, out=grid(3))
    view = ("operator.getitem", x, slice(0, 1))
    if name == "dot":
        yield ask_steps(name, view, (function, Step(0), y), grad=True)
        yield ask_steps(name, ("x.T", x), (function, Step(0), y), grad=True)
    yield ask(name, function, x, y.astype("float64"))
    for dtype in ("int32", "float16"):
        yield ask(name, function, x.astype(dtype), y.astype(dtype))
    yield ask(name, function, x, 2)
    yield ask(name, function, x, [1, 2])
    yield ask(name, function, x)
    yield ask(name, function, x, y, axis=0)


def _softmax(name: str) -> Iterator[Case]:
    function = f"nd.{name}"
    shapes = [(5,), (1,), (2, 3), (2, 3, 4), (1, 4), (4, 1), (2, 2, 3, 2)]
    for shape in shapes:
        for axis in range(-len(shape), len(shape)):
            yield ask(name, function, smooth(*shape), axis=axis, grad=True)
    for shape in shapes[:4]:
        yield ask(name, function, smooth(*shape, dtype="float64"), grad=True)
        yield ask(name, function, smooth(*shape, dtype="float16"), grad=True)
        yield ask(name, f"x.{name}", smooth(*shape), grad=True)
    x = smooth(3, 4)
    for temperature in (0.5, 1, 2.0, 10):
        yield ask(name, function, x, temperature=temperature, grad=True)
        yield ask(name, function, x, axis=0, temperature=temperature, grad=True)
    yield ask(name, f"x.{name}", x, axis=0, grad=True)
    yield ask(name, function, data=x, axis=-1, grad=True)
    yield ask(name, function, x, out=grid(3, 4))
    yield ask(name, function, x, dtype="float64")
    yield ask(name, function, x.astype("float16"), dtype="float32")
    yield ask(name, function, array([1000, 1001, -1e30]))
    yield ask(name, function, array([-1000, -1001, -999]))
    yield ask(name, function, array([-np.inf, 0, 1]))
    yield ask(name, function, array([[0, 0, 0], [7, 7, 7]]), grad=True)
    yield ask(name, function, array([1, np.nan]))
    yield ask(name, function, array([[np.inf, 0]]))
    yield ask_steps(name, (function, x), ("nd.sum", Step(0)), grad=True)
    for axis in (2, -3, "a"):
        yield ask(name, function, x, axis=axis)
    yield ask(name, function, [1.0, 2.0])
    yield ask(name, function, x, out=grid(3))
    yield ask(name, function, x, dimension=1)
    yield ask(name, function)


def _softmax_length() -> Iterator[Case]:
    for dtype in ("int32", "int64"):
        x = smooth(3, 4)
        length = array([2, 1, 4], dtype)
        yield ask("softmax", "nd.softmax", x, length, use_length=True)
        yield ask("softmax", "nd.softmax", x, length=length, use_length=True, axis=1)
    for dtype in DTYPES[3:]:
        yield ask("softmax", "nd.softmax", grid(3, dtype=dtype))
