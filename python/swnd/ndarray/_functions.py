"""Functions of two operands, each an array or a number: `nd.add(2, x)`, `nd.maximum(x, 0)`."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Callable

import numpy

from swnd.ndarray._arithmetic import arrays, forward, number, reflected
from swnd.ndarray._runtime import wrong_kind

if TYPE_CHECKING:
    from typing import Union

    from swnd.ndarray.ndarray import NDArray

    Operand = Union[NDArray, float]
else:
    NDArray = None  # put here by ndarray.py

__all__ = [
    "add",
    "divide",
    "equal",
    "greater",
    "greater_equal",
    "lesser",
    "lesser_equal",
    "logical_and",
    "logical_or",
    "logical_xor",
    "maximum",
    "minimum",
    "modulo",
    "multiply",
    "not_equal",
    "power",
    "subtract",
    "true_divide",
]


def _compute(name: str, operation: Callable[[Any, Any], Any], lhs: Any, rhs: Any) -> NDArray:
    """Python's operator, with errors that name the function."""
    for value, side in ((lhs, "lhs"), (rhs, "rhs")):
        if not isinstance(value, (NDArray, int, float, numpy.ndarray, numpy.number, numpy.bool_)):
            raise wrong_kind(name, side, "an NDArray or a number", value)
    result: NDArray = operation(lhs, rhs)
    if isinstance(result, (bool, numpy.bool_)):  # of two numbers: 1 or 0, as for arrays
        return int(result)
    return result


def add(lhs: Operand, rhs: Operand) -> NDArray:
    """`lhs + rhs`, element by element, with broadcasting."""
    return _compute("add", operator.add, lhs, rhs)


def subtract(lhs: Operand, rhs: Operand) -> NDArray:
    """`lhs - rhs`, element by element, with broadcasting."""
    return _compute("subtract", operator.sub, lhs, rhs)


def multiply(lhs: Operand, rhs: Operand) -> NDArray:
    """`lhs * rhs`, element by element, with broadcasting."""
    return _compute("multiply", operator.mul, lhs, rhs)


def divide(lhs: Operand, rhs: Operand) -> NDArray:
    """`lhs / rhs`, element by element, with broadcasting. Integers stay integers."""
    return _compute("divide", operator.truediv, lhs, rhs)


def true_divide(lhs: Operand, rhs: Operand) -> NDArray:
    """The same as `divide`."""
    return _compute("true_divide", operator.truediv, lhs, rhs)


def modulo(lhs: Operand, rhs: Operand) -> NDArray:
    """`lhs % rhs`, element by element, with broadcasting. The result has the sign of `rhs`."""
    return _compute("modulo", operator.mod, lhs, rhs)


def power(base: Operand, exp: Operand) -> NDArray:
    """`base ** exp`, element by element, with broadcasting."""
    return _compute("power", operator.pow, base, exp)


def equal(lhs: Operand, rhs: Operand) -> NDArray:
    """1 where `lhs == rhs` and 0 elsewhere, in the dtype of the arrays."""
    return _compute("equal", operator.eq, lhs, rhs)


def not_equal(lhs: Operand, rhs: Operand) -> NDArray:
    """1 where `lhs != rhs` and 0 elsewhere, in the dtype of the arrays."""
    return _compute("not_equal", operator.ne, lhs, rhs)


def greater(lhs: Operand, rhs: Operand) -> NDArray:
    """1 where `lhs > rhs` and 0 elsewhere, in the dtype of the arrays."""
    return _compute("greater", operator.gt, lhs, rhs)


def greater_equal(lhs: Operand, rhs: Operand) -> NDArray:
    """1 where `lhs >= rhs` and 0 elsewhere, in the dtype of the arrays."""
    return _compute("greater_equal", operator.ge, lhs, rhs)


def lesser(lhs: Operand, rhs: Operand) -> NDArray:
    """1 where `lhs < rhs` and 0 elsewhere, in the dtype of the arrays."""
    return _compute("lesser", operator.lt, lhs, rhs)


def lesser_equal(lhs: Operand, rhs: Operand) -> NDArray:
    """1 where `lhs <= rhs` and 0 elsewhere, in the dtype of the arrays."""
    return _compute("lesser_equal", operator.le, lhs, rhs)


def _named(name: str, on_numbers: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """An operation that Python has no sign for, and whose operands may be swapped.

    A number counts as the second operand on either side: where it is equal to the largest or
    smallest, the gradient goes to the array.
    """
    on_arrays, on_number = arrays(f"broadcast_{name}"), number(f"{name}_scalar")
    from_left = forward(name, on_arrays, on_number)
    from_right = reflected(name, on_arrays, on_number)

    def operation(lhs: Any, rhs: Any) -> Any:
        if isinstance(lhs, NDArray):
            return from_left(lhs, rhs)
        if isinstance(rhs, NDArray):
            return from_right(rhs, lhs)
        return on_numbers(lhs, rhs)

    return operation


_maximum = _named("maximum", max)
_minimum = _named("minimum", min)
_logical_and = _named("logical_and", lambda a, b: bool(a) and bool(b))
_logical_or = _named("logical_or", lambda a, b: bool(a) or bool(b))
_logical_xor = _named("logical_xor", lambda a, b: bool(a) != bool(b))


def maximum(lhs: Operand, rhs: Operand) -> NDArray:
    """The larger of both, element by element, with broadcasting; NaN where either is."""
    return _compute("maximum", _maximum, lhs, rhs)


def minimum(lhs: Operand, rhs: Operand) -> NDArray:
    """The smaller of both, element by element, with broadcasting; NaN where either is."""
    return _compute("minimum", _minimum, lhs, rhs)


def logical_and(lhs: Operand, rhs: Operand) -> NDArray:
    """1 where neither is zero and 0 elsewhere, with broadcasting, in the dtype of the arrays."""
    return _compute("logical_and", _logical_and, lhs, rhs)


def logical_or(lhs: Operand, rhs: Operand) -> NDArray:
    """1 where either is not zero and 0 elsewhere, with broadcasting, in the dtype of the arrays."""
    return _compute("logical_or", _logical_or, lhs, rhs)


def logical_xor(lhs: Operand, rhs: Operand) -> NDArray:
    """1 where exactly one is not zero and 0 elsewhere, with broadcasting."""
    return _compute("logical_xor", _logical_xor, lhs, rhs)
