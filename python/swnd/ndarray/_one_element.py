"""NumPy arrays of one element that are numbers as well, which NumPy's own are no longer."""

from __future__ import annotations

import warnings
from typing import Any, Callable

import numpy


class OneElement(numpy.ndarray):
    """What `asnumpy` gives for one element.

    Sums and means have shape (1,) in MXNet, and `"%f" % loss.mean().asnumpy()` is in every book on
    it. NumPy took such arrays for numbers until 2.3, and since 2.4 only those of shape (). In all
    else this is NumPy's array: results of more elements are plain ones, and so are pickles.
    """

    __slots__ = ()

    def __float__(self) -> float:
        return float(self.item() if self.size == 1 else super().__float__())

    def __int__(self) -> int:
        return int(self.item() if self.size == 1 else super().__int__())

    def __array_wrap__(self, array: Any, context: Any = None, return_scalar: bool = False) -> Any:
        if return_scalar:
            return array[()]
        return array.view(type(self) if array.size == 1 else numpy.ndarray)

    def __repr__(self) -> str:
        return repr(self.view(numpy.ndarray))

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self.view(numpy.ndarray).__reduce_ex__(protocol)


def _are_numbers() -> bool:
    """Whether NumPy takes its arrays of one element for numbers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            float(numpy.ones(1))
        except TypeError:
            return False
    return True


one_element: Callable[..., Any] = numpy.empty if _are_numbers() else OneElement
"""Makes the array of a shape and dtype that have one element."""
