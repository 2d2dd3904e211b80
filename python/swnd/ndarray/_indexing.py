"""Reading and writing parts: `x[1:3]`, `x[0, ..., None]`, `x[1, 2] = 9`.

Basic indexing (integers, slices, `...`, None) is one C call. Of advanced indexing there is `x[i]`
with a list, NumPy array or NDArray of integers, along the first axis.
"""

from __future__ import annotations

import struct
from ctypes import c_void_p
from typing import TYPE_CHECKING, Any, Iterator

import numpy

from swnd._library import ARRAY, COUNT, INTEGER, NONE, OUT, REAL, failure, function
from swnd.base import MXNetError, MXNetIndexError, MXNetTypeError, MXNetValueError
from swnd.ndarray import _operators
from swnd.ndarray._handle import Handle
from swnd.ndarray._runtime import pointer, shown, wrap
from swnd.ndarray.creation import array

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray
else:
    NDArray = None  # put here by ndarray.py

_ITEMS = c_void_p  # packed swnd_index

_at = function("swnd_array_at", OUT, ARRAY, INTEGER)
_index = function("swnd_array_index", OUT, ARRAY, _ITEMS, COUNT)
_index_assign = function("swnd_array_index_assign", ARRAY, _ITEMS, COUNT, ARRAY)
_index_assign_scalar = function("swnd_array_index_assign_scalar", ARRAY, _ITEMS, COUNT, REAL)
_assign = function("swnd_array_assign", ARRAY, ARRAY)
_assign_scalar = function("swnd_array_assign_scalar", ARRAY, REAL)

# struct swnd_index: kind, reserved, start, stop, step.
_pack = struct.Struct("=iiqqq").pack
_INTEGER, _SLICE = 0, 1
_NEW_AXIS = _pack(2, 0, 0, 0, 0)
_ELLIPSIS = _pack(3, 0, 0, 0, 0)
_ALL = slice(None)
_FURTHEST = -NONE - 1


class _Advanced(Exception):
    """The key is not one of basic indexing."""


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


def _item(key: Any) -> bytes:
    """One item of an index expression."""
    kind = type(key)
    if kind is int:
        return _integer(key)
    if kind is slice:
        return _pack(_SLICE, 0, _end(key.start), _end(key.stop), _end(key.step))
    if key is None:
        return _NEW_AXIS
    if key is Ellipsis:
        return _ELLIPSIS
    if isinstance(key, (numpy.integer, int)) and kind is not bool:
        return _integer(int(key))
    raise _Advanced


def _integer(key: int) -> bytes:
    try:
        return _pack(_INTEGER, 0, key, 0, 0)
    except struct.error:
        raise MXNetIndexError(f"index: {key} is out of range for any axis") from None


def _items(key: Any) -> tuple[bytes, int]:
    """A whole index expression."""
    if type(key) is tuple:
        return b"".join(map(_item, key)), len(key)
    return _item(key), 1


def _positions(key: Any, length: int) -> Any:
    """Integers that select along the first axis, all of them in 0 ..< length."""
    values = key.asnumpy() if isinstance(key, NDArray) else numpy.asarray(key)
    if values.dtype.kind == "b":
        raise MXNetError("index: boolean masks are not supported yet; where() and take() are")
    if values.dtype.kind not in "iu" and not (isinstance(key, NDArray) or values.size == 0):
        raise MXNetTypeError(f"index: arrays of indices hold integers, not {values.dtype}")
    positions: numpy.ndarray[Any, Any] = values.astype(numpy.int64)
    wrong = (positions < -length) | (positions >= length)
    if wrong.any():
        raise MXNetIndexError(
            f"index: {positions[wrong][0]} is out of range for axis 0 with length {length}"
        )
    return numpy.where(positions < 0, positions + length, positions)


def _unusable(key: Any) -> MXNetError:
    parts = key if isinstance(key, tuple) else (key,)
    if any(isinstance(part, (list, tuple, numpy.ndarray, NDArray)) for part in parts):
        return MXNetError(
            "index: only integers, slices, ... and None are supported together, "
            "and a list or array of integers alone, for reading"
        )
    part = next(part for part in parts if not _is_basic(part))
    return MXNetValueError(f"index: {shown(part)} cannot be an index")


def _is_basic(part: Any) -> bool:
    try:
        _item(part)
    except (_Advanced, MXNetTypeError):
        return False
    return True


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
            result = NDArray()
            result._cell = cell
            return result
        try:
            if (kind is slice and key == _ALL) or (kind is tuple and not key):
                return self  # type: ignore[return-value]
            items, count = _items(key)
        except _Advanced:
            return self._select(key)
        cell = pointer()
        status = _index(cell, self._cell, items, count)
        if status:
            raise failure(status)
        return wrap(cell)

    def _select(self, key: Any) -> NDArray:
        if not isinstance(key, (list, numpy.ndarray, NDArray)):
            raise _unusable(key)
        try:
            positions = _positions(key, self.shape[0])
        except ValueError:  # a list that is no array
            raise _unusable([key]) from None
        indices = array(positions, self.context, numpy.int64)
        return _operators.take(self, indices)  # type: ignore[arg-type]

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
            try:
                items, count = _items(key)
            except _Advanced:
                raise _unusable(key) from None
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
        return array(value, self.context, self.dtype)

    def __iter__(self) -> Iterator[NDArray]:
        for index in range(len(self)):
            yield self[index]
