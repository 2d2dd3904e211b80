"""Part of `REFERENCES`: reductions without NaN, moments, normalisations, counts."""

from __future__ import annotations

import numpy as np
from comparing_exactly import Exact, Near, Wide, as_dtype
from numpy_reference import REFERENCES, reference
from numpy_reference_reductions import finite, reduced, room, unit
from operator_inputs import FLOATS

__all__ = ["REFERENCES"]


@reference("reduction", "nansum")
def _nansum(inputs, parameters):
    x = inputs[0]
    return REFERENCES["sum"]([np.where(x == x, x, 0).astype(x.dtype)], parameters)


@reference("reduction", "nanprod")
def _nanprod(inputs, parameters):
    x = inputs[0]
    return REFERENCES["prod"]([np.where(x == x, x, 1).astype(x.dtype)], parameters)


@reference("mixed", "moments")
def _moments(inputs, parameters):
    x = inputs[0]
    over = {"axis": parameters.get("axes"), "keepdims": parameters.get("keepdims", False)}
    mean = REFERENCES["mean"]([x], over)
    if x.dtype.kind != "f":
        # The mean of truncated numbers: what mean itself gives for the squares of distances.
        kept = REFERENCES["mean"]([x], dict(over, keepdims=True)).value
        wide = x.astype(np.int64) - kept.astype(np.int64)
        squares = as_dtype(as_dtype(wide, x.dtype).astype(np.int64) ** 2, x.dtype)
        return [mean, REFERENCES["mean"]([squares], over)]
    wide = x.astype(Wide)
    axes = dict(over, keepdims=True)
    center = reduced(np.mean, wide, axes)
    squares = (wide - center) ** 2
    value = reduced(np.mean, squares, over)
    size = reduced(np.mean, wide**2 + center**2, over)
    slack = finite((room(x, over) + 4 * unit(x.dtype)) * size)
    return [mean, Near(value, ulps=0.5, slack=slack, signs=False)]


@reference("mixed", "argmax_channel")
def _argmax_channel(inputs, _):
    return REFERENCES["argmax"](inputs, {"axis": 1})


def _over(shape, mode):
    if mode == "channel":
        return (1,)
    return tuple(range(2 if mode == "spatial" else 1, len(shape)))


@reference("mixed", "L2Normalization", dtypes=FLOATS)
def _l2_normalization(inputs, parameters):
    x = inputs[0]
    wide = x.astype(Wide)
    axes = _over(x.shape, parameters.get("mode", "instance"))
    squares = np.sum(wide**2, axis=axes, keepdims=True) if axes else wide**2
    value = wide / np.sqrt(squares + Wide(parameters.get("eps", 1e-10)))
    count = np.prod([x.shape[axis] for axis in axes], dtype=np.int64)
    error = unit(x.dtype) * (6 + np.log2(Wide(max(count, 1))))
    return Near(value, ulps=0.5, slack=finite(error * np.abs(value)), signs=False)


def _flag(holds):
    return Exact(np.array([holds], np.float32), dtype=np.dtype("float32"))


@reference("mixed", "all_finite", "multi_all_finite", dtypes=FLOATS)
def _all_finite(inputs, _):
    return _flag(all(np.isfinite(x).all() for x in inputs))


@reference("mixed", "multi_sum_sq", dtypes=FLOATS)
def _multi_sum_sq(inputs, _):
    values = [np.sum(x.astype(Wide) ** 2) for x in inputs]
    errors = [unit(x.dtype) * (4 + np.log2(Wide(max(x.size, 1)))) for x in inputs]
    slack = np.array(values) * np.array(errors)
    return Near(np.array(values), ulps=1, slack=slack, dtype=np.dtype("float32"))


@reference("mixed", "_histogram")
def _histogram(inputs, _):
    x, edges = (values.astype(Wide) for values in inputs)
    inside = (x >= edges[0]) & (x <= edges[-1])
    bins = np.clip(np.searchsorted(edges, x[inside], "right") - 1, 0, len(edges) - 2)
    counts = np.bincount(bins.ravel(), minlength=len(edges) - 1)
    return Exact(counts.astype(np.int64), dtype=np.dtype("int64"))


@reference("softmax", "softmin", dtypes=FLOATS)
def _softmin(inputs, parameters):
    return REFERENCES["softmax"]([-inputs[0]], parameters)


@reference("mixed", "softmax_cross_entropy", dtypes=FLOATS)
def _softmax_cross_entropy(inputs, _):
    x, label = inputs
    wide = x.astype(Wide)
    most = np.max(wide, axis=1, keepdims=True)
    logarithms = wide - most - np.log(np.sum(np.exp(wide - most), axis=1, keepdims=True))
    places = np.clip(np.trunc(label).astype(np.int64), 0, x.shape[1] - 1)
    value = -np.sum(np.take_along_axis(logarithms, places[:, np.newaxis], 1))
    size = np.sum(np.abs(wide)) + len(x) * (1 + np.log(Wide(x.shape[1])))
    # Each logarithm is rounded in the dtype itself.
    error = Wide(np.finfo(x.dtype).eps) * 4 * size
    return Near(np.array([value]), slack=finite(error), signs=False)
