"""New arrays: from NumPy and lists, of one value, of a range. Part of `nd`."""

from __future__ import annotations

from ctypes import byref, c_char
from typing import TYPE_CHECKING, Any, Callable, Sequence

import numpy

from swnd._library import ARRAY, BYTES, CONTEXT, COUNT, DTYPE, INTEGERS, OUT, failure, function
from swnd.base import MXNetTypeError
from swnd.context import Context, current_context
from swnd.ndarray import _operators
from swnd.ndarray._runtime import (
    DTYPES,
    context_struct,
    dense,
    dtype_code,
    integers,
    made,
    pointer,
    real,
    renaming,
    wrap,
    wrong_kind,
)

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray
else:
    NDArray = None  # put here by ndarray.py

__all__ = ["arange", "array", "concatenate", "empty", "full", "zeros"]

_from_data = function("swnd_array_from_data", OUT, BYTES, INTEGERS, COUNT, DTYPE, CONTEXT)
_copy = function("swnd_array_copy", OUT, ARRAY)
_to_context = function("swnd_array_to_context", OUT, ARRAY, CONTEXT)

_buffer: Callable[[Any], Any] = c_char.from_buffer


def array(source_array: Any, ctx: Context | None = None, dtype: Any = None) -> NDArray:
    """A new array with the elements of anything that is like an array.

    Parameters
    ----------
    source_array : NDArray, numpy.ndarray, number or nested sequence of numbers
        Where the elements come from. They are copied.
    ctx : Context, optional
        Where the result lives; the current context if not given.
    dtype : str or type, optional
        Its dtype. If not given that of an NDArray, and float32 for everything else.

    Returns
    -------
    NDArray
    """
    if isinstance(source_array, NDArray):
        return _array_again(source_array, ctx, dtype)
    code = 0 if dtype is None else dtype_code(dtype, "array")
    values = elements(source_array, "array", "source_array")
    target = DTYPES[code]
    if values.dtype.kind == "f" and code > 2:
        # What does not fit becomes what NumPy makes of it, without its warning.
        with numpy.errstate(invalid="ignore"):
            values = numpy.ascontiguousarray(values, target)
    else:
        try:
            values = numpy.ascontiguousarray(values, target)
        except (TypeError, ValueError, OverflowError) as error:
            raise MXNetTypeError(f"array: source_array must be numbers: {error}") from None
    size = values.nbytes
    data: Any = None
    if size:
        try:
            data = byref(_buffer(values))
        except TypeError:  # read-only
            data = values.__array_interface__["data"][0]
    shape, rank = integers(values.shape, "array", "shape")
    return made(_from_data, data, shape, rank, code, context_struct(ctx, "array"))


def elements(source: Any, operator: str, name: str) -> numpy.ndarray[Any, Any]:
    """The numbers of an argument as NumPy has them."""
    try:
        values: numpy.ndarray[Any, Any] = numpy.asarray(source)
    except ValueError as error:
        raise MXNetTypeError(f"{operator}: {name} is not like an array: {error}") from None
    if values.dtype.kind in "US" and values.ndim > 0:
        # Numbers as text, such as the fields of a table.
        try:
            return values.astype(numpy.float64)
        except ValueError as error:
            raise MXNetTypeError(f"{operator}: {name} must be numbers: {error}") from None
    if values.dtype.kind not in "fiub" and (values.dtype.kind != "O" or values.ndim == 0):
        kind = type(source).__name__ if values.ndim == 0 else f"elements of dtype {values.dtype}"
        raise MXNetTypeError(f"{operator}: {name} must be numbers, not {kind}")
    return values


def _array_again(source: NDArray, ctx: Context | None, dtype: Any) -> NDArray:
    place = current_context() if ctx is None else ctx
    struct = context_struct(place, "array")
    if dtype is not None and dtype_code(dtype, "array") != dtype_code(source.dtype, "array"):
        source = _operators.cast(source, dtype)
        if source.context == place:
            return source
    if source.context == place:
        return made(_copy, source._cell)
    return made(_to_context, source._cell, struct)


