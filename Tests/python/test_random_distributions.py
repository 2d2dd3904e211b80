"""What is drawn has the distribution that it should have, over the whole range of parameters.

Samples have fixed seeds. A fit below one in ten million fails; to show that this finds faults, each
sample is held against distributions with slightly other parameters, which it must not fit.
"""

from __future__ import annotations

import math
import os

import numpy as np
import pytest
import random_calls
import swnd as mx
from distributions import (
    FAIR,
    FOUL,
    Gamma,
    GeneralizedNegativeBinomial,
    NegativeBinomial,
    Normal,
    Poisson,
    fit,
)
from random_calls import FAMILIES, FLOATS, kind
from swnd import nd

COUNT = 2_000_000 if os.environ.get("SWND_LONG") else 250_000
CALLS = [(name, values) for name, family in FAMILIES.items() for values in family[1]]


def with_dtypes(largest):
    """The calls in each dtype, but in float16 only those whose numbers it holds.

    `largest` gives the largest mean of a family that float16 is asked about.
    """
    return [
        (name, values, dtype)
        for name, values in CALLS
        for dtype in FLOATS
        if dtype != "float16" or FAMILIES[name][0](*values).mean <= largest(FAMILIES[name][0])
    ]


def is_whole(family):
    return not hasattr(family, "below")


def sample(name, values, dtype="float32", seed=17, count=COUNT):
    mx.random.seed(seed)
    return random_calls.draw(name, (count,), dtype, values).asnumpy().astype(np.float64)


