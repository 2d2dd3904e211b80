"""Makes the inputs of the calls that operators are tested with."""

from __future__ import annotations

import numpy as np
from operator_inputs import generator, numbers
from operator_table import TABLE
from references import REFERENCES


def supported(name):
    return REFERENCES[name].dtypes


def ranges(name, count):
    """The declared range of each input."""
    given = TABLE[name]["test"]["ranges"]
    return [given[min(i, len(given) - 1)] for i in range(count)]


def matrices(word, x):
    """Matrices that an operator is defined on, as `TestDomain.Matrices` has them."""
    if x.dtype.kind != "f":
        return x
    wide = x.astype(np.float64)
    rows, columns = x.shape[-2:]
    identity = np.eye(rows, columns)
    wide = {
        "any": lambda: wide,
        "positive_definite": lambda: wide @ np.swapaxes(wide, -1, -2) + identity,
        "regular": lambda: wide + (columns + 1) * identity,
        "triangular": lambda: wide / np.sqrt(max(rows, 4) / 4) + 4 * identity,
        "symmetric": lambda: wide + np.swapaxes(wide, -1, -2) + np.diag(10.0 * np.arange(rows)),
    }[word]()
    return wide.astype(x.dtype)


class Maker:
    """Makes the inputs of an operator's calls."""

    def __init__(self, name, aspect):
        self.name = name
        self.rng = generator(name, aspect)

    def data(self, shape, dtype="float32", position=0):
        made = numbers(self.rng, shape, dtype, *ranges(self.name, position + 1)[position])
        if self.name in ("prod", "nanprod") and made.dtype.kind == "f" and made.size > 64:
            # Many factors that are far from 1 have no product in range.
            made = (1 + (made - 1) * 8 / np.sqrt(made.size)).astype(dtype)
        words = TABLE[self.name]["test"]["matrices"]
        return matrices(words[position], made) if position < len(words) else made

    def inputs(self, shapes, dtype="float32"):
        return [self.data(shape, dtype, i) for i, shape in enumerate(shapes)]

    def places(self, shape, position, dtype):
        """Indices in the range that is declared for them; where none is, any."""
        given = TABLE[self.name]["test"]["ranges"]
        if len(given) == 1:
            return self.indices(shape, 4)
        return self.rng.uniform(*given[min(position, len(given) - 1)], shape).astype(dtype)

    def indices(self, shape, length, dtype="float64"):
        """Some in range, some beyond both ends, with fractions where the dtype has them."""
        if np.dtype(dtype).kind == "f":
            return self.rng.uniform(-length - 2, 2 * length + 2, shape).astype(dtype)
        low = 0 if np.dtype(dtype).kind in "ub" else -length - 2
        return self.rng.randint(low, 2 * length + 3, shape).astype(dtype)
