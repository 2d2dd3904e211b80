"""MXNet's own format: what `_files.py` and pickles stand on, one C call for each step."""

from __future__ import annotations

import struct
import warnings
from ctypes import POINTER, byref, c_bool, c_char, c_char_p, c_size_t, c_void_p
from typing import TYPE_CHECKING, Any, Callable, Sequence

import numpy

from swnd._library import (
    ARRAY,
    ARRAYS,
    BYTES,
    COUNT,
    OUT,
    failure,
    function,
    patiently,
    waiting_function,
)
from swnd.context import Context
from swnd.ndarray._runtime import pointer, pointers, wrap

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray

LOADED = c_void_p
TO_LOADED = POINTER(c_void_p)

_save = waiting_function("swnd_save", c_char_p, ARRAYS, c_void_p, COUNT)
_load = waiting_function("swnd_load", TO_LOADED, c_char_p)
_load_from_buffer = waiting_function("swnd_load_from_buffer", TO_LOADED, BYTES, COUNT)
_load_record = function("swnd_load_record", TO_LOADED, BYTES, COUNT)
_save_record = waiting_function("swnd_save_record", BYTES, POINTER(c_size_t), ARRAY)
_release = function("swnd_loaded_release", LOADED, restype=None)
_count = function("swnd_loaded_count", LOADED, restype=c_size_t)
_array = function("swnd_loaded_array", OUT, LOADED, COUNT)
_has_names = function("swnd_loaded_has_names", LOADED, restype=c_bool)
_name = function("swnd_loaded_name", LOADED, COUNT, restype=c_char_p)
_warning = function("swnd_loaded_warning", LOADED, COUNT, restype=c_char_p)

# Names are bytes in the file. What is no UTF-8 among them survives loading and saving.
_ENCODING = ("utf-8", "surrogateescape")


def save(path: bytes, arrays: Sequence[NDArray], names: Sequence[str] | None) -> None:
    """Writes a file."""
    handles = pointers(arrays, "save", "data")
    texts: Any = None
    if names is not None:
        encoded = [name.encode(*_ENCODING) for name in names]
        texts = (c_char_p * len(encoded))(*encoded)
    status = patiently(_save, path, handles, texts, len(arrays))
    if status:
        raise failure(status)


def load(path: bytes, level: int) -> Any:
    """The arrays of a file: a list, or a dict where they have names.

    `level` is that of the user's call among those above this one, for `warnings.warn`.
    """
    return _loaded(level + 1, _load, path)


def load_from_buffer(buffer: Any, level: int) -> Any:
    """The arrays of a file that is in memory."""
    return _loaded(level + 1, _load_from_buffer, *_memory(buffer))


def to_record(array: NDArray) -> bytearray:
    """An array by itself, as the state of MXNet's pickles holds it."""
    size = c_size_t()
    status = patiently(_save_record, None, byref(size), array._cell)
    if status:
        raise failure(status)
    record = bytearray(size.value)
    status = patiently(_save_record, byref(_buffer(record)), byref(size), array._cell)
    if status:
        raise failure(status)
    return record


def from_record(record: Any) -> NDArray | None:
    """The array of such a record, in the context that it was in; None where it holds none."""
    result: list[NDArray | None] = _loaded(3, _load_record, *_memory(record))
    array = result[0]
    return None if array is None else array.as_in_context(_context(memoryview(record).cast("B")))


def _context(record: memoryview) -> Context:
    """The context in a dense record that was read: after magic number, kind of storage, shape."""
    (magic,) = struct.unpack_from("<I", record)
    if magic in (_V2, _V3):
        (rank,) = struct.unpack_from("<i", record, 8)
        place = 12 + 8 * max(rank, 0)
    elif magic == _V1:
        (rank,) = struct.unpack_from("<i", record, 4)
        place = 8 + 8 * max(rank, 0)
    else:
        place = 4 + 4 * int(magic)
    if struct.unpack_from("<i", record, 4) != (0,) and magic in (_V2, _V3):
        return Context("cpu", 0)
    kind, index = struct.unpack_from("<ii", record, place)
    # What was on a GPU comes to the processor, as everything that there is none for.
    name = Context.devtype2str.get(kind, "cpu")
    return Context("cpu", 0) if name == "gpu" or index < 0 else Context(name, index)


# Of MXNet 1.0 to 1.4, 1.5 to 1.9, and 1.6 to 1.9 in NumPy's ways.
_V1, _V2, _V3 = 0xF993FAC8, 0xF993FAC9, 0xF993FACA


_buffer: Callable[[Any], Any] = c_char.from_buffer


def _memory(buffer: Any) -> tuple[Any, int]:
    """Address and size of an object's bytes."""
    data = numpy.frombuffer(buffer, numpy.uint8)
    return c_void_p(data.__array_interface__["data"][0]), data.nbytes


def _loaded(level: int, call: Callable[..., int], *arguments: Any) -> Any:
    cell = c_void_p()
    status = patiently(call, byref(cell), *arguments)
    if status:
        raise failure(status)
    try:
        _warn(cell, level + 1)
        arrays = [_taken(cell, position) for position in range(_count(cell))]
        if not _has_names(cell):
            return arrays
        names = [_name(cell, position).decode(*_ENCODING) for position in range(len(arrays))]
    finally:
        _release(cell)
    result = dict(zip(names, arrays))
    if len(result) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        warnings.warn(
            f"load: there are several arrays called {twice!r}; the last one is taken",
            stacklevel=level,
        )
    return result


def _taken(cell: c_void_p, position: int) -> NDArray | None:
    array = pointer()
    status = _array(array, cell, position)
    if status:
        raise failure(status)
    return wrap(array) if array else None


def _warn(cell: c_void_p, level: int) -> None:
    position = 0
    while True:
        text = _warning(cell, position)
        if text is None:
            return
        warnings.warn(text.decode("utf-8", "replace"), stacklevel=level)
        position += 1
