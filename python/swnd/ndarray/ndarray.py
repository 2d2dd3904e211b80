"""The class NDArray."""

from __future__ import annotations

import warnings
from ctypes import c_void_p
from functools import partial
from typing import Any, Callable

from swnd._library import (
    ARRAY,
    BOOLEAN,
    CONTEXT,
    COUNT,
    INTEGERS,
    OUT,
    failure,
    function,
    patiently,
    waiting_function,
)
from swnd.base import MXNetTypeError, MXNetValueError
from swnd.context import Context
from swnd.ndarray import (
    _adapted,
    _arithmetic,
    _conversion,
    _creation,
    _differentiation,
    _files,
    _functions,
    _indexing,
    _operators,
    _records,
    _runtime,
    _sharing,
    _statistics,
)
from swnd.ndarray._methods import OperatorMethods
from swnd.ndarray._runtime import (
    DTYPES,
    boolean,
    context_struct,
    dense,
    dtype_code,
    facts,
    integers,
    made,
    pointer,
    refuse,
    shown,
    wrap,
    wrong_kind,
)

__all__ = ["NDArray"]

_retain = function("swnd_array_retain", ARRAY, restype=c_void_p)
_wait = waiting_function("swnd_array_wait", ARRAY)
_copy = function("swnd_array_copy", OUT, ARRAY)
_to_context = function("swnd_array_to_context", OUT, ARRAY, CONTEXT)
_assign = function("swnd_array_assign", ARRAY, ARRAY)
_reshape = function("swnd_array_reshape", OUT, ARRAY, INTEGERS, COUNT, BOOLEAN)


