"""Densities where no sample can be, and of what is no distribution."""

from __future__ import annotations

from typing import Callable

import numpy as np
from differing import MEND, Difference
from records import Case


def _with(*values: float) -> Callable[[Case], list]:
    """The recorded result with these elements instead."""

    def outputs(case: Case) -> list:
        recorded = case.answer.outputs[0]
        return [np.array(values, recorded.dtype).reshape(recorded.shape)]

    return outputs


def _is_far(case: Case) -> bool:
    return bool((case.inputs[0] < 0).any() or (case.inputs[0] > 10).any())


def _normal_density(case: Case) -> list:
    sample, mean, deviation = case.inputs
    mean, deviation = mean[:, None], deviation[:, None]
    logarithm = -(((sample - mean) / deviation) ** 2) / 2 - np.log(deviation * np.sqrt(2 * np.pi))
    return [logarithm if case.steps[0][2]["is_log"] else np.exp(logarithm)]


DIFFERENCES = (
    Difference(
        MEND,
        "pdf_uniform",
        r"nd\.random_pdf_uniform\(float32\[1,2\], float32\[1\], float32\[1\]\)",
        "the density is zero outside of the interval; MXNet gave that of the inside",
        outputs=_with(0, 0),
        when=_is_far,
    ),
    Difference(
        MEND,
        "pdf_uniform",
        r"nd\.random_pdf_uniform\(float32\[1,2\], float32\[1\], float32\[1\], is_log=True\)",
        "the density is zero outside of the interval; MXNet gave that of the inside",
        outputs=_with(-np.inf, -np.inf),
        when=_is_far,
    ),
    Difference(
        MEND,
        "pdf_exponential",
        r"nd\.random_pdf_exponential\(float32\[1,2\], float32\[1\]\)",
        "the density is zero below zero; MXNet went on with the formula",
        outputs=_with(0, 0.7),
        when=_is_far,
    ),
    Difference(
        MEND,
        "pdf_gamma",
        r"nd\.random_pdf_gamma\(float32\[1,2\], float32\[1\], float32\[1\]\)",
        "the density is zero below zero; MXNet gave NaN",
        outputs=_with(0, 0),
        when=_is_far,
    ),
    Difference(
        MEND,
        "pdf_poisson",
        r"nd\.random_pdf_poisson\(float32\[1,2\], float32\[1\]\)",
        "a mean of zero gives zero for certain; MXNet gave NaN",
        outputs=_with(1, 0),
        when=lambda case: not case.inputs[1].any(),
    ),
    Difference(
        MEND,
        "pdf_normal",
        r"nd\.random_pdf_normal\(float32\[2\], float32\[2\], float32\[2\]\)",
        "there is no distribution with a standard deviation that is not positive; MXNet gave "
        "a negative density for a negative one",
        outputs=_with(np.nan, np.nan),
        when=lambda case: bool((case.inputs[2] <= 0).any()),
    ),
    Difference(
        MEND,
        "pdf_normal",
        r"nd\.random_pdf_normal\(float64\[2,4\].*, is_log=.*",
        "float64 is computed with a constant of float64; MXNet's had the digits of float32",
        outputs=_normal_density,
    ),
)
