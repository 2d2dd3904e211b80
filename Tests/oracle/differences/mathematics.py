"""Functions, reductions and losses whose numbers MXNet gets wrong, or refuses."""

from __future__ import annotations

import mpmath
import numpy as np
from differing import MEND, REFUSE, Difference
from records import Case


def _scaled(case: Case) -> np.ndarray:
    """What degrees and radians multiply by."""
    return np.float64(180 / np.pi if case.op == "degrees" else np.pi / 180)


def _error_function(case: Case) -> list:
    """The gradient of erf, and that of erfinv from the recorded values."""
    slope = 2 / np.sqrt(np.pi)
    if case.op == "erf":
        return [case.heads[0] * slope * np.exp(-(case.inputs[0] ** 2))]
    return [case.heads[0] / slope * np.exp(case.answer.outputs[0] ** 2)]


def _gamma(case: Case) -> list:
    (x,), (head,) = case.inputs, case.heads
    psi = np.array([float(mpmath.psi(0, value)) for value in x.ravel().tolist()]).reshape(x.shape)
    factor = case.answer.outputs[0].astype("float64") if case.op == "gamma" else 1
    return [(head * factor * psi).astype(x.dtype)]


def _close(case: Case) -> list:
    (_, _, parameters), inputs = case.steps[0], [x.astype("float64") for x in case.inputs]
    options = {"rtol": 1e-5, "atol": 1e-8, "equal_nan": True, **parameters}
    a, b = inputs * 2 if len(inputs) == 1 else inputs
    return [np.array([np.allclose(a, b, **options)], "uint8")]


def _moments(case: Case) -> list:
    return [function(case.inputs[0], keepdims=True).reshape(1) for function in (np.mean, np.var)]


def _batches(case: Case) -> list:
    (x,) = case.inputs
    return [np.full(x.shape, case.steps[0][2]["grad_scale"] / len(x), x.dtype)]


def _finite(case: Case) -> list:
    holds = case.op == "isfinite"
    return [np.full(case.inputs[0].shape, holds, case.inputs[0].dtype)]


DIFFERENCES = (
    Difference(
        REFUSE,
        "fix|rint|trunc|logical_not|arc(cos|sin|tan)h?|cbrt|rcbrt|rsqrt|(sin|cos)h|tan|degrees"
        "|radians|erf|erfinv|expm1|log1p|log2|log10|gamma|gammaln|softsign"
        "|broadcast_(hypot|logical_(and|or|xor))",
        r"nd\.\w+\(float32\[.*\], axis=[01]\)",
        "an argument of a name that the function does not know is a mistake; MXNet ignored it in "
        "functions without parameters",
        error="MXNetError",
    ),
    Difference(
        REFUSE,
        "isnan",
        r"nd\.contrib\.isnan\(5\)",
        "this is a function of arrays; MXNet answered for a number of Python's with one",
        error="MXNetError",
    ),
    Difference(
        MEND,
        "isinf|isfinite",
        r"nd\.contrib\.\w+\((int32|int64|uint8)\[2\]\)",
        "integers are finite; MXNet took the largest one of most dtypes for infinity",
        outputs=_finite,
    ),
    Difference(
        MEND,
        "allclose",
        r"nd\.contrib\.allclose\(.*\)",
        "there is no shape (): the result has shape (1,), as that of a sum",
        outputs=_close,
        when=lambda case: not case.answer.errors and not np.isinf(case.inputs).any(),
    ),
    Difference(
        MEND,
        "allclose",
        r"nd\.contrib\.allclose\(.*\)",
        "infinity is near itself alone; MXNet found every number near it. The result has shape "
        "(1,)",
        outputs=_close,
        when=lambda case: not case.answer.errors and np.isinf(case.inputs).any(),
    ),
    Difference(
        MEND,
        "degrees|radians",
        r".*float64.*",
        "float64 is computed with a constant of float64; MXNet's had the digits of float32",
        outputs=lambda case: [case.inputs[0] * _scaled(case)],
        grads=lambda case: [head * _scaled(case) for head in case.heads or []],
        when=lambda case: np.any(np.isfinite(case.inputs[0]) & (case.inputs[0] != 0)),
    ),
    Difference(
        MEND,
        "hard_sigmoid",
        r"nd\.hard_sigmoid\(float64\[5\]\)",
        "`alpha` is 0.2 in float64; MXNet's had the digits of float32",
        outputs=lambda case: [np.clip(0.2 * case.inputs[0] + 0.5, 0, 1)],
        grads=lambda case: [0.2 * head for head in case.heads or []],
    ),
    Difference(
        MEND,
        "erf|erfinv",
        r"nd\.\w+\(float64.*\)",
        "the gradient in float64 has a constant of float64; MXNet's had the digits of float32",
        grads=_error_function,
        when=lambda case: case.heads is not None,
    ),
    Difference(
        MEND,
        "gamma|gammaln",
        r"nd\.\w+\(float64.*\)|nd\.\w+\(float32\[2,3,4\]\)|nd\.gamma\(float32\[6\]\)",
        "the gradient is exact to rounding; MXNet's had seven digits at most, and fewer where it "
        "is near zero",
        grads=_gamma,
        when=lambda case: case.heads is not None,
    ),
    Difference(
        MEND,
        "moments",
        r"nd\.moments\(float32\[2,3\]\)",
        "without axes the moments are those of all elements; MXNet raised an error",
        outputs=_moments,
    ),
    Difference(
        MEND,
        "nansum",
        r"nd\.nansum\(float32\[3\]\)",
        "infinity and a number are infinity, also where a NaN does not count; MXNet gave NaN",
        outputs=lambda case: [np.nansum(case.inputs[0], keepdims=True)],
    ),
    Difference(
        MEND,
        "make_loss",
        r"nd\.MakeLoss\(float32\[(4|2,3,2)\], .*normalization='batch'.*\)",
        "the batch is the first axis; MXNet divided by the product of all axes but the last",
        grads=_batches,
    ),
    Difference(
        MEND,
        "amp_cast",
        r"nd\.amp_cast\(int64\[2,3\], dtype='float16'\)",
        "int64 is left as it is, like all integers; MXNet raised an error for it",
        outputs=lambda case: case.inputs,
    ),
)
