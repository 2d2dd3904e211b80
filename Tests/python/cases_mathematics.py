"""Calls of functions with parameters, of any number of arrays, and of statistics."""

from __future__ import annotations

import itertools

import numpy as np
from case_maker import supported
from cases_elementwise import unary
from operator_inputs import LARGE, SHAPES, edges


def smooth_l1(name, aspect, make):
    some = [{"scalar": s} for s in (1.5, 1.0, 0.5, 2.0)]
    return unary(name, aspect, make, some if aspect != "shapes" else [{}])


def _each(*parameters):
    """Every shape with every choice of parameters."""
    return [([shape], given) for shape in SHAPES for given in parameters]


def _several(*counts):
    return [([shape] * n, {}) for shape in SHAPES for n in counts]


_MATRICES = [(2, 3), (1, 5), (5, 1), (33, 31), (3, 343), (1025, 3)]
_DEEP = [(2, 3, 4), (5, 1, 3, 1), (2, 3, 4, 5), (7, 65, 9)]

CALLS = {
    "make_loss": _each({}),
    "cast_storage": _each({"stype": "default"}),
    "gradientmultiplier": _each({"scalar": 3.0}),
    "hard_sigmoid": _each({}, {"alpha": 0.25, "beta": 0.375}, {"alpha": -1.0, "beta": 2.0}),
    "quadratic": _each({}, {"a": 0.5, "b": -2.0, "c": 3.0}, {"b": 1.0}),
    "div_sqrt_dim": [([shape], {}) for shape in SHAPES],
    "amp_cast": _each({"dtype": "float16"}, {"dtype": "float32"}),
    "add_n": _several(1, 2, 5),
    "amp_multicast": [
        ([shape] * n, {"num_outputs": n, "cast_narrow": narrow})
        for shape in SHAPES[:9]
        for n in (1, 3)
        for narrow in (False, True)
    ],
    "allclose": [
        ([shape] * 2, given)
        for shape in SHAPES
        for given in ({}, {"rtol": 0.5}, {"atol": 4.0}, {"equal_nan": False})
    ],
    "moments": [
        ([shape], {"axes": axes, "keepdims": keepdims})
        for shape in _MATRICES + _DEEP
        for axes in (None, 0, 1, (0, 1), -1)
        for keepdims in (False, True)
    ],
    "argmax_channel": [([shape], {}) for shape in _MATRICES + _DEEP],
    "L2Normalization": [([shape], {}) for shape in [(5,), *_MATRICES, *_DEEP]]
    + [([shape], {"mode": mode}) for shape in _DEEP for mode in ("channel", "spatial")]
    + [([shape], {"eps": 0.5}) for shape in _MATRICES],
    "all_finite": [([shape], {}) for shape in SHAPES],
    "multi_all_finite": _several(1, 3),
    "multi_sum_sq": _several(1, 2, 4),
    "softmax_cross_entropy": [([shape, shape[:1]], {}) for shape in _MATRICES],
    "_histogram": [([shape, (count,)], {}) for shape in SHAPES for count in (2, 3, 4, 5, 9, 18)],
}


def mixed(name, aspect, make):
    dtypes = {"shapes": supported(name)[:1]}.get(aspect, supported(name))
    calls = CALLS[name]
    if aspect == "large":
        first, parameters = calls[-1]
        large = {"softmax_cross_entropy": [(301, 677), (301,)], "_histogram": [(3, 100003), (77,)]}
        calls = [(large.get(name, [LARGE[0]] * len(first)), parameters)]
    elif aspect == "edges":
        calls = calls[:: max(1, len(calls) // 8)] if name in _FOR_EDGES else []
    elif aspect == "dtypes":
        calls = calls[:: max(1, len(calls) // 12)]
    for (shapes, parameters), dtype in itertools.product(calls, dtypes):
        if aspect == "edges":
            flat = edges(dtype)
            inputs = [np.resize(np.roll(flat, i), shape) for i, shape in enumerate(shapes)]
            inputs = [x.astype(dtype) for x in inputs]
        else:
            inputs = make.inputs(shapes, dtype)
        if name == "_histogram":
            inputs[1] = np.sort(inputs[1])
        if name == "allclose" and aspect == "shapes":
            inputs[1] = inputs[0] * np.asarray(1 + 1e-6 * (len(inputs[0].shape) % 2), dtype)
        yield inputs, parameters


# Those that move, count or compare elements: what is said of their results holds for all.
_FOR_EDGES = (
    "make_loss", "cast_storage", "gradientmultiplier", "amp_cast", "add_n", "amp_multicast",
    "argmax_channel", "all_finite", "multi_all_finite", "div_sqrt_dim",
)  # fmt: skip

KINDS = (smooth_l1, mixed)
