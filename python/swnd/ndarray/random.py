"""Random numbers: `nd.random`.

Parameters of distributions are numbers, or NDArrays of one shape: then there is a distribution for
each of their elements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

import numpy

from swnd.base import MXNetTypeError, MXNetValueError
from swnd.ndarray import _operators
from swnd.ndarray._operators import shuffle
from swnd.ndarray._runtime import real, shown
from swnd.ndarray.ndarray import NDArray

if TYPE_CHECKING:
    from typing import Union

    from swnd.context import Context

    Parameter = Union[float, NDArray]

exponential_like = _operators.random_exponential_like
gamma_like = _operators.random_gamma_like
generalized_negative_binomial_like = _operators.random_generalized_negative_binomial_like
negative_binomial_like = _operators.random_negative_binomial_like
normal_like = _operators.random_normal_like
poisson_like = _operators.random_poisson_like
uniform_like = _operators.random_uniform_like

__all__ = [
    "exponential",
    "exponential_like",
    "gamma",
    "gamma_like",
    "generalized_negative_binomial",
    "generalized_negative_binomial_like",
    "multinomial",
    "negative_binomial",
    "negative_binomial_like",
    "normal",
    "normal_like",
    "poisson",
    "poisson_like",
    "randint",
    "randn",
    "shuffle",
    "uniform",
    "uniform_like",
]


def _draw(
    name: str,
    parameters: dict[str, Any],
    shape: Any,
    dtype: Any,
    ctx: Context | None,
    out: NDArray | None,
    kwargs: dict[str, Any],
) -> NDArray:
    """Draws with parameters that are numbers, or arrays."""
    values = parameters.values()
    if not any(isinstance(value, NDArray) for value in values):
        numbers: Callable[..., NDArray] = getattr(_operators, f"random_{name}")
        return numbers(*values, shape, ctx, dtype, out, **kwargs)
    for key, value in parameters.items():
        if not isinstance(value, NDArray):
            raise MXNetTypeError(
                f"{name}: parameters must be numbers or NDArrays alike, but {key} is {shown(value)}"
            )
    arrays: Callable[..., NDArray] = getattr(_operators, f"sample_{name}")
    return arrays(*values, shape, dtype, out, **kwargs)


def uniform(
    low: Parameter = 0,
    high: Parameter = 1,
    shape: Any = None,
    dtype: Any = None,
    ctx: Context | None = None,
    out: NDArray | None = None,
    **kwargs: Any,
) -> NDArray:
    """Draws from the uniform distribution over `[low, high)`.

    Parameters
    ----------
    low : float or NDArray, default 0
        Lower end.
    high : float or NDArray, default 1
        Upper end.
    shape : int or tuple of int, optional
        Shape of the result; that of `out`, or (1,), if not given. Where parameters are arrays, what
        is drawn for each of their elements: the result has their shape, followed by this one.
    dtype : str or type, optional
        Its dtype, float16, float32 or float64; that of `out`, or float32, if not given.
    ctx : Context, optional
        Where the result lives; the current context, or that of the parameters, if not given.
    out : NDArray, optional
        Array that takes the result.

    Returns
    -------
    NDArray
    """
    return _draw("uniform", {"low": low, "high": high}, shape, dtype, ctx, out, kwargs)


def normal(
    loc: Parameter = 0,
    scale: Parameter = 1,
    shape: Any = None,
    dtype: Any = None,
    ctx: Context | None = None,
    out: NDArray | None = None,
    **kwargs: Any,
) -> NDArray:
    """Draws from the normal distribution.

    Parameters
    ----------
    loc : float or NDArray, default 0
        Mean.
    scale : float or NDArray, default 1
        Standard deviation.
    shape, dtype, ctx, out
        As for `uniform`.

    Returns
    -------
    NDArray
    """
    return _draw("normal", {"loc": loc, "scale": scale}, shape, dtype, ctx, out, kwargs)


def randn(
    *shape: int,
    loc: Parameter = 0,
    scale: Parameter = 1,
    dtype: Any = None,
    ctx: Context | None = None,
    out: NDArray | None = None,
    **kwargs: Any,
) -> NDArray:
    """Draws from the normal distribution, the shape given axis by axis.

    Parameters
    ----------
    *shape : int
        Shape of the result; (1,) if not given.
    loc : float or NDArray, default 0
        Mean.
    scale : float or NDArray, default 1
        Standard deviation.
    dtype, ctx, out
        As for `uniform`.

    Returns
    -------
    NDArray
    """
    return normal(loc, scale, shape or None, dtype, ctx, out, **kwargs)


def exponential(
    scale: Parameter = 1,
    shape: Any = None,
    dtype: Any = None,
    ctx: Context | None = None,
    out: NDArray | None = None,
    **kwargs: Any,
) -> NDArray:
    """Draws from the exponential distribution.

    Parameters
    ----------
    scale : float or NDArray, default 1
        Mean; positive.
    shape, dtype, ctx, out
        As for `uniform`.

    Returns
    -------
    NDArray
    """
    mean = scale if isinstance(scale, NDArray) else real(scale, "exponential", "scale")
    if isinstance(mean, NDArray):
        # Whole numbers have no reciprocals.
        mean = mean if issubclass(mean.dtype, numpy.floating) else mean.astype("float32")
    elif not mean > 0:
        raise MXNetValueError(f"exponential: scale is {mean}; it must be positive")
    return _draw("exponential", {"lam": 1 / mean}, shape, dtype, ctx, out, kwargs)


def gamma(
    alpha: Parameter = 1,
    beta: Parameter = 1,
    shape: Any = None,
    dtype: Any = None,
    ctx: Context | None = None,
    out: NDArray | None = None,
    **kwargs: Any,
) -> NDArray:
    """Draws from the gamma distribution.

    Parameters
    ----------
    alpha : float or NDArray, default 1
        Shape of the distribution; positive.
    beta : float or NDArray, default 1
        Its scale; positive. The mean is `alpha * beta`.
    shape, dtype, ctx, out
        As for `uniform`.

    Returns
    -------
    NDArray
    """
    return _draw("gamma", {"alpha": alpha, "beta": beta}, shape, dtype, ctx, out, kwargs)


def poisson(
    lam: Parameter = 1,
    shape: Any = None,
    dtype: Any = None,
    ctx: Context | None = None,
    out: NDArray | None = None,
    **kwargs: Any,
) -> NDArray:
    """Draws from the Poisson distribution. The numbers are whole, of a floating-point dtype.

    Parameters
    ----------
    lam : float or NDArray, default 1
        Mean; not negative.
    shape, dtype, ctx, out
        As for `uniform`.

    Returns
    -------
    NDArray
    """
    return _draw("poisson", {"lam": lam}, shape, dtype, ctx, out, kwargs)


def negative_binomial(
    k: Parameter = 1,
    p: Parameter = 1,
    shape: Any = None,
    dtype: Any = None,
    ctx: Context | None = None,
    out: NDArray | None = None,
    **kwargs: Any,
) -> NDArray:
    """Draws how many experiments succeed before `k` have failed.

    The numbers are whole, of a floating-point dtype.

    Parameters
    ----------
    k : int or NDArray, default 1
        Failures that end the series. In an array it may have fractions.
    p : float or NDArray, default 1
        Probability of failure, above 0 and at most 1.
    shape, dtype, ctx, out
        As for `uniform`.

    Returns
    -------
    NDArray
    """
    return _draw("negative_binomial", {"k": k, "p": p}, shape, dtype, ctx, out, kwargs)


def generalized_negative_binomial(
    mu: Parameter = 1,
    alpha: Parameter = 1,
    shape: Any = None,
    dtype: Any = None,
    ctx: Context | None = None,
    out: NDArray | None = None,
    **kwargs: Any,
) -> NDArray:
    """Draws from the negative binomial distribution, by its mean and dispersion.

    The numbers are whole, of a floating-point dtype.

    Parameters
    ----------
    mu : float or NDArray, default 1
        Mean; not negative.
    alpha : float or NDArray, default 1
        Dispersion, not negative: the variance is `mu + alpha * mu**2`.
    shape, dtype, ctx, out
        As for `uniform`.

    Returns
    -------
    NDArray
    """
    parameters = {"mu": mu, "alpha": alpha}
    return _draw("generalized_negative_binomial", parameters, shape, dtype, ctx, out, kwargs)


def multinomial(
    data: NDArray,
    shape: Any = None,
    get_prob: bool = False,
    out: Any = None,
    dtype: Any = "int32",
    **kwargs: Any,
) -> Any:
    """Draws outcomes with the probabilities of each row.

    Parameters
    ----------
    data : NDArray
        Probabilities along the last axis.
    shape : int or tuple of int, optional
        What is drawn from each row; one outcome if not given.
    get_prob : bool, default False
        Whether to give the logarithm of the outcomes' probabilities too. Its gradient goes back to
        `data`.
    out : NDArray or list of NDArray, optional
        Arrays that take the results.
    dtype : str or type, default 'int32'
        Dtype of the outcomes.

    Returns
    -------
    NDArray or list of NDArray
    """
    return _operators.sample_multinomial(data, shape, get_prob, dtype, out, **kwargs)


def randint(
    low: int,
    high: int,
    shape: Any = None,
    dtype: Any = None,
    ctx: Context | None = None,
    out: NDArray | None = None,
    **kwargs: Any,
) -> NDArray:
    """Draws whole numbers evenly from `[low, high)`.

    Parameters
    ----------
    low : int
        Least number.
    high : int
        Upper end, not included.
    shape : int or tuple of int, optional
        Shape of the result; that of `out`, or (1,), if not given.
    dtype : str or type, optional
        Its dtype, int32 or int64; that of `out`, or int32, if not given.
    ctx : Context, optional
        Where the result lives; the current context if not given.
    out : NDArray, optional
        Array that takes the result.

    Returns
    -------
    NDArray
    """
    return _operators.random_randint(low, high, shape, ctx, dtype, out, **kwargs)