def empty(
    shape: Any, ctx: Context | None = None, dtype: Any = None, stype: str | None = None
) -> NDArray:
    """A new array whose elements are whatever was in memory.

    Parameters
    ----------
    shape : int or tuple of int
        The shape.
    ctx : Context, optional
        Where the result lives; the current context if not given.
    dtype : str or type, optional
        Its dtype; float32 if not given.
    stype : {'default'}, optional
        Kind of storage.

    Returns
    -------
    NDArray
    """
    if stype is not None:
        dense(stype, "empty")
    return _unfilled("empty", shape, ctx, dtype)


def zeros(
    shape: Any,
    ctx: Context | None = None,
    dtype: Any = None,
    stype: str | None = None,
    **kwargs: Any,
) -> NDArray:
    """A new array of zeros.

    Parameters
    ----------
    shape : int or tuple of int
        The shape. Sizes may be zero, not negative.
    ctx : Context, optional
        Where the result lives; the current context if not given.
    dtype : str or type, optional
        Its dtype; float32 if not given.
    stype : {'default'}, optional
        Kind of storage.
    out : NDArray, optional
        Array that takes the result.

    Returns
    -------
    NDArray
    """
    if stype is not None:
        dense(stype, "zeros")
    return _operators.zeros(shape, ctx, dtype, **kwargs)


def _unfilled(name: str, shape: Any, ctx: Context | None, dtype: Any) -> NDArray:
    if shape is None:
        raise wrong_kind(name, "shape", "an int or a tuple of ints", shape)
    lengths, rank = integers(shape, name, "shape")
    code = 0 if dtype is None else dtype_code(dtype, name)
    cell = pointer()
    status = _from_data(cell, None, lengths, rank, code, context_struct(ctx, name))
    if status:
        raise failure(status, name)
    return wrap(cell)


def full(
    shape: Any,
    val: Any,
    ctx: Context | None = None,
    dtype: Any = numpy.float32,
    out: NDArray | None = None,
) -> NDArray:
    """A new array filled with a value.

    Parameters
    ----------
    shape : int or tuple of int
        The shape.
    val : float or array-like
        The value, or values that broadcast to the shape.
    ctx : Context, optional
        Where the result lives; the current context if not given.
    dtype : str or type, default float32
        Its dtype.
    out : NDArray, optional
        Array to fill instead of a new one.

    Returns
    -------
    NDArray
    """
    if out is None:
        out = _unfilled("full", shape, ctx, dtype)
    elif not isinstance(out, NDArray):
        raise wrong_kind("full", "out", "an NDArray", out)
    if isinstance(val, str):
        val = real(val, "full", "val")
    with renaming("full"):
        out[:] = val
    return out


def arange(
    start: float,
    stop: float | None = None,
    step: float = 1.0,
    repeat: int = 1,
    infer_range: bool | None = None,
    ctx: Context | None = None,
    dtype: Any = numpy.float32,
) -> NDArray:
    """Evenly spaced numbers in an interval, its end not included.

    Parameters
    ----------
    start : float
        The first number; where `stop` is not given, the end, and the first number is 0.
    stop : float, optional
        The end.
    step : float, default 1.0
        From one number to the next.
    repeat : int, default 1
        How often each number stands.
    infer_range : bool, optional
        There for scripts that give it.
    ctx : Context, optional
        Where the result lives; the current context if not given.
    dtype : str or type, default float32
        Its dtype.

    Returns
    -------
    NDArray
    """
    return _operators.arange(start, stop, step, repeat, ctx, dtype)


def concatenate(arrays: Sequence[NDArray], axis: int = 0, always_copy: bool = True) -> NDArray:
    """Joins arrays along an existing axis.

    Parameters
    ----------
    arrays : list of NDArray
        The arrays.
    axis : int, default 0
        The axis.
    always_copy : bool, default True
        Whether a single array is copied, too.

    Returns
    -------
    NDArray
    """
    if not isinstance(arrays, (list, tuple)):
        raise wrong_kind("concatenate", "arrays", "a list of NDArrays", arrays)
    if len(arrays) == 1 and not always_copy:
        return arrays[0]
    with renaming("concatenate"):
        return _operators.concat(*arrays, dim=axis)
