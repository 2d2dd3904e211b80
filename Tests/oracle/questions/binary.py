"""Functions and operators of two arrays, or an array and a number, element by element."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case, Step

from .asking import DTYPES, FLOATS, INTEGERS, array, ask, ask_steps, grid, nonzero, smooth, specials

PAIRS = [
    ((3,), (3,)),
    ((2, 3), (2, 3)),
    ((2, 3), (3,)),
    ((3,), (2, 3)),
    ((2, 3), (2, 1)),
    ((2, 1), (1, 3)),
    ((1,), (2, 3)),
    ((2, 3), (1,)),
    ((1,), (1,)),
    ((2, 3, 4), (2, 3, 4)),
    ((2, 3, 4), (4,)),
    ((2, 3, 4), (3, 1)),
    ((2, 1, 4), (1, 3, 1)),
    ((1, 1, 1), (2, 3)),
    ((4, 1, 3), (2, 3)),
    ((2, 3, 2, 2), (3, 1, 1)),
]
ARITHMETIC = ("add", "sub", "mul", "div", "mod", "power", "maximum", "minimum")
COMPARISONS = ("equal", "not_equal", "greater", "greater_equal", "lesser", "lesser_equal")
PYTHON = {
    "add": "add",
    "sub": "sub",
    "mul": "mul",
    "div": "truediv",
    "mod": "mod",
    "power": "pow",
    "equal": "eq",
    "not_equal": "ne",
    "greater": "gt",
    "greater_equal": "ge",
    "lesser": "lt",
    "lesser_equal": "le",
}
FUNCTIONS = {"add": "add", "sub": "subtract", "mul": "multiply", "div": "divide", "mod": "modulo"}


def questions() -> Iterator[Case]:
    for name in ARITHMETIC + COMPARISONS:
        yield from _broadcast(name)
        yield from _function(name)
        yield from _number(name)
        if name in PYTHON:
            yield from _python(name)
    for name in ("add", "sub", "mul", "div"):
        yield from _elemwise(name)
        yield from _in_place(name)
    yield from _in_place("mod")
    yield from _integer_edges()
    yield from _aliases()
    yield from _clip()
    yield from _where()


def _operands(name: str, pair: tuple, dtype: str = "float32") -> tuple:
    """Two arrays for which the operator is well defined (no integer division by zero)."""
    left, right = pair
    integer = np.dtype(dtype).kind in "iu"
    if name == "power":
        low, high = (1, 3) if integer else (1, 4)
        exponents = grid(*right, dtype=dtype, low=0 if integer else -3, high=3, seed=1)
        return nonzero(*left, dtype=dtype, low=low, high=high), exponents
    if name in ("div", "mod"):
        return grid(*left, dtype=dtype, low=-9, high=9), nonzero(*right, dtype=dtype, seed=1)
    narrow = {"low": -1, "high": 1} if name in (*COMPARISONS, "maximum", "minimum") else {}
    return grid(*left, dtype=dtype, **narrow), grid(*right, dtype=dtype, seed=1, **narrow)


def _broadcast(name: str) -> Iterator[Case]:
    op = f"broadcast_{name}"
    function = f"nd.{op}"
    grad = name in ARITHMETIC
    for pair in PAIRS:
        yield ask(op, function, *_operands(name, pair), grad=grad)
    for dtype in ("float64", "float16"):
        for pair in PAIRS[1:11:2]:
            yield ask(op, function, *_operands(name, pair, dtype), grad=grad)
    for dtype in INTEGERS:
        for pair in PAIRS[0:12:3]:
            yield ask(op, function, *_operands(name, pair, dtype))
    low = 0.25 if name in ("power", "div", "mod") else -4
    for seed, shape in enumerate([(7,), (3, 5), (2, 3, 4)]):
        operands = [smooth(*shape, low=low, seed=seed), smooth(*shape, low=low, seed=seed + 1)]
        yield ask(op, function, *operands, grad=grad)
    values = specials()
    if name not in ("mod", "power"):
        yield ask(op, function, values.reshape(-1, 1)[:9], values[:9])
    yield ask(op, function, array([np.nan, 1, np.nan]), array([1, np.nan, np.nan]))
    x, y = _operands(name, PAIRS[1])
    yield ask(op, function, lhs=x, rhs=y, grad=grad)
    yield ask(op, function, x, y, out=grid(2, 3, seed=7))
    yield ask(op, function, x, y, out=x)
    yield ask(op, function, x, x, grad=grad and name not in ("power", "mod", "div"))
    view = ("operator.getitem", x, 1)
    yield ask_steps(op, view, (function, y, Step(0)), grad=grad)
    yield from _wrong(op, function, x, y)


def _wrong(op: str, function: str, x: np.ndarray, y: np.ndarray) -> Iterator[Case]:
    yield ask(op, function, x, grid(2, seed=3))
    yield ask(op, function, grid(3), grid(4))
    yield ask(op, function, grid(2, 3, 4), grid(3, 3, 4))
    yield ask(op, function, x, y.astype("int32"))
    yield ask(op, function, x.astype("float64"), y)
    yield ask(op, function, x, 2)
    yield ask(op, function, 2, x)
    yield ask(op, function, x)
    yield ask(op, function, x, y, out=grid(3))
    yield ask(op, function, x, y, out=x.astype("int32"))
    yield ask(op, function, x, y, axis=0)


def _function(name: str) -> Iterator[Case]:
    """`nd.add(lhs, rhs)` and its kin, which take numbers as well."""
    op = FUNCTIONS.get(name, name)
    function = f"nd.{op}"
    grad = name in ARITHMETIC
    for pair in PAIRS[:13:2]:
        yield ask(op, function, *_operands(name, pair), grad=grad)
    for dtype in DTYPES:
        x, y = _operands(name, PAIRS[1], dtype)
        yield ask(op, function, x, y)
        yield ask(op, function, x, 2, grad=grad and dtype in FLOATS)
        yield ask(op, function, 2, y, grad=grad and dtype in FLOATS and name != "mod")
    x, y = _operands(name, PAIRS[1])
    for number in (2.5, 1, np.float64(1.5), np.float32(0.75), True):
        yield ask(op, function, x, number, grad=grad)
        yield ask(op, function, number, y, grad=grad and name != "mod")
    for numbers in ((2, 3), (3, 2), (2.5, 2.5)):
        yield ask(op, function, *numbers)
    yield ask(op, function, x, "2")
    yield ask(op, function, x, None)
    yield ask(op, function, x, grid(2))
    yield ask(op, function, x, y.astype("float64"))


def _python(name: str) -> Iterator[Case]:
    """The operator between two arrays."""
    op = f"operator {PYTHON[name]}"
    function = f"operator.{PYTHON[name]}"
    grad = name in ARITHMETIC
    for pair in PAIRS[1::2]:
        yield ask(op, function, *_operands(name, pair), grad=grad)
    for dtype in DTYPES[1:]:
        yield ask(op, function, *_operands(name, PAIRS[2], dtype))
    x, y = _operands(name, PAIRS[1])
    yield ask_steps(op, ("operator.getitem", y, 0), (function, x, Step(0)), grad=grad)
    yield ask_steps(op, ("x.T", x), ("x.T", y), (function, Step(0), Step(1)), grad=grad)
    yield ask(op, function, x, grid(2))
    yield ask(op, function, grid(2, 3), grid(3, 2))
    yield ask(op, function, x, y.astype("int32"))
    yield ask(op, function, x, "text")


def _number(name: str) -> Iterator[Case]:
    """The operator between an array and a number, on both sides."""
    if name not in PYTHON:
        return
    op = f"operator {PYTHON[name]}"
    function = f"operator.{PYTHON[name]}"
    grad = name in ARITHMETIC
    x = _operands(name, PAIRS[1])[0]
    divisor = _operands(name, PAIRS[1])[1] if name in ("div", "mod") else x
    numbers = [2, -3, 2.5, 0.1, 1, 1e-3, True, np.float32(0.3), np.float64(1.5), np.int64(3)]
    for number in numbers:
        yield ask(op, function, x, number, grad=grad)
        if isinstance(number, np.generic):
            continue  # what NumPy makes of `number + x` is NumPy's affair
        negative = name == "power" and number < 0
        yield ask(op, function, number, divisor, grad=grad and name != "mod" and not negative)
    if name != "div":
        yield ask(op, function, x, 0, grad=name in ("add", "sub", "mul"))
    for dtype in ("float64", "float16"):
        for number in (2, 2.5, 0.1, -1.25):
            yield ask(op, function, x.astype(dtype), number, grad=grad)
        yield ask(op, function, 2.5, divisor.astype(dtype), grad=grad and name != "mod")
    for dtype in INTEGERS:
        whole, other = _operands(name, ((7,), (7,)), dtype)
        other = other if name in ("div", "mod") else whole
        for number in (2, 1, 3, 1.5, 2.7):
            yield ask(op, function, whole, number)
            yield ask(op, function, number, other)
        if dtype != "uint8" and name != "power":
            yield ask(op, function, whole, -2)
            yield ask(op, function, whole, -2.5)
            yield ask(op, function, -7, other)
    big = array([16777217, -16777219, 123456789], "int32")
    if name != "power":
        yield ask(op, function, big, 3)
        yield ask(op, function, big.astype("int64"), 3)


def _elemwise(name: str) -> Iterator[Case]:
    """`elemwise_*` wants two arrays of one shape."""
    op = f"elemwise_{name}"
    function = f"nd.{op}"
    shapes = [(1,), (5,), (1, 1), (2, 3), (3, 1, 2), (2, 3, 4), (2, 1, 2, 3)]
    for shape in shapes:
        yield ask(op, function, *_operands(name, (shape, shape)), grad=True)
        operands = [smooth(*shape, low=0.5), smooth(*shape, low=0.5, seed=1)]
        yield ask(op, function, *operands, grad=True)
    for dtype in DTYPES[1:]:
        for shape in shapes[1:6]:
            yield ask(op, function, *_operands(name, (shape, shape), dtype), grad=dtype in FLOATS)
    x, y = _operands(name, PAIRS[1])
    yield ask(op, function, lhs=x, rhs=y, grad=True)
    yield ask(op, function, rhs=x, lhs=nonzero(2, 3), grad=True)
    yield ask(op, function, x, y, name="result")
    yield ask(op, function, x, y, out=grid(2, 3, seed=7))
    yield ask(op, function, x, y, out=y)
    yield ask(op, function, y, y, grad=True)
    yield ask(op, function, x, grid(3))
    yield ask(op, function, x, grid(1, 3))
    yield from _wrong(op, function, x, y)


def _in_place(name: str) -> Iterator[Case]:
    op = f"operator i{PYTHON[name]}"
    function = f"operator.i{PYTHON[name]}"
    for pair in [PAIRS[i] for i in (0, 1, 2, 4, 7, 8, 9, 10, 11, 15)]:
        yield ask(op, function, *_operands(name, pair))
    for dtype in DTYPES:
        x, y = _operands(name, PAIRS[2], dtype)
        yield ask(op, function, x, y)
        for number in (2, 3, 1.5):
            yield ask(op, function, x, number)
    x, y = _operands(name, PAIRS[2])
    for number in (2.5, 0.1, True, np.float32(0.3)):
        yield ask(op, function, x, number)
    own = nonzero(2, 3)
    yield ask(op, function, own, own)
    for key in (1, slice(0, 1), (0, slice(0, 2)), (1, 2), slice(None), Ellipsis):
        yield ask_steps(op, ("operator.getitem", x, key), (function, Step(0), 2))
    for shape in ((6,), (3, 2)):
        yield ask_steps(op, ("x.reshape", x, shape), (function, Step(0), 2))
    yield ask_steps(op, ("x.T", x), (function, Step(0), 2))
    yield ask_steps(op, ("operator.getitem", own, 0), (function, Step(0), own))
    yield ask(op, function, y, x)
    yield ask(op, function, x, grid(2))
    yield ask(op, function, x, grid(3, dtype="int32"))
    yield ask(op, function, x, "text")
    yield ask(op, function, x, None)


def _integer_edges() -> Iterator[Case]:
    """Quotients and powers of integers that are infinite or too large."""
    for dtype in ("int32", "int64"):
        base = array([2, 0, 3, -1], dtype)
        for exponent in (-1, -2):
            yield ask("operator pow", "operator.pow", base, exponent)
        yield ask("broadcast_power", "nd.broadcast_power", base, array([-1, -2, 2, -3], dtype))
        yield ask("operator pow", "operator.pow", array([3, 7], dtype), 40)
        yield ask("operator truediv", "operator.truediv", 2, array([2, 0, 3], dtype))


def _aliases() -> Iterator[Case]:
    for alias, name in (("plus", "add"), ("minus", "sub")):
        op = f"broadcast_{alias}"
        for pair in PAIRS:
            yield ask(op, f"nd.{op}", *_operands(name, pair), grad=True)
        for dtype in DTYPES[1:]:
            yield ask(op, f"nd.{op}", *_operands(name, PAIRS[5], dtype))
    for pair in PAIRS[::2]:
        yield ask("true_divide", "nd.true_divide", *_operands("div", pair), grad=True)


def _clip() -> Iterator[Case]:
    limits = [(-1, 1), (0, 2), (-2.5, 0.5), (0, 0), (2, -2), (-100, 100), (-np.inf, 1), (0.1, 0.3)]
    for shape in [(9,), (2, 3), (2, 3, 4)]:
        for low, high in limits:
            yield ask("clip", "nd.clip", grid(*shape), low, high, grad=True)
    for dtype in DTYPES[1:]:
        for low, high in [(-1, 1), (0, 2), (1.5, 2.5), (0, 100)]:
            if dtype != "uint8" or low >= 0:
                x = grid(9, dtype=dtype)
                yield ask("clip", "nd.clip", x, low, high, grad=dtype in FLOATS)
    x = grid(2, 5)
    edges = array([-1, 0, 0.5, 1, 2])
    yield ask("clip", "nd.clip", edges, 0, 1, grad=True)
    yield ask("clip", "nd.clip", specials(), -1, 1)
    yield ask("clip", "x.clip", x, -1, 1, grad=True)
    yield ask("clip", "x.clip", x, a_min=-1, a_max=1, grad=True)
    yield ask("clip", "nd.clip", data=x, a_min=-1, a_max=1)
    yield ask("clip", "nd.clip", x, -1, 1, out=x)
    yield ask("clip", "nd.clip", x, np.float32(-1), np.int64(1))
    yield ask("clip", "nd.clip", x)
    yield ask("clip", "nd.clip", x, 1)
    yield ask("clip", "nd.clip", x, None, 1)
    yield ask("clip", "nd.clip", x, "a", 1)
    yield ask("clip", "nd.clip", 3, 0, 1)


def _where() -> Iterator[Case]:
    for shape in [(1,), (5,), (2, 3), (2, 3, 4), (3, 1, 2), (1, 1), (2, 1, 2, 3)]:
        for dtype in DTYPES:
            condition = grid(*shape, low=0, high=1, dtype="int32").astype("float32")
            operands = grid(*shape, dtype=dtype), grid(*shape, dtype=dtype, seed=1)
            yield ask("where", "nd.where", condition, *operands, grad=dtype in FLOATS)
    for dtype in DTYPES[1:]:
        condition = grid(2, 3, low=0, high=1, dtype=dtype)
        operands = grid(2, 3), grid(2, 3, seed=1)
        yield ask("where", "nd.where", condition, *operands)
        yield ask("where", "nd.where", grid(2, dtype=dtype, low=0, high=1, seed=3), *operands)
    condition = array([0.5, -0.0, 0.0, np.nan, -2, np.inf])
    yield ask("where", "nd.where", condition, grid(6), grid(6, seed=1))
    yield ask("where", "nd.where", array([0, 1]), grid(2, 3, 2), grid(2, 3, 2, seed=1), grad=True)
    x, y = grid(2, 3), grid(2, 3, seed=1)
    yield ask_steps("where", ("operator.gt", x, y), ("nd.where", Step(0), x, y), grad=True)
    yield ask("where", "nd.where", condition=x, x=x, y=y)
    yield ask("where", "nd.where", x, x, y, out=y)
    yield ask("where", "nd.where", x, x, grid(3))
    yield ask("where", "nd.where", array([1, 0, 1]), x, y)
    yield ask("where", "nd.where", x, x, y.astype("int32"))
    yield ask("where", "nd.where", x)
    yield ask("where", "nd.where", array([[1], [0]]), x, y)
