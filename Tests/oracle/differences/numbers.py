"""Numbers that MXNet gets wrong, or refuses."""

from __future__ import annotations

import numpy as np
from differing import MEND, Difference
from records import Case


def _zero_for_infinity(case: Case) -> list:
    """The recorded output with 0 where MXNet converted infinity to an integer."""
    (output,) = case.answer.outputs
    return [np.where(output == np.iinfo(output.dtype).min, 0, output).astype(output.dtype)]


def _products_of_others(case: Case) -> list:
    """The gradient of a product over the last axis."""
    (x,), (head,) = case.inputs, case.heads
    others = [np.delete(x, index, axis=-1).prod(axis=-1) for index in range(x.shape[-1])]
    return [(np.stack(others, axis=-1) * head[..., np.newaxis]).reshape(x.shape)]


def _softmax(case: Case) -> np.ndarray:
    """Along the last axis, more exact than float64."""
    powers = np.exp(case.inputs[0].astype(np.longdouble))
    return powers / powers.sum(axis=-1, keepdims=True)


def _product(case: Case) -> list:
    left, right = case.inputs
    return [np.matmul(left.astype("float64"), right.astype("float64")).astype(left.dtype)]


DIFFERENCES = (
    Difference(
        MEND,
        "sign",
        r"nd\.sign\(float\d\d\[21\]\)",
        "the sign of NaN is NaN, as in NumPy; MXNet gave 0",
        outputs=lambda case: [np.sign(case.inputs[0])],
    ),
    Difference(
        MEND,
        "operator pow|broadcast_power|operator truediv",
        r"operator\.pow\(int\d\d\[4\], -[12]\)|nd\.broadcast_power\(int(\d\d)\[4\], int\1\[4\]\)"
        r"|operator\.truediv\(2, int\d\d\[3\]\)",
        "what divides an integer by 0 gives 0; MXNet converted infinity, to the smallest integer",
        outputs=_zero_for_infinity,
    ),
    Difference(
        MEND,
        "operator pow",
        r"operator\.pow\(int\d\d\[2\], 40\)",
        "powers of integers are exact and wrap around, as sums and products do; MXNet went through "
        "float64 and gave the smallest integer",
        outputs=lambda case: [case.inputs[0] ** 40],
    ),
    Difference(
        MEND,
        "norm",
        r"nd\.norm\(int32\[2\]\)",
        "MXNet truncated partial results: the norm of (3, 4) came out as 4",
        outputs=lambda case: [np.array([5], "int32")],
    ),
    Difference(
        MEND,
        "prod",
        r"nd\.prod\(float32\[(4|3,3)\](, axis=1)?\)",
        "the gradient of a product with a zero is the product of the other factors; MXNet divided "
        "by the zero and gave NaN",
        grads=_products_of_others,
        when=lambda case: case.heads is not None and 0 in case.inputs[0],
    ),
    Difference(
        MEND,
        "(log_)?softmax",
        r"nd\.(log_)?softmax\(float32\[(2|1,2)\]\)",
        "a NaN or an infinity among the numbers makes the sum NaN, and so all results; MXNet gave "
        "numbers for some",
        outputs=lambda case: [np.full_like(case.inputs[0], np.nan)],
        when=lambda case: not np.isfinite(case.inputs[0]).all(),
    ),
    Difference(
        MEND,
        "softmax",
        r"nd\.softmax\(float(32|16)\[3,4\], dtype='float\d\d'\)",
        "with a `dtype` that is wider than the input's, the result is computed in that dtype; "
        "MXNet computed in the input's and converted",
        outputs=lambda case: [_softmax(case).astype(case.steps[0][2]["dtype"])],
    ),
    Difference(
        MEND,
        "log_softmax",
        r"nd\.log_softmax\(float(32|16)\[3,4\], dtype='float\d\d'\)",
        "with a `dtype` that is wider than the input's, the result is computed in that dtype; "
        "MXNet computed in the input's and converted",
        outputs=lambda case: [np.log(_softmax(case)).astype(case.steps[0][2]["dtype"])],
    ),
    Difference(
        MEND,
        "log_softmax",
        r"nd\.log_softmax\(float32\[3,4\]\); nd\.sum\(\$0\)",
        "MXNet's float32 log_softmax is off by up to 4e-6, which the gradient of a sum multiplies "
        "by the number of terms; swnd's is exact to rounding",
        grads=lambda case: [(case.heads[0] * (1 - 4 * _softmax(case))).astype("float32")],
    ),
    Difference(
        MEND,
        "dot|batch_dot",
        r"nd\.(batch_)?dot\((int32|float16)\[(2,2|2,2,2)\], \2\[\3\]\)",
        "there are matrix products of every dtype; MXNet had float32 and float64",
        outputs=_product,
    ),
)
