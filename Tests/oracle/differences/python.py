"""Python's own functions."""

from __future__ import annotations

from differing import MEND, Difference

DIFFERENCES = (
    Difference(
        MEND,
        "python",
        r"builtins\.float\(float32\[1(,1)?\]\)",
        "an array of one element is a number for Python's `float`, as in NumPy",
        outputs=lambda case: [case.inputs[0].item()],
    ),
    Difference(
        MEND,
        "python",
        r"builtins\.int\(float32\[1(,1)?\]\)|operator\.index\(int32\[1(,1)?\]\)",
        "an array of one element is a number for Python's `int`, and for ranges and indices if its "
        "dtype is one of integers, as in NumPy",
        outputs=lambda case: [int(case.inputs[0].item())],
    ),
    Difference(
        MEND,
        "python",
        r"x\.asscalar\(float32\[1,1\]\)",
        "`asscalar` gives a number for every array of one element; MXNet gave an array for this",
        outputs=lambda case: [case.inputs[0][0, 0]],
    ),
)
