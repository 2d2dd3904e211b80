"""Roots, logarithms, inverse and special functions of one array, element by element."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case, Step

from .asking import FLOATS, INTEGERS, array, ask, ask_steps, grid, smooth, specials

# name, the range that values are drawn from, whether NDArray has a method of that name
FUNCTIONS = [
    ("arccos", -0.875, 0.875, True),
    ("arccosh", 1.125, 8, True),
    ("arcsin", -0.875, 0.875, True),
    ("arcsinh", -4, 4, True),
    ("arctan", -4, 4, True),
    ("arctanh", -0.875, 0.875, True),
    ("cbrt", 0.125, 8, True),
    ("cosh", -4, 4, True),
    ("degrees", -4, 4, True),
    ("erf", -2, 2, False),
    ("erfinv", -0.875, 0.875, False),
    ("expm1", -4, 4, True),
    ("fix", -4, 4, True),
    ("gamma", 0.5, 5, False),
    ("gammaln", 0.5, 5, False),
    ("log10", 0.125, 8, True),
    ("log1p", -0.5, 8, True),
    ("log2", 0.125, 8, True),
    ("logical_not", -4, 4, False),
    ("radians", -180, 180, True),
    ("rcbrt", 0.125, 8, True),
    ("rint", -4, 4, True),
    ("rsqrt", 0.125, 8, True),
    ("sinh", -4, 4, True),
    ("softsign", -4, 4, False),
    ("tan", -1.25, 1.25, True),
    ("trunc", -4, 4, True),
]
SHAPES = [(1,), (5,), (1, 1), (2, 3), (3, 1, 2), (2, 3, 4), (2, 1, 2, 3)]


def questions() -> Iterator[Case]:
    for name, low, high, method in FUNCTIONS:
        yield from _values(name, low, high)
        yield from _integers(name)
        yield from _special(name, low, high)
        yield from _forms(name, low, high, method)
        yield from _wrong(name, low, high)
    yield from _smooth_l1()
    yield from _hard_sigmoid()
    for name in ("isnan", "isinf", "isfinite"):
        yield from _finiteness(name)
    yield from _contributed()


def _values(name: str, low: float, high: float) -> Iterator[Case]:
    for shape in SHAPES:
        yield ask(name, f"nd.{name}", smooth(*shape, low=low, high=high), grad=True)
    for dtype in ("float64", "float16"):
        for shape in SHAPES[1::2]:
            yield ask(
                name, f"nd.{name}", smooth(*shape, dtype=dtype, low=low, high=high), grad=True
            )
    yield ask(name, f"nd.{name}", smooth(60, low=low, high=high, seed=1))
    yield ask(name, f"nd.{name}", smooth(60, low=low, high=high, seed=2, dtype="float64"))


def _integers(name: str) -> Iterator[Case]:
    # What a function of an integer is not defined for, such as the root of -1, MXNet leaves open.
    low, high = {"arccosh": (1, 8), "arctanh": (0, 0), "erfinv": (0, 0)}.get(name, (1, 4))
    if name in ("arccos", "arcsin"):
        low, high = -1, 1
    for dtype in INTEGERS:
        for shape in [(6,), (2, 3)]:
            yield ask(name, f"nd.{name}", grid(*shape, dtype=dtype, low=low, high=high))


def _special(name: str, low: float, high: float) -> Iterator[Case]:
    for dtype in FLOATS:
        yield ask(name, f"nd.{name}", specials(dtype))
    eighths = np.arange(np.ceil(8 * low), 8 * high + 1) / 8
    for dtype in FLOATS:
        yield ask(name, f"nd.{name}", eighths[::7].astype(dtype), grad=True)
    yield ask(name, f"nd.{name}", array([0.0, 0.0]))


def _forms(name: str, low: float, high: float, method: bool) -> Iterator[Case]:
    function = f"nd.{name}"
    x = smooth(2, 3, low=low, high=high)
    yield ask(name, function, data=x, grad=True)
    yield ask(name, function, x, name="result")
    yield ask(name, function, x, out=grid(2, 3))
    yield ask(name, function, x, out=x)
    yield ask_steps(name, ("operator.getitem", x, 1), (function, Step(0)), grad=True)
    yield ask_steps(name, ("x.T", x), (function, Step(0)), grad=True)
    yield ask_steps(name, ("operator.mul", x, 1), (function, Step(0)), grad=True)
    if method:
        for shape in SHAPES[1:5]:
            yield ask(name, f"x.{name}", smooth(*shape, low=low, high=high), grad=True)
        yield ask(name, f"x.{name}", x, out=grid(2, 3))


def _wrong(name: str, low: float, high: float) -> Iterator[Case]:
    function = f"nd.{name}"
    x = smooth(2, 3, low=low, high=high)
    yield ask(name, function, 5)
    yield ask(name, function, [1.0, 2.0])
    yield ask(name, function, x, out=grid(3, 2))
    yield ask(name, function, x, out=grid(2, 3, dtype="int32"))
    yield ask(name, function, x, axis=1)
    yield ask(name, function)


def _smooth_l1() -> Iterator[Case]:
    op, function = "smooth_l1", "nd.smooth_l1"
    for shape in SHAPES:
        for scalar in (0.5, 1.0, 2.0):
            yield ask(op, function, smooth(*shape), scalar=scalar, grad=True)
    for dtype in FLOATS:
        yield ask(op, function, smooth(30, dtype=dtype), grad=True)
        yield ask(op, function, specials(dtype), scalar=1.0)
    for dtype in INTEGERS:
        yield ask(op, function, grid(6, dtype=dtype), scalar=1.0)
    yield ask(op, function, array([-2, -1, -0.5, 0, 0.5, 1, 2]), grad=True)
    x = smooth(2, 3)
    yield ask(op, function, x, 2.0, grad=True)
    yield ask(op, function, data=x, scalar=3, grad=True)
    yield ask(op, function, x, out=grid(2, 3))
    yield ask(op, function, x, scalar="a")
    yield ask(op, function, x, sigma=1.0)
    yield ask(op, function, 1.0)
    yield ask(op, function)


def _hard_sigmoid() -> Iterator[Case]:
    op, function = "hard_sigmoid", "nd.hard_sigmoid"
    for shape in SHAPES:
        yield ask(op, function, smooth(*shape), grad=True)
        yield ask(op, function, grid(*shape), alpha=0.25, beta=0.375, grad=True)
    for dtype in FLOATS:
        yield ask(op, function, grid(30, dtype=dtype), alpha=0.5, beta=0.25, grad=True)
        yield ask(op, function, specials(dtype), alpha=0.25)
    yield ask(op, function, array([-3, -2, 0, 2, 3]), alpha=0.25, grad=True)
    x = smooth(2, 3)
    yield ask(op, function, x, 0.5, 0.25, grad=True)
    yield ask(op, function, x, out=x)
    yield ask(op, function, grid(3, dtype="int32"), alpha=1, beta=0)
    yield ask(op, function, x, alpha="a")
    yield ask(op, function, x, gamma=1.0)
    yield ask(op, function)


def _finiteness(name: str) -> Iterator[Case]:
    function = f"nd.contrib.{name}"
    for dtype in FLOATS:
        yield ask(name, function, specials(dtype))
        yield ask(name, function, grid(2, 3, dtype=dtype))
    for dtype in INTEGERS:
        yield ask(name, function, grid(2, 3, dtype=dtype))
        yield ask(name, function, array([np.iinfo(dtype).max, np.iinfo(dtype).min], dtype))
    yield ask(name, function, data=specials())
    yield ask(name, function, 5)
    yield ask(name, function)


def _contributed() -> Iterator[Case]:
    for shape in [(4,), (2, 3), (2, 3, 4), (1,)]:
        x = smooth(*shape)
        for dtype in FLOATS:
            yield ask("div_sqrt_dim", "nd.contrib.div_sqrt_dim", x.astype(dtype), grad=True)
            yield ask(
                "quadratic", "nd.contrib.quadratic", x.astype(dtype), a=0.5, b=-2, c=3, grad=True
            )
        yield ask("quadratic", "nd.contrib.quadratic", x, 1.5, grad=True)
        yield ask("quadratic", "nd.contrib.quadratic", x, b=2, grad=True)
        for scalar in (1, 3, -0.5, 0):
            yield ask(
                "gradientmultiplier", "nd.contrib.gradientmultiplier", x, scalar=scalar, grad=True
            )
        for name in ("round_ste", "sign_ste"):
            yield ask(name, f"nd.contrib.{name}", x, grad=True)
            yield ask(name, f"nd.contrib.{name}", grid(*shape) / 4, grad=True)
    for dtype in INTEGERS:
        yield ask("quadratic", "nd.contrib.quadratic", grid(6, dtype=dtype, low=0), a=1, b=2, c=3)
        yield ask("div_sqrt_dim", "nd.contrib.div_sqrt_dim", grid(4, dtype=dtype, low=0))
    x = smooth(2, 3)
    for name in ("div_sqrt_dim", "quadratic", "gradientmultiplier", "round_ste", "sign_ste"):
        yield ask(name, f"nd.contrib.{name}", 5)
        yield ask(name, f"nd.contrib.{name}")
        yield ask(name, f"nd.contrib.{name}", x, out=grid(3))
    yield ask("quadratic", "nd.contrib.quadratic", x, d=1)
    yield from _allclose(x)


def _allclose(x: np.ndarray) -> Iterator[Case]:
    op = "allclose"
    function = f"nd.contrib.{op}"
    near = x * np.float32(1 + 5e-6)
    far = x * np.float32(1 + 1e-4)
    for dtype in FLOATS + INTEGERS:
        yield ask(op, function, x.astype(dtype), x.astype(dtype))
    for other in (near, far, -x):
        yield ask(op, function, x, other)
        yield ask(op, function, x, other, rtol=1e-3)
        yield ask(op, function, x, other, rtol=0, atol=1e-3)
    nan = array([1, np.nan, 3])
    for equal in (True, False):
        yield ask(op, function, nan, nan, equal_nan=equal)
        yield ask(op, function, nan, array([1, 2, 3]), equal_nan=equal)
    yield ask(op, function, array([np.inf, 1]), array([np.inf, 1]))
    yield ask(op, function, array([np.inf, 1]), array([-np.inf, 1]))
    yield ask(op, function, array([np.inf, 1]), array([1, 1]))
    yield ask(op, function, x, x.astype("float64"))
    yield ask(op, function, x)
    yield ask(op, function, x, 2)
