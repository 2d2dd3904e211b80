"""The engine: waiting, threads, counters. `swnd.memory` has more about memory."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_size_t

from swnd._library import engine_stats, failure, function, waiting_function
from swnd.base import MXNetTypeError
from swnd.memory import empty_cache

__all__ = ["empty_cache", "num_threads", "set_num_threads", "stats", "waitall"]

_wait_all = waiting_function("swnd_wait_all")
_num_threads = function("swnd_num_threads", restype=c_size_t)
_set_num_threads = waiting_function("swnd_set_num_threads", c_size_t)
_read_stats = function("swnd_engine_read_stats", POINTER(engine_stats))


def waitall() -> None:
    """Returns when all work handed over so far has been done."""
    status = _wait_all()
    if status:
        raise failure(status)


def num_threads() -> int:
    """How many threads compute."""
    return int(_num_threads())


def set_num_threads(count: int) -> None:
    """Sets how many threads compute."""
    try:
        status = _set_num_threads(max(0, count.__index__()))
    except (AttributeError, ctypes.ArgumentError):
        raise MXNetTypeError(f"set_num_threads: count must be a small int, not {count!r}") from None
    if status:
        raise failure(status)


def stats() -> dict[str, int]:
    """Counters since the start: kernels launched, bytes held, bytes kept for reuse."""
    counters = engine_stats(ctypes.sizeof(engine_stats))
    status = _read_stats(counters)
    if status:
        raise failure(status)
    return {name: getattr(counters, name) for name, _ in engine_stats._fields_[1:]}