class NDArray(
    _arithmetic.Arithmetic,
    _indexing.Indexing,
    _conversion.Conversion,
    _sharing.Sharing,
    _differentiation.Differentiation,
    OperatorMethods,
):
    """An array of numbers on a device, which operators work on and `autograd` differentiates.

    Arrays are made by functions: `nd.array`, `nd.zeros`, `nd.random.normal`...
    """

    __slots__ = ()

    def __init__(self, handle: c_void_p | None = None, writable: bool = True) -> None:
        """For other bindings: one more array of a handle, such as `x.handle`.

        Parameters
        ----------
        handle : c_void_p, optional
            The handle. Without one, `__setstate__` must follow.
        writable : bool, default True
            There for scripts that give it.
        """
        if handle is not None:
            if not isinstance(handle, c_void_p) or not handle:
                raise wrong_kind("NDArray", "handle", "the handle of an array", handle)
            self._cell = c_void_p(_retain(handle))

    @property
    def handle(self) -> c_void_p:
        """The `swnd_array` of the C interface, which stays this array's."""
        return self._cell

    # Shapes

    def reshape(self, *shape: Any, **options: Any) -> NDArray:
        """The same elements in another shape; writing to the result writes to this array.

        Parameters
        ----------
        *shape : int, or one tuple of int
            The new shape. 0 keeps an axis, -1 is inferred, -2 keeps all axes that are left, -3
            merges two axes, -4 splits one into the next two numbers.
        reverse : bool, default False
            Read the codes from the right.

        Returns
        -------
        NDArray
        """
        reverse = False
        if options:
            shape, reverse = self._reshape_options(shape, options)
        elif len(shape) == 1:
            shape = shape[0]
        elif not shape:
            raise MXNetValueError(f"reshape: no shape is given, for shape {self.shape}")
        lengths, rank = integers(shape, "reshape", "shape")
        cell = pointer()
        status = _reshape(cell, self._cell, lengths, rank, reverse)
        if status:
            raise failure(status)
        return wrap(cell)

    def _reshape_options(self, shape: Any, options: dict[str, Any]) -> tuple[Any, bool]:
        reverse = boolean(options.pop("reverse", False), "reshape", "reverse")
        if "shape" in options:
            if shape:
                raise MXNetTypeError("reshape: shape is given twice")
            shape = options.pop("shape")
        elif len(shape) == 1:
            shape = shape[0]
        refuse(options, "reshape")
        return shape, reverse

    def flatten(self, inplace: bool = False) -> NDArray:  # type: ignore[override]
        """All axes but the first become one.

        Parameters
        ----------
        inplace : bool, default False
            Whether writing to the result writes to this array.

        Returns
        -------
        NDArray
        """
        return self._same(_operators.flatten(self), inplace, "flatten")

    def expand_dims(self, axis: int, inplace: bool = False) -> NDArray:  # type: ignore[override]
        """A new axis of length 1.

        Parameters
        ----------
        axis : int
            Its place.
        inplace : bool, default False
            Whether writing to the result writes to this array.

        Returns
        -------
        NDArray
        """
        return self._same(_operators.expand_dims(self, axis), inplace, "expand_dims")

    def squeeze(self, axis: Any = None, inplace: bool = False) -> NDArray:  # type: ignore[override]
        """Removes axes of length 1.

        Parameters
        ----------
        axis : int or tuple of int, optional
            Which; all if not given.
        inplace : bool, default False
            Whether writing to the result writes to this array.

        Returns
        -------
        NDArray
        """
        return self._same(_operators.squeeze(self, axis), inplace, "squeeze")

    def _same(self, result: NDArray, inplace: bool, operator: str) -> NDArray:
        return self.reshape(result.shape) if boolean(inplace, operator, "inplace") else result

    def transpose(self, *axes: Any, **options: Any) -> NDArray:
        """The array with its axes in another order; reversed if none is given.

        Parameters
        ----------
        *axes : int, or one tuple of int
            The order.

        Returns
        -------
        NDArray
        """
        if axes:
            options["axes"] = axes[0] if len(axes) == 1 else axes
        return _operators.transpose(self, **options)

    @property
    def T(self) -> NDArray:
        """The array with its axes reversed; the array itself where it has one axis only."""
        return self if self.ndim < 2 else _operators.transpose(self)

    def broadcast_to(self, shape: Any) -> NDArray:  # type: ignore[override]
        """The array repeated along axes of length 1, and along new axes in front.

        Parameters
        ----------
        shape : int or tuple of int
            The shape of the result.

        Returns
        -------
        NDArray
        """
        source = self
        rank = len(shape) if hasattr(shape, "__len__") else 1
        for _ in range(rank - self.ndim):
            source = _operators.expand_dims(source, 0)
        return _operators.broadcast_to(source, shape)

    def broadcast_like(self, other: NDArray) -> NDArray:
        """The array repeated to the shape of another."""
        return _operators.broadcast_like(self, other)

    def reshape_like(self, *args: Any, **kwargs: Any) -> NDArray:
        """The same elements in the shape of another array: `nd.reshape_like`."""
        return _operators.reshape_like(self, *args, **kwargs)

    def split_v2(self, *args: Any, **kwargs: Any) -> NDArray | list[NDArray]:
        """The array cut into parts: `nd.split_v2`."""
        return _adapted.split_v2(self, *args, **kwargs)

    # Copies

    def copy(self) -> NDArray:
        """A new array with the same elements, on the same context."""
        return made(_copy, self._cell)

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> NDArray:
        return self.copy()

    # As MXNet has it, so that each reads the other's pickles.

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (None,), self.__getstate__()

    def __getstate__(self) -> dict[str, Any]:
        return {"handle": _records.to_record(self)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        try:
            record = memoryview(state["handle"])
        except (TypeError, LookupError):
            raise MXNetTypeError(
                f"unpickle: the state is {shown(state)}, not a dict with the bytes of 'handle'"
            ) from None
        read = _records.from_record(record)
        if read is None:
            raise MXNetValueError("unpickle: the record holds no array")
        self._cell = c_void_p(_retain(read._cell))

    def copyto(self, other: NDArray | Context) -> NDArray | bool:
        """Copies the elements into another array, or to another context.

        Parameters
        ----------
        other : NDArray or Context
            An array of the same shape, or the context of a new one.

        Returns
        -------
        NDArray
            `other`, or the new array; False, with a warning, where `other` is the array itself.
        """
        if isinstance(other, Context):
            if other == self.context:
                return self.copy()
            return self.as_in_context(other)
        if not isinstance(other, NDArray):
            raise wrong_kind("copyto", "other", "an NDArray or a Context", other)
        if other is self:
            warnings.warn("copyto: an array goes into itself", RuntimeWarning, stacklevel=2)
            return False
        if other.shape != self.shape:
            raise MXNetValueError(f"copyto: {facts(self)} does not go into {facts(other)}")
        status = _assign(other._cell, self._cell)
        if status:
            raise failure(status)
        return other

    def as_in_context(self, context: Context) -> NDArray:
        """The array on a context: itself where it is there, else a copy.

        Parameters
        ----------
        context : Context
            The context.

        Returns
        -------
        NDArray
        """
        if self.context == context:
            return self
        return made(_to_context, self._cell, context_struct(context, "as_in_context"))

    def as_in_ctx(self, ctx: Context) -> NDArray:
        """The same as `as_in_context`."""
        return self.as_in_context(ctx)

    def as_nd_ndarray(self) -> NDArray:
        """The array itself."""
        return self

    def astype(self, dtype: Any, copy: bool = True) -> NDArray:
        """The elements in another dtype.

        Parameters
        ----------
        dtype : str or type
            The dtype; float32 for None.
        copy : bool, default True
            Whether an array that has the dtype already is copied.

        Returns
        -------
        NDArray
        """
        code = 0 if dtype is None else dtype_code(dtype, "astype")
        if DTYPES[code] is self.dtype and not boolean(copy, "astype", "copy"):
            return self
        return _operators.cast(self, DTYPES[code])

    @property
    def stype(self) -> str:
        """Kind of storage: "default"."""
        return "default"

    @property
    def writable(self) -> bool:
        """Whether the elements may be written."""
        return True

    def tostype(self, stype: str) -> NDArray:
        """A copy in another kind of storage; there is only "default"."""
        dense(stype, "tostype")
        return self.copy()

    def wait_to_read(self) -> None:
        """Returns when the elements have been computed."""
        status = patiently(_wait, self._cell)
        if status:
            raise failure(status)


new: Callable[[], NDArray] = partial(object.__new__, NDArray)
"""Makes an array without a handle."""

# Modules that make or recognise arrays were loaded before the class existed.
for _module in (
    _adapted,
    _arithmetic,
    _conversion,
    _creation,
    _files,
    _functions,
    _indexing,
    *_operators._parts,
    _runtime,
    _sharing,
    _statistics,
):
    _module.NDArray = NDArray  # type: ignore[attr-defined]
    _module.new = new  # type: ignore[attr-defined]
del _module
