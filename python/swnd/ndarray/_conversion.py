"""From arrays to NumPy and to Python's numbers, and what NumPy does with arrays among its own."""

from __future__ import annotations

from ctypes import (
    byref,
    c_bool,
    c_char,
    c_double,
    c_float,
    c_int8,
    c_int32,
    c_int64,
    c_uint8,
    c_void_p,
)
from typing import TYPE_CHECKING, Any, Callable

import numpy

from swnd._library import (
    ARRAY,
    BYTES,
    COUNT,
    UNFINISHED,
    failure,
    function,
    patiently,
    waiting_function,
)
from swnd.base import MXNetTypeError, MXNetValueError
from swnd.ndarray._handle import Handle
from swnd.ndarray._one_element import one_element

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray
else:
    NDArray = None  # put here by ndarray.py

_read = waiting_function("swnd_array_read", BYTES, COUNT, ARRAY)
_read_now = function("swnd_array_read_now", BYTES, COUNT, ARRAY, restype=c_bool)

_SMALL = 1 << 16
"""Bytes that are copied while other Python threads wait."""


def _data_pointer() -> int:
    """Where in the object of a NumPy array the pointer to its elements stands; 0 if unknown.

    It is the first field after the head of the object, in every version so far; to ask NumPy takes
    longer than the copy of a small array.
    """
    place = object.__basicsize__
    for length in (1, 5):
        probe = numpy.arange(length)
        try:
            found = c_void_p.from_address(id(probe) + place).value
        except (TypeError, ValueError):
            return 0
        if found != probe.__array_interface__["data"][0]:
            return 0
    return place


_DATA = _data_pointer()

_empty = numpy.empty
_buffer: Callable[[Any], Any] = c_char.from_buffer

# Cells for one element. There is none for float16.
_CELLS: dict[type[Any], tuple[Any, int]] = {
    numpy.float32: (c_float, 4),
    numpy.float64: (c_double, 8),
    numpy.uint8: (c_uint8, 1),
    numpy.int8: (c_int8, 1),
    numpy.int32: (c_int32, 4),
    numpy.int64: (c_int64, 8),
    numpy.bool_: (c_bool, 1),
}

# NumPy's names for the operators, and the methods that do them from the left and from the right.
_OPERATORS = {
    "add": ("__add__", "__radd__"),
    "subtract": ("__sub__", "__rsub__"),
    "multiply": ("__mul__", "__rmul__"),
    "divide": ("__truediv__", "__rtruediv__"),
    "true_divide": ("__truediv__", "__rtruediv__"),
    "remainder": ("__mod__", "__rmod__"),
    "power": ("__pow__", "__rpow__"),
    "matmul": ("__matmul__", "__rmatmul__"),
    "bitwise_and": ("__and__", "__rand__"),
    "bitwise_or": ("__or__", "__ror__"),
    "bitwise_xor": ("__xor__", "__rxor__"),
    "equal": ("__eq__", "__eq__"),
    "not_equal": ("__ne__", "__ne__"),
    "greater": ("__gt__", "__lt__"),
    "greater_equal": ("__ge__", "__le__"),
    "less": ("__lt__", "__gt__"),
    "less_equal": ("__le__", "__ge__"),
}


class Conversion(Handle):
    """Conversions of NDArray."""

    __slots__ = ()

    # Before NumPy 1.13's protocol, and for libraries that still look at it.
    __array_priority__ = 1000.0

    def asnumpy(self) -> numpy.ndarray[Any, Any]:
        """A NumPy array with a copy of the elements. Waits until they are computed."""
        shape, dtype, _, count = self._described()
        result: numpy.ndarray[Any, Any] = (_empty if count != 1 else one_element)(shape, dtype)
        size = result.nbytes
        if _DATA and size <= _SMALL and _read_now(id(result) + _DATA, size, self._cell):
            return result
        status = _read(byref(_buffer(result)) if size else None, size, self._cell)
        if status == UNFINISHED:
            status = patiently(_read, byref(_buffer(result)), size, self._cell)
        if status:
            raise failure(status)
        return result

    def item(self) -> Any:
        """The only element, as Python's number."""
        return self._only("item")

    def asscalar(self) -> Any:
        """The only element, as NumPy's number."""
        return self.dtype(self._only("asscalar"))

    def _only(self, caller: str) -> Any:
        shape, dtype, _, size = self._described()
        if size != 1:
            raise MXNetValueError(
                f"{caller}: The current array is not a scalar: it has shape {shape}"
            )
        try:
            cell, width = _CELLS[dtype]
        except KeyError:  # float16
            return self.asnumpy().item()
        value = cell()
        status = patiently(_read, byref(value), width, self._cell)
        if status:
            raise failure(status)
        return value.value

    def __float__(self) -> float:
        return float(self._only("float"))

    def __int__(self) -> int:
        return int(self._only("int"))

    def __index__(self) -> int:
        if not issubclass(self.dtype, numpy.integer):
            raise MXNetTypeError(
                f"index: only arrays of integers can be an index, not {self.dtype.__name__}"
            )
        return int(self._only("index"))

    def __bool__(self) -> bool:
        size = self.size
        if size == 0:
            return False
        if size != 1:
            raise MXNetValueError(
                "bool: The truth value of an NDArray with multiple elements is ambiguous: "
                f"it has shape {self.shape}"
            )
        return bool(self._only("bool"))

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        """NumPy's operators between its arrays and NDArrays give NDArrays; its functions do not."""
        if method == "__call__" and not options and ufunc.__name__ in _OPERATORS:
            left, right = inputs
            forward, reflected = _OPERATORS[ufunc.__name__]
            if isinstance(left, NDArray):
                return getattr(left, forward)(right)
            return getattr(right, reflected)(left)
        if any(isinstance(target, NDArray) for target in options.get("out", ())):
            return NotImplemented
        plain = [value.asnumpy() if isinstance(value, NDArray) else value for value in inputs]
        return getattr(ufunc, method)(*plain, **options)

    def __repr__(self) -> str:
        shape = "x".join(map(str, self.shape))
        return f"\n{self.asnumpy()!s}\n<{type(self).__name__} {shape} @{self.context}>"

    def __format__(self, spec: str) -> str:
        return format(self._only("format"), spec) if spec else str(self)
