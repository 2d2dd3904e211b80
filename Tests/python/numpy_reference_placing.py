"""Part of `REFERENCES`: operators that take indices, masks and lengths."""

from __future__ import annotations

import numpy as np
from comparing_exactly import Exact, as_dtype
from numpy_reference import REFERENCES, reference
from numpy_reference_shapes import places

__all__ = ["REFERENCES"]


def _whole(indices):
    return as_dtype(indices, "int64")


@reference("gather_nd", "gather_nd")
def _gather_nd(inputs, _):
    data, indices = inputs
    return Exact(data[tuple(_whole(indices))])


@reference("scatter_nd", "scatter_nd")
def _scatter_nd(inputs, parameters):
    data, indices = inputs
    result = np.zeros(parameters["shape"], data.dtype)
    rows = _whole(indices).reshape(len(indices), -1).T
    # One after the other: the last of several stays.
    for place, part in zip(rows, data.reshape(len(rows), *data.shape[indices.ndim - 1 :])):
        result[tuple(place)] = part
    return Exact(result)


@reference("index_copy", "index_copy")
def _index_copy(inputs, _):
    old, indices, new = inputs
    result = old.copy()
    for place, part in zip(_whole(indices), new):
        result[place] = part
    return Exact(result)


@reference("batch_take", "batch_take")
def _batch_take(inputs, _):
    a, indices = inputs
    index = places(indices, a.shape[-1], "clip").reshape(*a.shape[:-1], 1)
    return Exact(np.take_along_axis(a, index, -1).reshape(indices.shape))


@reference("boolean_mask", "boolean_mask")
def _boolean_mask(inputs, parameters):
    data, index = inputs
    return Exact(np.compress(index != 0, data, parameters.get("axis", 0)))


@reference("fill_element_0index", "fill_element_0index")
def _fill_element(inputs, _):
    matrix, elements, index = inputs
    hit = np.arange(matrix.shape[1]) == _whole(index)[:, None]
    return Exact(np.where(hit, elements[:, None], matrix))


@reference("multi_index", "ravel_multi_index")
def _ravel(inputs, parameters):
    (data,) = inputs
    place = np.zeros(data.shape[1:], np.int64)
    for row, length in zip(_whole(data), parameters["shape"]):
        place = place * length + row
    return Exact(as_dtype(place, data.dtype))


@reference("multi_index", "unravel_index")
def _unravel(inputs, parameters):
    (data,) = inputs
    rest, rows = _whole(data), []
    for length in parameters["shape"][:0:-1]:
        quotient = np.sign(rest) * (np.abs(rest) // length)
        rows.append(rest - quotient * length)
        rest = quotient
    return Exact(as_dtype(np.stack([rest, *rows[::-1]]), data.dtype))


def _sequences(inputs, parameters):
    """The data with the axis of time first, and the length of each sequence."""
    data = np.swapaxes(inputs[0], 0, parameters.get("axis", 0))
    lengths = _whole(inputs[1]) if len(inputs) > 1 else np.full(data.shape[1], len(data))
    return data.copy(), lengths


@reference("sequences", "SequenceMask")
def _sequence_mask(inputs, parameters):
    data, lengths = _sequences(inputs, parameters)
    value = as_dtype(np.array(float(parameters.get("value", 0))), data.dtype)
    for number, length in enumerate(lengths):
        data[max(length, 0) :, number] = value
    return Exact(np.swapaxes(data, 0, parameters.get("axis", 0)))


@reference("sequences", "SequenceLast")
def _sequence_last(inputs, parameters):
    data, lengths = _sequences(inputs, parameters)
    return Exact(data[lengths - 1, np.arange(len(lengths))])


@reference("sequences", "SequenceReverse")
def _sequence_reverse(inputs, parameters):
    data, lengths = _sequences(inputs, parameters)
    for number, length in enumerate(lengths):
        data[:length, number] = data[:length, number][::-1].copy()
    return Exact(np.swapaxes(data, 0, parameters.get("axis", 0)))
