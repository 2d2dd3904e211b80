"""Linear algebra."""

from __future__ import annotations

import numpy as np
from differing import MEND, REFUSE, Difference
from records import Case


def _trsm_gradients(case: Case) -> list:
    """Those of `alpha=0`: the result does not depend on the inputs."""
    return [np.zeros_like(array) for array in case.inputs]


def _sign_of_nan(case: Case) -> list:
    return [np.full_like(case.answer.outputs[0], np.nan), case.answer.outputs[1]]


def _without_equal_eigenvalues(case: Case) -> list:
    """The recorded gradient without what equal eigenvalues add to each other's vectors."""
    (gradient,) = case.answer.grads
    return [np.where(np.abs(gradient) > 1e50, 0, gradient)]


DIFFERENCES = (
    Difference(
        MEND,
        "trsm",
        r"nd\.linalg\.trsm\(float64\[3,3\], float64\[3,2\], alpha=0\.0\)",
        "with `alpha=0` the result does not depend on the matrices, so their gradients are zero; "
        "MXNet divided by alpha and gave NaN",
        grads=_trsm_gradients,
    ),
    Difference(
        MEND,
        "slogdet",
        r"nd\.linalg\.slogdet\(float32\[2,2\]\)",
        "the sign of a determinant that is NaN is NaN, as in NumPy; MXNet gave 0",
        outputs=_sign_of_nan,
        when=lambda case: bool(np.isnan(case.inputs[0]).any()),
    ),
    Difference(
        MEND,
        "syevd",
        r"nd\.linalg\.syevd\(float64\[3,3\]\)",
        "equal eigenvalues do not act on each other's vectors, whose derivatives do not exist; "
        "MXNet divided by 1e-100 and gave 7.5e+99",
        grads=_without_equal_eigenvalues,
        when=lambda case: case.heads is not None and np.abs(case.answer.grads[0]).max() > 1e50,
    ),
    Difference(
        REFUSE,
        "det|gelqf|inverse|slogdet|sumlogdiag|syevd",
        r"nd\.linalg\.\w+\(float32\[.*\], number=3\)",
        "an argument of a name that the function does not know is a mistake; MXNet ignored it in "
        "functions without parameters",
        error="MXNetError",
    ),
)
