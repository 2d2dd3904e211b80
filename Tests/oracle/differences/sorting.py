"""Order."""

from __future__ import annotations

import numpy as np
from differing import MEND, Difference
from records import Case


def _order(case: Case) -> np.ndarray:
    """The places of the elements in order along the last axis, NaN being the largest."""
    (x,) = case.inputs
    if case.steps[0][2].get("is_ascend", True):
        return np.argsort(x, kind="stable")
    return len(x) - 1 - np.argsort(x[::-1], kind="stable")[::-1]


def _sorted(case: Case) -> list:
    return [np.take_along_axis(case.inputs[0], _order(case), -1)]


def _argsorted(case: Case) -> list:
    return [_order(case).astype("float32")]


def _running_sums(case: Case) -> list:
    return [np.cumsum(case.inputs[0], axis=case.steps[0][2]["axis"])]


DIFFERENCES = (
    Difference(
        MEND,
        "argsort",
        r"nd\.argsort\(float32\[40\](, is_ascend=False)?\)",
        "equal elements keep their order in arrays of any size; in MXNet in those of up to 16 "
        "elements",
        outputs=_argsorted,
    ),
    Difference(
        MEND,
        "sort",
        r"nd\.sort\(float32\[6\], is_ascend=(True|False)\)",
        "NaN counts as the largest number, and the others are in order; in MXNet no order is kept",
        outputs=_sorted,
    ),
    Difference(
        MEND,
        "argsort",
        r"nd\.argsort\(float32\[6\], is_ascend=(True|False)\)",
        "NaN counts as the largest number, and the others are in order; in MXNet no order is kept",
        outputs=_argsorted,
    ),
    Difference(
        MEND,
        "sort",
        r"nd\.sort\(float16\[3,4\]\)",
        "every dtype can be sorted; MXNet could not sort float16",
        outputs=_sorted,
    ),
    Difference(
        MEND,
        "argsort",
        r"nd\.argsort\(float16\[3,4\]\)",
        "every dtype can be sorted; MXNet could not sort float16",
        outputs=_argsorted,
    ),
    Difference(
        MEND,
        "cumsum",
        r"nd\.cumsum\(float32\[.*\], axis=-[12]\)",
        "a negative axis counts from the end, as everywhere else",
        outputs=_running_sums,
    ),
)
