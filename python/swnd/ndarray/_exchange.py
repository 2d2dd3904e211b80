"""Other formats than MXNet's own: NumPy's .npy and .npz, and safetensors, by their own packages."""

from __future__ import annotations

import io
import warnings
from importlib import import_module
from typing import Any, BinaryIO, Iterator, Sequence, Tuple, Union

import numpy

from swnd._replacing import replacing
from swnd.base import (
    MXNetError,
    MXNetLibraryError,
    MXNetMemoryError,
    MXNetTypeError,
    MXNetValueError,
)
from swnd.ndarray._creation import array
from swnd.ndarray._runtime import DTYPES

Source = Union[str, bytes]
"""The name of a file, or its bytes."""

Pairs = Sequence[Tuple[str, Any]]
"""Arrays with their names."""

NPY = "npy"
NPZ = "npz"
SAFETENSORS = "safetensors"

_DTYPES = frozenset(numpy.dtype(known).name for known in DTYPES)
_WIDER = {"int16": "int32", "uint16": "int32", "uint32": "int64", "bfloat16": "float32"}


def format_of(head: bytes) -> str | None:
    """The format of a file that begins like this; None for MXNet's own, and all others."""
    if head[:6] == b"\x93NUMPY":
        return NPY
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return NPZ
    # The length of a JSON text, and its first character.
    if len(head) > 8 and head[8:9] == b"{" and head[4:8] == b"\0\0\0\0":
        return SAFETENSORS
    return None


# Reading


def read(form: str, source: Source, name: str, level: int) -> Any:
    """The arrays of a file: a list of one for .npy, a dict for the others.

    `name` begins messages; `level` is that of the user's call among those above this one, for
    `warnings.warn`.
    """
    result: dict[str, Any] = {}
    notes: list[str] = []
    try:
        for key, value in _READERS[form](source):
            result[key] = _converted(value, f"{name}: '{key}'" if key else name, notes)
    except MXNetError:
        raise
    except MemoryError as error:
        raise MXNetMemoryError(f"{name}: {error}") from None
    except Exception as error:  # what readers raise for files that are wrong is of many types
        raise MXNetValueError(f"{name}: cannot be read as {form}: {error}") from None
    for note in notes:
        warnings.warn(note, stacklevel=level)
    return list(result.values()) if form == NPY else result


def _opened(source: Source) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else open(source, "rb")


def _read_npy(source: Source) -> Iterator[tuple[str, Any]]:
    with _opened(source) as file:
        yield "", numpy.load(file, allow_pickle=False)


def _read_npz(source: Source) -> Iterator[tuple[str, Any]]:
    with _opened(source) as file, numpy.load(file, allow_pickle=False) as archive:
        for key in archive.files:
            yield key, archive[key]


def _read_safetensors(source: Source) -> Iterator[tuple[str, Any]]:
    package = _safetensors()
    with _opened(source) as file:
        data = file.read()
    # Bytes as they are: NumPy has no bfloat16.
    for key, tensor in package.deserialize(data):
        yield key, _tensor(tensor["dtype"], tensor["shape"], tensor["data"], key)


_READERS = {NPY: _read_npy, NPZ: _read_npz, SAFETENSORS: _read_safetensors}

_TENSORS = {
    "BOOL": "bool",
    "I8": "int8",
    "U8": "uint8",
    "I16": "int16",
    "U16": "uint16",
    "I32": "int32",
    "U32": "uint32",
    "I64": "int64",
    "U64": "uint64",
    "F16": "float16",
    "F32": "float32",
    "F64": "float64",
}


class _Bfloat16:
    """Elements that were bfloat16, as float32."""

    def __init__(self, halves: Any) -> None:
        self.values = (halves.astype(numpy.uint32) << 16).view(numpy.float32)


def _tensor(kind: str, shape: Sequence[int], data: Any, key: str) -> Any:
    name = "uint16" if kind == "BF16" else _TENSORS.get(kind)
    if name is None:
        raise MXNetTypeError(f"load: '{key}' is {kind}, which no dtype of arrays is like")
    values = numpy.frombuffer(data, numpy.dtype(name).newbyteorder("<")).reshape(shape)
    return _Bfloat16(values) if kind == "BF16" else values


def _converted(value: Any, subject: str, notes: list[str]) -> Any:
    """The array of what was read, in a dtype that arrays have."""
    if isinstance(value, _Bfloat16):
        was, target, value = "bfloat16", "float32", value.values
    else:
        was = value.dtype.name
        target = _WIDER.get(was, was)
        if was == "uint64":
            fits = value.size == 0 or value.max() < 2**63
            target = "int64" if fits else "float64"
    if target != was:
        rounded = ", rounded" if was == "uint64" and target == "float64" else ""
        notes.append(f"{subject} is {was}, it is read as {target}{rounded}")
    if target not in _DTYPES:
        raise MXNetTypeError(f"{subject} is {was}, which no dtype of arrays is like")
    return array(value.astype(target, copy=False), dtype=target)


# Writing


def write(form: str, path: str, arrays: Pairs) -> None:
    """Writes a file, which appears when it is whole."""
    package = _safetensors() if form == SAFETENSORS else None
    if form == NPY and len(arrays) != 1:
        raise MXNetValueError(f"save: a .npy file holds one array, not {len(arrays)}")
    try:
        with replacing(path) as temporary:
            if package is not None:
                tensors = {key: value.asnumpy() for key, value in arrays}
                package.numpy.save_file(tensors, temporary)
            else:
                with open(temporary, "wb") as file:
                    if form == NPY:
                        numpy.save(file, arrays[0][1].asnumpy(), allow_pickle=False)
                    else:
                        _write_archive(file, arrays)
    except OSError as error:
        raise MXNetValueError(
            f"save: '{path}': cannot be written: {error.strerror or error}"
        ) from None


def _write_archive(file: BinaryIO, arrays: Pairs) -> None:
    """As `numpy.savez` does, but one array after the other is copied out, not all at once."""
    import zipfile  # most programs never need it

    with zipfile.ZipFile(file, "w", allowZip64=True) as archive:
        for key, value in arrays:
            with archive.open(f"{key}.npy", "w", force_zip64=True) as part:
                numpy.lib.format.write_array(part, value.asnumpy(), allow_pickle=False)


def _safetensors() -> Any:
    try:
        import_module("safetensors.numpy")
        return import_module("safetensors")
    except ImportError as error:
        raise MXNetLibraryError(
            f"safetensors: the Python package of this name is needed for such files: {error}"
        ) from None
