"""Reading and writing parts: `x[1:3]`, `x[0, ..., None]`, `x[[2, 0], 1:]`, `x[x > 0] = 9`.

An index expression is packed item by item and goes to the library with one call.
"""

from __future__ import annotations

import struct
from ctypes import c_void_p
from typing import TYPE_CHECKING, Any, Iterator

import numpy

from swnd._library import (
    ARRAY,
    COUNT,
    INTEGER,
    NONE,
    OUT,
    REAL,
    failure,
    function,
    patiently,
    waiting_function,
)
from swnd.base import MXNetIndexError, MXNetTypeError, MXNetValueError
from swnd.ndarray._creation import array, elements
from swnd.ndarray._handle import Handle
from swnd.ndarray._runtime import pointer, real, shown, wrap, wrong_kind

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray, new
else:
    NDArray = new = None  # put here by ndarray.py

_ITEMS = c_void_p  # packed swnd_index

_at = function("swnd_array_at", OUT, ARRAY, INTEGER)
_index = function("swnd_array_index", OUT, ARRAY, _ITEMS, COUNT)
_index_assign = function("swnd_array_index_assign", ARRAY, _ITEMS, COUNT, ARRAY)
_index_assign_scalar = function("swnd_array_index_assign_scalar", ARRAY, _ITEMS, COUNT, REAL)
# The same for expressions with arrays: a mask is waited for.
_index_waiting = waiting_function("swnd_array_index", OUT, ARRAY, _ITEMS, COUNT)
_assign_waiting = waiting_function("swnd_array_index_assign", ARRAY, _ITEMS, COUNT, ARRAY)
_assign_scalar_waiting = waiting_function(
    "swnd_array_index_assign_scalar", ARRAY, _ITEMS, COUNT, REAL
)
_assign = function("swnd_array_assign", ARRAY, ARRAY)
_assign_scalar = function("swnd_array_assign_scalar", ARRAY, REAL)

# struct swnd_index: kind, reserved, start, stop, step, array.
_pack = struct.Struct("=iiqqqQ").pack
_INTEGER, _SLICE, _ARRAY, _TRUTH = 0, 1, 4, 5
_NEW_AXIS = _pack(2, 0, 0, 0, 0, 0)
_ELLIPSIS = _pack(3, 0, 0, 0, 0, 0)
_ALL = slice(None)
_FURTHEST = -NONE - 1


def _items(key: Any, arrays: list[NDArray]) -> tuple[bytes, int]:
    """A whole index expression, packed. Arrays that it refers to are added to `arrays`."""
    if type(key) is tuple:
        return b"".join([_item(item, arrays) for item in key]), len(key)
    return _item(key, arrays), 1


def _item(key: Any, arrays: list[NDArray]) -> bytes:
    """One item of an index expression."""
    kind = type(key)
    if kind is int:
        return _integer(key)
    if kind is slice:
        return _pack(_SLICE, 0, _end(key.start), _end(key.stop), _end(key.step), 0)
    if key is None:
        return _NEW_AXIS
    if key is Ellipsis:
        return _ELLIPSIS
    if kind is NDArray or isinstance(key, NDArray):
        arrays.append(key)
        return _pack(_ARRAY, 0, 0, 0, 0, key._cell.value)
    if isinstance(key, (bool, numpy.bool_)):
        return _pack(_TRUTH, 0, bool(key), 0, 0, 0)
    if isinstance(key, (int, numpy.integer)):
        return _integer(int(key))
    return _array_like(key, arrays)


def _array_like(key: Any, arrays: list[NDArray]) -> bytes:
    if isinstance(key, (str, bytes, dict, set, frozenset, float, complex, numpy.generic)):
        raise _unusable(key)
    try:
        values: numpy.ndarray[Any, Any] = numpy.asarray(key)
    except ValueError:  # lists of different lengths
        raise _unusable(key) from None
    kind = values.dtype.kind
    if values.ndim == 0:
        if kind not in "iub":
            raise _unusable(key)
        return _item(values[()], arrays)
    if kind == "b":
        return _item(array(values, dtype=numpy.bool_), arrays)
    if kind not in "iuf":
        raise _unusable(key)
    if kind == "f" and values is key and values.size:
        raise MXNetTypeError(
            f"index: NumPy arrays of indices hold integers or truth values, not {values.dtype}"
        )
    if kind == "u" and values.size and values.max() > _FURTHEST:
        raise MXNetIndexError(f"index: {values.max()} is out of range for any axis")
    # Numbers of a list that are no integers are truncated, as in MXNet.
    with numpy.errstate(invalid="ignore"):
        return _item(array(values, dtype=numpy.int64), arrays)


