"""Operators between arrays and numbers: `a + b`, `2 - a`, `a += b`, `a < 1`.

An operand may be an NDArray, a number, or a NumPy array, which becomes an NDArray of the other
operand's dtype and context. These are the most frequent calls of all, so the methods are made here
with the C functions already in place, and ask for exact types first.
"""

from __future__ import annotations

from ctypes import ArgumentError, c_bool
from typing import TYPE_CHECKING, Any, Callable

import numpy

from swnd._library import ARRAY, OUT, REAL, failure, function
from swnd.base import MXNetTypeError, MXNetValueError
from swnd.ndarray import _operators
from swnd.ndarray._creation import array
from swnd.ndarray._handle import Handle
from swnd.ndarray._runtime import facts, pointer, wrap

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray, new
else:
    NDArray = new = None  # put here by ndarray.py

Unary = Callable[[Any], "NDArray"]
Binary = Callable[[Any, Any], "NDArray"]

_CONTAINERS = (str, bytes, list, tuple, dict, set, frozenset)

_assign = function("swnd_array_assign", ARRAY, ARRAY)


def arrays(name: str) -> Callable[..., int]:
    """The C function of two arrays that broadcast."""
    return function(f"swnd_{name}", OUT, ARRAY, ARRAY)


def number(name: str) -> Callable[..., int]:
    """The C function of an array and a number."""
    return function(f"swnd_{name}", OUT, ARRAY, REAL)


def operand(value: Any, other: NDArray, symbol: str) -> NDArray | float | None:
    """The other operand, where it is neither an exact NDArray nor a float or int.

    None if it is nothing known here: Python then asks its class. Python's own containers have no
    answer to an array, and `x == [1, 2]` would be quietly False.
    """
    if isinstance(value, NDArray):
        return value
    if isinstance(value, (numpy.ndarray, numpy.generic)) and value.dtype.kind in "biuf":
        if value.ndim == 0:
            return float(value)
        return array(value, other.context, other.dtype)
    if isinstance(value, _CONTAINERS):
        raise MXNetTypeError(
            f"{symbol}: an operand is a {type(value).__name__}, neither an NDArray nor a number"
        )
    return float(value) if isinstance(value, (int, float)) else None


def _too_large(symbol: str, value: Any) -> MXNetValueError:
    return MXNetValueError(f"{symbol}: an int of {value.bit_length()} bits is too large a number")


def forward(symbol: str, on_arrays: Callable[..., int], on_number: Callable[..., int]) -> Binary:
    """`array <symbol> other`."""

    def method(self: NDArray, other: Any) -> Any:
        cell = pointer()
        kind = type(other)
        if kind is NDArray:
            status = on_arrays(cell, self._cell, other._cell)
        elif kind is float or kind is int:
            try:
                status = on_number(cell, self._cell, other)
            except ArgumentError:
                raise _too_large(symbol, other) from None
        else:
            value = operand(other, self, symbol)
            if value is None:
                return NotImplemented
            if not isinstance(value, float):
                status = on_arrays(cell, self._cell, value._cell)
            else:
                status = on_number(cell, self._cell, value)
        if status:
            raise failure(status)
        result = new()
        result._cell = cell
        return result

    return method


def reflected(symbol: str, on_arrays: Callable[..., int], on_number: Callable[..., int]) -> Binary:
    """`other <symbol> array`, where other is no NDArray."""

    def method(self: NDArray, other: Any) -> Any:
        cell = pointer()
        kind = type(other)
        if kind is float or kind is int:
            try:
                status = on_number(cell, self._cell, other)
            except ArgumentError:
                raise _too_large(symbol, other) from None
        else:
            value = operand(other, self, symbol)
            if value is None:
                return NotImplemented
            if not isinstance(value, float):
                status = on_arrays(cell, value._cell, self._cell)
            else:
                status = on_number(cell, self._cell, value)
        if status:
            raise failure(status)
        return wrap(cell)

    return method


def in_place(symbol: str, operation: Binary) -> Binary:
    """`array <symbol> other`: the array takes the result, and stays the same object."""

    def method(self: NDArray, other: Any) -> Any:
        result = operation(self, other)
        if result is NotImplemented:
            return NotImplemented
        status = _assign(self._cell, result._cell)
        if status:
            raise failure(status, symbol)
        return self

    return method


def _comparison(symbol: str, name: str) -> Binary:
    return forward(symbol, arrays(f"broadcast_{name}"), number(f"{name}_scalar"))


def _unary(name: str) -> Unary:
    on_array = function(f"swnd_{name}", OUT, ARRAY)

    def method(self: NDArray) -> Any:
        cell = pointer()
        status = on_array(cell, self._cell)
        if status:
            raise failure(status)
        return wrap(cell)

    return method


_is_mask = function("swnd_array_is_mask", ARRAY, restype=c_bool)


