"""Arguments that MXNet ignored, and None as one."""

from __future__ import annotations

import numpy as np
from differing import MEND, REFUSE, Difference

WITHOUT_PARAMETERS = "|".join(
    (
        "exp|log|sqrt|square|sin|cos|tanh|sigmoid|relu|sign|floor|ceil|round|reciprocal|negative",
        "abs|flatten|elemwise_.*|broadcast_(add|sub|mul|div|mod|power|maximum|minimum)",
        "broadcast_(equal|not_equal|greater|greater_equal|lesser|lesser_equal)|gather_nd",
    )
)


DIFFERENCES = (
    Difference(
        REFUSE,
        WITHOUT_PARAMETERS,
        r"nd\.\w+\(float32\[.*\], axis=[01]\)",
        "an argument of a name that the function does not know is a mistake; MXNet ignored it in "
        "functions without parameters",
        error="MXNetError",
    ),
    Difference(
        REFUSE,
        "argsort",
        r"nd\.argsort\(float32\[257\], dtype='uint8'\)",
        "a dtype for indices must hold all of them; MXNet cut them off",
        error="MXNetError",
    ),
    Difference(
        MEND,
        "one_hot|argsort|topk|cumsum|arange|linspace",
        r"nd\.\w+\(.*, dtype=None\)",
        "a `dtype` of None is none, and the result has that of a call without it; MXNet took None "
        "for float64, as NumPy does",
        outputs=lambda case: [np.float32(array) for array in case.answer.outputs],
    ),
)
