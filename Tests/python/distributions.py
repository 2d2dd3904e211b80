"""The distributions that numbers are drawn from, after their definitions, and tests of samples.

Everything here is NumPy and mpmath. A *fit* is the probability that a sample of the distribution is
as far from it as this one; tests ask for more than `FAIR`, and show that a distribution that is
slightly another one gives less than `FOUL`.
"""

from __future__ import annotations

import functools
import math

import mpmath
import numpy as np

FAIR = 1e-7
FOUL = 1e-12

_erfc = np.vectorize(math.erfc, otypes=[float])


def _interpolated(function, low, high):
    """A smooth distribution function from its values at some thousand places."""
    places = np.linspace(low, high, 2001)
    values = np.array([float(function(place)) for place in places])
    return lambda x: np.interp(x, places, values)


@functools.lru_cache(maxsize=None)
def _gamma_of_logarithms(alpha):
    """The distribution function of the logarithm of a gamma variate of scale 1.

    It is smooth for small shapes too.
    """
    low = max(-60 / alpha, -700) if alpha < 30 else math.log(alpha) - 12 / math.sqrt(alpha)
    high = math.log(alpha + 12 * math.sqrt(alpha) + 40)
    return _interpolated(
        lambda t: mpmath.gammainc(alpha, 0, mpmath.exp(t), regularized=True), low, high
    )


class Uniform:
    def __init__(self, low=0.0, high=1.0):
        self.low, self.high = low, high
        self.mean, self.variance = (low + high) / 2, (high - low) ** 2 / 12

    def below(self, x):
        return np.clip((x - self.low) / (self.high - self.low), 0, 1)

    def possible(self, x):
        return (x >= self.low) & (x < self.high)


class Normal:
    def __init__(self, loc=0.0, scale=1.0):
        self.mean, self.variance = loc, scale**2

    def below(self, x):
        return _erfc((self.mean - x) / math.sqrt(2 * self.variance)) / 2

    def possible(self, x):
        return np.isfinite(x)


class Exponential:
    def __init__(self, lam=1.0):
        self.rate, self.mean, self.variance = lam, 1 / lam, 1 / lam**2

    def below(self, x):
        return -np.expm1(-self.rate * np.maximum(x, 0))

    def possible(self, x):
        return (x >= 0) & np.isfinite(x)


class Gamma:
    def __init__(self, alpha=1.0, beta=1.0):
        self.alpha, self.beta = alpha, beta
        self.mean, self.variance = alpha * beta, alpha * beta**2

    def below(self, x):
        function = _gamma_of_logarithms(self.alpha)
        with np.errstate(divide="ignore"):
            return np.where(x > 0, function(np.log(np.maximum(x, 0) / self.beta)), 0)

    def possible(self, x):
        return (x >= 0) & np.isfinite(x)


class Whole:
    """Distributions of whole numbers: `logarithm` is that of the probability."""

    def possible(self, x):
        return (x >= 0) & (x == np.floor(x)) & np.isfinite(x)

    def probabilities(self):
        """The first number with some probability, and those of it and of all that follow."""
        reach = 12 * math.sqrt(self.variance) + 60 * max(1, self.variance / max(self.mean, 1e-9))
        low = max(0, math.floor(self.mean - 12 * math.sqrt(self.variance)))
        numbers = np.arange(low, math.ceil(self.mean + reach) + 1)
        return low, np.array([math.exp(self.logarithm(int(k))) for k in numbers])


class Poisson(Whole):
    def __init__(self, lam=1.0):
        self.mean = self.variance = lam

    def logarithm(self, k):
        return k * math.log(self.mean) - self.mean - math.lgamma(k + 1)


class NegativeBinomial(Whole):
    def __init__(self, k=1, p=0.5):
        self.k, self.p = k, p
        self.mean, self.variance = k * (1 - p) / p, k * (1 - p) / p**2

    def logarithm(self, x):
        choices = math.lgamma(x + self.k) - math.lgamma(x + 1) - math.lgamma(self.k)
        return choices + self.k * math.log(self.p) + x * math.log1p(-self.p)


class GeneralizedNegativeBinomial(NegativeBinomial):
    def __init__(self, mu=1.0, alpha=1.0):
        super().__init__(1 / alpha, 1 / (1 + mu * alpha))


class Integers:
    """Evenly from [low, high), few of them."""

    def __init__(self, low=0, high=2):
        self.low, self.high = low, high
        self.mean, self.variance = (low + high - 1) / 2, ((high - low) ** 2 - 1) / 12

    def possible(self, x):
        return (x >= self.low) & (x < self.high) & (x == np.floor(x))

    def probabilities(self):
        count = self.high - self.low
        return self.low, np.full(count, 1 / count)


def kolmogorov(x, below, rounding=0.0):
    """The fit of a sample to a distribution function, after Kolmogorov and Smirnov.

    `rounding` is how much of the distance may come from the coarseness of the dtype.
    """
    x = np.sort(x)
    ranks = np.arange(len(x) + 1) / len(x)
    under = below(x)
    distance = max(np.max(ranks[1:] - under), np.max(under - ranks[:-1])) - rounding
    root = math.sqrt(len(x))
    scaled = (root + 0.12 + 0.11 / root) * max(0.0, distance)
    if scaled < 0.3:
        return 1.0
    terms = [(-1) ** (k - 1) * math.exp(-2 * (k * scaled) ** 2) for k in range(1, 101)]
    return min(1.0, max(0.0, 2 * sum(terms)))


def chi_square(counts, probabilities):
    """The fit of counts to probabilities; rare numbers are counted together."""
    total = counts.sum()
    seen, wanted = [], []
    one = expected = 0.0
    for count, probability in zip(counts, probabilities):
        one, expected = one + count, expected + probability * total
        if expected >= 12:
            seen.append(one)
            wanted.append(expected)
            one = expected = 0.0
    # What is left, with all that the list of probabilities leaves out.
    rest = max(total - sum(wanted), 0.0)
    if rest < 5 and wanted:
        seen[-1] += total - sum(seen)
        wanted[-1] += rest
    else:
        seen.append(total - sum(seen))
        wanted.append(rest)
    seen, wanted = np.array(seen), np.array(wanted)
    if len(seen) == 1:
        return 1.0
    statistic = float(((seen - wanted) ** 2 / wanted).sum())
    return float(mpmath.gammainc((len(seen) - 1) / 2, statistic / 2, regularized=True))


def fit(x, kind, rounding=0.0):
    """The fit of a sample to a distribution."""
    x = np.asarray(x, np.float64).reshape(-1)
    if not hasattr(kind, "probabilities"):
        return kolmogorov(x, kind.below, rounding)
    low, probabilities = kind.probabilities()
    inside = (x >= low) & (x < low + len(probabilities))
    counts = np.bincount((x[inside] - low).astype(np.int64), minlength=len(probabilities))
    counts = np.append(counts, (~inside).sum())
    return chi_square(counts, np.append(probabilities, max(0.0, 1 - probabilities.sum())))
