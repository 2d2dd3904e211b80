"""Elements in memory that others use as well, without copying: NumPy, DLPack, Python's buffers.

What is given away to be read are the elements as they are: later writes to the array go to other
memory. What is given away to be written, and what comes from others, is shared: each sees what the
others write.
"""

from __future__ import annotations

from ctypes import (
    CFUNCTYPE,
    PYFUNCTYPE,
    byref,
    c_char,
    c_char_p,
    c_int,
    c_int32,
    c_uint64,
    c_void_p,
    py_object,
    pythonapi,
)
from typing import TYPE_CHECKING, Any, Callable

import numpy

from swnd._held import for_ever, hold, let_go, release
from swnd._library import (
    ARRAY,
    BOOLEAN,
    BYTES,
    CONTEXT,
    COUNT,
    DTYPE,
    INTEGERS,
    OUT,
    failure,
    function,
    patiently,
    waiting_function,
)
from swnd.base import MXNetTypeError, MXNetValueError
from swnd.context import cpu
from swnd.ndarray._creation import array
from swnd.ndarray._handle import Handle
from swnd.ndarray._runtime import context_struct, dtype_code, integers, pointer, wrap, wrong_kind

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray
else:
    NDArray = None  # put here by ndarray.py

__all__ = ["from_dlpack", "from_numpy", "to_dlpack_for_read", "to_dlpack_for_write"]

_data = waiting_function("swnd_array_data", OUT, OUT, ARRAY)
_from_memory = function(
    "swnd_array_from_memory",
    *(OUT, BYTES, INTEGERS, COUNT, DTYPE, CONTEXT, c_int32, c_void_p, c_void_p),
)
_to_dlpack = waiting_function("swnd_array_to_dlpack", OUT, ARRAY, BOOLEAN)
_to_dlpack_versioned = waiting_function("swnd_array_to_dlpack_versioned", OUT, ARRAY, BOOLEAN)
_from_dlpack = function("swnd_array_from_dlpack", OUT, c_void_p)
_from_dlpack_versioned = function("swnd_array_from_dlpack_versioned", OUT, c_void_p)

# swnd_access
_CONSTANT, _ARRAY, _ALL = 0, 1, 2

# DLDeviceType, and the number of the device.
_PROCESSOR = (1, 0)
_OPENCL = 4

_WRITABLE_BUFFER = 1
"""PyBUF_WRITABLE."""


class _Kind:
    """One of the two structures of DLPack: what capsules with it are called, and its places."""

    def __init__(self, name: bytes, make: Callable[..., int], take: Callable[..., int]) -> None:
        self.name = name
        self.used = b"used_" + name
        self.make = make
        self.take = take


_PLAIN = _Kind(b"dltensor", _to_dlpack, _from_dlpack)
_VERSIONED = _Kind(b"dltensor_versioned", _to_dlpack_versioned, _from_dlpack_versioned)

# Where the deleter stands in each structure, and the flags in the newer one.
_DELETERS = {_PLAIN.name: 56, _VERSIONED.name: 16}
_FLAGS = 24
_IS_COPY = 2

# A capsule is named by an object here, but by its bare address where it is about to go away.
_new_capsule = PYFUNCTYPE(py_object, c_void_p, c_char_p, c_void_p)(
    ("PyCapsule_New", pythonapi),
)
_is_capsule = PYFUNCTYPE(c_int, py_object, c_char_p)(("PyCapsule_IsValid", pythonapi))
_capsule_pointer = PYFUNCTYPE(c_void_p, py_object, c_char_p)(("PyCapsule_GetPointer", pythonapi))
_rename_capsule = PYFUNCTYPE(c_int, py_object, c_char_p)(("PyCapsule_SetName", pythonapi))
_is_dying_capsule = PYFUNCTYPE(c_int, c_void_p, c_char_p)(("PyCapsule_IsValid", pythonapi))
_dying_pointer = PYFUNCTYPE(c_void_p, c_void_p, c_char_p)(("PyCapsule_GetPointer", pythonapi))
_deleter = CFUNCTYPE(None, c_void_p)


