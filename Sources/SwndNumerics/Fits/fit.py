"""Derives the polynomial coefficients and the split constants of SwndNumerics.

`python3 fit.py [word ...]` prints those whose name contains a word, highest power first.
"""

import sys

import mpmath as m
from mpmath import mp, mpf, sqrt

from remez import minimax, round_to_bits, rounded_minimax

TINY = mpf(10) ** -12
HALF_LOG2 = m.log(2) / 2
QUARTER_PI = mp.pi / 4


def show(name, bits, fit):
    coefficients, error = fit
    # Float hex literals are padded by Python; Swift takes the short form.
    words = [shorten(float(coefficients[p])) for p in sorted(coefficients, reverse=True)]
    exponent = float(m.log(error, 2))
    print(f"{name}: {len(words)} coefficients of {bits} bits, error 2^{exponent:.1f}")
    print("    " + ", ".join(words), flush=True)


def shorten(value):
    mantissa, exponent = value.hex().split("p")
    mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}p{int(exponent)}"


def split(name, value, *bits):
    parts, rest = [], value
    for b in bits:
        part = round_to_bits(rest, b)
        parts.append(part)
        rest -= part
    print(f"{name}: " + ", ".join(shorten(float(p)) for p in parts), flush=True)


def in_square(f):
    """f(x) as a function of z = x * x."""
    return lambda z: f(sqrt(z) if z > TINY * TINY else TINY)


def odd_tail(f, low, high, count, bits):
    """P in f(x) = x + x^3 P(x^2), for the relative error of f."""
    return rounded_minimax(
        in_square(lambda x: (f(x) - x) / x**3),
        in_square(lambda x: x**3 / f(x)),
        mpf(low) ** 2,
        mpf(high) ** 2,
        list(range(count)),
        bits,
    )


def exp_tail(count, bits):
    """P in e^r = 1 + r + r^2 P(r)."""
    high = HALF_LOG2 * mpf("1.01")
    return rounded_minimax(
        lambda r: (m.expm1(r) - r) / r**2 if abs(r) > TINY else mpf(1) / 2,
        lambda r: r**2 / m.exp(r),
        -high,
        high,
        list(range(count)),
        bits,
    )


def log_tail(count, bits, low=mpf(2) / 3, high=mpf(4) / 3):
    """P in log(1 + f) = f - f^2 / 2 + f^3 P(f)."""
    return rounded_minimax(
        lambda f: (m.log1p(f) - f + f * f / 2) / f**3 if abs(f) > TINY else mpf(1) / 3,
        lambda f: f**3 / m.log1p(f) if abs(f) > TINY else 0,
        low - 1,
        high - 1,
        list(range(count)),
        bits,
    )


def cos_tail(count, bits):
    """P in cos x = 1 - x^2 / 2 + x^4 P(x^2)."""
    high = QUARTER_PI * mpf("1.01")
    return rounded_minimax(
        in_square(lambda x: (m.cos(x) - 1 + x * x / 2) / x**4 if x > TINY * 2 else mpf(1) / 24),
        in_square(lambda x: x**4 / m.cos(x)),
        0,
        high**2,
        list(range(count)),
        bits,
    )


def atanh_tail(count, bits, high):
    """P in 2 atanh(s) = 2 s + s^3 P(s^2)."""
    return rounded_minimax(
        in_square(lambda s: (2 * m.atanh(s) - 2 * s) / s**3),
        in_square(lambda s: s**3 / m.atanh(s)),
        0,
        mpf(high) ** 2,
        list(range(count)),
        bits,
    )


def erf_tail(count, bits):
    """P in erf x = x + x P(x^2)."""
    return rounded_minimax(
        in_square(lambda x: m.erf(x) / x - 1),
        in_square(lambda x: x / m.erf(x)),
        0,
        mpf("0.95") ** 2,
        list(range(count)),
        bits,
    )


def erfc_exponent(count, bits):
    """P in erf x = 1 - exp(-P(x))."""
    return rounded_minimax(
        lambda x: -m.log(m.erfc(x)),
        lambda x: m.erfc(x) / m.erf(x),
        mpf("0.95"),
        4,
        list(range(count)),
        bits,
    )


def cube_root_start(count, bits):
    """P in 1 / cbrt(x) = P(x), x from 1 to 2: the start of an iteration."""
    third = mpf(1) / 3
    return rounded_minimax(
        lambda x: x**-third, lambda x: x**third, 1, 2, list(range(count)), bits, points=300
    )


