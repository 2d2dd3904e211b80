"""Objects of Python that the library holds: it knows them by numbers, and tells when it lets go."""

from __future__ import annotations

import ctypes
import itertools
from typing import Any, Callable

RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
"""The type of `release`."""

_objects: dict[int, Any] = {}
_numbers = itertools.count(1)


def hold(thing: Any) -> int:
    """Keeps an object until the library calls `release` with the number that it has here."""
    number = next(_numbers)
    _objects[number] = thing
    return number


def held(number: int) -> Any:
    """The object with a number."""
    return _objects[number]


def let_go(number: int, forget: Callable[..., Any] = _objects.pop) -> None:
    """Forgets an object, as the library does by `release`."""
    forget(number, None)


def for_ever(callback: Any) -> Any:
    """Keeps what the library calls, or may find, while the interpreter ends and modules go."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(callback))
    return callback


# Not `let_go`: no line of Python runs while the library ends a call, for Ctrl-C would be raised
# in it, and lost.
release = for_ever(RELEASE(_objects.pop))
"""For the library: called with a number when the object is needed no more, by any thread, once."""