def _end(
    capsule: int,
    deleters: dict[bytes, int] = _DELETERS,
    is_valid: Callable[..., Any] = _is_dying_capsule,
    address: Callable[..., Any] = _dying_pointer,
    cell: Any = c_void_p,
    call: Any = _deleter,
) -> None:
    """Called when a capsule goes away: ends a tensor that nobody has taken."""
    for name, place in deleters.items():
        if is_valid(capsule, name):
            tensor = address(capsule, name)
            call(cell.from_address(tensor + place).value)(tensor)


_end_capsule = PYFUNCTYPE(None, c_void_p)(_end)


# Capsules may outlive this module, and their names and their end must, too.
for _kept in (_end_capsule, *_DELETERS, _PLAIN.used, _VERSIONED.used):
    for_ever(_kept)
del _kept


def _capsule(source: NDArray, write: bool, kind: _Kind, is_copy: bool = False) -> Any:
    cell = pointer()
    status = patiently(kind.make, cell, source._cell, write)
    if status:
        raise failure(status)
    if is_copy and kind is _VERSIONED:
        c_uint64.from_address((cell.value or 0) + _FLAGS).value |= _IS_COPY
    return _new_capsule(cell, kind.name, _end_capsule)


def to_dlpack_for_read(data: NDArray) -> Any:
    """A DLPack capsule of the elements as they are now, which whoever takes it must not write.

    Parameters
    ----------
    data : NDArray
        The array.

    Returns
    -------
    PyCapsule
    """
    if not isinstance(data, NDArray):
        raise wrong_kind("to_dlpack_for_read", "data", "an NDArray", data)
    return _capsule(data, False, _PLAIN)


def to_dlpack_for_write(data: NDArray) -> Any:
    """A DLPack capsule of the array's memory: each side sees what the other writes.

    Parameters
    ----------
    data : NDArray
        The array.

    Returns
    -------
    PyCapsule
    """
    if not isinstance(data, NDArray):
        raise wrong_kind("to_dlpack_for_write", "data", "an NDArray", data)
    return _capsule(data, True, _PLAIN)


def from_dlpack(dlpack: Any) -> NDArray:
    """An array over the memory of a tensor of another library, without copying.

    Each side sees what the other writes, unless the tensor is read-only.

    Parameters
    ----------
    dlpack : PyCapsule, or an object with `__dlpack__`
        The tensor; its elements lie in C order on the processor. A capsule can be taken once.

    Returns
    -------
    NDArray
    """
    if hasattr(dlpack, "__dlpack__"):
        dlpack = _given_by(dlpack)
    for kind in (_PLAIN, _VERSIONED):
        if _is_capsule(dlpack, kind.name):
            cell = pointer()
            status = kind.take(cell, _capsule_pointer(dlpack, kind.name))
            if status:
                raise failure(status)
            _rename_capsule(dlpack, kind.used)
            return wrap(cell)
    if any(_is_capsule(dlpack, kind.used) for kind in (_PLAIN, _VERSIONED)):
        raise MXNetValueError("from_dlpack: the capsule has been taken by somebody else before")
    raise MXNetTypeError(
        "from_dlpack: dlpack must be a DLPack capsule or have __dlpack__, not a "
        f"{type(dlpack).__name__}"
    )


def _given_by(tensor: Any) -> Any:
    try:
        return tensor.__dlpack__(max_version=(1, 0))
    except TypeError:  # from before version 1.0
        return tensor.__dlpack__()


def from_numpy(ndarray: numpy.ndarray[Any, Any], zero_copy: bool = True) -> NDArray:
    """An array with the elements and the dtype of a NumPy array.

    Parameters
    ----------
    ndarray : numpy.ndarray
        Where the elements come from; in C order to be shared.
    zero_copy : bool, default True
        Whether the memory is shared. NumPy then can no longer write it: `ndarray` becomes
        read-only, and shows what is written to the result. One that is read-only already stays as
        it is: the first write gives the result memory of its own.

    Returns
    -------
    NDArray
    """
    if not isinstance(ndarray, numpy.ndarray):
        raise wrong_kind("from_numpy", "ndarray", "a numpy.ndarray", ndarray)
    code = dtype_code(ndarray.dtype, "from_numpy")
    if not zero_copy or not ndarray.dtype.isnative:
        return array(ndarray, dtype=ndarray.dtype.type)
    if not ndarray.flags["C_CONTIGUOUS"]:
        raise MXNetValueError(
            "from_numpy: ndarray is not in C order: only copies can be made, with zero_copy=False"
        )
    access = _CONSTANT
    if ndarray.flags["WRITEABLE"]:
        # Other views of the memory may still be written.
        access = _ARRAY if ndarray.flags["OWNDATA"] else _ALL
    shape, rank = integers(ndarray.shape, "from_numpy", "shape")
    number = hold(ndarray)
    cell = pointer()
    status = _from_memory(
        cell,
        ndarray.__array_interface__["data"][0],
        *(shape, rank, code, context_struct(cpu(), "from_numpy"), access, release, number),
    )
    if status:
        let_go(number)
        raise failure(status)
    ndarray.flags["WRITEABLE"] = False
    return wrap(cell)


