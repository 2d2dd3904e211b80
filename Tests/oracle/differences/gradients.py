"""Gradients that MXNet does not have."""

from __future__ import annotations

import numpy as np
from differing import MEND, Difference
from records import Case


def _rows(index: np.ndarray) -> tuple:
    return np.arange(len(index)), index.astype(int)


def _squares(case: Case) -> list:
    return [np.array([np.sum(x.astype("float32") ** 2) for x in case.inputs], "float32")]


def _slopes(case: Case) -> list:
    return [(2 * x * head).astype(x.dtype) for x, head in zip(case.inputs, case.heads[0])]


def _taken(case: Case) -> list:
    x, index = case.inputs
    return [x[_rows(index)]]


def _spread(case: Case) -> list:
    x, index = case.inputs
    slope = np.zeros_like(x)
    slope[_rows(index)] = case.heads[0]
    return [slope]


def _filled(case: Case) -> list:
    x, values, index = case.inputs
    filled = x.copy()
    filled[_rows(index)] = values
    return [filled]


def _kept(case: Case) -> list:
    index, (head,) = case.inputs[2], case.heads
    kept = head.copy()
    kept[_rows(index)] = 0
    return [kept, head[_rows(index)], np.zeros_like(index)]


_REASON = "there is a gradient; going back raised an error in MXNet"

DIFFERENCES = (
    Difference(
        MEND,
        "multi_sum_sq",
        r"nd\.multi_sum_sq\(float\d\d\[3,4\], float\d\d\[5\], num_arrays=2\)",
        _REASON,
        outputs=_squares,
        grads=_slopes,
        when=lambda case: case.heads is not None,
    ),
    Difference(
        MEND,
        "batch_take",
        r"nd\.batch_take\(float\d\d\[3,4\], int32\[3\]\)",
        _REASON,
        outputs=_taken,
        grads=_spread,
        when=lambda case: case.heads is not None,
    ),
    Difference(
        MEND,
        "fill_element_0index",
        r"nd\.fill_element_0index\(float32\[3,4\], float32\[3\], float32\[3\]\)",
        _REASON,
        outputs=_filled,
        grads=_kept,
        when=lambda case: case.heads is not None,
    ),
)
