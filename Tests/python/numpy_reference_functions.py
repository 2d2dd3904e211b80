"""Part of `REFERENCES`: functions of one array, of two, and of any number, element by element."""

from __future__ import annotations

import numpy as np
import special_functions as special
from comparing_exactly import Exact, Near, Wide, as_dtype, widened
from numpy_reference import REFERENCES, declare, number_for, operand, reference, single
from operator_inputs import FLOATS

__all__ = ["REFERENCES"]

# Functions over the real numbers: the ulps that the declarations promise for float32, and those for
# float64, which all other dtypes but float16 are computed in.


def _computed(x):
    """Integers as they are computed: in float64, which has not all digits of int64."""
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def _real(name, function, ulps, ulps64=None):
    def formula(inputs, _):
        x = inputs[0]
        wanted = ulps if x.dtype in (np.float32, np.float16) else ulps64 or ulps
        return Near(function(_computed(x).astype(Wide)), wanted)

    declare("unary", name, formula)


_real("tan", np.tan, 1.2)
_real("arcsin", np.arcsin, 1)
_real("arccos", np.arccos, 1)
_real("arctan", np.arctan, 1.3)
_real("sinh", np.sinh, 1.7)
_real("cosh", np.cosh, 1.4)
_real("arcsinh", np.arcsinh, 1)
_real("arccosh", np.arccosh, 1)
_real("arctanh", np.arctanh, 1)
_real("expm1", np.expm1, 1.1)
_real("log1p", np.log1p, 1)
_real("log2", np.log2, 1)
_real("log10", np.log10, 1)
_real("degrees", lambda x: x * (180 / Wide("3.14159265358979323846264338327950288")), 1.5)
_real("radians", lambda x: x * (Wide("3.14159265358979323846264338327950288") / 180), 1.5)
_real("cbrt", np.cbrt, 0.51)
_real("rcbrt", lambda x: 1 / np.cbrt(x), 0.51)
_real("rsqrt", lambda x: 1 / np.sqrt(x), 0.51)
_real("erf", special.erf, 1.1, 1.7)
_real("erfinv", special.erfinv, 0.52, 3)
_real("gamma", special.gamma, 0.51, 6)
_real("gammaln", special.gammaln, 0.6, 6)
_real("softsign", lambda x: x / (1 + np.abs(x)), 1.5)


# Functions that are exact.


def _whole(function):
    """Integers stay as they are."""
    return lambda x: x if x.dtype.kind != "f" else function(x)


def _exact(kind, name, function):
    def formula(inputs, _):
        x = inputs[0]
        return Exact(as_dtype(function(widened(x)), x.dtype))

    declare(kind, name, formula)


def _down(x):
    """To the nearest integer, halves down."""
    below, above = np.floor(x), np.ceil(x)
    return np.where(above - x < x - below, above, below)


_exact("unary", "fix", _whole(np.trunc))
_exact("unary", "trunc", _whole(np.trunc))
_exact("unary", "rint", _whole(_down))
_exact("unary", "logical_not", lambda x: x == 0)
_exact("unary", "isnan", lambda x: x != x)
_exact("unary", "isinf", lambda x: np.isinf(x))
_exact("unary", "isfinite", lambda x: np.isfinite(x))
_exact("unary", "sign_ste", np.sign)
for _name in ("make_loss", "cast_storage", "gradientmultiplier"):
    _exact("mixed", _name, lambda x: x)


@reference("unary", "round_ste")
def _round_ste(inputs, parameters):
    return REFERENCES["round"](inputs, parameters)


# Truth and lengths of two arrays, or of an array and a number.


def _logic(name, function):
    def compute(a, b, dtype):
        return Exact(as_dtype(function(a != 0, b != 0), dtype))

    _pair(name, compute)


def _pair(name, compute):
    def arrays(inputs, _):
        return compute(operand(inputs[0]), operand(inputs[1]), inputs[0].dtype)

    def with_number(inputs, parameters):
        x = inputs[0]
        # A number makes integers of truth values.
        x = x.astype(np.int64) if x.dtype.kind == "b" else x
        return compute(operand(x), number_for(x.dtype, parameters["scalar"]), x.dtype)

    declare("broadcast", f"broadcast_{name}", arrays)
    declare("scalar", f"_{name}_scalar", with_number)


