"""Random numbers: `nd.random`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swnd.context import Context
from swnd.ndarray import _operators

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray

__all__ = ["normal", "randn", "uniform"]


def uniform(
    low: float = 0,
    high: float = 1,
    shape: Any = None,
    dtype: Any = None,
    ctx: Context | None = None,
    out: NDArray | None = None,
    **kwargs: Any,
) -> NDArray:
    """Draws from the uniform distribution over `[low, high)`.

    Parameters
    ----------
    low : float, default 0
        Lower end.
    high : float, default 1
        Upper end.
    shape : int or tuple of int, optional
        Shape of the result; that of `out`, or (1,), if not given.
    dtype : str or type, optional
        Its dtype; float32 if not given.
    ctx : Context, optional
        Where the result lives; the current context if not given.
    out : NDArray, optional
        Array that takes the result.

    Returns
    -------
    NDArray
    """
    return _operators.random_uniform(low, high, shape, ctx, dtype, out, **kwargs)


def normal(
    loc: float = 0,
    scale: float = 1,
    shape: Any = None,
    dtype: Any = None,
    ctx: Context | None = None,
    out: NDArray | None = None,
    **kwargs: Any,
) -> NDArray:
    """Draws from the normal distribution.

    Parameters
    ----------
    loc : float, default 0
        Mean.
    scale : float, default 1
        Standard deviation.
    shape : int or tuple of int, optional
        Shape of the result; that of `out`, or (1,), if not given.
    dtype : str or type, optional
        Its dtype; float32 if not given.
    ctx : Context, optional
        Where the result lives; the current context if not given.
    out : NDArray, optional
        Array that takes the result.

    Returns
    -------
    NDArray
    """
    return _operators.random_normal(loc, scale, shape, ctx, dtype, out, **kwargs)


def randn(*shape: int, **kwargs: Any) -> NDArray:
    """Draws from the normal distribution, the shape given axis by axis.

    Parameters
    ----------
    *shape : int
        Shape of the result; (1,) if not given.
    loc : float, default 0
        Mean.
    scale : float, default 1
        Standard deviation.
    dtype, ctx, out
        As for `normal`.

    Returns
    -------
    NDArray
    """
    loc = kwargs.pop("loc", 0)
    scale = kwargs.pop("scale", 1)
    return normal(loc, scale, shape or None, **kwargs)
