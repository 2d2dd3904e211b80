"""Calls of the operators that take indices, masks and lengths."""

from __future__ import annotations

import itertools

import numpy as np
from case_maker import supported
from operator_inputs import any_bits, edges

INDEX_DTYPES = ("float32", "float64", "int32", "int64", "int8")


def _dtypes(name, aspect):
    """Dtypes of the data."""
    few = {"large": ["float32", "uint8"], "edges": ["float32"], "shapes": ["float32"]}
    return few.get(aspect) or supported(name)


def _data(make, aspect, shape, dtype):
    """Numbers; for edges elements with any bits, which are moved as they are."""
    return any_bits(make.rng, shape, dtype) if aspect == "edges" else make.data(shape, dtype)


def _kinds(aspect):
    """Dtypes of indices."""
    return INDEX_DTYPES if aspect == "dtypes" else ("float32", "int64")


def _multi_index(make, lengths, row, kind):
    """A row for each length: indices of both signs, each in range, with fractions if possible."""
    signed = np.dtype(kind).kind in "if"
    rows = [make.rng.randint(-n if signed else 0, n, row) for n in lengths]
    indices = np.stack(rows).astype(kind)
    # Truncation takes fractions away, towards zero.
    return indices + np.sign(indices) * 0.25 if np.dtype(kind).kind == "f" else indices


def _forms(aspect):
    """Shapes, how many of their axes are indexed, and the shape of the indices of one axis."""
    if aspect == "large":
        return [
            ((301, 677), 1, (203,)),
            ((301, 67), 2, (50021,)),
            ((31, 40, 50), 2, (37, 41)),
        ]
    shapes = ((5,), (3, 4), (2, 3, 4), (33, 31), (1025,), (2, 1, 3, 2))
    forms = [
        (shape, depth, row)
        for shape in shapes
        for depth in range(1, len(shape) + 1)
        for row in ((1,), (4,), (2, 3), (0,))
    ]
    return forms if aspect == "shapes" else forms[::3]


def gather_nd(name, aspect, make):
    for (shape, depth, row), dtype in itertools.product(_forms(aspect), _dtypes(name, aspect)):
        for kind in _kinds(aspect):
            if shape[0] < 100 or kind != "int8":
                indices = _multi_index(make, shape[:depth], row, kind)
                yield [_data(make, aspect, shape, dtype), indices], {}
    if aspect == "shapes":
        yield [make.data((3, 0)), np.zeros((1, 4))], {}
        yield [make.data((0, 3)), np.zeros((1, 0))], {}
        yield [make.data((1, 2, 1, 3, 1, 2, 1, 2)), np.zeros((8, 3))], {}


def scatter_nd(name, aspect, make):
    for (shape, depth, row), dtype in itertools.product(_forms(aspect), _dtypes(name, aspect)):
        for kind in _kinds(aspect):
            if shape[0] < 100 or kind != "int8":
                indices = _multi_index(make, shape[:depth], row, kind)
                part = _data(make, aspect, row + shape[depth:], dtype)
                yield [part, indices], {"shape": shape}
    if aspect == "shapes":
        yield [make.data((4, 0)), np.zeros((1, 4))], {"shape": (3, 0)}
        yield [make.data((0, 3)), np.zeros((1, 0))], {"shape": (0, 3)}


def index_copy(name, aspect, make):
    large = [((1000, 77), 3001), ((20011,), 50000), ((70, 1030), 40)]
    small = [
        ((5,), 3),
        ((4, 3), 9),
        ((3, 2, 2), 1),
        ((1025, 2), 7),
        ((3,), 0),
        ((2, 0), 3),
    ]
    for (shape, count), dtype in itertools.product(
        large if aspect == "large" else small, _dtypes(name, aspect)
    ):
        for kind in _kinds(aspect):
            if shape[0] < 100 or kind != "int8":
                (indices,) = _multi_index(make, shape[:1], (count,), kind)
                new = _data(make, aspect, (count, *shape[1:]), dtype)
                yield [_data(make, aspect, shape, dtype), indices, new], {}


def batch_take(name, aspect, make):
    large, small = [(301, 677)], [(4, 3), (1, 1), (2, 3, 4), (0, 3), (1025, 3), (7,)]
    for shape, dtype in itertools.product(
        large if aspect == "large" else small, _dtypes(name, aspect)
    ):
        for kind in _kinds(aspect):
            index = make.indices(shape[:-1] or (1,), min(shape[-1], 30), kind)
            yield [_data(make, aspect, shape, dtype), index], {}


