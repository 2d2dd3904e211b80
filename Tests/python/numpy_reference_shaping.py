"""Part of `REFERENCES`: operators on shapes that pad, turn, cut and count."""

from __future__ import annotations

import numpy as np
from comparing_exactly import Exact, as_dtype
from numpy_reference import REFERENCES, at_least_one_axis, reference, single
from numpy_reference_shapes import as_tuple, moved

__all__ = ["REFERENCES"]


@reference("shape", "reshape_like")
def _reshape_like(inputs, parameters):
    x, other = inputs

    def axes(side, shape):
        begin, end = (parameters.get(f"{side}_{word}") for word in ("begin", "end"))
        return slice(begin, end).indices(len(shape))[:2]

    (first, last), (begin, end) = axes("lhs", x.shape), axes("rhs", other.shape)
    return Exact(x.reshape(x.shape[:first] + other.shape[begin:end] + x.shape[last:]))


@moved("moveaxis")
def _moveaxis(x, source, destination):
    return np.moveaxis(x, source, destination)


@moved("reverse")
def _reverse(x, axis):
    for number in as_tuple(axis):
        x = np.flip(x, number)
    return x


def _padded_axis(x, axis, before, after, mode, value):
    """One axis at a time, by the index that each place of the result shows."""
    length = x.shape[axis]
    places = np.arange(-before, length + after)
    inside = (places >= 0) & (places < length)
    if mode == "reflect":
        places = np.abs(places)
        places = (length - 1) - np.abs(length - 1 - places)
    if length:
        wide = np.take(x, np.clip(places, 0, length - 1), axis)
    else:
        wide = np.zeros(x.shape[:axis] + places.shape + x.shape[axis + 1 :], x.dtype)
    if mode == "constant":
        fits = inside.reshape([-1 if i == axis else 1 for i in range(x.ndim)])
        wide = np.where(fits, wide, value)
    return wide


@moved("pad")
def _pad(x, mode, pad_width, constant_value=0.0):
    value = as_dtype(np.array(float(constant_value)), x.dtype)
    for axis in range(x.ndim):
        x = _padded_axis(x, axis, *pad_width[2 * axis : 2 * axis + 2], mode, value)
    return x


@moved("depth_to_space")
def _depth_to_space(x, block_size):
    n, c, h, w = x.shape
    b = block_size
    result = np.empty((n, c // b**2, h * b, w * b), x.dtype)
    for i in range(b):
        for j in range(b):
            first = (i * b + j) * (c // b**2)
            result[:, :, i::b, j::b] = x[:, first : first + c // b**2]
    return result


@moved("space_to_depth")
def _space_to_depth(x, block_size):
    b = block_size
    return np.concatenate([x[:, :, i::b, j::b] for i in range(b) for j in range(b)], axis=1)


@moved("diag")
def _diag(x, k=0, axis1=0, axis2=1):
    return np.diag(x, k) if x.ndim == 1 else np.diagonal(x, k, axis1, axis2)


@reference("shape", "shape_array")
def _shape_array(inputs, _):
    return Exact(np.array(inputs[0].shape), dtype="int64")


@reference("shape", "size_array")
def _size_array(inputs, _):
    return Exact(np.array([inputs[0].size]), dtype="int64")


@reference("shape", "split_v2")
def _split_v2(inputs, parameters):
    axis = parameters.get("axis", 0)
    parts = np.split(inputs[0], parameters["indices"], axis)
    if parameters.get("squeeze_axis"):
        parts = [at_least_one_axis(np.squeeze(part, axis)) for part in parts]
    return [Exact(part) for part in parts]


@reference("shape", "slice_like")
def _slice_like(inputs, parameters):
    x, other = inputs
    for axis in as_tuple(parameters.get("axes", ())) or range(x.ndim):
        x = np.take(x, range(other.shape[axis]), axis)
    return Exact(x)


@reference("shape", "index_array")
def _index_array(inputs, parameters):
    shape = inputs[0].shape
    axes = parameters.get("axes")
    indices = np.indices(shape)[list(range(len(shape)) if axes is None else axes)]
    return Exact(np.moveaxis(indices, 0, -1), dtype="int64")


@reference("shape", "arange_like")
def _arange_like(inputs, parameters):
    x, axis = inputs[0], parameters.get("axis")
    count = x.size if axis is None else x.shape[axis]
    indices = np.arange(count, dtype=np.float64) // parameters.get("repeat", 1)
    numbers = parameters.get("start", 0) + parameters.get("step", 1) * indices
    return Exact(as_dtype(numbers.reshape(x.shape) if axis is None else numbers, x.dtype))


@reference("shape", "khatri_rao")
def _khatri_rao(inputs, _):
    product = inputs[0]
    for factor in inputs[1:]:
        rows = single(product)[:, None] * single(factor)[None]
        product = as_dtype(rows.reshape(-1, factor.shape[1]), factor.dtype)
    return Exact(product)