_logic("logical_and", np.logical_and)
_logic("logical_or", np.logical_or)
_logic("logical_xor", np.logical_xor)


def _hypot(a, b, dtype):
    a, b = (_computed(np.asarray(x)).astype(Wide) for x in (a, b))
    return Near(np.hypot(a, b), 1.2)


_pair("hypot", _hypot)


# Functions with parameters.


@reference("smooth_l1", "smooth_l1")
def _smooth_l1(inputs, parameters):
    x = inputs[0].astype(Wide)
    square = Wide(parameters.get("scalar", 1.0)) ** 2
    inner = square * x * x / 2
    return Near(np.where(np.abs(x) > 1 / square, np.abs(x) - 0.5 / square, inner), 3)


def _rounded_sum(terms, dtype, steps):
    """A sum of terms, each of them rounded, in float16 by way of float32."""
    total = sum(terms)
    unit = Wide(np.finfo(np.float32 if dtype == np.float16 else dtype).eps)
    size = sum(np.abs(term) for term in terms)
    return Near(total, ulps=0.5, slack=np.where(np.isfinite(size), steps * unit * size, 0))


@reference("mixed", "hard_sigmoid", dtypes=FLOATS)
def _hard_sigmoid(inputs, parameters):
    x = inputs[0]
    terms = [x.astype(Wide) * parameters.get("alpha", 0.2), Wide(parameters.get("beta", 0.5))]
    line = _rounded_sum(terms, x.dtype, 3)
    return Near(np.clip(line.value, 0, 1), ulps=0.5, slack=line.slack)


def _truncating(formula):
    """Integers are computed in float64."""

    def apply(inputs, parameters):
        x = inputs[0]
        if x.dtype.kind == "f":
            return formula(x.astype(Wide), x.dtype, parameters)
        return formula(_computed(x).astype(Wide), np.dtype("float64"), parameters)

    return apply


@reference("mixed", "quadratic")
@_truncating
def _quadratic(x, dtype, parameters):
    a, b, c = (Wide(parameters.get(name, 0.0)) for name in "abc")
    return _rounded_sum([a * x * x, b * x, c + 0 * x], dtype, 4)


@reference("mixed", "div_sqrt_dim")
@_truncating
def _div_sqrt_dim(x, dtype, _):
    return Near(x / np.sqrt(Wide(x.shape[-1])), ulps=1.5)


@reference("mixed", "amp_cast")
def _amp_cast(inputs, parameters):
    x = inputs[0]
    is_mixed = x.dtype in (np.float16, np.float32)
    target = np.dtype(parameters["dtype"]) if is_mixed else x.dtype
    return Exact(as_dtype(x, target), dtype=target)


# Functions of any number of arrays.


@reference("mixed", "add_n")
def _add_n(inputs, _):
    total = inputs[0]
    for x in inputs[1:]:
        if x.dtype.kind == "f":
            total = (single(total) + single(x)).astype(x.dtype)
        else:
            total = as_dtype(widened(total) + widened(x), x.dtype)
    return Exact(total)


@reference("mixed", "amp_multicast")
def _amp_multicast(inputs, parameters):
    common = np.dtype("float16" if parameters.get("cast_narrow") else "float32")
    is_mixed = any(x.dtype == common for x in inputs)
    answers = []
    for x in inputs:
        cast = is_mixed and x.dtype in (np.float16, np.float32)
        target = common if cast else x.dtype
        answers.append(Exact(as_dtype(x, target), dtype=target))
    return answers


@reference("mixed", "allclose")
def _allclose(inputs, parameters):
    a, b = (x.astype(np.float64) if x.dtype.kind != "f" else x for x in inputs)
    same = np.allclose(
        a.astype(Wide), b.astype(Wide), parameters.get("rtol", 1e-5), parameters.get("atol", 1e-8),
        equal_nan=parameters.get("equal_nan", True),
    )  # fmt: skip
    return Exact(np.array([same], np.uint8), dtype=np.dtype("uint8"))
