"""Indexing with arrays and masks."""

from __future__ import annotations

from typing import Any

import numpy as np
from differing import MEND, REFUSE, Difference
from records import Case, Input, Raw, Step

_RELATIONS = {
    "nd.greater": np.greater,
    "nd.lesser_equal": np.less_equal,
    "nd.not_equal": np.not_equal,
}


class _InNumPy:
    """A case played with NumPy: its results, and its inputs afterwards."""

    def __init__(self, case: Case) -> None:
        self.inputs = [array.copy() for array in case.inputs]
        self.results: list[Any] = []
        for name, arguments, _ in case.steps:
            self.results.append(self._call(name, [self._plain(value) for value in arguments]))

    def _plain(self, value: Any) -> Any:
        if isinstance(value, Input):
            return self.inputs[value.index]
        if isinstance(value, Step):
            return self.results[value.index]
        if isinstance(value, Raw):
            return value.array
        return tuple(map(self._plain, value)) if isinstance(value, tuple) else value

    def _call(self, name: str, arguments: list) -> Any:
        if name in _RELATIONS:
            return _RELATIONS[name](*arguments)
        if name == "operator.getitem":
            return arguments[0][arguments[1]]
        assert name == "operator.setitem"
        arguments[0][arguments[1]] = arguments[2]
        return None


def _outputs(case: Case) -> list:
    return [_InNumPy(case).results[-1]]


def _grads(case: Case) -> list:
    return [np.zeros_like(array) for array in case.inputs if array.dtype.kind == "f"]


def _changed(case: Case) -> dict:
    after = _InNumPy(case).inputs
    return {
        index: array
        for index, array in enumerate(after)
        if array.tobytes() != case.inputs[index].tobytes()
    }


DIFFERENCES = (
    Difference(
        MEND,
        "index arrays",
        r"operator\.getitem\(float32\[3,4\], \(1:1, .*\)\)",
        "an empty slice beside an array gives an empty array, as in NumPy",
        outputs=_outputs,
        grads=lambda case: _grads(case) if case.heads is not None else [],
    ),
    Difference(
        MEND,
        "index arrays",
        r"operator\.getitem\(float32\[2,3,4\], \((:, )?\[1, 0\], None\)\)",
        "a new axis stands where None stands, as in NumPy; MXNet put it before the array's axis",
        outputs=_outputs,
    ),
    Difference(
        REFUSE,
        "index arrays",
        r"operator\.getitem\(float32\[3,4\], numpy float64\[2\]\)",
        "a NumPy array of floating-point numbers is no index, as in NumPy: it may be a mask that "
        "was read with `asnumpy`",
        error="MXNetTypeError",
    ),
    Difference(
        MEND,
        "masks",
        r".*operator\.getitem\(.*",
        "truth values select where they hold: NumPy's, Python's, and those of a comparison; MXNet "
        "took them for the numbers 0 and 1",
        outputs=_outputs,
    ),
    Difference(
        MEND,
        "masks",
        r".*operator\.setitem\(.*",
        "truth values select what is written",
        changed=_changed,
    ),
    Difference(
        REFUSE,
        "setitem",
        r"operator\.setitem\(float32\[3,4\], \(\.\.\., None\), float32\[(3,4|3,1|4)\]\)",
        "what is written broadcasts to all that the expression selects, as in NumPy; MXNet left "
        "new axes out where that made it fit",
        error="MXNetError",
    ),
)
