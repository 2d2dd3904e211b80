"""Calls of the densities."""

from __future__ import annotations

import itertools

import numpy as np
from case_maker import supported
from operator_inputs import LARGE

# Shapes of samples and of parameters: theirs are the first axes.
SHAPES = [
    ((1,), (1,)),
    ((7,), (7,)),
    ((2, 3), (2,)),
    ((2, 3), (2, 3)),
    ((5, 1025), (5,)),
    ((1025, 3), (1025,)),
    ((2, 3, 4), (2,)),
    ((2, 3, 4), (2, 3)),
    ((0, 3), (0,)),
    ((3, 0), (3,)),
]
DIRICHLET = [
    ((3,), (3,)),
    ((2, 3), (3,)),
    ((2, 3), (2, 3)),
    ((4, 2, 3), (4, 3)),
    ((4, 2, 3), (3,)),
    ((1025, 2), (2,)),
    ((2, 1), (1,)),
    ((0, 3), (3,)),
]
SPECIAL = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -3.5, 1e-3, 30.0]


def density(name, aspect, make):
    """All kinds of calls; at the edges, every pair of special samples and parameters."""
    count = len(make_shapes(name, ((2, 3), (2,))))
    if aspect == "edges":
        for dtype, is_log in itertools.product(supported(name), (False, True)):
            grid = np.meshgrid(*[np.array(SPECIAL[3:], dtype)] * count, indexing="ij")
            yield [x.reshape(-1) for x in grid], {"is_log": is_log}
            for position in range(count):
                inputs = make.inputs([(3,)] * count, dtype)
                inputs[position][0] = np.nan
                yield inputs, {"is_log": is_log}
        return
    given = [((LARGE[0]), LARGE[0][:1]), ((100003,), (100003,))] if aspect == "large" else SHAPES
    dtypes = ["float32"] if aspect == "shapes" else supported(name)
    for shapes, dtype, is_log in itertools.product(given, dtypes, (False, True)):
        yield make.inputs(make_shapes(name, shapes), dtype), {"is_log": is_log}


def make_shapes(name, shapes):
    """The shape of the sample and those of all parameters."""
    one = name in ("random_pdf_exponential", "random_pdf_poisson")
    return [shapes[0]] + [shapes[1]] * (1 if one else 2)


def dirichlet(name, aspect, make):
    given = [((3001, 7), (7,)), ((301, 67, 5), (301, 5))] if aspect == "large" else DIRICHLET
    dtypes = ["float32"] if aspect == "shapes" else supported(name)
    for shapes, dtype, is_log in itertools.product(given, dtypes, (False, True)):
        inputs = make.inputs(shapes, dtype)
        if aspect == "edges":
            inputs[0].reshape(-1)[:1] = [0, np.nan, 1, -1, 1][len(inputs[0]) % 5]
            inputs[1].reshape(-1)[:1] = [1, 2, 0, -1, np.nan][len(inputs[1]) % 5]
        yield inputs, {"is_log": is_log}
