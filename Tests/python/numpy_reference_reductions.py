"""The rest of `REFERENCES` that computes: reductions, products, softmax."""

from __future__ import annotations

import numpy as np
from comparing_exactly import Exact, Near, Wide, as_dtype
from numpy_reference import (
    REFERENCES,
    at_least_one_axis,
    declare,
    quotient,
    reference,
    rounded,
)
from operator_inputs import FLOATS

__all__ = ["REFERENCES"]

# Reductions: the error is bounded by units of the sum of magnitudes, whatever the order.


def axes_of(x, parameters):
    axis = parameters.get("axis")
    if axis is None or axis == ():
        return tuple(range(x.ndim))
    axes = {a % x.ndim for a in (axis if isinstance(axis, tuple) else (axis,))}
    if parameters.get("exclude"):
        axes = set(range(x.ndim)) - axes
    return tuple(sorted(axes))


def reduced(function, x, parameters, **options):
    axes, keepdims = axes_of(x, parameters), bool(parameters.get("keepdims"))
    return at_least_one_axis(np.asarray(function(x, axis=axes, keepdims=keepdims, **options)))


def unit(dtype):
    """The unit that sums of floats are computed in."""
    return Wide(np.finfo(np.float32 if dtype == np.float16 else dtype).eps)


def room(x, parameters):
    """The error of a sum in parts of the sum of magnitudes: half a unit for each level of the tree.

    A level more for the vectors that are combined one after the other.
    """
    count = _count(x, parameters)
    return 0 if count <= 1 else unit(x.dtype) * (3 + np.log2(Wide(count))) / 2


def _count(x, parameters):
    return int(np.prod([x.shape[a] for a in axes_of(x, parameters)], dtype=np.int64))


@reference("reduction", "sum")
def _sum(inputs, parameters):
    x = inputs[0]
    if x.dtype.kind != "f":
        return rounded(reduced(np.sum, x, parameters, dtype=np.int64), x.dtype)
    wide = x.astype(Wide)
    slack = finite(room(x, parameters) * reduced(np.sum, np.abs(wide), parameters))
    return Near(reduced(np.sum, wide, parameters), slack=slack, signs=False)


def finite(slack):
    return np.where(np.isfinite(slack), slack, 0)


@reference("reduction", "mean")
def _mean(inputs, parameters):
    x = inputs[0]
    count = _count(x, parameters)
    if x.dtype.kind != "f":
        wide = x.dtype if x.dtype in (np.int32, np.int64) else np.int64
        total = reduced(np.sum, x, parameters, dtype=wide).astype(np.int64)
        return rounded(quotient(total, np.int64(count)), x.dtype)
    wide = x.astype(Wide)
    magnitude = reduced(np.sum, np.abs(wide), parameters) / count
    return Near(
        reduced(np.sum, wide, parameters) / count,
        ulps=0.5,
        slack=finite(room(x, parameters) * magnitude),
        signs=False,
    )


@reference("reduction", "prod")
def _prod(inputs, parameters):
    x = inputs[0]
    if x.dtype.kind != "f":
        return rounded(reduced(np.prod, x, parameters, dtype=np.int64), x.dtype)
    value = reduced(np.prod, x.astype(Wide), parameters)
    # One rounding for each factor; they go either way.
    ulps = 4 * np.sqrt(max(_count(x, parameters) - 1, 0))
    least = 0 if x.dtype == np.float16 else np.nextafter(x.dtype.type(0), x.dtype.type(1))
    return Near(value, slack=finite(ulps * (np.abs(value) * unit(x.dtype) + Wide(least))))


def _extreme(function):
    return lambda inputs, parameters: Exact(reduced(function, inputs[0], parameters), signs=False)


declare("extreme", "max", _extreme(np.max))
declare("extreme", "min", _extreme(np.min))


def _index(function):
    def formula(inputs, parameters):
        x = inputs[0]
        axis = parameters.get("axis")
        index = np.asarray(function(x, axis=axis), np.int64)
        if parameters.get("keepdims"):
            ones = (1,) * x.ndim
            index = index.reshape(ones) if axis is None else np.expand_dims(index, axis)
        return Exact(as_dtype(at_least_one_axis(index), x.dtype))

    return formula


declare("index", "argmax", _index(np.argmax))
declare("index", "argmin", _index(np.argmin))


