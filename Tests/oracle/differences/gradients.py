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


def _errors_of_probabilities(case: Case) -> list:
    logits, labels = case.inputs
    powers = np.exp(logits.astype("float64"))
    errors = powers / powers.sum(axis=1, keepdims=True)
    errors[_rows(labels)] -= 1
    return [(errors * case.heads[0]).astype(logits.dtype), np.zeros_like(labels)]


def _cross_entropy(case: Case) -> list:
    logits, labels = case.inputs
    powers = np.exp(logits.astype("float64"))
    chances = (powers / powers.sum(axis=1, keepdims=True))[_rows(labels)]
    return [np.array([-np.log(chances).sum()], logits.dtype)]


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
    Difference(
        MEND,
        "shuffle",
        r"nd\.shuffle\(float32\[1,4\]\)",
        _REASON,
        outputs=lambda case: case.inputs,
        grads=lambda case: case.heads,
        when=lambda case: case.heads is not None,
    ),
    Difference(
        MEND,
        "softmax_cross_entropy",
        r"nd\.softmax_cross_entropy\(float\d\d\[2,3\], float\d\d\[2\]\)",
        "the gradient of labels is zero; MXNet raised an error where they had one",
        outputs=_cross_entropy,
        grads=_errors_of_probabilities,
        when=lambda case: case.heads is not None,
    ),
)
