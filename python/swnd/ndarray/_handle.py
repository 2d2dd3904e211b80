"""The part of an array that C knows: its handle, and what the library says about it."""

from __future__ import annotations

from ctypes import POINTER, c_void_p, sizeof
from typing import Any, Callable, Tuple, Type

from swnd import context
from swnd._library import ARRAY, array_info, failure, function
from swnd.ndarray._runtime import DTYPES

_release = function("swnd_array_release", ARRAY, restype=None)
_describe = function("swnd_array_describe", POINTER(array_info), ARRAY)
Description = Tuple[Tuple[int, ...], Type[Any], context.Context, int]

_infos: list[array_info] = []
"""Structs to be described in, kept for reuse; a thread takes one out while it works with it."""


class Handle:
    """Owner of one reference to an array.

    `_cell` is the ctypes object that a C call filled in. `_description` is filled in when it is
    first asked for: shape, dtype, context and size of a handle never change.
    """

    __slots__ = ("__weakref__", "_cell", "_description")

    _cell: c_void_p
    _description: Description

    def __del__(self, release: Callable[[c_void_p], None] = _release) -> None:
        try:  # noqa: SIM105
            release(self._cell)
        except AttributeError:  # made by hand, without a handle
            pass

    def _describe(self) -> Description:
        try:
            info = _infos.pop()
        except IndexError:
            info = array_info(sizeof(array_info))
        status = _describe(info, self._cell)
        if status:
            raise failure(status)
        count, rank = info.count, info.rank
        self._description = description = (
            (count,) if rank == 1 else tuple(info.shape[:rank]),
            DTYPES[info.dtype],
            context.from_codes(info.device, info.index),
            count,
        )
        _infos.append(info)
        return description

    def _described(self) -> Description:
        try:
            return self._description
        except AttributeError:
            return self._describe()

    @property
    def shape(self) -> tuple[int, ...]:
        """Lengths of the axes."""
        return self._described()[0]

    @property
    def dtype(self) -> type[Any]:
        """NumPy's class of the elements, such as `numpy.float32`."""
        return self._described()[1]

    @property
    def context(self) -> context.Context:
        """Where the array lives."""
        return self._described()[2]

    ctx = context

    @property
    def ndim(self) -> int:
        """How many axes there are."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """How many elements there are."""
        return self._described()[3]

    def __len__(self) -> int:
        return self.shape[0]
