"""The compiled library: loading it, and its functions with their types.

Calls are short, so they keep Python's lock (`PyDLL`), which is cheaper, and let go of it where they
find too much work waiting; those that may wait give it up (`CDLL`). Handles travel as `c_void_p`
objects: the one that a call filled in becomes part of the array, without another object in between.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import sys
import warnings
from ctypes import POINTER, c_bool, c_double, c_int32, c_int64, c_size_t, c_uint64, c_void_p
from typing import Any, Callable

from swnd import _isa
from swnd.base import (
    MXNetError,
    MXNetIndexError,
    MXNetLibraryError,
    MXNetMemoryError,
    MXNetTypeError,
    MXNetValueError,
)

__all__ = ["array_info", "context_value", "failure", "function", "waiting_function"]

MAX_RANK = 8
NONE = -(2**63)
"""SWND_NONE: no value given."""


class context_value(ctypes.Structure):
    """`swnd_context`."""

    _fields_ = (("device", c_int32), ("index", c_int32))


class array_info(ctypes.Structure):
    """`swnd_array_info`."""

    _fields_ = (
        ("struct_size", c_size_t),
        ("dtype", c_int32),
        ("rank", c_int32),
        ("shape", c_int64 * MAX_RANK),
        ("count", c_int64),
        # A swnd_context, without an object of its own.
        ("device", c_int32),
        ("index", c_int32),
    )


class engine_stats(ctypes.Structure):
    """`swnd_engine_stats`."""

    _fields_ = (
        ("struct_size", c_size_t),
        ("launches", c_uint64),
        ("bytes_in_use", c_uint64),
        ("bytes_peak", c_uint64),
        ("bytes_cached", c_uint64),
        ("system_allocations", c_uint64),
        ("pending", c_uint64),
        ("window_nodes", c_uint64),
        ("window_bytes", c_uint64),
    )


class gpu_info(ctypes.Structure):
    """`swnd_gpu_info`."""

    _fields_ = (
        ("struct_size", c_size_t),
        ("name", ctypes.c_char * 128),
        ("driver", ctypes.c_char * 64),
        ("memory", c_uint64),
        ("limit", c_uint64),
        ("bytes_in_use", c_uint64),
        ("bytes_peak", c_uint64),
        ("bytes_cached", c_uint64),
        ("allocations", c_uint64),
        ("launches", c_uint64),
        ("programs_built", c_uint64),
        ("programs_loaded", c_uint64),
    )


class memory_stats_struct(ctypes.Structure):
    """`swnd_memory_stats`."""

    _fields_ = (
        ("struct_size", c_size_t),
        ("bytes_in_use", c_uint64),
        ("bytes_peak", c_uint64),
        ("bytes_cached", c_uint64),
        ("system_allocations", c_uint64),
        ("limit", c_uint64),
        ("cache_limit", c_uint64),
    )


# What parameters are, by the kinds that operators have. A cell passed as OUT goes by reference.
OUT = POINTER(c_void_p)
OUTS = POINTER(c_void_p)
ARRAY = c_void_p
ARRAYS = c_void_p  # packed pointers
INTEGER = c_int64
REAL = c_double
BOOLEAN = c_bool
INTEGERS = c_void_p  # packed int64
COUNT = c_size_t
DTYPE = c_int32
CONTEXT = context_value
CHOICE = c_int32
BYTES = c_void_p


def _load(path: str) -> tuple[ctypes.PyDLL, ctypes.CDLL]:
    try:
        short = ctypes.PyDLL(path)
    except OSError as error:
        raise MXNetLibraryError(f"swnd: {path} does not load: {error}") from None
    return short, ctypes.CDLL(path, handle=short._handle)


path = _isa.choose()
_short, _long = _load(path)

Function = Callable[..., Any]


def _typed(library: ctypes.CDLL, name: str, argtypes: tuple[Any, ...], restype: Any) -> Function:
    try:
        # By index, not by attribute: a function object of its own, not one kept by the library.
        result = library[name]
    except AttributeError:
        raise MXNetLibraryError(
            f"swnd: {path} has no function {name}: it is from another version than the Python "
            "files (`make build` makes both)"
        ) from None
    result.argtypes = argtypes
    result.restype = restype
    return result


def function(name: str, *argtypes: Any, restype: Any = c_int32) -> Function:
    """A C function that returns at once."""
    return _typed(_short, name, argtypes, restype)


def waiting_function(name: str, *argtypes: Any, restype: Any = c_int32) -> Function:
    """A C function that may wait or compute for long: other Python threads run meanwhile."""
    return _typed(_long, name, argtypes, restype)


class _caller_lock(ctypes.Structure):
    """`swnd_caller_lock`."""

    _fields_ = (
        ("struct_size", c_size_t),
        ("holder", c_void_p),
        ("caller", c_void_p),
        ("let_go", c_void_p),
        ("take_back", c_void_p),
        ("interrupted", c_void_p),
        ("interrupt", c_void_p),
    )


def _share_lock() -> None:
    """Has short calls give Python's lock up where they come to wait after all."""
    # Not PyGILState_Check, which says yes to everybody once there are subinterpreters.
    holder = "PyThreadState_GetUnchecked"
    if sys.version_info < (3, 13):
        holder = "_PyThreadState_UncheckedGet"
    names = (
        *(holder, "PyGILState_GetThisThreadState", "PyEval_SaveThread", "PyEval_RestoreThread"),
        *("PyOS_InterruptOccurred", "PyErr_SetInterrupt"),
    )
    addresses = (ctypes.cast(ctypes.pythonapi[name], c_void_p) for name in names)
    lock = _caller_lock(ctypes.sizeof(_caller_lock), *addresses)
    function("swnd_set_caller_lock", POINTER(_caller_lock))(lock)