_memory_of: Callable[[Any], memoryview] = memoryview


class Sharing(Handle):
    """What other libraries ask an array for."""

    __slots__ = ()

    def _seen(self) -> numpy.ndarray[Any, Any]:
        """The elements as they are now, as a NumPy array that cannot be written."""
        shape, dtype, _, size = self._described()
        cell, start = pointer(), pointer()
        status = patiently(_data, cell, byref(start), self._cell)
        if status:
            raise failure(status)
        memory: Any = (c_char * (size * numpy.dtype(dtype).itemsize)).from_address(start.value or 0)
        memory.owner = wrap(cell)
        result: numpy.ndarray[Any, Any] = numpy.frombuffer(memory, dtype).reshape(shape)
        result.flags["WRITEABLE"] = False
        return result

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> numpy.ndarray[Any, Any]:
        """For NumPy: the elements, copied where `copy` or another dtype asks for it."""
        result: numpy.ndarray[Any, Any] = self._seen()
        if dtype is not None and result.dtype != dtype:
            if copy is False:
                raise MXNetValueError(
                    f"__array__: {result.dtype} is not {numpy.dtype(dtype)} without a copy"
                )
            result = numpy.array(result, dtype)
        elif copy:
            result = numpy.array(result)
        return result

    @property
    def __array_interface__(self) -> dict[str, Any]:
        seen = self._seen()
        data = _memory_of(seen).cast("B") if seen.size else b""
        return {**seen.__array_interface__, "data": data}

    def __buffer__(self, flags: int) -> memoryview:
        """For `memoryview`, from Python 3.12 on: the elements as they are now, read-only."""
        if flags & _WRITABLE_BUFFER:
            raise BufferError("the elements of an NDArray cannot be written through a buffer")
        return _memory_of(self._seen())

    def __dlpack_device__(self) -> tuple[int, int]:
        """For DLPack: the processor, (1, 0), or an OpenCL device, (4, its number)."""
        context = self.context
        return (_OPENCL, context.device_id) if context.device_type == "gpu" else _PROCESSOR

    def __dlpack__(
        self,
        *,
        stream: Any = None,
        max_version: tuple[int, int] | None = None,
        dl_device: tuple[int, int] | None = None,
        copy: bool | None = None,
    ) -> Any:
        """For DLPack: a capsule of the memory, which both sides write; of a copy if `copy`.

        Memory of a GPU is not lent; `dl_device=(1, 0)` gives a copy on the processor.
        """
        own = self.__dlpack_device__()
        asked = own if dl_device is None else tuple(dl_device)
        if own != _PROCESSOR and asked == _PROCESSOR and copy is not False:
            source: Any = self.as_in_context(cpu())  # type: ignore[attr-defined]
            copy = True
        elif asked != own:
            raise BufferError(f"__dlpack__: an NDArray lives on device {own}, not {dl_device}")
        elif own != _PROCESSOR:
            raise BufferError(
                f"__dlpack__: memory of {self.context} is not lent;"
                " as_in_context(mx.cpu()) copies it"
            )
        else:
            source = self.copy() if copy else self  # type: ignore[attr-defined]
        kind = _VERSIONED if max_version is not None and max_version[0] >= 1 else _PLAIN
        return _capsule(source, True, kind, is_copy=bool(copy))

    def to_dlpack_for_read(self) -> Any:
        """A DLPack capsule of the elements as they are now: see `nd.to_dlpack_for_read`."""
        return to_dlpack_for_read(self)  # type: ignore[arg-type]

    def to_dlpack_for_write(self) -> Any:
        """A DLPack capsule of the array's memory: see `nd.to_dlpack_for_write`."""
        return to_dlpack_for_write(self)  # type: ignore[arg-type]
