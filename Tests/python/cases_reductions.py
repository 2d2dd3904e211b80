"""Calls of reductions, norm and softmax."""

from __future__ import annotations

import itertools

import numpy as np
from case_maker import supported
from operator_inputs import LARGE, any_bits, edges

ROWS = [(1,), (2,), (7,), (15,), (16,), (17,), (63,), (64,), (65,), (1023,), (1024,), (1025,)]
ROWS += [(4095,), (4096,), (4097,), (8191,), (12300,), (1, 17), (33, 3), (3, 33), (65, 17)]
ROWS += [(31, 8), (32, 8), (33, 8), (64, 9), (65, 16), (5, 1023), (1025, 5), (3, 1, 4100)]
EMPTY = [(0,), (0, 3), (3, 0), (2, 0, 4)]


def _axes(shape, most=4):
    """No axis, each axis, several, negative ones, those that are not given."""
    rank = len(shape)
    for keepdims in (False, True):
        keep = {"keepdims": True} if keepdims else {}
        yield keep
        for size in range(1, min(rank, most) + 1):
            for axes in itertools.combinations(range(rank), size):
                yield dict(keep, axis=axes if size > 1 else axes[0])
    yield {"axis": -1}
    yield {"axis": (), "keepdims": False}
    if rank > 1:
        yield {"axis": (-1, 0)}


def _excluding(shape):
    return [{"axis": -1, "exclude": True}, {"axis": tuple(range(len(shape))), "exclude": True}]


def reduction(name, aspect, make, empty=True, excluding=True):
    if aspect == "shapes":
        for shape in [*ROWS, (2, 3, 4, 5), (5, 1, 3, 1), *(EMPTY if empty else [])]:
            for parameters in [*_axes(shape), *(_excluding(shape) if excluding else [])]:
                yield [make.data(shape)], parameters
    if aspect == "large":
        for shape in [*LARGE, (100003, 3), (7, 301, 97)]:
            for dtype, axis in itertools.product(
                ("float32", "float64", "int32", "float16"), (None, *range(len(shape)))
            ):
                yield [make.data(shape, dtype)], {} if axis is None else {"axis": axis}
    for dtype in supported(name):
        if aspect == "dtypes":
            for parameters in ({}, {"axis": 0}, {"axis": 1}, {"axis": (0, 2), "keepdims": True}):
                yield [make.data((6, 5, 9), dtype)], parameters
                yield [make.data((6, 70, 9), dtype)], parameters
        if aspect == "edges":
            yield from special_rows(make, dtype)


def special_rows(make, dtype):
    """One row for each edge: it stands first, in the middle, last, and alone."""
    values = edges(dtype)
    if make.name in ("prod", "nanprod") and values.dtype.kind == "f":
        # In some order of factors a product would leave the range and come back.
        size = np.abs(values.astype(np.float64))
        middle = (size > 1e-10) & (size < 1e10)
        values = np.where(
            middle | (values == 0) | ~np.isfinite(values), values, values.dtype.type(3)
        )
    for length in (1, 5, 16, 67):
        rows = np.stack([make.data((length,), dtype) for _ in values])
        for place in {0, length // 2, length - 1}:
            special = rows.copy()
            special[:, place] = values
            yield [special], {"axis": 1}
            yield [np.ascontiguousarray(special.T)], {"axis": 0}
    if np.dtype(dtype).kind in "iu":
        yield [any_bits(make.rng, (33, 65), dtype)], {"axis": 0}
        yield [any_bits(make.rng, (33, 65), dtype)], {"axis": 1}


def extreme(name, aspect, make):
    """There is no largest of nothing."""
    return reduction(name, aspect, make, empty=False)


def index(name, aspect, make):
    """Along one axis or none; over rows with many equal elements too."""
    for inputs, parameters in reduction(name, aspect, make, empty=False, excluding=False):
        axis = parameters.get("axis")
        if not isinstance(axis, tuple):
            yield inputs, parameters
            if aspect == "dtypes" and axis is not None:
                yield [make.rng.randint(0, 2, (6, 300)).astype(inputs[0].dtype)], parameters


def norm(name, aspect, make):
    for inputs, parameters in reduction(name, aspect, make, excluding=False):
        if parameters.get("axis") == ():
            continue
        x = inputs[0]
        if aspect == "edges" and x.dtype == np.float64:
            # Squares of the largest and of the smallest float64 are out of range.
            inside = (np.abs(x) < 1e150) & ((x == 0) | (np.abs(x) > 1e-150))
            x = np.where(inside | ~np.isfinite(x), x, 1.0)
        yield [x], parameters
        if aspect in ("dtypes", "edges"):
            yield [x], dict(parameters, ord=1)
        if aspect == "dtypes":
            yield [x], dict(parameters, out_dtype="float64")


def softmax(name, aspect, make):
    some = [{}, {"axis": 0}, {"temperature": 2.5}, {"temperature": 0.1}, {"dtype": "float64"}]
    if aspect == "shapes":
        for shape in [*ROWS, (2, 3, 4, 5), (0,), (0, 3), (3, 0)]:
            for parameters in [*some, *({"axis": axis} for axis in range(len(shape)))]:
                yield [make.data(shape)], parameters
    if aspect == "large":
        for shape, axis in itertools.product(LARGE, (0, 1)):
            yield [make.data(shape)], {"axis": axis}
    for dtype in supported(name):
        for parameters in some:
            if aspect == "dtypes":
                yield [make.data((5, 66), dtype)], parameters
        if aspect == "edges":
            for inputs, parameters in special_rows(make, dtype):
                # A temperature may divide the largest numbers beyond the range.
                yield inputs, parameters