def _end(value: Any) -> int:
    """One end of a slice, or its step; what lies beyond any array is brought near."""
    if value is None:
        return NONE
    if type(value) is not int:
        try:
            value = value.__index__()
        except (AttributeError, TypeError):
            raise MXNetTypeError(
                f"index: ends and steps of slices are ints, not {shown(value)}"
            ) from None
    return int(max(-_FURTHEST, min(value, _FURTHEST)))


def _integer(key: int) -> bytes:
    try:
        return _pack(_INTEGER, 0, key, 0, 0, 0)
    except struct.error:
        raise MXNetIndexError(f"index: {key} is out of range for any axis") from None


def _unusable(key: Any) -> MXNetValueError:
    return MXNetValueError(
        f"index: {shown(key)} cannot be an index: integers, slices, ..., None, arrays of integers "
        "and masks can"
    )


def _box(operator: str, begin: Any, end: Any, step: Any) -> tuple[slice, ...]:
    """The index expression of a box of elements."""
    sides = {"begin": begin, "end": end, "step": step}
    for name, side in sides.items():
        if not isinstance(side, (tuple, list)):
            raise wrong_kind(operator, name, "a tuple of ints", side)
    if len({len(side) for side in sides.values()}) > 1:
        raise MXNetValueError(
            f"{operator}: begin, end and step have {len(begin)}, {len(end)} and {len(step)} entries"
        )
    return tuple(slice(*bounds) for bounds in zip(begin, end, step))


class Indexing(Handle):
    """Indexing and iteration of NDArray."""

    __slots__ = ()

    def __getitem__(self, key: Any) -> NDArray:
        kind = type(key)
        if kind is int and NONE <= key <= _FURTHEST:
            cell = pointer()
            status = _at(cell, self._cell, key)
            if status:
                raise failure(status)
            result = new()
            result._cell = cell
            return result
        if (kind is slice and key == _ALL) or (kind is tuple and not key):
            return self  # type: ignore[return-value]
        arrays: list[NDArray] = []
        items, count = _items(key, arrays)
        cell = pointer()
        if arrays:
            status = patiently(_index_waiting, cell, self._cell, items, count)
        else:
            status = _index(cell, self._cell, items, count)
        if status:
            raise failure(status)
        return wrap(cell)

    def __setitem__(self, key: Any, value: Any) -> None:
        kind = type(value)
        if kind is not float and kind is not int and kind is not NDArray:
            value = self._assignable(value)
        is_number = type(value) is float or type(value) is int
        if type(key) is slice and key == _ALL:
            status = (
                _assign_scalar(self._cell, value) if is_number else _assign(self._cell, value._cell)
            )
        else:
            arrays: list[NDArray] = []
            items, count = _items(key, arrays)
            if arrays:
                status = (
                    patiently(_assign_scalar_waiting, self._cell, items, count, value)
                    if is_number
                    else patiently(_assign_waiting, self._cell, items, count, value._cell)
                )
            else:
                status = (
                    _index_assign_scalar(self._cell, items, count, value)
                    if is_number
                    else _index_assign(self._cell, items, count, value._cell)
                )
        if status:
            raise failure(status)

    def _assignable(self, value: Any) -> Any:
        """What can be written: an NDArray, or a float."""
        if isinstance(value, NDArray):
            return value
        if isinstance(value, (bool, int, float, numpy.generic)) and not isinstance(
            value, (numpy.complexfloating, numpy.str_, numpy.bytes_)
        ):
            return float(value)
        return array(elements(value, "assign", "value"), self.context, self.dtype)

    def slice_assign(self, rhs: NDArray, begin: Any, end: Any, step: Any) -> NDArray:
        """Writes an array into a box of elements.

        Parameters
        ----------
        rhs : NDArray
            What is written.
        begin, end, step : tuple of int or None
            The box, as for `nd.slice`.

        Returns
        -------
        NDArray
            The array itself.
        """
        if not isinstance(rhs, NDArray):
            raise wrong_kind("slice_assign", "rhs", "an NDArray", rhs)
        self[_box("slice_assign", begin, end, step)] = rhs
        return self  # type: ignore[return-value]

    def slice_assign_scalar(self, value: float, begin: Any, end: Any, step: Any) -> NDArray:
        """Writes a number into a box of elements.

        Parameters
        ----------
        value : float
            What is written.
        begin, end, step : tuple of int or None
            The box, as for `nd.slice`.

        Returns
        -------
        NDArray
            The array itself.
        """
        number = real(value, "slice_assign_scalar", "value")
        self[_box("slice_assign_scalar", begin, end, step)] = number
        return self  # type: ignore[return-value]

    def __iter__(self) -> Iterator[NDArray]:
        for index in range(len(self)):
            yield self[index]

    def __contains__(self, value: Any) -> bool:
        """Whether some element is equal to a number, or to that of an array that broadcasts."""
        equal = self == value
        return bool(equal.max().asscalar()) if isinstance(equal, NDArray) and equal.size else False
