"""The engine: waiting, threads, counters. `swnd.memory` has more about memory."""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from ctypes import POINTER, c_char_p, c_size_t
from typing import TYPE_CHECKING, Any, Iterator

from swnd._library import (
    ARRAY,
    engine_stats,
    failure,
    function,
    patiently,
    text_of,
    waiting_function,
)
from swnd.base import MXNetTypeError
from swnd.memory import empty_cache

__all__ = [
    "bulk",
    "empty_cache",
    "graph",
    "num_threads",
    "set_bulk_size",
    "set_num_threads",
    "set_window",
    "stats",
    "waitall",
]

_wait_all = waiting_function("swnd_wait_all")
_num_threads = function("swnd_num_threads", restype=c_size_t)
_set_num_threads = waiting_function("swnd_set_num_threads", c_size_t)
_read_stats = function("swnd_engine_read_stats", POINTER(engine_stats))
_set_window = function("swnd_set_window", c_size_t, c_size_t)
_graph = function("swnd_array_graph", c_char_p, POINTER(c_size_t), ARRAY)

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray


def waitall() -> None:
    """Returns when all work handed over so far has been done."""
    status = patiently(_wait_all)
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


def set_window(nodes: int | None = None, size: int | None = None) -> None:
    """Bounds what may wait to be executed: operators, and bytes of their results.

    At a bound the calling thread computes, or waits until there is room.
    """
    for name, value in (("nodes", nodes), ("size", size)):
        if value is not None and (not hasattr(value, "__index__") or value < 1):
            raise MXNetTypeError(f"set_window: {name} must be a positive int, not {value!r}")
    try:
        status = _set_window(nodes or 0, size or 0)
    except ctypes.ArgumentError:
        raise MXNetTypeError(f"set_window: {nodes!r} and {size!r} are too large") from None
    if status:
        raise failure(status)


def set_bulk_size(size: int) -> int:
    """MXNet's name for the number of operators that may wait; gives the one before."""
    before = stats()["window_nodes"]
    if not hasattr(size, "__index__"):
        raise MXNetTypeError(f"set_bulk_size: size must be an int, not {size!r}")
    set_window(nodes=max(1, size.__index__()))
    return before


@contextmanager
def bulk(size: int) -> Iterator[None]:
    """A scope with another number of operators that may wait."""
    before = set_bulk_size(size)
    try:
        yield
    finally:
        set_bulk_size(before)


def graph(array: NDArray) -> str:
    """What waits to be executed behind an array, as text in the DOT language of Graphviz.

    Boxes with round corners are values that are there; of a value that has been computed there is
    nothing else to see.
    """
    cell: Any = getattr(array, "_cell", None)
    if cell is None:
        raise MXNetTypeError(f"graph: array is no NDArray but {type(array).__name__}")
    return text_of(_graph, cell)
