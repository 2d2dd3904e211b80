"""Candidates for a sampled softmax: `nd.contrib.rand_zipfian`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from swnd.base import MXNetValueError
from swnd.ndarray import _operators
from swnd.ndarray._runtime import integer, wrong_kind
from swnd.ndarray.ndarray import NDArray
from swnd.ndarray.random import uniform

if TYPE_CHECKING:
    from swnd.context import Context

__all__ = ["rand_zipfian"]


def rand_zipfian(
    true_classes: NDArray, num_sampled: int, range_max: int, ctx: Context | None = None
) -> tuple[NDArray, NDArray, NDArray]:
    """Draws classes of which the first ones are the most frequent.

    Class c has the probability (log(c + 2) - log(c + 1)) / log(range_max + 1), about that of Zipf's
    law. Classes are drawn with replacement.

    Parameters
    ----------
    true_classes : NDArray
        Classes whose expected counts are asked for.
    num_sampled : int
        How many classes are drawn.
    range_max : int
        How many classes there are.
    ctx : Context, optional
        Where the results live; the current context if not given.

    Returns
    -------
    samples : NDArray
        The classes that were drawn, int64.
    expected_count_true : NDArray
        How often each of `true_classes` is drawn on the average, float64.
    expected_count_sample : NDArray
        The same of each class that was drawn.
    """
    count = integer(num_sampled, "rand_zipfian", "num_sampled")
    classes = integer(range_max, "rand_zipfian", "range_max")
    if count < 0:
        raise MXNetValueError(f"rand_zipfian: num_sampled is {count}; it must not be negative")
    if classes < 1:
        raise MXNetValueError(f"rand_zipfian: range_max is {classes}; there must be a class")
    if not isinstance(true_classes, NDArray):
        raise wrong_kind("rand_zipfian", "true_classes", "an NDArray", true_classes)
    width = math.log(classes + 1)
    drawn = uniform(0, width, shape=(count,), dtype="float64", ctx=ctx)
    # The remainder is for what rounding takes to the end of the range.
    samples = (_operators.exp(drawn) - 1).astype("int64") % classes

    def expected(which: NDArray) -> NDArray:
        number = which.astype("float64")
        return _operators.log((number + 2) / (number + 1)) * (count / width)

    return samples, expected(true_classes.as_in_context(samples.context)), expected(samples)
