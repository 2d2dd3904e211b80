"""Operators on shapes and indices that MXNet has for some arrays only."""

from __future__ import annotations

import numpy as np
from differing import MEND, Difference
from records import Case, Input


def _padded(case: Case) -> list:
    (x,), parameters = case.inputs, case.steps[0][2]
    width = np.reshape(parameters["pad_width"], (x.ndim, 2))
    return [np.pad(x, width, mode=parameters["mode"])]


def _flipped(case: Case) -> list:
    flipped = case.inputs[0]
    for axis in np.atleast_1d(case.steps[0][2]["axis"]):
        flipped = np.flip(flipped, axis)
    return [flipped]


def _arange(case: Case) -> list:
    (x,), parameters = case.inputs, case.steps[0][2]
    start, step = parameters.get("start", 0), parameters["step"]
    return [(start + step * np.arange(x.size)).astype(x.dtype)]


def _khatri_rao(case: Case) -> list:
    x, y = case.inputs
    return [(x[:, None] * y[None]).reshape(-1, x.shape[1])]


def _filled(case: Case) -> list:
    matrix, values, index = case.inputs
    filled = matrix.copy()
    filled[np.arange(len(index)), index] = values
    return [filled]


def _one_hot(case: Case) -> dict:
    index, out = case.inputs
    return {1: (np.arange(out.shape[1]) == index[:, None]).astype(out.dtype)}


DIFFERENCES = (
    Difference(
        MEND,
        "flip",
        r"nd\.flip\(float32\[2,3\], axis=(-1|\(0, -2\))\)",
        "a negative axis counts from the end, as everywhere else",
        outputs=_flipped,
    ),
    Difference(
        MEND,
        "pad",
        r"nd\.pad\(u?int.*\)|nd\.pad\(float32\[(1,2,2,3|2,3|3)\], mode='(constant|edge|reflect)', "
        r".*\)",
        "arrays of every dtype and rank are padded along any axes; MXNet padded floating-point "
        "arrays with 4 or 5 axes, and not the first two of them",
        outputs=_padded,
    ),
    Difference(
        MEND,
        "split_v2",
        r"nd\.split_v2\(float32\[2,4\], \[1, 3\], axis=1\)",
        "a list of indices is as good as a tuple",
        outputs=lambda case: np.split(case.inputs[0], [1, 3], axis=1),
    ),
    Difference(
        MEND,
        "reset_arrays",
        r"nd\.reset_arrays\(u?int.*\)",
        "arrays of every dtype can be reset; MXNet reset floating-point arrays",
        outputs=lambda case: [],
        changed=lambda case: {0: np.zeros_like(case.inputs[0])},
    ),
    Difference(
        MEND,
        "batch_take",
        r"nd\.batch_take\(float32\[3,2\], float32\[3\]\)",
        "indices may have any dtype, as for `take` and `pick`; MXNet took int32",
        outputs=lambda case: [case.inputs[0][np.arange(3), case.inputs[1].astype(int)]],
    ),
    Difference(
        MEND,
        "boolean_mask",
        r"nd\.contrib\.boolean_mask\(float32\[3,2\], float32\[2\], axis=1\)",
        "a mask chooses along any axis; MXNet had the first one only",
        outputs=lambda case: [case.inputs[0][:, case.inputs[1] != 0]],
    ),
    Difference(
        MEND,
        "arange_like",
        r"nd\.contrib\.arange_like\((float32\[10\], .*|float16\[4\], .*|int32\[4\], start=0.*)\)",
        "numbers are computed in float64 before they are stored, as for `arange`; MXNet computed "
        "in the dtype of the result, and float16 gave zeros",
        outputs=_arange,
    ),
    Difference(
        MEND,
        "khatri_rao",
        r"nd\.khatri_rao\(int32.*\)",
        "there are products of every dtype; MXNet had float32 and float64",
        outputs=_khatri_rao,
    ),
    Difference(
        MEND,
        "fill_element_0index",
        r"nd\.fill_element_0index\(int32.*\)",
        "matrices of every dtype are filled; MXNet filled float32",
        outputs=_filled,
    ),
    Difference(
        MEND,
        "onehot_encode",
        r"nd\.onehot_encode\(float32\[2\], int32\[2,3\]\)",
        "matrices of every dtype are filled; MXNet filled float32",
        outputs=lambda case: [Input(1)],
        changed=_one_hot,
    ),
)
