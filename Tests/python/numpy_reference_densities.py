"""The densities of distributions, for the tests over all operators: after their definitions."""

from __future__ import annotations

import math

import numpy as np
from comparing_exactly import Near, Wide
from numpy_reference_sorting import REFERENCES, reference
from operator_inputs import FLOATS


def _one_gammaln(x):
    if np.isfinite(x):
        return np.inf if x <= 0 and x == np.floor(x) else math.lgamma(x)
    return x


_gammaln = np.vectorize(_one_gammaln, otypes=[Wide])


def xlogy(x, y):
    """x log y, 0 where x is."""
    return np.where(x == 0, 0, x * np.log(np.where(x == 0, 1, y)))


# Each gives the terms of the logarithm, where there is no density, and which parameters are wrong.


def uniform(x, low, high):
    return [0 * x - np.log(high - low)], (x < low) | (x > high), high <= low


def normal(x, mu, sigma):
    z = (x - mu) / sigma
    terms = [-z * z / 2, -np.log(sigma), np.full_like(x, -np.log(2 * Wide(np.pi)) / 2)]
    return terms, np.zeros_like(x, bool), sigma <= 0


def exponential(x, lam):
    return [np.log(lam), -lam * x], x < 0, lam <= 0


def gamma(x, alpha, beta):
    terms = [alpha * np.log(beta), xlogy(alpha - 1, x), -beta * x, -_gammaln(alpha)]
    return terms, x < 0, (alpha <= 0) | (beta <= 0)


def poisson(x, lam):
    return [xlogy(x, lam), -lam, -_gammaln(x + 1)], x < 0, lam < 0


def negative_binomial(x, k, p):
    terms = [_gammaln(x + k), -_gammaln(x + 1), -_gammaln(k), k * np.log(p), xlogy(x, 1 - p)]
    return terms, x < 0, (k <= 0) | (p <= 0) | (p > 1)


def generalized_negative_binomial(x, mu, alpha):
    terms, outside, wrong = negative_binomial(x, 1 / alpha, 1 / (mu * alpha + 1))
    return terms, outside, wrong | (mu < 0) | (alpha <= 0)


FORMULAS = {
    f"random_pdf_{formula.__name__}": formula
    for formula in (
        uniform,
        normal,
        exponential,
        gamma,
        poisson,
        negative_binomial,
        generalized_negative_binomial,
    )
}


def answer(terms, outside, wrong, parameters, dtype):
    """What a call gives; its error grows with the terms of the logarithm."""
    terms = np.broadcast_arrays(*terms)
    value, size = sum(terms), sum(np.abs(term) for term in terms)
    value = np.where(outside, -np.inf, value)
    value = np.where(wrong, np.nan, value)
    unit = np.finfo(np.float32 if dtype == np.float16 else dtype).eps
    slack = np.where(np.isfinite(size), (size + 1) * 8 * unit, 0)
    if not parameters.get("is_log"):
        value = np.exp(value)
        slack = np.where(np.isfinite(value), slack * value, 0)
    return Near(value, slack=slack + np.finfo(dtype).tiny, signs=False, dtype=dtype)


def _density(name):
    @reference("density", name, dtypes=FLOATS)
    def formula(inputs, parameters):
        sample, *given = (x.astype(Wide) for x in inputs)
        ones = (1,) * (sample.ndim - given[0].ndim)
        given = [np.broadcast_to(x.reshape(x.shape + ones), sample.shape) for x in given]
        return answer(*FORMULAS[name](sample, *given), parameters, inputs[0].dtype)


for _name in FORMULAS:
    _density(_name)


@reference("dirichlet", "random_pdf_dirichlet", dtypes=FLOATS)
def _dirichlet(inputs, parameters):
    sample, alpha = (x.astype(Wide) for x in inputs)
    ones = (1,) * (sample.ndim - alpha.ndim)
    alpha = alpha.reshape(alpha.shape[:-1] + ones + alpha.shape[-1:])
    alpha = np.broadcast_to(alpha, sample.shape)
    power = xlogy(alpha - 1, sample)
    parts = np.concatenate([power, -_gammaln(alpha)], -1)
    terms = [*np.moveaxis(parts, -1, 0), _gammaln(alpha.sum(-1))]
    if sample.ndim == 1:
        terms = [np.reshape(term, 1) for term in terms]
    wrong = (alpha <= 0).any(-1).reshape(np.shape(terms[-1]))
    return answer(terms, np.zeros_like(wrong), wrong, parameters, inputs[0].dtype)


__all__ = ["FORMULAS", "REFERENCES"]