_share_lock()

# Helpers end what they do while the process is still whole, as with MXNet's MXNotifyShutdown.
atexit.register(waiting_function("swnd_notify_shutdown"))

UNFINISHED = 9
"""SWND_UNFINISHED: a wait that took longer than this thread's patience."""

# Signals, such as that of Ctrl-C, are looked after between calls; so none of this thread's calls
# that wait takes longer than a tenth of a second.
function("swnd_set_patience", c_uint64)(100_000)


def patiently(call: Function, *arguments: Any) -> int:
    """The status of a waiting function in the end."""
    while True:
        status: int = call(*arguments)
        if status != UNFINISHED:
            return status


_last_error = function("swnd_last_error", restype=ctypes.c_char_p)

_ERRORS = {
    1: MXNetValueError,
    2: MXNetTypeError,
    3: MXNetIndexError,
    4: MXNetMemoryError,
}


def failure(status: int, name: str = "") -> MXNetError:
    """The exception for the status of the call that has just failed on this thread.

    `name` is the function that was called, where the message begins with another one's.
    """
    message = (_last_error() or b"").decode("utf-8", "replace")
    if name:
        message = name + message[message.find(":") :]
    return _ERRORS.get(status, MXNetError)(message or f"swnd: failed with status {status}")


def text_of(call: Function, *arguments: Any) -> str:
    """The text that a C function copies out, after having been asked how long it is."""
    size = c_size_t(0)
    while True:
        out = ctypes.create_string_buffer(size.value + 1)
        room = c_size_t(size.value + 1)
        status = call(out, ctypes.byref(room), *arguments)
        if not status:
            return out.value.decode("utf-8", "replace")
        if room.value <= size.value + 1:
            raise failure(status)
        size.value = room.value + room.value // 8


def text(name: str) -> str:
    """The result of a C function without parameters that returns a string."""
    value = function(name, restype=ctypes.c_char_p)()
    return (value or b"").decode("utf-8", "replace")


def _tell_of_environment() -> None:
    """Warns of environment variables whose values make no sense, and are ignored."""
    if any(name.startswith("SWND_") for name in os.environ):
        problems = function("swnd_environment_problems", ctypes.c_char_p, POINTER(c_size_t))
        for line in text_of(problems).splitlines():
            warnings.warn(line, RuntimeWarning, stacklevel=2)


_tell_of_environment()