def boolean_mask(name, aspect, make):
    large = [((1003, 77), 0), ((100003,), 0), ((301, 677), 1)]
    small = [
        ((5,), 0),
        ((4, 3), 0),
        ((4, 3), 1),
        ((2, 3, 4), -1),
        ((1025, 2), 0),
        ((0, 3), 0),
    ]
    for (shape, axis), dtype in itertools.product(
        large if aspect == "large" else small, _dtypes(name, aspect)
    ):
        count = shape[axis]
        masks = [make.rng.randint(0, 2, count), np.zeros(count), np.ones(count)]
        for kind, mask in itertools.product((*_kinds(aspect), "bool"), masks):
            yield [_data(make, aspect, shape, dtype), mask.astype(kind)], {"axis": axis}
    if aspect == "edges":
        for kind in supported(name):
            yield [make.data((len(edges(kind)), 2)), edges(kind)], {}


def fill_element_0index(name, aspect, make):
    large, small = [(301, 677)], [(4, 3), (1, 1), (0, 3), (1025, 2), (3, 1025)]
    for shape, dtype in itertools.product(
        large if aspect == "large" else small, _dtypes(name, aspect)
    ):
        for kind in _kinds(aspect):
            index = make.indices(shape[:1], min(shape[1], 30), kind)
            elements = _data(make, aspect, shape[:1], dtype)
            yield [_data(make, aspect, shape, dtype), elements, index], {}


def multi_index(name, aspect, make):
    """ravel_multi_index and unravel_index."""
    lengths = [(7,), (7, 6), (2, 3, 4), (-1, 3, 4), (2, 1, 3, 5), (1,) * 7]
    rows = {"large": [(100003,)]}.get(aspect, [(1,), (4,), (2, 3), (0,)])
    dtypes = {"large": ["int32"], "shapes": ["float32"]}.get(aspect, supported(name))
    for shape, row, dtype in itertools.product(lengths, rows, dtypes):
        if aspect == "edges":
            if name == "unravel_index":
                values = edges(dtype)
                wide = values.dtype.kind == "f" or values.dtype == np.int64
                yield (
                    [values[np.abs(values.astype(float)) < 2**31] if wide else values],
                    {"shape": shape},
                )
            continue
        if name == "ravel_multi_index":
            lows = [abs(n) for n in shape]
            indices = np.stack([make.rng.randint(0, n + 1, row) for n in lows])
        else:
            indices = make.rng.randint(0, abs(int(np.prod(shape))) + 5, row)
        if np.dtype(dtype).kind == "f" and dtype != "float16":
            indices = indices + 0.25
        yield [indices.astype(dtype)], {"shape": shape}


def sequences(name, aspect, make):
    """SequenceMask, SequenceLast and SequenceReverse."""
    axes = (0,) if name == "SequenceReverse" else (0, 1)
    large, small = (
        [(301, 67), (50, 40, 31)],
        [(3, 2), (4, 3, 2), (1, 1), (33, 5, 2), (5, 0)],
    )
    shapes = large if aspect == "large" else small
    for shape, axis, dtype in itertools.product(shapes, axes, _dtypes(name, aspect)):
        time, batch = shape[axis], shape[1 - axis]
        if name == "SequenceLast" and time == 0:
            continue
        extra = {"value": 2.5} if name == "SequenceMask" and batch % 2 else {}
        yield [_data(make, aspect, shape, dtype)], {"axis": axis}
        for kind in _kinds(aspect):
            low, high = {
                "SequenceMask": (-1, time + 2),
                "SequenceReverse": (0, time),
            }.get(name, (1, time))
            lengths = make.rng.randint(low, high + 1, batch).astype(kind)
            if np.dtype(kind).kind == "f":
                lengths += lengths.dtype.type(0.25) * np.sign(lengths)
            parameters = {"use_sequence_length": True, "axis": axis, **extra}
            yield [_data(make, aspect, shape, dtype), lengths], parameters


KINDS = (
    gather_nd, scatter_nd, index_copy, batch_take, boolean_mask, fill_element_0index, multi_index,
    sequences,
)  # fmt: skip
