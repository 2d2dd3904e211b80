"""Calls of sort, argsort, topk and cumsum."""

from __future__ import annotations

import itertools

import numpy as np
from case_maker import supported
from cases_reductions import EMPTY, ROWS, special_rows
from operator_inputs import LARGE, any_bits, edges

# Around blocks of the network, digits, the longest rows of the network, pieces of threads; one row
# alone, and more rows than a vector has lanes.
LENGTHS = (1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 64, 65, 100, 127, 128, 129, 255, 256, 257)
LONG = (1000, 1023, 1024, 1025, 4095, 4097, 8191, 8193, 16383, 16385)
ALONG = [(2, 3, 4), (2, 3, 4, 5), (5, 1, 3, 1), (33, 3), (3, 33), (40, 40)]
HUGE = [*LARGE, (200003,), (70000, 3), (2, 65537)]


def _orders(shape):
    for axis in (None, *range(len(shape)), -1):
        yield {"axis": axis}
        yield {"axis": axis, "is_ascend": len(shape) == 1}


def _shapes():
    for length in LENGTHS:
        yield from ((length,), (20, length))
    for length in LONG:
        yield (length,)
    yield from ((9, 1025), (17, 4100), *EMPTY)


def _with_ties(make, shape, dtype):
    """Few different numbers, so that most are equal to others."""
    if np.dtype(dtype).kind == "b":
        return make.data(shape, dtype)
    return make.rng.randint(0, 5, shape).astype(dtype)


def _special(make, shape, dtype):
    """Every edge several times, in disorder, and any bits."""
    count = int(np.prod(shape))
    values = np.concatenate([edges(dtype), any_bits(make.rng, 50, dtype), edges(dtype)])
    return make.rng.permutation(np.resize(values, count)).reshape(shape)


def _inputs(make, aspect):
    """Inputs alone."""
    if aspect == "shapes":
        for shape in (*_shapes(), *ALONG):
            yield make.data(shape)
    if aspect == "large":
        for shape, dtype in itertools.product(HUGE, ("float32", "float64", "int32", "float16")):
            yield make.data(shape, dtype)
            yield any_bits(make.rng, shape, dtype)
    for dtype in supported(make.name):
        for shape in ((300,), (20, 70), (3, 5, 40)):
            if aspect == "dtypes":
                yield make.data(shape, dtype)
                yield _with_ties(make, shape, dtype)
            if aspect == "edges":
                yield _special(make, shape, dtype)


def order(name, aspect, make):
    for x in _inputs(make, aspect):
        choices = _orders(x.shape) if x.shape in ALONG else ({}, {"is_ascend": False})
        for parameters in choices:
            yield [x], parameters
        if aspect == "dtypes" and name == "argsort":
            for dtype in ("int32", "int64", "float16", "float64"):
                yield [x], {"dtype": dtype}


def top(name, aspect, make):
    for x in _inputs(make, aspect):
        length = x.shape[-1]
        counts = {0, 1, 2, 10, length // 16, length // 16 + 1, length // 3, length}
        kinds = ("value", "indices", "mask", "both")
        for count, kind in zip(sorted(c for c in counts if c <= length), itertools.cycle(kinds)):
            for ascending in (False, True):
                yield [x], {"k": count, "ret_typ": kind, "is_ascend": ascending}
        if length and x.size < 10000:
            yield [x], {"ret_typ": "both", "dtype": "int32"}
        if x.shape in ALONG:
            for axis, kind in itertools.product((None, *range(x.ndim), -1), kinds):
                most = x.size if axis is None else x.shape[axis]
                yield [x], {"axis": axis, "k": (most + 1) // 2, "ret_typ": kind}


def cumsum(name, aspect, make):
    if aspect == "shapes":
        for shape in (*ROWS, *ALONG, *EMPTY, (3, 12300), (12300, 3), (50, 20), (7, 5, 1025)):
            for axis in (None, *range(len(shape)), -1):
                yield [make.data(shape)], {"axis": axis}
    if aspect == "large":
        for shape, dtype in itertools.product(HUGE, ("float32", "float64", "int32", "float16")):
            for axis in (None, 0, -1):
                yield [make.data(shape, dtype)], {"axis": axis}
    for dtype in supported(name):
        if aspect == "dtypes":
            for axis, to in itertools.product((None, 0, 1), (None, "float64", "int32", "int8")):
                yield [make.data((6, 70), dtype)], {"axis": axis, **({"dtype": to} if to else {})}
        if aspect == "edges":
            yield from special_rows(make, dtype)
