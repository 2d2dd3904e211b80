"""Functions of `nd` whose arguments are others than those of the operators behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swnd.base import MXNetValueError
from swnd.ndarray import _operators
from swnd.ndarray._runtime import boolean, integer, refuse, renaming, store, wrong_kind

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray
else:
    NDArray = None  # put here by ndarray.py

__all__ = ["all_finite", "multi_all_finite", "onehot_encode", "reset_arrays", "split_v2"]


def split_v2(
    ary: NDArray, indices_or_sections: Any, axis: int = 0, squeeze_axis: bool = False
) -> NDArray | list[NDArray]:
    """Cuts an array into equal parts, or before some indices.

    Parameters
    ----------
    ary : NDArray
        The array.
    indices_or_sections : int or tuple of int
        The number of equal parts; or where parts begin, but the first.
    axis : int, default 0
        The axis to cut.
    squeeze_axis : bool, default False
        Whether parts of length 1 lose the axis.

    Returns
    -------
    list of NDArray
        The parts; the array itself where there is one only.
    """
    if isinstance(indices_or_sections, (tuple, list)):
        return _operators.split_v2(ary, indices_or_sections, axis, squeeze_axis)
    if not hasattr(indices_or_sections, "__index__"):
        raise wrong_kind(
            "split_v2", "indices_or_sections", "an int or a tuple of ints", indices_or_sections
        )
    with renaming("split_v2"):
        return _operators.split(ary, indices_or_sections, axis, squeeze_axis)


def onehot_encode(indices: NDArray, out: NDArray) -> NDArray:
    """Fills an array with rows that are 1 at an index and 0 elsewhere.

    Parameters
    ----------
    indices : NDArray
        The index of each row, a vector. A row whose index is outside of it is zero.
    out : NDArray
        The matrix to fill.

    Returns
    -------
    NDArray
        `out`.
    """
    for array, name in ((indices, "indices"), (out, "out")):
        if not isinstance(array, NDArray):
            raise wrong_kind("onehot_encode", name, "an NDArray", array)
    if len(out.shape) != 2 or indices.shape != out.shape[:1]:
        raise MXNetValueError(
            f"onehot_encode: out {out.shape} must be a matrix with a row for each of the indices "
            f"{indices.shape}"
        )
    return _operators.one_hot(indices, out.shape[1], dtype=out.dtype, out=out)


def reset_arrays(*data: NDArray, num_arrays: int | None = None, **kwargs: Any) -> list[NDArray]:
    """Fills arrays with zeros where they are.

    Parameters
    ----------
    *data : NDArray
        The arrays.
    num_arrays : int, optional
        How many there are.

    Returns
    -------
    list
        Nothing in it.
    """
    refuse(kwargs, "reset_arrays")
    if num_arrays is not None and integer(num_arrays, "reset_arrays", "num_arrays") != len(data):
        raise MXNetValueError(
            f"reset_arrays: num_arrays is {num_arrays}, and there are {len(data)} arrays"
        )
    for position, array in enumerate(data):
        if not isinstance(array, NDArray):
            raise wrong_kind("reset_arrays", f"data[{position}]", "an NDArray", array)
    for array in data:
        array[:] = 0
    return []


def all_finite(
    data: NDArray, init_output: bool = True, out: NDArray | None = None, **kwargs: Any
) -> NDArray:
    """1 where no element is infinite or NaN, else 0; one element of float32.

    Parameters
    ----------
    data : NDArray
        The array.
    init_output : bool, default True
        Whether the result is about this array alone. If not, `out` stays 0 where it is 0: it tells
        of all arrays that it was given for since it was 1.
    out : NDArray, optional
        Array that takes the result.

    Returns
    -------
    NDArray
    """
    return _gathered("all_finite", _operators.all_finite(data), init_output, out, kwargs)


def multi_all_finite(
    *data: NDArray, init_output: bool = True, out: NDArray | None = None, **kwargs: Any
) -> NDArray:
    """The same as `all_finite`, about several arrays at once."""
    result = _operators.multi_all_finite(*data)
    return _gathered("multi_all_finite", result, init_output, out, kwargs)


def _gathered(
    name: str, result: NDArray, init_output: bool, out: NDArray | None, kwargs: dict[str, Any]
) -> NDArray:
    kwargs.pop("name", None)
    refuse(kwargs, name)
    is_alone = boolean(init_output, name, "init_output")
    if out is None:
        if is_alone:
            return result
        raise MXNetValueError(f"{name}: init_output=False goes on from out, which is not given")
    if not isinstance(out, NDArray):
        raise wrong_kind(name, "out", "an NDArray", out)
    return store(result if is_alone else result * out, out, name)
