"""The part of `REFERENCES` about order and running sums."""

from __future__ import annotations

import numpy as np
from comparing_exactly import Exact, Near, Wide, as_dtype
from numpy_reference import REFERENCES, reference
from numpy_reference_reductions import finite, unit

__all__ = ["REFERENCES"]


def ordered(x, parameters, ascending=True):
    """The input with the axis that it is ordered along, and the places in order.

    NumPy's stable sort has NaN as the largest number, too. Downward, equal elements keep their
    order if the reversed input is sorted and the result reversed.
    """
    axis = parameters.get("axis", -1)
    if axis is None:
        x, axis = x.reshape(-1), 0
    if parameters.get("is_ascend", ascending):
        return x, axis, np.argsort(x, axis=axis, kind="stable")
    mirrored = np.argsort(np.flip(x, axis), axis=axis, kind="stable")
    return x, axis, x.shape[axis] - 1 - np.flip(mirrored, axis)


@reference("order", "sort")
def _sort(inputs, parameters):
    x, axis, places = ordered(inputs[0], parameters)
    return Exact(np.take_along_axis(x, places, axis))


@reference("order", "argsort")
def _argsort(inputs, parameters):
    return Exact(ordered(inputs[0], parameters)[2])


@reference("top", "topk")
def _topk(inputs, parameters):
    x, axis, places = ordered(inputs[0], parameters, ascending=False)
    count = parameters.get("k", 1)
    places = np.take(places, range(count if count > 0 else x.shape[axis]), axis)
    values = Exact(np.take_along_axis(x, places, axis), dtype=x.dtype)
    indices = Exact(places, dtype=parameters.get("dtype", "float32"))
    mask = np.zeros_like(x)
    np.put_along_axis(mask, places, 1, axis)
    return {
        "value": values,
        "indices": indices,
        "both": [values, indices],
        "mask": Exact(mask.reshape(inputs[0].shape), dtype=x.dtype),
    }[parameters.get("ret_typ", "indices")]


@reference("cumsum", "cumsum")
def _cumsum(inputs, parameters):
    x, axis = inputs[0], parameters.get("axis")
    kept = np.dtype("int64") if x.dtype.kind == "b" else x.dtype
    dtype = np.dtype(parameters.get("dtype", kept))
    x = as_dtype(x, dtype)
    if axis is None:
        x, axis = x.reshape(-1), 0
    if dtype.kind != "f":
        return Exact(as_dtype(np.cumsum(x, axis=axis, dtype=np.int64), dtype), dtype=dtype)
    wide = x.astype(Wide)
    # Roundings go either way, as many as there are additions one after the other.
    steps = 3 + np.sqrt(Wide(x.shape[axis]))
    slack = finite(steps * unit(dtype) * np.cumsum(np.abs(wide), axis=axis))
    return Near(np.cumsum(wide, axis=axis), slack=slack, signs=False, dtype=dtype)