@reference("norm", "norm")
def _norm(inputs, parameters):
    x = inputs[0]
    dtype = np.dtype(parameters.get("out_dtype") or x.dtype)
    if parameters.get("ord", 2) == 1:
        # Summed in the input's dtype.
        total = _sum([np.abs(x) if x.dtype.kind != "b" else x], parameters)
        if x.dtype.kind != "f":
            return rounded(total.value, dtype)
        ulps = 0.5 if x.dtype != np.float16 else 2.0**12
        return Near(total.value, ulps=ulps, slack=total.slack)
    value = np.sqrt(reduced(np.sum, np.square(x.astype(Wide)), parameters))
    # Summed in float64; the root halves the error.
    double = np.zeros(x.shape)
    return Near(value, ulps=1, slack=finite(value * room(double, parameters) / 2))


# Products.


def products(a, b, transpose_a, transpose_b):
    """The sum over the last axis of a and the first of b, any number of axes."""
    if transpose_a:
        a = np.moveaxis(a, 0, -1)
    if transpose_b:
        b = np.moveaxis(b, -1, 0)
    left = a.reshape(int(np.prod(a.shape[:-1])), a.shape[-1])
    right = b.reshape(b.shape[0], int(np.prod(b.shape[1:])))
    return at_least_one_axis(np.matmul(left, right).reshape(a.shape[:-1] + b.shape[1:]))


def batches(a, b, transpose_a, transpose_b):
    a = np.swapaxes(a, -1, -2) if transpose_a else a
    b = np.swapaxes(b, -1, -2) if transpose_b else b
    return np.matmul(a, b)


def _product(function):
    def formula(inputs, parameters):
        a, b = inputs
        flags = [bool(parameters.get(f"transpose_{side}")) for side in "ab"]
        if a.dtype.kind != "f":
            return rounded(function(a.astype(np.int64), b.astype(np.int64), *flags), a.dtype)
        # longdouble has no fast product; float64 is wide enough for the narrower ones.
        wide = Wide if a.dtype == np.float64 else np.float64
        value = function(a.astype(wide), b.astype(wide), *flags)
        magnitude = function(np.abs(a).astype(np.float64), np.abs(b).astype(np.float64), *flags)
        return Near(value, slack=finite(4 * unit(a.dtype) * magnitude))

    return formula


declare("dot", "dot", _product(products))
declare("batch_dot", "batch_dot", _product(batches))


# Softmax: each step is rounded in the dtype itself.


def _softmax(logarithm):
    def formula(inputs, parameters):
        x = inputs[0]
        dtype = np.dtype(parameters.get("dtype") or x.dtype)
        axis, temperature = parameters.get("axis", -1), parameters.get("temperature") or 1.0
        wide = as_dtype(x, dtype).astype(Wide) / Wide(temperature)
        if x.size == 0:
            return Exact(np.zeros(x.shape, dtype))
        if parameters.get("use_length"):
            return _softmax_of_parts(wide, inputs[1], axis, dtype)
        most = np.max(wide, axis=axis, keepdims=True)
        shifted = wide - most
        total = np.sum(np.exp(shifted), axis=axis, keepdims=True)
        eps = Wide(np.finfo(dtype).eps)
        # What the quotients and the difference were rounded by, and six units for the rest.
        steps = (np.abs(wide) + np.abs(most)) * (temperature != 1) + np.abs(shifted) + 6
        if logarithm:
            return Near(shifted - np.log(total), slack=finite(eps * (steps + np.log(total))))
        value = np.exp(shifted) / total
        least = np.nextafter(dtype.type(0), dtype.type(1)).astype(Wide)
        return Near(value, slack=finite(eps * value * steps + least))

    return formula


def _softmax_of_parts(wide, length, axis, dtype):
    """Of the first elements of each row; the others are zero."""
    rows = np.moveaxis(wide, axis, -1)
    counts = np.arange(rows.shape[-1]) < np.trunc(length)[..., np.newaxis]
    powers = np.where(counts, np.exp(rows - np.max(rows, axis=-1, keepdims=True)), 0)
    total = np.sum(powers, axis=-1, keepdims=True)
    value = np.moveaxis(np.where(total > 0, powers / np.where(total > 0, total, 1), 0), -1, axis)
    return Near(value, slack=12 * Wide(np.finfo(dtype).eps) * value)


declare("softmax", "softmax", _softmax(False), FLOATS)
declare("softmax", "log_softmax", _softmax(True), FLOATS)
