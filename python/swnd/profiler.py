"""What was executed when, and for how long: MXNet's profiler, for swnd's engine.

    profiler.set_config(filename="profile.json")
    profiler.set_state("run")
    ...
    profiler.set_state("stop")
    profiler.dump()  # open the file with https://ui.perfetto.dev
    print(profiler.dumps())

Each launch is an event that names the operators in it and the lines that called them; waits of
threads are events of their own.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from ctypes import POINTER, c_bool, c_char_p, c_size_t, c_void_p
from typing import Any

from swnd._library import function, text_of
from swnd.base import MXNetTypeError, MXNetValueError

__all__ = ["dump", "dumps", "pause", "resume", "set_config", "set_state"]

_set_running = function("swnd_profiler_set_running", c_bool)
_reset = function("swnd_profiler_reset")
_trace = function("swnd_profiler_trace", c_char_p, POINTER(c_size_t))
_summary = function("swnd_profiler_summary", c_char_p, POINTER(c_size_t))

# An address: ctypes would keep a text for ever.
_Site = ctypes.CFUNCTYPE(c_void_p)
_set_call_site = function("swnd_set_call_site", _Site)

# What MXNet's set_config takes; those that choose what is written down have no meaning here.
_OPTIONS = frozenset(
    (
        "aggregate_stats",
        "continuous_dump",
        "dump_period",
        "filename",
        "gpu_memory_profile_filename_prefix",
        "profile_all",
        "profile_api",
        "profile_imperative",
        "profile_memory",
        "profile_process",
        "profile_symbolic",
    )
)

_config: dict[str, Any] = {"filename": "profile.json"}
_state = "stop"
_texts = threading.local()
_INTERRUPTED = ctypes.create_string_buffer(b"")
_PACKAGE = os.path.dirname(os.path.abspath(__file__)) + os.sep


def set_config(**options: Any) -> None:
    """Sets options: `filename` is where :func:`dump` writes, "profile.json" at first.

    MXNet's other options are accepted, and do nothing: everything is written down.
    """
    for name in options:
        if name not in _OPTIONS:
            raise MXNetTypeError(f"set_config: no option is called '{name}'")
    _config.update(options)


def set_state(state: str = "stop", profile_process: str = "worker") -> None:
    """Begins ("run") or stops ("stop") to write down what is executed."""
    global _state
    if state not in ("run", "stop"):
        raise MXNetValueError(f"set_state: state is {state!r}, not 'run' or 'stop'")
    _state = state
    _set_running(state == "run")


def pause(profile_process: str = "worker") -> None:
    """Stops for a while."""
    _set_running(False)


def resume(profile_process: str = "worker") -> None:
    """Goes on after :func:`pause`."""
    _set_running(_state == "run")


def dump(finished: bool = True, profile_process: str = "worker") -> None:
    """Writes what was written down to the file of :func:`set_config`, as a Chrome trace.

    With `finished`, the profiler stops and forgets it.
    """
    if finished:
        set_state("stop")
    with open(_config["filename"], "w", encoding="utf-8") as file:
        file.write(text_of(_trace))
    if finished:
        _reset()


def dumps(
    reset: bool = False, format: str = "table", sort_by: str = "total", ascending: bool = False
) -> str:
    """A table of how often events were, and how long they took, the longest total first."""
    if format not in ("table", "json"):
        raise MXNetValueError(f"dumps: format is {format!r}, not 'table' or 'json'")
    result = text_of(_summary if format == "table" else _trace)
    if reset:
        _reset()
    return result


def _call_site() -> int | None:
    """The line outside of this package that called the operator."""
    try:
        frame: Any = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename.startswith(_PACKAGE):
            frame = frame.f_back
        if frame is None:
            return None
        text = f"{frame.f_code.co_filename}:{frame.f_lineno}".encode("utf-8", "replace")
        _texts.last = ctypes.create_string_buffer(text)
        return ctypes.addressof(_texts.last)
    except KeyboardInterrupt:
        # Nobody would hear of it: the library raises it again when it is done.
        return ctypes.addressof(_INTERRUPTED)


_callback = _Site(_call_site)
_set_call_site(_callback)
