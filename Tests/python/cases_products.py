"""Calls of matrix products, and of operators that take indices."""

from __future__ import annotations

import itertools

import numpy as np
from case_maker import supported
from operator_inputs import LARGE, SHAPES, any_bits, edges

# Products.


def _flags():
    for a, b in itertools.product((False, True), repeat=2):
        yield {"transpose_a": a, "transpose_b": b}


def _turned(shape, flag):
    return (*shape[1:], shape[0]) if flag else shape


def dot(name, aspect, make):
    triples = [(1, 1, 1), (2, 3, 4), (5, 1, 7), (1, 9, 1), (33, 17, 65), (1, 300, 31), (40, 70, 1)]
    if aspect == "shapes":
        triples += [(0, 3, 2), (3, 0, 2), (3, 2, 0)]
        for one in [((7,), (7,)), ((1,), (1,)), ((5000,), (5000,)), ((4, 5), (5,)), ((5,), (5, 4))]:
            yield make.inputs(one), {}
        for many in [
            ((2, 3, 4), (4, 5)),
            ((2, 3), (3, 4, 5)),
            ((2, 3, 4), (4, 5, 6)),
            ((3, 2), (2,)),
        ]:
            yield make.inputs(many), {}
        yield make.inputs([(4, 2, 3), (5, 6, 4)]), {"transpose_a": True, "transpose_b": True}
        yield make.inputs([(0,), (0,)]), {}
    if aspect == "edges":
        yield from _special_factors(make)
        return
    dtypes = {"shapes": ["float32"], "large": ["float32", "float64"]}.get(aspect, supported(name))
    triples = {"large": [(301, 677, 129), (3, 20011, 5), (1024, 8, 1031)]}.get(aspect, triples)
    for (rows, depth, columns), dtype, flags in itertools.product(triples, dtypes, _flags()):
        a = _turned((rows, depth), flags["transpose_a"])
        b = _turned((depth, columns), flags["transpose_b"])
        yield make.inputs([a, b], dtype), flags
    if aspect == "large":
        yield make.inputs([(2003, 501), (501,)]), {}
        yield make.inputs([(501,), (501, 2003)]), {}
        yield make.inputs([(300_001,), (300_001,)]), {}
        yield make.inputs([(257, 130), (130, 67)], "int32"), {}


def _special_factors(make):
    """NaN and infinity go through the product as they should, also beside zeros."""
    for dtype, special in itertools.product(("float16", "float32", "float64"), (np.nan, np.inf)):
        for shape in ((1, 5), (5, 1), (19, 5), (19, 70)):
            a, b = make.data(shape, dtype), make.data((shape[1], 6), dtype)
            a[-1, shape[1] // 2], b[0, 1], b[:, 3] = special, -special, 0
            yield [a, b], {}
            yield [a, np.ascontiguousarray(b[:, 3])], {}
    for dtype in ("uint8", "int8", "int32", "int64"):
        yield [any_bits(make.rng, (7, 40), dtype), any_bits(make.rng, (40, 9), dtype)], {}


def batch_dot(name, aspect, make):
    sizes = {
        "shapes": [((2,), 2, 3, 4), ((1,), 1, 1, 1), ((0,), 2, 3, 4), ((3,), 2, 0, 4)],
        "large": [((9,), 61, 127, 35), ((70, 3), 5, 17, 9)],
    }.get(aspect, [((3,), 5, 7, 4)])
    if aspect == "shapes":
        sizes += [((2, 3), 4, 5, 6), ((65,), 3, 2, 3), ((2, 1, 3), 2, 2, 2), ((4,), 33, 17, 9)]
    if aspect == "edges":
        for inputs, _ in _special_factors(make):
            if inputs[1].ndim > 1:
                yield [np.stack([x, x[::-1]]) for x in inputs], {}
        return
    dtypes = {"shapes": ["float32"], "large": ["float32", "float64"]}.get(aspect, supported(name))
    for (batch, rows, depth, columns), dtype, flags in itertools.product(sizes, dtypes, _flags()):
        a = batch + _turned((rows, depth), flags["transpose_a"])
        b = batch + _turned((depth, columns), flags["transpose_b"])
        yield make.inputs([a, b], dtype), flags


# Indices.


def _index_dtypes(aspect):
    return {"shapes": ["float32"]}.get(aspect, ["float32", "float64", "int32", "int64", "int8"])


def take(name, aspect, make):
    if aspect == "edges":
        for dtype in ("float16", "float32", "float64", "int8", "uint8", "int64", "bool"):
            yield [make.data((11, 3)), edges(dtype)], {}
            yield [make.data((11, 3)), edges(dtype)], {"mode": "wrap"}
        return
    shapes = [((9,), (4,)), ((4, 3), (2, 2)), ((3, 1, 5), (7,)), ((2, 3, 4, 5), (1,)), ((6,), (0,))]
    shapes += [((3, 0), (2,)), ((1025, 3), (1025,)), ((3, 1025), (1023,))]
    shapes = {"large": [((301, 677), (203,)), ((3, 10003), (3, 7))]}.get(aspect, shapes)
    dtypes = {"dtypes": supported(name), "large": ["float32", "uint8"]}.get(aspect, ["float32"])
    for (shape, picked), dtype, kind in itertools.product(shapes, dtypes, _index_dtypes(aspect)):
        for axis, mode in itertools.product(range(-1, len(shape)), ("clip", "wrap")):
            length = shape[axis]
            if length or not np.prod(picked):
                index = make.indices(picked, min(length, 30), kind)
                yield [make.data(shape, dtype), index], {"axis": axis, "mode": mode}


def pick(name, aspect, make):
    if aspect == "edges":
        for dtype in ("float16", "float32", "float64", "int8", "uint8", "int64", "bool"):
            index = edges(dtype)
            for mode in ("clip", "wrap"):
                yield [make.data((len(index), 11)), index], {"mode": mode}
        return
    shapes = [(7,), (4, 3), (3, 1, 5), (2, 3, 4, 5), (0, 3), (1025, 3), (3, 1025)]
    shapes = {"large": LARGE}.get(aspect, shapes)
    dtypes = {"dtypes": supported(name), "large": ["float32", "uint8"]}.get(aspect, ["float32"])
    for shape, dtype, kind in itertools.product(shapes, dtypes, _index_dtypes(aspect)):
        for axis, mode in itertools.product(range(-1, len(shape)), ("clip", "wrap")):
            kept = list(shape)
            kept[axis] = 1
            if shape[axis] == 0:
                continue  # nothing to pick from
            index = make.indices(kept, min(shape[axis], 30), kind)
            data = make.data(shape, dtype)
            yield [data, index], {"axis": axis, "mode": mode, "keepdims": True}
            if len(shape) > 1:
                index = np.squeeze(index, axis)
                yield [data, index], {"axis": axis, "mode": mode}


def one_hot(name, aspect, make):
    if aspect == "edges":
        for dtype in supported(name):
            yield [edges(dtype)], {"depth": 5}
        return
    shapes = {"shapes": SHAPES[:-1], "large": [(301, 677)]}.get(aspect, [(4, 6)])
    for shape, kind in itertools.product(shapes, _index_dtypes(aspect)):
        yield [make.indices(shape, 5, kind)], {"depth": 7}
        yield [make.indices(shape, 5, kind)], {"depth": 1, "on_value": 2.5, "off_value": -1.0}
        yield [make.indices(shape, 5, kind)], {"depth": 0}
        if aspect == "dtypes":
            for dtype in supported(name):
                yield [make.indices(shape, 5, kind)], {"depth": 7, "off_value": 3, "dtype": dtype}
