"""What each operator of the table computes, as a NumPy formula that shares nothing with swnd.

A formula takes the inputs as NumPy arrays and the parameters as a dictionary, and gives an answer:
`Exact` elements or those that are `Near`. `REFERENCES` has one for every operator.
"""

from __future__ import annotations

import numpy as np
from comparing_exactly import Exact, Near, Wide, as_dtype, widened
from operator_inputs import DTYPES

REFERENCES = {}


class Reference:
    """A formula with what it needs: the kind of call, and the dtypes that the operator takes."""

    def __init__(self, kind, formula, dtypes=DTYPES):
        self.kind = kind
        self.formula = formula
        self.dtypes = dtypes

    def __call__(self, inputs, parameters):
        with np.errstate(all="ignore"):
            return self.formula(inputs, parameters)


def reference(kind, *names, dtypes=DTYPES):
    """Declares the formula of some operators."""

    def declare(formula):
        for name in names:
            REFERENCES[name] = Reference(kind, formula, dtypes)
        return formula

    return declare


def declare(kind, name, formula, dtypes=DTYPES):
    reference(kind, name, dtypes=dtypes)(formula)


def at_least_one_axis(values):
    """There is no rank 0: a full reduction has shape (1,)."""
    return values.reshape(1) if values.ndim == 0 else values


def single(values):
    """float16 as float32, which it is computed in; everything else as it is."""
    return values.astype(np.float32) if values.dtype == np.float16 else values


def rounded(values, dtype):
    """Back from where it was computed; integers wrap around."""
    return Exact(as_dtype(np.asarray(values), dtype))


# Functions of one array over the real numbers: the ulps that the declarations promise.


def _real(name, function, ulps):
    declare("unary", name, lambda inputs, _: Near(function(inputs[0].astype(Wide)), ulps))


_real("exp", np.exp, 1)
_real("log", np.log, 1)
_real("sin", np.sin, 1)
_real("cos", np.cos, 1)
_real("tanh", np.tanh, 1)
_real("sigmoid", lambda x: 1 / (1 + np.exp(-x)), 2)


@reference("unary", "sqrt")
def _sqrt(inputs, _):
    x = inputs[0]
    return rounded(np.sqrt(single(x) if x.dtype.kind == "f" else x.astype(np.float64)), x.dtype)


@reference("unary", "reciprocal")
def _reciprocal(inputs, _):
    x = inputs[0]
    return rounded(1 / (single(x) if x.dtype.kind == "f" else x.astype(np.float64)), x.dtype)


# Functions of one array that are exact.


def _whole(function):
    """Integers stay as they are."""
    return lambda x: x if x.dtype.kind != "f" else function(x)


def _away(x):
    whole = np.trunc(x)
    away = np.where(np.abs(x - whole) >= 0.5, whole + np.sign(x), whole)
    return np.copysign(np.where(np.isfinite(x), away, x), x)


def _exact(name, function, signs=True):
    def formula(inputs, _):
        x = inputs[0]
        return Exact(as_dtype(function(widened(x)), x.dtype), signs)

    declare("unary", name, formula)


_exact("abs", np.abs)
_exact("negative", np.negative)
_exact("sign", np.sign)
_exact("ceil", _whole(np.ceil))
_exact("floor", _whole(np.floor))
_exact("round", _whole(_away))
_exact("relu", lambda x: np.where(x < 0, 0, x).astype(x.dtype), signs=False)
_exact("identity", lambda x: x)
_exact("stop_gradient", lambda x: x)
_exact("zeros_like", np.zeros_like)
_exact("ones_like", np.ones_like)


@reference("unary", "square")
def _square(inputs, _):
    x = single(inputs[0]) if inputs[0].dtype.kind == "f" else widened(inputs[0])
    return rounded(x * x, inputs[0].dtype)


@reference("clip", "clip")
def _clip(inputs, parameters):
    x = inputs[0]
    low, high = (number_for(x.dtype, parameters[name]) for name in ("a_min", "a_max"))
    y = single(x) if x.dtype.kind == "f" else widened(x)
    return rounded(np.where(y > high, high, np.where(y < low, low, y)), x.dtype)


# Functions of two operands.


def quotient(a, b):
    """Of integers: truncated, not floored; 0 where b is."""
    below = np.floor_divide(a, b)
    return np.where((below < 0) & (below * b != a), below + 1, below)


