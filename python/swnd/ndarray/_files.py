"""Saving and loading arrays. Part of `nd`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from swnd.base import MXNetTypeError, MXNetValueError
from swnd.ndarray import _exchange, _records
from swnd.ndarray._runtime import shown, wrong_kind

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray
else:
    NDArray = None  # put here by ndarray.py

__all__ = ["load", "load_frombuffer", "save"]

_SUFFIXES = {".npy": _exchange.NPY, ".npz": _exchange.NPZ, ".safetensors": _exchange.SAFETENSORS}

_HEAD = 16
"""Bytes from the start of a file that tell its format."""


def save(fname: str | os.PathLike[str], data: Any) -> None:
    """Saves arrays to a file.

    The name tells the format: NumPy's for `.npz` and `.npy`, safetensors for `.safetensors` (its
    Python package must be there), MXNet's own for all others, as MXNet 1.9.1 writes it. The file
    appears when it is whole: what was there before stays until then.

    Parameters
    ----------
    fname : str
        Where to.
    data : NDArray, list of NDArray or dict of str to NDArray
        The arrays. `load` gives a list for a list or a single array, and a dict for a dict. Arrays
        without names are called `arr_0`, `arr_1`... in `.npz` and `.safetensors`.
    """
    path = _path(fname, "save")
    names, arrays = _named(data)
    form = _SUFFIXES.get(os.path.splitext(path)[1].lower())
    if form is None:
        _records.save(_bytes(path, "save"), arrays, names)
    else:
        if names is None:
            names = [f"arr_{number}" for number in range(len(arrays))]
        _exchange.write(form, path, list(zip(names, arrays)))


def load(fname: str | os.PathLike[str]) -> Any:
    """Loads the arrays of a file.

    The first bytes of the file tell its format: MXNet's, of any version, NumPy's or safetensors.
    Sparse arrays are read as dense ones, and elements of a dtype that arrays do not have (int16,
    uint16, uint32, uint64, bfloat16) as one that holds their values, both with a warning. Arrays
    come to `cpu(0)`.

    Parameters
    ----------
    fname : str
        The file.

    Returns
    -------
    list of NDArray, or dict of str to NDArray
        A dict where the arrays have names. None stands for an array that had no shape when it was
        saved.
    """
    path = _path(fname, "load")
    form = _exchange.format_of(_head(path))
    if form is None:
        return _records.load(_bytes(path, "load"), level=3)
    return _exchange.read(form, path, f"load: '{path}'", level=3)


def load_frombuffer(buf: bytes | bytearray | memoryview) -> Any:
    """Loads the arrays of a file whose bytes are in memory.

    Parameters
    ----------
    buf : bytes-like
        The bytes.

    Returns
    -------
    list of NDArray, or dict of str to NDArray
        As `load` gives it.
    """
    try:
        view = memoryview(buf).cast("B")
    except TypeError:
        raise wrong_kind("load_frombuffer", "buf", "bytes", buf) from None
    form = _exchange.format_of(bytes(view[:_HEAD]))
    if form is None:
        return _records.load_from_buffer(view, level=3)
    return _exchange.read(form, bytes(view), "load_frombuffer", level=3)


def _path(fname: Any, caller: str) -> str:
    try:
        return os.fsdecode(fname)
    except TypeError:
        raise wrong_kind(caller, "fname", "a string", fname) from None


def _bytes(path: str, caller: str) -> bytes:
    result = os.fsencode(path)
    if b"\0" in result:
        raise MXNetValueError(f"{caller}: fname contains a zero byte: {shown(path)}")
    return result


def _head(path: str) -> bytes:
    """The first bytes; nothing where there is no file: the library says what is wrong."""
    try:
        # A pipe would be waited for.
        if not os.path.isfile(path):
            return b""
        with open(path, "rb") as file:
            return file.read(_HEAD)
    except (OSError, ValueError):
        return b""


def _named(data: Any) -> tuple[list[str] | None, list[NDArray]]:
    """The names, if there are any, and the arrays."""
    if isinstance(data, NDArray):
        return None, [data]
    if isinstance(data, dict):
        for name, value in data.items():
            if not isinstance(name, str):
                raise MXNetTypeError(f"save: names must be str, not {shown(name)}")
            if not isinstance(value, NDArray):
                raise wrong_kind("save", f"data[{name!r}]", "an NDArray", value)
            if "\0" in name:
                raise MXNetValueError(f"save: the name {name!r} contains a zero byte")
        return list(data), list(data.values())
    if isinstance(data, (list, tuple)):
        for position, value in enumerate(data):
            if not isinstance(value, NDArray):
                raise wrong_kind("save", f"data[{position}]", "an NDArray", value)
        return None, list(data)
    raise MXNetTypeError(
        "save: data must be an NDArray, a list of NDArrays or a dict of str to NDArray, not "
        f"{shown(data)}"
    )
