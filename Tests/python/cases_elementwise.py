"""Calls of operators that work element by element."""

from __future__ import annotations

import itertools

import numpy as np
from case_maker import supported
from operator_inputs import BROADCASTS, LARGE, SHAPES, any_bits, edges, numbers, pairs

SCALARS = [0, 1, -1, 2.5, -3, 7, 300, 1e-3, -0.0, float("inf"), float("nan")]


def unary(name, aspect, make, parameters=({},)):
    if aspect == "shapes":
        for shape in SHAPES:
            yield [make.data(shape)], parameters[0]
    if aspect == "large":
        for shape, dtype in itertools.product(LARGE, ("float32", "float64", "int32", "float16")):
            yield [make.data(shape, dtype)], parameters[0]
    for dtype in supported(name):
        for options in parameters:
            if aspect == "dtypes":
                yield [make.data((3, 347), dtype)], options
            if aspect == "edges":
                yield [edges(dtype)], options
                if dtype == "float16":
                    yield [np.arange(2**16).astype(np.uint16).view(np.float16)], options
                else:
                    yield [any_bits(make.rng, (20_000,), dtype)], options
                yield [edges(dtype)[:1]], options


def scalar(name, aspect, make):
    some = [{"scalar": float(s)} for s in SCALARS]
    return unary(name, aspect, make, [some[3], *some] if aspect != "dtypes" else some)


def clip(name, aspect, make):
    ends = [(-1.0, 1.5), (0.0, 0.0), (1.0, -1.0), (-1e300, 1e300), (-300.0, 300.0)]
    return unary(name, aspect, make, [{"a_min": low, "a_max": high} for low, high in ends])


def cast(name, aspect, make):
    return unary(name, aspect, make, [{"dtype": dtype} for dtype in supported(name)])


def _pairs(name, aspect, make, shapes):
    if aspect == "shapes":
        for pair in shapes:
            yield make.inputs(pair), {}
    if aspect == "large":
        for shape, dtype in itertools.product(LARGE, ("float32", "float64", "int64")):
            for other in {shape, (shapes is BROADCASTS and (1, shape[1])) or shape}:
                yield make.inputs([shape, other], dtype), {}
    for dtype in supported(name):
        if aspect == "dtypes":
            yield make.inputs([(3, 347)] * 2, dtype), {}
        if aspect == "edges":
            yield list(pairs(edges(dtype))), {}
            left = any_bits(make.rng, (6000,), dtype)
            yield [left, any_bits(make.rng, (6000,), dtype)], {}
            # Operands of about the same size: quotients, differences and remainders of interest.
            yield [left, np.resize(left[::-1], 6000)], {}


def same(name, aspect, make):
    return _pairs(name, aspect, make, [(shape, shape) for shape in SHAPES])


def broadcast(name, aspect, make):
    yield from _pairs(name, aspect, make, BROADCASTS)
    if aspect == "shapes":
        yield from same(name, aspect, make)


def where(name, aspect, make):
    conditions = {"shapes": ["float32"], "edges": supported(name)}.get(aspect, ["bool", "int32"])
    dtypes = {"shapes": ["float32"], "large": ["float32", "int64"]}.get(aspect, supported(name))
    shapes = {"shapes": SHAPES, "large": LARGE}.get(aspect, [(5, 7)])
    for shape, dtype, chooser in itertools.product(shapes, dtypes, conditions):
        for own in {shape, shape[:1]}:
            if aspect == "edges":
                condition = np.resize(edges(chooser), own)
                x, y = (np.resize(edges(dtype), shape) for _ in range(2))
                yield [condition, x, y[::-1].copy()], {}
            else:
                condition = numbers(make.rng, own, chooser, -0.25, 0.5)
                yield [condition, make.data(shape, dtype), make.data(shape, dtype)], {}