def _logic(symbol: str, name: str) -> Binary:
    """An operator between masks: what a comparison gives, or an array of dtype bool."""
    on_arrays = arrays(name)

    def method(self: NDArray, other: Any) -> Any:
        value = other
        if isinstance(other, (bool, numpy.bool_)):
            value = array([bool(other)], self.context, self.dtype) != 0
        elif isinstance(other, numpy.ndarray) and other.dtype.kind == "b":
            value = array(other, self.context, self.dtype) != 0
        if not isinstance(value, NDArray):
            return NotImplemented
        for operand in (self, value):
            if not _is_mask(operand._cell):
                raise MXNetTypeError(
                    f"{symbol}: only masks can be combined, which comparisons give, not "
                    f"{facts(operand)}"
                )
        cell = pointer()
        # Masks of dtype bool are 0 and 1 as well.
        status = on_arrays(cell, self._cell, value._cell)
        if status:
            raise failure(status)
        return wrap(cell)

    return method


add_arrays, add_number = arrays("broadcast_add"), number("add_scalar")
multiply_arrays, multiply_number = arrays("broadcast_mul"), number("multiply_scalar")
subtract_arrays = arrays("broadcast_sub")
divide_arrays = arrays("broadcast_div")
modulo_arrays = arrays("broadcast_mod")
power_arrays = arrays("broadcast_power")


def _product(left: Any, right: Any, like: Any) -> Any:
    """NumPy's matrix product: of the last two axes, the others broadcast."""
    pair = []
    for value in (left, right):
        if isinstance(value, numpy.ndarray) and value.dtype.kind in "biuf" and value.ndim:
            value = array(value, like.context, like.dtype)
        if not isinstance(value, NDArray):
            return NotImplemented
        pair.append(value)
    a, b = pair
    # A vector is a row on the left and a column on the right, without that axis in the result.
    row, column = a.ndim == 1, b.ndim == 1
    a = a.reshape((1, -1)) if row else a
    b = b.reshape((-1, 1)) if column else b
    if a.shape[-1] != b.shape[-2]:
        raise MXNetValueError(f"@: {facts(pair[0])} and {facts(pair[1])} do not fit")
    result = _operators.dot(a, b) if b.ndim == 2 else _batch_product(a, b, pair)
    shape = result.shape[:-2] + (() if row else (a.shape[-2],)) + (() if column else b.shape[-1:])
    return result.reshape(shape or (1,))


def _batch_product(a: Any, b: Any, pair: Any) -> Any:
    try:
        batch = numpy.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    except ValueError:
        raise MXNetValueError(
            f"@: {facts(pair[0])} and {facts(pair[1])} do not broadcast"
        ) from None
    parts = [
        value.broadcast_to((*batch, *value.shape[-2:])).reshape((-1, *value.shape[-2:]))
        for value in (a, b)
    ]
    product = _operators.batch_dot(*parts)
    return product.reshape((*batch, *product.shape[-2:]))


class Arithmetic(Handle):
    """Arithmetic and comparisons of NDArray."""

    __slots__ = ()

    __add__ = forward("+", add_arrays, add_number)
    __sub__ = forward("-", subtract_arrays, number("subtract_scalar"))
    __mul__ = forward("*", multiply_arrays, multiply_number)
    __truediv__ = forward("/", divide_arrays, number("divide_scalar"))
    __mod__ = forward("%", modulo_arrays, number("modulo_scalar"))
    __pow__ = forward("**", power_arrays, number("power_scalar"))

    __radd__ = reflected("+", add_arrays, add_number)
    __rsub__ = reflected("-", subtract_arrays, number("scalar_subtract"))
    __rmul__ = reflected("*", multiply_arrays, multiply_number)
    __rtruediv__ = reflected("/", divide_arrays, number("scalar_divide"))
    __rmod__ = reflected("%", modulo_arrays, number("scalar_modulo"))
    __rpow__ = reflected("**", power_arrays, number("scalar_power"))

    __iadd__ = in_place("+=", __add__)
    __isub__ = in_place("-=", __sub__)
    __imul__ = in_place("*=", __mul__)
    __itruediv__ = in_place("/=", __truediv__)
    __imod__ = in_place("%=", __mod__)

    # With anything that is no operand, such as None, == is False: Python falls back on identity.
    __eq__ = _comparison("==", "equal")  # type: ignore[assignment]
    __ne__ = _comparison("!=", "not_equal")  # type: ignore[assignment]
    __gt__ = _comparison(">", "greater")
    __ge__ = _comparison(">=", "greater_equal")
    __lt__ = _comparison("<", "lesser")
    __le__ = _comparison("<=", "lesser_equal")

    __and__ = __rand__ = _logic("&", "broadcast_minimum")
    __or__ = __ror__ = _logic("|", "broadcast_maximum")
    __xor__ = __rxor__ = _logic("^", "broadcast_not_equal")

    def __invert__(self) -> Any:
        if not _is_mask(self._cell):
            raise MXNetTypeError(
                f"~: only masks can be inverted, which comparisons give, not {facts(self)}"  # type: ignore[arg-type]
            )
        return self == 0

    def __matmul__(self, other: Any) -> Any:
        return _product(self, other, self)

    def __rmatmul__(self, other: Any) -> Any:
        return _product(other, self, self)

    def __pos__(self) -> Any:
        return self.copy()  # type: ignore[attr-defined]

    def __round__(self, digits: Any = None) -> Any:
        if digits is not None:
            raise MXNetTypeError("round: arrays are rounded to whole numbers only")
        return self.round()  # type: ignore[attr-defined]

    __hash__ = object.__hash__

    __neg__ = _unary("negative")
    __abs__ = _unary("abs")