def erfinv_ratio(w):
    """erfinv(x) / x for 1 - x^2 = e^-w."""
    if w < TINY:
        return sqrt(mp.pi) / 2
    x = sqrt(-m.expm1(-w))
    y = m.erfinv(x)
    for _ in range(2):
        y -= (m.erf(y) - x) * sqrt(mp.pi) / 2 * m.exp(y * y)
    return y / x


def erfinv_part(of_variable, low, high, count, bits):
    """P in erfinv(x) = x P(t), where w is a function of t.

    0 lies within the range, so coefficients cannot be rounded one by one.
    """
    values = {}

    def ratio(t):
        if t not in values:
            values[t] = erfinv_ratio(of_variable(t))
        return values[t]

    coefficients, _ = minimax(ratio, lambda t: 1 / ratio(t), low, high, list(range(count)), 200)
    rounded = {power: round_to_bits(c, bits) for power, c in enumerate(coefficients)}
    error = max(
        abs(1 - sum(c * t**power for power, c in rounded.items()) / value)
        for t, value in values.items()
    )
    return rounded, error


EIGHTH_TURN = QUARTER_PI * mpf("1.01")

FITS = {
    "exp f32": lambda: (24, exp_tail(6, 24)),
    "log f32": lambda: (24, log_tail(9, 24)),
    "sin f32": lambda: (24, odd_tail(m.sin, 0, EIGHTH_TURN, 4, 24)),
    "cos f32": lambda: (24, cos_tail(3, 24)),
    "asin f32": lambda: (24, odd_tail(m.asin, 0, "0.5", 6, 24)),
    "atan f32": lambda: (24, odd_tail(m.atan, 0, 1, 10, 24)),
    "sinh f32": lambda: (24, odd_tail(m.sinh, 0, 1, 4, 24)),
    "tanh f32": lambda: (24, odd_tail(m.tanh, 0, "0.85", 7, 24)),
    "erf f32": lambda: (24, erf_tail(7, 24)),
    "erfc f32": lambda: (24, erfc_exponent(8, 24)),
    "power's log f32": lambda: (53, atanh_tail(5, 53, "0.2")),
    "power's exp f32": lambda: (53, exp_tail(7, 53)),
    "cbrt": lambda: (24, cube_root_start(5, 24)),
    "erfinv near f32": lambda: (
        53,
        erfinv_part(lambda t: t + mpf("2.5"), -mpf("2.5"), mpf("2.5"), 12, 53),
    ),
    "erfinv far f32": lambda: (
        53,
        erfinv_part(lambda t: (t + 3) ** 2, sqrt(5) - 3, sqrt(mpf("16.7")) - 3, 12, 53),
    ),
    "exp f64": lambda: (53, exp_tail(11, 53)),
    "log f64": lambda: (53, atanh_tail(8, 53, "0.2")),
    "sin f64": lambda: (53, odd_tail(m.sin, 0, EIGHTH_TURN, 7, 53)),
    "cos f64": lambda: (53, cos_tail(6, 53)),
    "asin f64": lambda: (53, odd_tail(m.asin, 0, "0.5", 13, 53)),
    "atan f64": lambda: (53, odd_tail(m.atan, 0, 1, 22, 53)),
    "sinh f64": lambda: (53, odd_tail(m.sinh, 0, 1, 7, 53)),
    "tanh f64": lambda: (53, odd_tail(m.tanh, 0, "0.625", 13, 53)),
}

SPLITS = {
    "log 2": (m.log(2), (15, 24), (41, 53)),
    "log10 2": (m.log10(2), (15, 24), (41, 53)),
    "1 / log 2": (1 / m.log(2), (24, 24), (53, 53)),
    "1 / log 10": (1 / m.log(10), (24, 24), (53, 53)),
    "pi / 2": (mp.pi / 2, (24, 24, 24), (53, 53, 53)),
    "2 / pi": (2 / mp.pi, (24,), (53,)),
}

if __name__ == "__main__":

    def wanted(name):
        return len(sys.argv) == 1 or any(word in name for word in sys.argv[1:])

    for title, make in FITS.items():
        if wanted(title):
            show(title, *make())
    for title, (number, single, double) in SPLITS.items():
        if wanted(title):
            split(title + " f32", number, *single)
            split(title + " f64", number, *double)
