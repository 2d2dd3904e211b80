"""What a result must be, and whether it is: every element, in units of the last place."""

from __future__ import annotations

import numpy as np

Wide = np.longdouble
"""Formulas are computed in this: 64 bits of fraction on x86."""

_FITS = {"int32": 2.0**31, "int64": 2.0**63}


class Exact:
    """These elements, NaN for NaN, and zeros of the same sign where that is defined.

    `dtype` is the dtype of the result where inputs and parameters alone do not say it.
    """

    def __init__(self, value, signs=True, dtype=None):
        self.value = np.asarray(value)
        self.signs = signs
        self.dtype = dtype

    def check(self, got, dtype):
        want = as_dtype(self.value, dtype)
        with np.errstate(invalid="ignore"):
            right = (got == want) | ((got != got) & (want != want))
        if self.signs and dtype.kind == "f":
            right &= (want != want) | (np.signbit(got) == np.signbit(want))
        report(right, got, want)


class Near:
    """These elements to so many units in the last place, and an absolute slack."""

    def __init__(self, value, ulps=0.0, slack=0.0, signs=True, dtype=None):
        self.value = np.asarray(value, Wide)
        self.dtype = dtype
        self.ulps = ulps
        self.signs = signs
        self.slack = np.broadcast_to(np.asarray(slack, Wide), self.value.shape)

    def check(self, got, dtype):
        if dtype.kind == "f":
            right = self._near(got, dtype)
        else:
            room = self.slack + self.ulps * units(self.value, np.finfo(np.float64))
            ends = [as_dtype(self.value + step, dtype).astype(object) for step in (-room, room)]
            right = (got >= np.minimum(*ends)) & (got <= np.maximum(*ends))
            right |= got == as_dtype(self.value, dtype)
        report(right.astype(bool), got, self.value)

    def _near(self, got, dtype):
        # float16 is computed in float32 and rounded.
        ulps = 0.5 + self.ulps / 2**12 if dtype == np.float16 else self.ulps
        info = np.finfo(dtype)
        want = self.value
        with np.errstate(all="ignore"):
            room = ulps * units(want, info) + self.slack
            right = np.abs(got.astype(Wide) - want) <= room
            # Rounding goes to infinity from half a unit above the largest number.
            edge = Wide(info.max) + np.ldexp(Wide(1), info.maxexp - info.nmant - 2)
            beyond = np.isinf(got) & (np.abs(want) + room >= edge)
        right |= beyond & (np.signbit(got) == np.signbit(want))
        right |= np.isnan(got) & np.isnan(want)
        if self.signs and not np.any(self.slack):
            right &= (want != 0) | (np.signbit(got) == np.signbit(want))
        return right


def units(values, info):
    """The distance of neighbours in a floating-point format, at each value."""
    exponent = np.frexp(values)[1] - 1
    exponent = np.clip(exponent, info.minexp, info.maxexp - 1)
    return np.ldexp(Wide(1), exponent - info.nmant)


def report(right, got, want):
    """Fails with the first few elements that are wrong."""
    if right.all():
        return
    wrong = np.argwhere(~right)
    shown = [
        f"  at {tuple(int(i) for i in place)}: {got[tuple(place)]!r}, not {want[tuple(place)]!r}"
        for place in wrong[:5]
    ]
    lines = "\n".join(shown)
    raise AssertionError(f"{len(wrong)} of {right.size} elements are wrong\n{lines}")


def as_dtype(values, dtype):
    """A conversion as swnd has it, where NumPy's depends on the processor.

    Floats are truncated; what does not fit becomes the smallest integer; narrow integers take the
    low bits, and everything but zero is true.
    """
    dtype = np.dtype(dtype)
    if values.dtype == dtype:
        return values
    if dtype.kind == "b":
        return values != 0
    if values.dtype.kind in "iub" or dtype.kind == "f":
        with np.errstate(all="ignore"):
            return values.astype(dtype)
    wide = "int64" if dtype == np.int64 else "int32"
    least, end = np.iinfo(wide).min, _FITS[wide]
    with np.errstate(all="ignore"):
        whole = np.trunc(values)
        inside = (whole >= -end) & (whole < end)
        return np.where(inside, np.where(inside, whole, 0).astype(wide), least).astype(dtype)


def widened(values):
    """As it is computed: floats in `Wide`, integers and truth values in int64."""
    return values.astype(Wide if values.dtype.kind == "f" else np.int64)
