"""Counts: `nd.histogram`. Part of `nd`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy

from swnd._library import ARRAY, OUT, function
from swnd.base import MXNetTypeError, MXNetValueError
from swnd.ndarray import _operators
from swnd.ndarray._runtime import facts, made, renaming, shown, wrong_kind

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray
else:
    NDArray = None  # put here by ndarray.py

__all__ = ["histogram"]

_histogram = function("swnd_histogram", OUT, ARRAY, ARRAY)

_MOST_BINS = 2**31 - 2


def histogram(
    a: NDArray, bins: Any = 10, range: Any = None
) -> list[NDArray] | tuple[NDArray, NDArray]:
    """How many elements of an array lie in each of some bins.

    A bin holds its lower edge, and the last one its upper edge as well. Elements outside of all
    bins, and NaN, are not counted.

    Parameters
    ----------
    a : NDArray
        The elements, whatever the shape.
    bins : int or NDArray, default 10
        The number of bins, all of the same width, or their edges in ascending order.
    range : tuple of float, optional
        The lowest and the highest edge, where `bins` is a number; the smallest and the largest
        element if not given. If both are the same they are moved by a half.

    Returns
    -------
    list of NDArray, or tuple
        The counts as int64, and the edges in the dtype of `a`; both as float32, in a tuple, if
        neither edges nor a range were given.

    Examples
    --------
    >>> nd.histogram(nd.array([0, 1, 1, 3]), bins=3, range=(0, 3))[0]
    <BLANKLINE>
    [1 2 1]
    <NDArray 3 @cpu(0)>
    """
    if not isinstance(a, NDArray):
        raise wrong_kind("histogram", "a", "an NDArray", a)
    if isinstance(bins, NDArray):
        return [_count(a, bins), bins.copy()]
    if isinstance(bins, bool) or not isinstance(bins, (int, numpy.integer)):
        raise MXNetValueError(f"histogram: bins must be an int or an NDArray, not {shown(bins)}")
    if not 0 < bins <= _MOST_BINS:
        raise MXNetValueError(f"histogram: there cannot be {bins} bins")
    low, high = _ends(a, range)

    def edges(dtype: Any) -> NDArray:
        with renaming("histogram"):
            return _operators.linspace(low, high, int(bins) + 1, ctx=a.context, dtype=dtype)

    if range is not None:
        rounded = edges(a.dtype)
        return [_count(a, rounded), rounded]
    # As in MXNet, which asked NumPy then: edges between integers are no integers.
    dtype = a.dtype if issubclass(a.dtype, numpy.floating) else numpy.float64
    exact = edges(dtype)
    counts = _count(a.astype(dtype, copy=False), exact)
    return counts.astype("float32"), exact.astype("float32")


def _ends(a: NDArray, given: Any) -> tuple[float, float]:
    if given is None:
        if a.size == 0:
            raise MXNetValueError(f"histogram: a is {facts(a)}: no elements tell no range")
        low, high = float(a.min().asscalar()), float(a.max().asscalar())
    else:
        try:
            low, high = (float(end) for end in given)
        except (TypeError, ValueError):
            raise MXNetTypeError(
                f"histogram: range must be two numbers, not {shown(given)}"
            ) from None
    if not (math.isfinite(low) and math.isfinite(high)) or low > high:
        raise MXNetValueError(f"histogram: there is no range from {low} to {high}")
    return (low - 0.5, high + 0.5) if low == high else (low, high)


def _count(a: NDArray, edges: NDArray) -> NDArray:
    return made(_histogram, a._cell, edges._cell)
