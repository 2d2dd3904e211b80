"""Automatic differentiation: `record`, `pause`, `backward`."""

from __future__ import annotations

from ctypes import byref, c_bool, c_int32
from typing import TYPE_CHECKING, Any, Sequence

from swnd._library import ARRAYS, BOOLEAN, COUNT, failure, function, waiting_function
from swnd.base import MXNetValueError
from swnd.ndarray._handle import Handle
from swnd.ndarray._runtime import pointers

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray

__all__ = [
    "backward",
    "is_recording",
    "is_training",
    "pause",
    "predict_mode",
    "record",
    "set_recording",
    "set_training",
    "train_mode",
]

_exchange = function("swnd_autograd_exchange", c_int32)
_is_recording = function("swnd_autograd_is_recording", restype=c_bool)
_is_training = function("swnd_autograd_is_training", restype=c_bool)
# swnd_autograd_modes
_RECORDING, _TRAINING, _KEEP_RECORDING, _KEEP_TRAINING = 1, 2, 4, 8

_backward = waiting_function("swnd_autograd_backward", ARRAYS, ARRAYS, COUNT, BOOLEAN, BOOLEAN)


def set_recording(is_record: bool) -> bool:
    """Sets whether operators on this thread are recorded; returns the mode before."""
    before: int = _exchange((_RECORDING if is_record else 0) | _KEEP_TRAINING)
    return bool(before & _RECORDING)


def set_training(train_mode: bool) -> bool:
    """Sets whether operators on this thread behave as in training; returns the mode before."""
    before: int = _exchange((_TRAINING if train_mode else 0) | _KEEP_RECORDING)
    return bool(before & _TRAINING)


def is_recording() -> bool:
    """Whether operators on this thread are recorded."""
    return bool(_is_recording())


def is_training() -> bool:
    """Whether operators on this thread behave as in training."""
    return bool(_is_training())


class _Modes:
    """Sets modes within a `with` block and puts back those before."""

    __slots__ = ("_before", "_modes")

    def __init__(self, modes: int) -> None:
        self._modes = modes
        # What to put back, and the same for the blocks around that use this very object.
        self._before: tuple[int, Any] | None = None

    def __enter__(self) -> None:
        modes = self._modes
        # Modes that are left alone when the block begins are left alone at its end.
        kept = modes & (_KEEP_RECORDING | _KEEP_TRAINING)
        self._before = (_exchange(modes) | kept, self._before)

    def __exit__(self, *_: object) -> None:
        before = self._before
        if before is not None:
            self._before = before[1]
            _exchange(before[0])


def record(train_mode: bool = True) -> _Modes:
    """A scope in which operators are recorded, to be differentiated by `backward`.

    Parameters
    ----------
    train_mode : bool, default True
        Whether operators behave as in training (dropout, batch normalisation).
    """
    return _Modes(_RECORDING | _TRAINING if train_mode else _RECORDING)


def pause(train_mode: bool = False) -> _Modes:
    """A scope in which operators are not recorded.

    Parameters
    ----------
    train_mode : bool, default False
        Whether operators behave as in training.
    """
    return _Modes(_TRAINING if train_mode else 0)


def train_mode() -> _Modes:
    """A scope in which operators behave as in training, recorded or not."""
    return _Modes(_TRAINING | _KEEP_RECORDING)


def predict_mode() -> _Modes:
    """A scope in which operators behave as in prediction, recorded or not."""
    return _Modes(_KEEP_RECORDING)


def backward(
    heads: NDArray | Sequence[NDArray],
    head_grads: NDArray | Sequence[NDArray | None] | None = None,
    retain_graph: bool = False,
    train_mode: bool = True,
) -> None:
    """Computes the gradients of heads with respect to all arrays with `attach_grad`.

    Parameters
    ----------
    heads : NDArray or list of NDArray
        What to differentiate.
    head_grads : NDArray or list of NDArray, optional
        Gradients of the heads; ones where None.
    retain_graph : bool, default False
        Keep what was recorded, for another `backward`.
    train_mode : bool, default True
        Whether operators behave as in training.
    """
    if head_grads is None and isinstance(heads, Handle):
        status = _backward(byref(heads._cell), None, 1, retain_graph, train_mode)
        if status:
            raise failure(status)
        return
    if not isinstance(heads, (list, tuple)):
        heads = (heads,)  # type: ignore[assignment]
        head_grads = None if head_grads is None else (head_grads,)  # type: ignore[assignment]
    gradients = None
    if head_grads is not None:
        if not isinstance(head_grads, (list, tuple)):
            head_grads = (head_grads,)  # type: ignore[assignment]
        if len(head_grads) != len(heads):
            raise MXNetValueError(
                f"backward: heads has {len(heads)} arrays, head_grads {len(head_grads)}"
            )
        gradients = pointers(head_grads, "backward", "head_grads", optional=True)
    status = _backward(
        pointers(heads, "backward", "heads"), gradients, len(heads), retain_graph, train_mode
    )
    if status:
        raise failure(status)