def steps(name, values, x):
    """How much of the distance between distribution functions the steps of float16 make."""
    kinds = FAMILIES[name][0](*values)
    if is_whole(kinds):
        return 0.0
    places = np.unique(np.abs(x))[:: max(1, len(x) // 2000)]
    unit = np.spacing(places.astype(np.float16)).astype(np.float64)
    return float(np.max(kinds.below(places + unit) - kinds.below(places - unit)))


@pytest.mark.parametrize(
    ("name", "values", "dtype"), with_dtypes(lambda family: 100 if is_whole(family) else 1000)
)
def test_distribution(name, values, dtype):
    family = FAMILIES[name][0]
    x = sample(f"random_{name}", values, dtype)
    rounding = steps(name, values, x) if dtype == "float16" else 0.0
    assert family(*values).possible(x).all()
    assert fit(x, family(*values), rounding) > FAIR


@pytest.mark.parametrize(("name", "values"), CALLS)
def test_a_slightly_other_distribution_does_not_fit(name, values):
    """Each parameter in its turn off by a few hundredths of the deviation."""
    family = FAMILIES[name][0]
    x = sample(f"random_{name}", values)
    deviation = math.sqrt(family(*values).variance)
    for position, value in enumerate(values):
        if name == "negative_binomial" and position == 0:
            continue  # Whole numbers have no slightly others.
        step = max(0.06 * value, 0.04 * deviation)
        if name in ("uniform", "normal"):
            step = 0.04 * deviation if position == 0 or name == "uniform" else 0.06 * value
        elif name == "gamma":
            # The scale of small shapes hardly shows: their numbers are of all magnitudes.
            step = 0.06 * value / min(1, values[0] * 3) ** (0.9 * position)
            step = min(step, 0.1 * math.sqrt(value)) if position == 0 else step
        elif name != "poisson" and position == 1:
            step = value * (0.06 if name == "negative_binomial" else 0.25)
        changed = list(values)
        changed[position] = value - step
        assert fit(x, family(*changed)) < FOUL, changed


@pytest.mark.parametrize(("name", "values", "dtype"), with_dtypes(lambda _: 1000))
def test_moments(name, values, dtype):
    """Mean and variance within six standard errors, which the sample itself tells."""
    family = FAMILIES[name][0](*values)
    x = sample(f"random_{name}", values, dtype, seed=5)
    deviation = math.sqrt(family.variance)
    step = 2.0**-11 * (abs(family.mean) / deviation + 1) if dtype == "float16" else 0.0
    z = (x - family.mean) / deviation
    assert abs(z.mean()) < 6 * z.std() / math.sqrt(COUNT) + step
    square = z**2
    assert abs(square.mean() - 1) < 6 * square.std() / math.sqrt(COUNT) + 3 * step


@pytest.mark.parametrize(("name", "values"), CALLS)
def test_arrays_of_parameters(name, values):
    """Many draws of several distributions, and one draw of each of many."""
    family = FAMILIES[name][0]
    mx.random.seed(31)
    others = list(FAMILIES[name][1])
    arrays = [nd.array(column, dtype="float64") for column in zip(*others)]
    drawn = getattr(nd, f"sample_{name}")(*arrays, shape=50_000).asnumpy()
    for row, parameters in zip(drawn, others):
        assert fit(row, family(*parameters)) > FAIR, parameters
    many = [nd.full((60_000,), value, dtype="float64") for value in values]
    assert fit(getattr(nd, f"sample_{name}")(*many).asnumpy(), family(*values)) > FAIR


@pytest.mark.parametrize("mean", [1e6, 1e9, 1e12, 1e16])
def test_large_means_of_poisson_numbers(mean):
    """They are as good as normal; float64 holds their steps."""
    x = sample("random_poisson", (mean,), "float64")
    z = (x - mean) / math.sqrt(mean)
    assert fit(z, Normal(), 0.5 / math.sqrt(mean) + 1e-6) > FAIR
    assert fit(z, Normal(0.02)) < FOUL
    assert fit(z, Normal(0, 1.06)) < FOUL


def test_means_beyond_all_whole_numbers():
    """Where float64 has no neighbours to tell apart."""
    x = sample("random_poisson", (1e30,), "float64")
    assert abs((x / 1e30 - 1).mean()) < 6e-15 / math.sqrt(COUNT) + 1e-16
    assert (sample("random_poisson", (1e300,), "float64", count=99) == 1e300).all()


def test_poisson_numbers_on_both_sides_of_the_change_of_methods():
    for mean in (9.99, 9.999999, 10.0, 10.01, 11.5, 15.5, 16.5):
        assert fit(sample("random_poisson", (mean,), count=1_000_000), Poisson(mean)) > FAIR


def test_rare_poisson_numbers():
    """The tails: of numbers whose probabilities are some millionths."""
    x = sample("random_poisson", (20.0,), count=4_000_000)
    for edge in (42, 45):
        wanted = sum(math.exp(Poisson(20.0).logarithm(k)) for k in range(edge, 120)) * x.size
        assert abs((x >= edge).sum() - wanted) < 6 * math.sqrt(wanted)
    wanted = sum(math.exp(Poisson(20.0).logarithm(k)) for k in range(5)) * x.size
    assert abs((x < 5).sum() - wanted) < 6 * math.sqrt(wanted)


@pytest.mark.parametrize("alpha", [1e-4, 0.01, 0.3, 0.999, 1.0, 1.001, 2.0, 50.0])
def test_gamma_numbers_by_their_logarithms(alpha):
    """Small shapes give numbers of all magnitudes: logarithms tell them apart."""
    x = sample("random_gamma", (alpha, 2.5), "float64", count=100_000)
    if alpha < 1e-3:
        # Most are below the smallest number: the others have the right share.
        share = 1 - math.exp(alpha * (math.log(5e-324) - math.log(2.5))) / math.gamma(1 + alpha)
        assert abs((x > 0).mean() - share) < 6 * math.sqrt(share / x.size)
        return
    positive = np.maximum(x, 1e-320)
    assert fit(positive, Gamma(alpha, 2.5)) > FAIR
    assert fit(positive, Gamma(alpha * 1.05, 2.5)) < FOUL


@pytest.mark.parametrize("alpha", [1e8, 1e12])
def test_large_shapes_of_gamma_numbers(alpha):
    z = (sample("random_gamma", (alpha, 1.0), "float64") - alpha) / math.sqrt(alpha)
    assert fit(z, Normal(), 1e-4) > FAIR
    assert fit(z, Normal(0.02)) < FOUL


def test_binomial_numbers_of_far_parameters():
    for k, p in ((1, 1e-3), (1000, 0.5), (1, 0.999)):
        x = sample("random_negative_binomial", (k, p))
        assert fit(x, NegativeBinomial(k, p)) > FAIR, (k, p)
    x = sample("random_negative_binomial", (7, 1.0))
    assert not x.any()
    assert not sample("random_negative_binomial", (0, 0.5)).any()
    for mu, alpha in ((0.01, 5.0), (1000.0, 1e-4), (3.0, 1e-9)):
        x = sample("random_generalized_negative_binomial", (mu, alpha))
        if alpha > 1e-8:
            assert fit(x, GeneralizedNegativeBinomial(mu, alpha)) > FAIR, (mu, alpha)
        else:
            assert fit(x, Poisson(mu)) > FAIR
    assert fit(sample("random_generalized_negative_binomial", (4.0, 0.0)), Poisson(4.0)) > FAIR
    assert not sample("random_generalized_negative_binomial", (0.0, 2.0)).any()
    assert not sample("random_poisson", (0.0,)).any()
    # Means that are no numbers any more.
    assert np.isinf(sample("random_negative_binomial", (10**18, 1e-300))).all()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_tails_of_the_normal_distribution(dtype):
    x = np.abs(sample("random_normal", (0.0, 1.0), dtype, seed=2, count=2_000_000))
    for edge in (3.0, 4.0, 4.5):
        wanted = x.size * math.erfc(edge / math.sqrt(2))
        assert abs((x > edge).sum() - wanted) < 6 * math.sqrt(wanted), edge


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_tails_of_the_exponential_distribution(dtype):
    x = sample("random_exponential", (1.0,), dtype, seed=2, count=4_000_000)
    for edge in (8.0, 11.0):
        wanted = x.size * math.exp(-edge)
        assert abs((x > edge).sum() - wanted) < 6 * math.sqrt(wanted), edge
    wanted = x.size * 1e-5
    assert abs((x < 1e-5).sum() - wanted) < 6 * math.sqrt(wanted)
    assert (x > 0).all()


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", ["random_uniform", "sample_uniform"])
def test_the_upper_end_is_not_reached(name, dtype):
    """However coarse the dtype."""
    for values in FAMILIES["uniform"][1]:
        x = sample(name, values, dtype, seed=3, count=2_000_000)
        assert kind(name, values).possible(x).all()


@pytest.mark.parametrize("name", ["random_uniform", "sample_uniform"])
def test_extreme_parameters(name):
    """Widths beyond the largest number, widths of one unit, no width at all."""
    wide = sample(name, (-3e38, 3e38), seed=4)
    assert np.isfinite(wide).all()
    assert abs(wide.mean()) < 6 * 6e38 / math.sqrt(12 * COUNT)
    for dtype in ("float32", "float64"):
        one, info = np.dtype(dtype).type(1), np.finfo(dtype)
        above = float(one + info.eps)
        assert set(sample(name, (1.0, above), dtype, count=999)) == {one}
        two = set(sample(name, (1.0, float(one + 2 * info.eps)), dtype, count=999))
        assert two == {one, one + info.eps}
        below = set(sample(name, (-1.0, float(-one + info.eps)), dtype, count=999))
        assert below == {-one, -one + info.eps / 2}
        assert set(sample(name, (-float(info.tiny), 0.0), dtype, count=99)) != {0.0}
        assert set(sample(name, (2.5, 2.5), dtype, count=99)) == {2.5}
        normal = name.replace("uniform", "normal")
        assert set(sample(normal, (2.5, 0.0), dtype, count=99)) == {2.5}
        assert np.isfinite(sample(normal, (0.0, 1e37), dtype, count=9999)).all()


def test_float32_is_float64_rounded():
    """Distributions that are drawn by rejection are computed in double precision."""
    for name, values in CALLS:
        if name not in ("uniform", "normal", "exponential"):
            wide = sample(f"random_{name}", values, "float64", count=5000)
            narrow = sample(f"random_{name}", values, "float32", count=5000)
            np.testing.assert_array_equal(narrow, wide.astype(np.float32))
