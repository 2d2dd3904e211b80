"""Functions of the user that the library calls on its way back."""

from __future__ import annotations

import ctypes
import threading
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int32, c_size_t, c_void_p
from typing import TYPE_CHECKING, Any, Sequence

from swnd import _library
from swnd._held import RELEASE, for_ever, held, hold, release
from swnd._library import ARRAYS, COUNT
from swnd.base import MXNetValueError
from swnd.ndarray._handle import Handle
from swnd.ndarray._runtime import pointers, wrap, wrong_kind

if TYPE_CHECKING:
    from swnd.autograd import Function
    from swnd.ndarray.ndarray import NDArray

_BACKWARD = CFUNCTYPE(
    *(c_int32, c_void_p, POINTER(c_void_p), c_size_t),
    *(POINTER(c_void_p), c_size_t, POINTER(c_void_p), c_size_t),
)
_FAILED = 6  # SWND_ERROR_AUTOGRAD


class _function(ctypes.Structure):
    """`swnd_function`."""

    _fields_ = (
        ("struct_size", c_size_t),
        ("name", c_char_p),
        ("backward", _BACKWARD),
        ("release", RELEASE),
        ("state", c_void_p),
    )


_record = _library.function(
    "swnd_autograd_record_function",
    *(ARRAYS, POINTER(_function), ARRAYS, COUNT, ARRAYS, COUNT, ARRAYS, COUNT),
)
_retain = _library.function("swnd_array_retain", c_void_p, restype=None)

_errors = threading.local()
"""What a function of the user raised on this thread, until the call that went back raises it."""


def failure(status: int) -> BaseException:
    """The exception for a status: what a function of the user raised, if that is why."""
    error: BaseException | None = getattr(_errors, "raised", None)
    if error is None:
        return _library.failure(status)
    _errors.raised = None
    return error


def record(
    function: Function, name: str, results: Sequence[NDArray], inputs: Sequence[Any]
) -> list[NDArray]:
    """New arrays that hold the results, recorded as those of the function."""
    saved = function.saved_tensors
    out = (c_void_p * len(results))()
    packed = (
        *(pointers(results, name, "results"), len(results)),
        *(pointers(inputs, name, "inputs"), len(inputs)),
        *(pointers(saved, name, "saved_tensors"), len(saved)),
    )
    # The graph keeps them from here on, so that they are gone when it is.
    function.saved_tensors = ()
    # The number is let go whatever comes of the call.
    number = hold(function)
    struct = _function(
        ctypes.sizeof(_function), name.encode(), _backward, release, c_void_p(number)
    )
    status = _record(out, struct, *packed)
    if status:
        raise _library.failure(status)
    return [wrap(c_void_p(handle)) for handle in out]


def _shared(handles: Any, count: int) -> list[NDArray]:
    """Arrays of handles that belong to the library."""
    cells = [c_void_p(handles[position]) for position in range(count)]
    for cell in cells:
        _retain(cell)
    return [wrap(cell) for cell in cells]


def _go_back(
    number: int, out: Any, inputs: int, grads: Any, results: int, saved: Any, saved_count: int
) -> int:
    function: Function = held(number)
    try:
        function.saved_tensors = tuple(_shared(saved, saved_count))
        found = function.backward(*_shared(grads, results))
        for position, gradient in enumerate(_gradients(function, found, inputs)):
            if gradient is None:
                out[position] = None
            else:
                _retain(gradient._cell)
                out[position] = gradient._cell.value
    except BaseException as error:  # noqa: BLE001: it goes on in the call that went back
        _errors.raised = error
        return _FAILED
    finally:
        function.saved_tensors = ()
    return 0


def _gradients(function: Function, found: Any, count: int) -> Sequence[NDArray | None]:
    """What `backward` returned, as one array or None for each input."""
    name = type(function).__name__
    gradients = found if isinstance(found, (list, tuple)) else (found,)
    if len(gradients) != count:
        raise MXNetValueError(
            f"{name}: backward returned {len(gradients)} gradients for {count} inputs"
        )
    for position, gradient in enumerate(gradients):
        if gradient is not None and not isinstance(gradient, Handle):
            raise wrong_kind(name, f"gradient {position}", "an NDArray or None", gradient)
    return gradients


_backward = for_ever(_BACKWARD(_go_back))
