"""Automatic differentiation: `record`, `pause`, `backward`, `grad`, `Function`."""

from __future__ import annotations

import struct
from ctypes import byref, c_bool, c_int32, c_void_p
from typing import TYPE_CHECKING, Any, Sequence

from swnd import _callbacks
from swnd._library import ARRAYS, BOOLEAN, COUNT, function
from swnd.base import MXNetTypeError, MXNetValueError
from swnd.ndarray._handle import Handle
from swnd.ndarray._runtime import boolean, choice, pointers, wrap, wrong_kind

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray

__all__ = [
    "Function",
    "backward",
    "grad",
    "is_recording",
    "is_training",
    "mark_variables",
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

REQUESTS = {"null": 0, "write": 1, "add": 2}
"""swnd_grad_request"""

_backward = function("swnd_autograd_backward", ARRAYS, ARRAYS, COUNT, BOOLEAN, BOOLEAN)
_grad = function(
    "swnd_autograd_grad",
    *(ARRAYS, ARRAYS, COUNT, ARRAYS, ARRAYS, COUNT),
    *(BOOLEAN, BOOLEAN, BOOLEAN),
)
_mark_variables = function("swnd_autograd_mark_variables", ARRAYS, ARRAYS, ARRAYS, COUNT)


def set_recording(is_recording: bool) -> bool:
    """Sets whether operators on this thread are recorded; returns the mode before."""
    is_on = boolean(is_recording, "set_recording", "is_recording")
    before: int = _exchange((_RECORDING if is_on else 0) | _KEEP_TRAINING)
    return bool(before & _RECORDING)


def set_training(train_mode: bool) -> bool:
    """Sets whether operators on this thread behave as in training; returns the mode before."""
    is_on = boolean(train_mode, "set_training", "train_mode")
    before: int = _exchange((_TRAINING if is_on else 0) | _KEEP_RECORDING)
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
    keeps = boolean(retain_graph, "backward", "retain_graph")
    trains = boolean(train_mode, "backward", "train_mode")
    if head_grads is None and isinstance(heads, Handle):
        status = _backward(byref(heads._cell), None, 1, keeps, trains)
    else:
        packed, gradients, count = _heads(heads, head_grads, "backward")
        status = _backward(packed, gradients, count, keeps, trains)
    if status:
        raise _callbacks.failure(status)


def grad(
    heads: NDArray | Sequence[NDArray],
    variables: NDArray | Sequence[NDArray],
    head_grads: NDArray | Sequence[NDArray | None] | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    train_mode: bool = True,
) -> list[NDArray]:
    """The gradients of heads with respect to variables, as new arrays; `x.grad` stays as it is.

    Parameters
    ----------
    heads : NDArray or list of NDArray
        What to differentiate.
    variables : NDArray or list of NDArray
        Arrays with `attach_grad`, or recorded results. What the heads do not depend on has a
        gradient of zeros.
    head_grads : NDArray or list of NDArray, optional
        Gradients of the heads; ones where None.
    retain_graph : bool, optional
        Keep what was recorded, for another pass; as `create_graph` if not given.
    create_graph : bool, default False
        Whether the results can be differentiated again.
    train_mode : bool, default True
        Whether operators behave as in training.

    Returns
    -------
    list of NDArray
        One for each variable, also where there is one only.
    """
    packed, gradients, count = _heads(heads, head_grads, "grad")
    wanted = _listed(variables, "grad", "variables")
    if not wanted:
        raise MXNetValueError("grad: variables is empty")
    again = boolean(create_graph, "grad", "create_graph")
    keeps = again if retain_graph is None else boolean(retain_graph, "grad", "retain_graph")
    trains = boolean(train_mode, "grad", "train_mode")
    out = (c_void_p * len(wanted))()
    status = _grad(
        *(out, pointers(wanted, "grad", "variables"), len(wanted)),
        *(packed, gradients, count, keeps, again, trains),
    )
    if status:
        raise _callbacks.failure(status)
    return [wrap(c_void_p(handle)) for handle in out]


def mark_variables(
    variables: NDArray | Sequence[NDArray],
    gradients: NDArray | Sequence[NDArray],
    grad_reqs: str | Sequence[str] = "write",
) -> None:
    """Makes arrays ones that `backward` computes gradients for, and puts these into given arrays.

    Parameters
    ----------
    variables : NDArray or list of NDArray
        The arrays; what they were computed from is forgotten.
    gradients : NDArray or list of NDArray
        One for each, of the same shape and dtype: `x.grad` afterwards, unchanged until `backward`.
    grad_reqs : str or list of str, default 'write'
        'write', 'add' or 'null': one for each, or one for all.
    """
    name = "mark_variables"
    marked = _listed(variables, name, "variables")
    given = _listed(gradients, name, "gradients")
    if not isinstance(grad_reqs, (str, list, tuple)):
        raise wrong_kind(name, "grad_reqs", "a str or a list of them", grad_reqs)
    wishes = [grad_reqs] * len(marked) if isinstance(grad_reqs, str) else grad_reqs
    if not len(marked) == len(given) == len(wishes):
        raise MXNetValueError(
            f"{name}: variables has {len(marked)} arrays, gradients {len(given)}, "
            f"grad_reqs {len(wishes)} words"
        )
    codes = [choice(wish, REQUESTS, name, "grad_reqs") for wish in wishes]
    status = _mark_variables(
        pointers(marked, name, "variables"),
        pointers(given, name, "gradients"),
        struct.pack(f"{len(codes)}i", *codes),
        len(marked),
    )
    if status:
        raise _callbacks.failure(status)


def _listed(arrays: Any, operator: str, name: str) -> Sequence[NDArray]:
    if isinstance(arrays, (list, tuple)):
        return arrays
    if isinstance(arrays, Handle):
        return (arrays,)  # type: ignore[return-value]
    raise wrong_kind(operator, name, "an NDArray or a list of them", arrays)


def _heads(heads: Any, head_grads: Any, operator: str) -> tuple[bytes, bytes | None, int]:
    """Heads and head gradients, packed, and how many there are."""
    heads = _listed(heads, operator, "heads")
    if not heads:
        raise MXNetValueError(f"{operator}: heads is empty")
    gradients = None
    if head_grads is not None:
        head_grads = _listed(head_grads, operator, "head_grads")
        if len(head_grads) != len(heads):
            raise MXNetValueError(
                f"{operator}: heads has {len(heads)} arrays, head_grads {len(head_grads)}"
            )
        gradients = pointers(head_grads, operator, "head_grads", optional=True)
    return pointers(heads, operator, "heads"), gradients, len(heads)


class Function:
    """A function with a gradient of its own: a subclass has `forward` and `backward`.

    `forward` gets the arrays of the call and returns one or several; it is not recorded. `backward`
    gets a gradient for each result and returns one for each input, or None for zeros. What it needs
    is kept by `save_for_backward`.

        class Sigmoid(autograd.Function):
            def forward(self, x):
                y = 1 / (1 + nd.exp(-x))
                self.save_for_backward(y)
                return y

            def backward(self, dy):
                (y,) = self.saved_tensors
                return dy * y * (1 - y)

        with autograd.record():
            y = Sigmoid()(x)

    While derivatives of higher order are computed (`grad` with `create_graph`) `backward` is
    recorded itself. Saved inputs and results then are variables; everything else is a constant.

    An exception inside of `backward` comes out of the call that went back, with its traceback.
    """

    _used = False
    saved_tensors: tuple[NDArray, ...] = ()

    def forward(self, *inputs: Any) -> Any:
        """Computes the results from the inputs."""
        raise NotImplementedError

    def backward(self, *output_grads: Any) -> Any:
        """Computes the gradients of the inputs from those of the results."""
        raise NotImplementedError

    def save_for_backward(self, *args: NDArray) -> None:
        """Keeps arrays for `backward`, as they are when `forward` returns: `saved_tensors`."""
        self.saved_tensors = args

    def __call__(self, *inputs: Any) -> Any:
        """Computes the results, and records the function if this thread records."""
        name = type(self).__name__
        if self._used:
            raise MXNetValueError(f"{name}: a Function is called once; make another one")
        self._used = True
        was_recording = set_recording(False)
        try:
            outputs = self.forward(*inputs)
        finally:
            set_recording(was_recording)
        if not was_recording:
            return outputs
        several = isinstance(outputs, (list, tuple))
        results = outputs if several else (outputs,)
        for result in results:
            if not isinstance(result, Handle):
                raise MXNetTypeError(
                    f"{name}: forward must return NDArrays, not {type(result).__name__}"
                )
        recorded = _callbacks.record(self, name, results, inputs)
        return type(outputs)(recorded) if several else recorded[0]
