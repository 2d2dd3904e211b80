"""Calls of linear algebra: batches of matrices of several sizes, with all flags."""

from __future__ import annotations

import itertools

import numpy as np
from case_maker import supported
from operator_inputs import edges

BATCHES = ((), (2,), (3, 1, 2), (0,))
SIDES = (0, 1, 2, 5, 17, 33)
LARGE = (((), 150), ((700,), 4), ((5, 7), 23))
MOVING = ("extractdiag", "makediag", "extracttrian", "maketrian")


def linear(name, aspect, make):
    """Calls of a function of `nd.linalg`."""
    stem = name[len("linalg_") :]
    if aspect == "edges":
        if stem in MOVING:
            yield from _edges(stem, name)
        return
    sizes = {
        "shapes": list(itertools.product(BATCHES, SIDES)),
        "large": LARGE,
    }.get(aspect, [((2,), 3), ((), 4)])
    dtypes = {"shapes": ["float32"]}.get(aspect, supported(name))
    for (batch, side), dtype in itertools.product(sizes, dtypes):
        for shapes, parameters in _calls(stem, side):
            yield make.inputs([(*batch, *shape) for shape in shapes], dtype), parameters


def _edges(stem, name):
    for dtype in supported(name):
        for shapes, parameters in _calls(stem, 4):
            yield [np.resize(edges(dtype), shape).astype(dtype) for shape in shapes], parameters


def _calls(stem, side):
    """Shapes without those of the batch, and parameters."""
    square, other = (side, side), side // 2 + 1
    if stem in ("gemm", "gemm2"):
        for a, b in itertools.product((False, True), repeat=2):
            left = (other, side) if a else (side, other)
            right = (side + 2, other) if b else (other, side + 2)
            flags = {"transpose_a": a, "transpose_b": b, "alpha": 0.75}
            third = [(side, side + 2)] if stem == "gemm" else []
            yield [left, right, *third], dict(flags, **({"beta": -2.0} if third else {}))
    elif stem == "syrk":
        yield [(side, other)], {"alpha": -1.5}
        yield [(other, side)], {"transpose": True}
    elif stem in ("trmm", "trsm"):
        for turns, right, lower in itertools.product((False, True), repeat=3):
            flags = {"transpose": turns, "rightside": right, "lower": lower, "alpha": 0.5}
            yield [square, (other, side) if right else (side, other)], flags
    elif stem in ("potrf", "potri"):
        yield [square], {}
        yield [square], {"lower": False}
    elif stem == "gelqf":
        yield [square], {}
        yield [(side, side + 3)], {}
    elif stem in ("extractdiag", "extracttrian"):
        for offset in (0, 1, -1, side - 1, 1 - side):
            if abs(offset) < max(side, 1):
                yield [square], {"offset": offset}
                if stem == "extracttrian":
                    yield [square], {"offset": offset, "lower": False}
    elif stem == "makediag":
        for offset in (0, 2, -1):
            yield [(side,)], {"offset": offset}
    elif stem == "maketrian":
        for offset, lower in itertools.product((0, 1, -2), (True, False)):
            yield [(side * (side + 1) // 2,)], {"offset": offset, "lower": lower}
    else:
        yield [square], {}
