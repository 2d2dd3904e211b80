"""Memory of the host: how much is in use, limits, giving it back.

before = mx.set_memory_limit(4 << 30)   # arrays take at most 4 GiB from here on
mx.reset_peak_memory()
train()
print(mx.memory_stats()["bytes_peak"])
mx.set_memory_limit(before)
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_uint64
from typing import SupportsIndex

from swnd._library import Function, failure, function, memory_stats_struct
from swnd.base import MXNetTypeError, MXNetValueError

__all__ = [
    "empty_cache",
    "memory_stats",
    "reset_peak_memory",
    "set_memory_cache_limit",
    "set_memory_limit",
]

_DEFAULT = 2**64 - 1  # SWND_MEMORY_DEFAULT

_read_stats = function("swnd_memory_read_stats", POINTER(memory_stats_struct))
_reset_peak = function("swnd_memory_reset_peak")
_set_limit = function("swnd_memory_set_limit", POINTER(c_uint64), c_uint64)
_set_cache_limit = function("swnd_memory_set_cache_limit", POINTER(c_uint64), c_uint64)
_empty_cache = function("swnd_memory_empty_cache")


def memory_stats() -> dict[str, int]:
    """What is known about memory, in bytes of whole blocks.

    `bytes_in_use` is held by arrays, `bytes_peak` the most of it since the start or
    `reset_peak_memory`, `bytes_cached` is kept for reuse; `system_allocations` counts blocks that
    were new memory, not reused. `limit` and `cache_limit` are what may be set.
    """
    result = memory_stats_struct(ctypes.sizeof(memory_stats_struct))
    status = _read_stats(result)
    if status:
        raise failure(status)
    return {name: getattr(result, name) for name, _ in memory_stats_struct._fields_[1:]}


def reset_peak_memory() -> None:
    """Begins a new measurement of `bytes_peak`."""
    status = _reset_peak()
    if status:
        raise failure(status)


def set_memory_limit(limit: SupportsIndex | None) -> int:
    """Sets the most bytes that arrays may take, those kept for reuse included; returns what it was.

    Beyond it, operators raise MXNetMemoryError. None is the limit at the start: the environment's
    `SWND_MEMORY_LIMIT`, or the memory of the machine or its control group.
    """
    return _set("set_memory_limit", _set_limit, limit)


def set_memory_cache_limit(limit: SupportsIndex | None) -> int:
    """Sets the most bytes that are kept for reuse; returns what it was.

    None is the limit at the start: the environment's `SWND_MEMORY_CACHE`, or an eighth of memory.
    """
    return _set("set_memory_cache_limit", _set_cache_limit, limit)


def empty_cache() -> None:
    """Gives memory kept for reuse back to the system.

    What was not needed for a second goes back without it, as other arrays come and go.
    """
    status = _empty_cache()
    if status:
        raise failure(status)


def _set(name: str, call: Function, limit: SupportsIndex | None) -> int:
    try:
        number = _DEFAULT if limit is None else limit.__index__()
    except AttributeError:
        raise MXNetTypeError(
            f"{name}: limit must be a number of bytes or None, not {limit!r}"
        ) from None
    if number < 0:
        raise MXNetValueError(f"{name}: limit must not be negative, it is {number}")
    previous = c_uint64()
    # No machine has 2**63 bytes.
    status = call(previous, number if limit is None else min(number, 2**63 - 1))
    if status:
        raise failure(status)
    return previous.value
