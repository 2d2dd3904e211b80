"""Making arrays."""

from __future__ import annotations

import numpy as np
from differing import MEND, Difference

DIFFERENCES = (
    Difference(
        MEND,
        "full",
        r"nd\.full\(\(2,\), -0\.0\)",
        "the number is taken as it is; MXNet lost the sign of -0",
        outputs=lambda case: [np.full(2, -0.0, "float32")],
    ),
    Difference(
        MEND,
        "full",
        r"nd\.full\(\(2, 3\), float32\(0\.1.*\), dtype='float64'\)|nd\.full\(\(2,\), 1e\+300, .*\)",
        "the number is taken as it is; MXNet passed it on as text, and lost digits",
        outputs=lambda case: [np.full(*case.steps[0][1], "float64")],
    ),
    Difference(
        MEND,
        "full",
        r"nd\.full\(int64\(2\), .*",
        "a NumPy integer is a shape for `zeros`, so for `full` as well",
        outputs=lambda case: [
            np.full(2, case.steps[0][1][1], case.steps[0][2].get("dtype", "float32"))
        ],
    ),
    Difference(
        MEND,
        "empty",
        r"nd\.empty\(int64\(2\)\); x\.shape\(\$0\)",
        "a NumPy integer is a shape for `zeros`, so for `empty` as well",
        outputs=lambda case: [(2,)],
    ),
)
