"""Automatic differentiation: `record`, `pause`, `backward`."""

from __future__ import annotations

from ctypes import POINTER, c_bool
from typing import TYPE_CHECKING, Sequence

from swnd._library import ARRAYS, BOOLEAN, COUNT, failure, function, waiting_function
from swnd.base import MXNetValueError
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

_set_recording = function("swnd_autograd_set_recording", POINTER(c_bool), BOOLEAN)
_set_training = function("swnd_autograd_set_training", POINTER(c_bool), BOOLEAN)
_is_recording = function("swnd_autograd_is_recording", restype=c_bool)
_is_training = function("swnd_autograd_is_training", restype=c_bool)
_backward = waiting_function("swnd_autograd_backward", ARRAYS, ARRAYS, COUNT, BOOLEAN, BOOLEAN)


def set_recording(is_record: bool) -> bool:
    """Sets whether operators on this thread are recorded; returns the mode before."""
    previous = c_bool()
    status = _set_recording(previous, is_record)
    if status:
        raise failure(status)
    return previous.value


def set_training(train_mode: bool) -> bool:
    """Sets whether operators on this thread behave as in training; returns the mode before."""
    previous = c_bool()
    status = _set_training(previous, train_mode)
    if status:
        raise failure(status)
    return previous.value


def is_recording() -> bool:
    """Whether operators on this thread are recorded."""
    return bool(_is_recording())


def is_training() -> bool:
    """Whether operators on this thread behave as in training."""
    return bool(_is_training())


class _Modes:
    """Sets modes within a `with` block and puts back those before; None leaves a mode alone."""

    __slots__ = ("_before", "_recording", "_training")

    def __init__(self, recording: bool | None, training: bool | None) -> None:
        self._recording = recording
        self._training = training
        self._before: list[tuple[bool | None, bool | None]] = []

    def __enter__(self) -> None:
        recording, training = self._recording, self._training
        self._before.append(
            (
                None if recording is None else set_recording(recording),
                None if training is None else set_training(training),
            )
        )

    def __exit__(self, *_: object) -> None:
        recording, training = self._before.pop()
        if recording is not None:
            set_recording(recording)
        if training is not None:
            set_training(training)


def record(train_mode: bool = True) -> _Modes:
    """A scope in which operators are recorded, to be differentiated by `backward`.

    Parameters
    ----------
    train_mode : bool, default True
        Whether operators behave as in training (dropout, batch normalisation).
    """
    return _Modes(True, train_mode)


def pause(train_mode: bool = False) -> _Modes:
    """A scope in which operators are not recorded.

    Parameters
    ----------
    train_mode : bool, default False
        Whether operators behave as in training.
    """
    return _Modes(False, train_mode)


def train_mode() -> _Modes:
    """A scope in which operators behave as in training, recorded or not."""
    return _Modes(None, True)


def predict_mode() -> _Modes:
    """A scope in which operators behave as in prediction, recorded or not."""
    return _Modes(None, False)


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
