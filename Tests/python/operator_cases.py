"""The calls that each kind of operator is tested with: inputs and parameters, aspect by aspect.

`cases(name, aspect)` yields pairs of NumPy inputs and parameters. The aspects:

- `shapes`: all classes of shapes, float32;
- `dtypes`: all dtypes, moderate values;
- `edges`: the ends of each dtype, NaN, infinities, zeros of both signs;
- `large`: for threads and reduction trees.
"""

from __future__ import annotations

import itertools

import cases_mathematics
import cases_placing
import numpy as np
from calls_shaping import CALLS as SHAPING
from case_maker import Maker, supported
from cases_densities import density, dirichlet
from cases_elementwise import broadcast, cast, clip, same, scalar, unary, where
from cases_linalg import linear
from cases_products import batch_dot, dot, one_hot, pick, take
from cases_reductions import extreme, index, norm, reduction, softmax
from cases_sorting import cumsum, order, top
from operator_calls import CALLS as MOVING
from operator_inputs import edges
from references import REFERENCES

CALLS = {**MOVING, **SHAPING}


def listed(name, aspect, make):
    dtypes = {"shapes": ["float32"], "large": ["float32", "int8"]}.get(aspect, supported(name))
    size = "large" if aspect == "large" else "small"
    for (shapes, parameters), dtype in itertools.product(CALLS[name][size], dtypes):
        if aspect == "edges":
            flat = edges(dtype)
            yield [np.resize(flat, shape).astype(flat.dtype) for shape in shapes], parameters
        else:
            yield make.inputs(shapes, dtype), parameters


def creation(name, aspect, make):
    small = aspect != "large"
    for parameters in CALLS[name]["small" if small else "large"]:
        yield [], parameters
        if aspect == "dtypes":
            for dtype in supported(name):
                yield [], dict(parameters, dtype=dtype)


KINDS = {
    kind.__name__: kind
    for kind in (
        unary, scalar, clip, cast, same, broadcast, where, reduction, extreme, index, norm, softmax,
        dot, batch_dot, linear, take, pick, one_hot, order, top, cumsum, creation,
        *cases_placing.KINDS, *cases_mathematics.KINDS, density, dirichlet,
    )
}  # fmt: skip
KINDS["shape"] = listed


def cases(name, aspect):
    """The calls of an operator for one aspect."""
    kind = REFERENCES[name].kind
    return KINDS[kind](name, aspect, Maker(name, aspect))