def _remainder(a, b):
    """With the sign of the divisor; 0 where that is 0."""
    if a.dtype.kind != "f":
        return np.remainder(a, b)
    rest = np.fmod(a, b)
    signed = np.where(rest == 0, np.copysign(rest, b), rest)
    signed = np.where((rest != 0) & (np.signbit(rest) != np.signbit(b)), rest + b, signed)
    return np.where(b == 0, a.dtype.type(0), signed)


def _whole_power(a, b):
    """Of integers: modulo 2**64; of negative exponents what is left when the fraction is not."""

    def power(base, exponent):
        if exponent < 0:
            left = {1: 1, -1: 1 - 2 * (exponent & 1)}.get(base, 0)
        else:
            left = pow(base, exponent, 2**64)
        return (left + 2**63) % 2**64 - 2**63

    a, b = np.broadcast_arrays(a, b)
    values = [power(int(x), int(y)) for x, y in zip(a.ravel(), b.ravel())]
    return np.array(values, np.int64).reshape(a.shape)


def _larger(a, b):
    return np.where((a != a) | (a > b), a, b)


def _smaller(a, b):
    return np.where((a != a) | (a < b), a, b)


def _power(a, b, dtype):
    if np.dtype(dtype).kind != "f":
        return rounded(_whole_power(a, b), dtype)
    return Near(np.power(a.astype(Wide), Wide(b) if np.isscalar(b) else b.astype(Wide)), 2)


def _rounding(function, on_integers=None, signs=True):
    """Computed in the dtype itself (float16: in float32; integers: modulo 2**64), rounded once."""

    def compute(a, b, dtype):
        on_whole = on_integers or function
        values = (function if np.dtype(dtype).kind == "f" else on_whole)(a, b)
        return Exact(as_dtype(np.asarray(values), dtype), signs)

    return compute


BINARY = {
    "add": _rounding(np.add),
    "sub": _rounding(np.subtract),
    "mul": _rounding(np.multiply),
    "div": _rounding(np.divide, quotient),
    "mod": _rounding(_remainder),
    "power": _power,
    "maximum": _rounding(_larger, signs=False),
    "minimum": _rounding(_smaller, signs=False),
    "equal": _rounding(np.equal),
    "not_equal": _rounding(np.not_equal),
    "greater": _rounding(np.greater),
    "greater_equal": _rounding(np.greater_equal),
    "lesser": _rounding(np.less),
    "lesser_equal": _rounding(np.less_equal),
}

_STEMS = {"sub": "subtract", "mul": "multiply", "div": "divide", "mod": "modulo"}


def operand(values):
    return single(values) if values.dtype.kind == "f" else widened(values)


def number_for(dtype, value):
    """A number as the elements of a dtype are computed with it: rounded, or an integer."""
    dtype = np.dtype(dtype)
    if dtype == np.float16:
        return np.float32(np.float16(value))
    if dtype.kind == "f":
        return dtype.type(value)
    wide = "int64" if dtype in (np.int64, np.bool_) else "int32"
    return np.int64(as_dtype(np.float64(value), wide))


def _binary(name, compute):
    stem = _STEMS.get(name, name)

    def arrays(inputs, _):
        return compute(operand(inputs[0]), operand(inputs[1]), inputs[0].dtype)

    def wide(x):
        # A number makes integers of truth values.
        return x.astype(np.int64) if x.dtype.kind == "b" else x

    def right(inputs, parameters):
        x = wide(inputs[0])
        return compute(operand(x), number_for(x.dtype, parameters["scalar"]), x.dtype)

    def left(inputs, parameters):
        x = wide(inputs[0])
        return compute(number_for(x.dtype, parameters["scalar"]), operand(x), x.dtype)

    declare("broadcast", f"broadcast_{name}", arrays)
    declare("scalar", f"_{stem}_scalar", right)
    if name in ("add", "sub", "mul", "div"):
        declare("same", f"elemwise_{name}", arrays)
    if name not in ("add", "mul", "equal", "not_equal"):
        declare("scalar", f"_scalar_{stem}", left)


for _name, _compute in BINARY.items():
    _binary(_name, _compute)


@reference("where", "where")
def _where(inputs, _):
    condition, x, y = inputs
    if condition.ndim == 1 and x.ndim > 1:
        condition = condition.reshape(-1, *[1] * (x.ndim - 1))
    return Exact(np.where(condition != 0, x, y))


@reference("cast", "cast")
def _cast(inputs, parameters):
    return Exact(as_dtype(inputs[0], parameters["dtype"]))
