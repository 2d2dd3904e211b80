"""How exactly each group of cases must agree with the recorded answers.

A tolerance is what the recorded answer itself is off by (MXNet's functions were measured against
float64) plus what swnd's accuracy budget allows. Groups that are not listed move, compare or
round elements and must agree to the bit.
"""

from __future__ import annotations

from dataclasses import replace

from records import Case
from replay import Tolerance

# Where MXNet gives 0 for -0 or the other way round; nobody relies on it.
ZEROS = ("relu", "sign", "round", "maximum", "minimum", "broadcast_maximum", "broadcast_minimum")

TABLE = {
    # arithmetic: one rounding, so the same bits; gradients are chains or sums of such
    **dict.fromkeys(("add", "broadcast_add", "broadcast_plus", "elemwise_add"), Tolerance(0, 2)),
    **dict.fromkeys(("subtract", "broadcast_sub", "broadcast_minus"), Tolerance(0, 2)),
    **dict.fromkeys(("multiply", "broadcast_mul", "elemwise_mul", "square"), Tolerance(0, 2)),
    **dict.fromkeys(("elemwise_sub", "operator add", "operator sub"), Tolerance(0, 2)),
    **dict.fromkeys(("divide", "true_divide", "broadcast_div", "elemwise_div"), Tolerance(0, 4)),
    **dict.fromkeys(("operator mul", "operator truediv"), Tolerance(0, 4)),
    **dict.fromkeys(("modulo", "broadcast_mod", "operator mod", "operator imod"), Tolerance(1, 2)),
    **dict.fromkeys(("power", "broadcast_power", "operator pow"), Tolerance(4, 12)),
    **dict.fromkeys(("clip", "broadcast_to", "broadcast_axis", "tile", "repeat"), Tolerance(0, 2)),
    **dict.fromkeys(ZEROS, Tolerance(0, 2)),
    # functions
    **dict.fromkeys(("sqrt", "reciprocal"), Tolerance(1, 6)),
    **dict.fromkeys(("exp", "log"), Tolerance(3, 4)),
    **dict.fromkeys(("sin", "cos"), Tolerance(3, 4)),
    **dict.fromkeys(("tanh", "sigmoid"), Tolerance(4, 6)),
    **dict.fromkeys(("rsqrt", "cbrt", "rcbrt", "degrees", "radians"), Tolerance(2, 6)),
    **dict.fromkeys(("arccos", "arcsin", "arctan", "arcsinh", "arccosh"), Tolerance(3, 8)),
    **dict.fromkeys(("arctanh", "log1p", "log2", "log10", "expm1"), Tolerance(3, 6)),
    **dict.fromkeys(("sinh", "cosh", "tan", "erf"), Tolerance(4, 8)),
    **dict.fromkeys(("softsign", "smooth_l1", "hard_sigmoid", "div_sqrt_dim"), Tolerance(2, 4)),
    # In float64 MXNet's is off by up to 10 units.
    "erfinv": Tolerance(12, 16),
    "quadratic": Tolerance(4, 24),
    **dict.fromkeys(("gamma", "gammaln"), Tolerance(6, 48)),
    # densities: e to the power of sums that cancel, MXNet's too; gradients add such up
    **dict.fromkeys(("pdf_uniform", "pdf_normal"), Tolerance(16, 64)),
    "pdf_exponential": Tolerance(16, 64, float32=3e-7),
    **dict.fromkeys(("pdf_poisson", "pdf_gamma", "pdf_dirichlet"), Tolerance(64, 256)),
    "pdf_negative_binomial": Tolerance(64, 256),
    "pdf_generalized_negative_binomial": Tolerance(64, 256),
    "multinomial": Tolerance(3, 4),
    # sums: in units of the terms' size
    "sum": Tolerance(4, 2),
    "mean": Tolerance(4, 4),
    "prod": Tolerance(8, 12),
    "norm": Tolerance(4, 8),
    "nansum": Tolerance(4, 2),
    "nanprod": Tolerance(8, 12),
    "multi_sum_sq": Tolerance(4),
    "moments": Tolerance(4, 8),
    "broadcast_hypot": Tolerance(2, 6),
    "L2Normalization": Tolerance(6, 12),
    "softmin": Tolerance(8, 16),
    "softmax_cross_entropy": Tolerance(32, 32, float32=4e-6),
    "dot": Tolerance(4, 4),
    "batch_dot": Tolerance(4, 4),
    "softmax": Tolerance(8, 16),
    # linear algebra: in units of the largest number
    **dict.fromkeys(("gemm", "gemm2", "syrk", "trmm"), Tolerance(4, 8)),
    **dict.fromkeys(("potrf", "potri", "trsm", "inverse"), Tolerance(16, 64)),
    **dict.fromkeys(("det", "slogdet"), Tolerance(16, 64)),
    **dict.fromkeys(("gelqf", "syevd"), Tolerance(32, 256)),
    "sumlogdiag": Tolerance(8, 4),
    # MXNet's float32 log_softmax along the last axis is MKL-DNN's. Against float64 it was off by up
    # to 3.7e-6 for results between -4 and 0, and by 1.4e-6 for a single class, where 0 is right;
    # its gradients are off by as much times the sum of the head gradients.
    "log_softmax": Tolerance(16, 32, float32=4e-6),
}
EXACT = Tolerance(signed_zeros=True)


def tolerance(case: Case) -> Tolerance:
    """The tolerance of a case: that of its group, and of the sum if it ends with one."""
    own = TABLE.get(case.op, EXACT)
    if case.steps[-1][0] == "nd.sum":
        return replace(own, values=max(own.values, TABLE["sum"].values))
    return own
