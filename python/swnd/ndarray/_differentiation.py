"""Gradients of arrays: `attach_grad`, `grad`, `detach`, `backward`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swnd._library import ARRAY, DTYPE, OUT, failure, function
from swnd.autograd import REQUESTS, backward
from swnd.ndarray._handle import Handle
from swnd.ndarray._runtime import choice, dense, made, pointer, wrap

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray

_attach_grad = function("swnd_array_attach_grad", ARRAY, DTYPE)
_grad = function("swnd_array_grad", OUT, ARRAY)
_detach = function("swnd_array_detach", OUT, ARRAY)


class Differentiation(Handle):
    """What `autograd` keeps of an array."""

    __slots__ = ()

    def attach_grad(self, grad_req: str = "write", stype: str | None = None) -> None:
        """Makes this array one that `backward` computes the gradient for; it starts as zeros.

        Parameters
        ----------
        grad_req : {'write', 'add', 'null'}, default 'write'
            Whether a new gradient replaces the one before, is added to it, or is not computed.
        stype : {'default'}, optional
            Kind of storage of the gradient.
        """
        if stype is not None:
            dense(stype, "attach_grad")
        request = choice(grad_req, REQUESTS, "attach_grad", "grad_req")
        status = _attach_grad(self._cell, request)
        if status:
            raise failure(status)

    @property
    def grad(self) -> NDArray | None:
        """The gradient; None where none was attached."""
        cell = pointer()
        status = _grad(cell, self._cell)
        if status:
            raise failure(status)
        return wrap(cell) if cell else None

    def detach(self) -> NDArray:
        """The same memory without a gradient."""
        return made(_detach, self._cell)

    def backward(
        self,
        out_grad: NDArray | None = None,
        retain_graph: bool = False,
        train_mode: bool = True,
    ) -> None:
        """Computes the gradients of this array with respect to all arrays with `attach_grad`.

        Parameters
        ----------
        out_grad : NDArray, optional
            Gradient of this array; ones if not given.
        retain_graph : bool, default False
            Keep what was recorded, for another `backward`.
        train_mode : bool, default True
            Whether operators behave as in training.
        """
        backward(self, out_grad, retain_graph, train_mode)  # type: ignore[arg-type]
