"""There is no rank 0."""

from __future__ import annotations

from differing import MEND, Difference
from records import Case


def _one_axis(case: Case) -> list:
    """The recorded outputs with shape (1,) instead of ()."""
    return [output.reshape(1) for output in case.answer.outputs]


DIFFERENCES = (
    Difference(
        MEND,
        "array",
        r"nd\.array\((5|numpy float64\[\])\)",
        "one number makes an array of shape (1,), like the result of `nd.sum`; MXNet made one of "
        "shape (), which most of its functions refused",
        outputs=_one_axis,
    ),
    Difference(
        MEND,
        "split",
        r"nd\.split\(float32\[6\], num_outputs=6, axis=0, squeeze_axis=True\)",
        "there is no shape (): the parts of a vector keep shape (1,)",
        outputs=_one_axis,
    ),
)
