"""Nothing is an array too."""

from __future__ import annotations

from typing import Callable

import numpy as np
from differing import MEND, Difference
from records import Case


def _nothing(*shape: int) -> Callable[[Case], list]:
    return lambda case: [np.empty(shape, "float32")]


DIFFERENCES = (
    Difference(
        MEND,
        "zeros|ones",
        r"nd\.(zeros|ones)\(\(0, 3\)\)",
        "an array may have no elements, as in NumPy",
        outputs=_nothing(0, 3),
    ),
    Difference(
        MEND,
        "arange",
        r"nd\.arange\((0|3, 1|0, 3, -1)\)",
        "an empty range is an empty array, as in NumPy",
        outputs=_nothing(0),
    ),
    Difference(
        MEND,
        "slice_axis",
        r"nd\.slice_axis\(float32\[3,4\], axis=0, begin=1, end=1\)",
        "an empty slice is an empty array, as in `x[1:1]`",
        outputs=_nothing(0, 4),
    ),
    Difference(
        MEND,
        "tile",
        r"nd\.tile\(float32\[2,3\], reps=0\)",
        "repeating zero times gives an empty array, as in NumPy",
        outputs=_nothing(2, 0),
    ),
)
