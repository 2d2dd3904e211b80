"""Draws with parameters that make no distribution, and other wrong calls."""

from __future__ import annotations

import numpy as np
import pytest
from random_calls import FLOATS
from swnd import nd


@pytest.mark.tiny
@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: nd.random.uniform(float("nan"), 1), "random_uniform: low is nan"),
        (lambda: nd.random.uniform(0, float("inf")), "random_uniform: high is inf"),
        (lambda: nd.random.uniform(1, 0), "random_uniform: low 1.0 .* high 0.0"),
        (lambda: nd.random.normal(0, -1), "random_normal: scale is -1.0"),
        (lambda: nd.random.exponential(0), "exponential: scale is 0"),
        (lambda: nd.random.exponential(-2.0), "exponential: scale is -2.0"),
        (lambda: nd.random_exponential(0), "random_exponential: lam is 0.0"),
        (lambda: nd.random.gamma(0, 1), "random_gamma: alpha is 0.0"),
        (lambda: nd.random.gamma(1, -1), "random_gamma: beta is -1.0"),
        (lambda: nd.random.gamma(float("inf"), 1), "random_gamma: alpha is inf"),
        (lambda: nd.random.poisson(-1), "random_poisson: lam is -1.0"),
        (lambda: nd.random.poisson(float("nan")), "random_poisson: lam is nan"),
        (lambda: nd.random.negative_binomial(-1, 0.5), "random_negative_binomial: k is -1"),
        (lambda: nd.random.negative_binomial(3, 0), "random_negative_binomial: p is 0.0"),
        (lambda: nd.random.negative_binomial(3, 1.5), "random_negative_binomial: p is 1.5"),
        (
            lambda: nd.random.generalized_negative_binomial(-1, 1),
            "random_generalized_negative_binomial: mu is -1.0",
        ),
        (
            lambda: nd.random.generalized_negative_binomial(1, -1),
            "random_generalized_negative_binomial: alpha is -1.0",
        ),
        (lambda: nd.random.randint(5, 5), "random_randint: low 5 must be below high 5"),
        (lambda: nd.random.randint(5, 2), "random_randint: low 5 must be below high 2"),
        (lambda: nd.random.randint(0, 2**40), f"random_randint: int32 .* high {2**40}"),
        (lambda: nd.random.randint(-(2**31) - 1, 0), "random_randint: int32 .* low -2147483649"),
        (lambda: nd.random.uniform_like(nd.ones(3), 1, 0), "random_uniform_like: low 1.0"),
        (lambda: nd.random.uniform(shape=(-2,)), r"random_uniform: .*\(-2,\)"),
    ],
)
def test_wrong_parameters_are_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.tiny
@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: nd.random.uniform(nd.ones(2), 3), "uniform: .* high is 3"),
        (lambda: nd.random.normal(1, nd.ones(2)), "normal: .* loc is 1"),
        (lambda: nd.random.negative_binomial(2.5, 0.5), "random_negative_binomial: k .* 2.5"),
        (lambda: nd.random.randint(0.5, 3), "random_randint: low .* 0.5"),
        (lambda: nd.random.uniform(0, 1, foo=3), "random_uniform: .*'foo'"),
        (lambda: nd.random.uniform("a", 1), "random_uniform: low"),
        (lambda: nd.random.shuffle(5), "shuffle: data"),
        (lambda: nd.random.multinomial(nd.ones(3, dtype="int32")), "sample_multinomial: .*int32"),
    ],
)
def test_wrong_kinds_are_named(call, words):
    with pytest.raises(TypeError, match=words):
        call()


def test_wrong_parameters_in_arrays_give_nan():
    """Where they are, and nowhere else."""
    nan, inf = float("nan"), float("inf")

    def check(name, *columns):
        *given, wrong = (list(column) for column in zip(*columns))
        for dtype in FLOATS:
            arrays = [nd.array(values, dtype="float64") for values in given]
            drawn = getattr(nd, f"sample_{name}")(*arrays, shape=9, dtype=dtype).asnumpy()
            np.testing.assert_array_equal(np.isnan(drawn), np.repeat([wrong], 9, 0).T)

    check("uniform", (0, 1, 0), (1, 0, 1), (nan, 1, 1), (2, 2, 0), (0, nan, 1))
    check("normal", (0, 1, 0), (0, -1, 1), (0, 0, 0), (nan, 1, 1), (0, nan, 1))
    check("exponential", (1, 0), (0, 1), (-1, 1), (nan, 1), (inf, 0))
    check(
        "gamma", (1, 1, 0), (0, 1, 1), (1, 0, 1), (-1, 1, 1), (1, -1, 1), (nan, 1, 1), (1, nan, 1)
    )
    check("poisson", (1, 0), (0, 0), (-1, 1), (nan, 1), (50, 0), (inf, 0), (-inf, 1))
    check(
        "negative_binomial", (2, 0.5, 0), (0, 0.5, 0), (-1, 0.5, 1), (2, 0, 1), (2, 1, 0), (2, 2, 1)
    )
    check("negative_binomial", (2.5, 0.5, 0), (nan, 0.5, 1), (2, nan, 1), (2, -0.5, 1))
    check("generalized_negative_binomial", (2, 1, 0), (2, 0, 0), (0, 1, 0), (-1, 1, 1), (2, -1, 1))
    check("generalized_negative_binomial", (nan, 1, 1), (2, nan, 1))
