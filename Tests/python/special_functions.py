"""Special functions of arrays in extended precision, by ways that share nothing with swnd's.

Glibc's functions of `long double`, which NumPy does not have, called element by element.
"""

from __future__ import annotations

import ctypes
import ctypes.util

import numpy as np
from comparing_exactly import Wide

_library = ctypes.CDLL(ctypes.util.find_library("m") or "libm.so.6")


def _elementwise(name):
    function = getattr(_library, name)
    function.argtypes = [ctypes.c_longdouble]
    function.restype = ctypes.c_longdouble
    vector = np.frompyfunc(function, 1, 1)

    def apply(x):
        # ctypes hands doubles on, which all elements of narrower dtypes are.
        return np.asarray(vector(np.asarray(x, np.float64)), np.float64).astype(Wide)

    return apply


erf = _elementwise("erfl")
_erfc = _elementwise("erfcl")
_gamma = _elementwise("tgammal")
_gammaln = _elementwise("lgammal")


def gamma(x):
    """NaN, not infinity, at negative integers."""
    x = np.asarray(x, np.float64)
    return np.where((x < 0) & (x == np.trunc(x)), np.nan, _gamma(x))


def gammaln(x):
    return _gammaln(x)


def erfinv(x):
    """Newton's iteration, from an approximation of two digits."""
    x = np.asarray(x, np.float64)
    size = np.minimum(np.abs(x), 1 - 2.0**-53)
    half = np.log1p(-size * size) / 2
    t = 2 / (0.147 * np.pi) + half
    y = np.sqrt(np.maximum(np.sqrt(t * t - half / 0.0735) - t, 0)).astype(Wide)
    y = np.where(size < 1e-8, size * (np.sqrt(np.pi) / 2), y)
    for _ in range(4):
        excess = np.where(size < 0.5, erf(y) - size, (1 - size) - _erfc(y))
        y = y - excess * (np.sqrt(Wide(np.pi)) / 2) * np.exp(y * y)
    # The first term of the series, where erf has no digits for the difference.
    y = np.where(size < 1e-8, size.astype(Wide) * (np.sqrt(Wide(np.pi)) / 2), y)
    y = np.where(np.abs(x) == 1, np.inf, np.where(np.abs(x) <= 1, y, np.nan))
    return np.copysign(y, x)
