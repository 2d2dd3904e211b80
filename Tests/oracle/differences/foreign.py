"""What is not swnd's to decide."""

from __future__ import annotations

from differing import NUMPY, Difference

DIFFERENCES = (
    Difference(
        NUMPY,
        "repr",
        r"builtins\.repr\(float32\[1\]\)",
        "NumPy prints the numbers; newer versions take to exponents at smaller ones",
        outputs=lambda case: [f"\n{case.inputs[0]}\n<NDArray 1 @cpu(0)>"],
        when=lambda case: case.inputs[0].item() == 2**24,
    ),
)
