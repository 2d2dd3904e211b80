"""Shapes and indices."""

from __future__ import annotations

import numpy as np
from differing import MEND, Difference
from records import Case


def _inputs(case: Case) -> list:
    return case.inputs


def _overlapping(case: Case) -> dict:
    """`x[1:3] = x[0:2]`."""
    x = case.inputs[0].copy()
    x[1:3] = case.inputs[0][0:2]
    return {0: x}


DIFFERENCES = (
    Difference(
        MEND,
        "concat",
        r"nd\.concatenate\(\[.*axis=-1\)",
        "a negative axis counts from the end, as everywhere else",
        outputs=lambda case: [np.concatenate(case.inputs, axis=-1)],
    ),
    Difference(
        MEND,
        "concat",
        r"nd\.concatenate\(\(.*",
        "a tuple of arrays is as good as a list",
        outputs=lambda case: [np.concatenate(case.inputs, axis=case.steps[0][1][1])],
    ),
    Difference(
        MEND,
        "slice_axis",
        r"nd\.slice_axis\(float32\[3,4\], axis=0, begin=0\)",
        "`end` may be left out and is None then: the rest of the axis",
        outputs=_inputs,
    ),
    Difference(
        MEND,
        "transpose",
        r"x\.transpose\(float32\[1,2\], 1, 0\)",
        "the order of axes may be given as arguments, as in NumPy",
        outputs=lambda case: [case.inputs[0].T],
    ),
    Difference(
        MEND,
        "setitem",
        r"operator\.getitem\(float32\[3,4\], 0:2\); operator\.setitem\(float32\[3,4\], 1:3, \$0\)",
        "`x[1:3] = x[0:2]` assigns what `x[0:2]` was before, as in NumPy; MXNet overwrote it while "
        "reading",
        changed=_overlapping,
    ),
)
