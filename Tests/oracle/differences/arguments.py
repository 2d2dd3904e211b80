"""Arguments that MXNet ignored."""

from __future__ import annotations

from differing import REFUSE, Difference

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
)
