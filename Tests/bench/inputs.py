"""The numbers that workloads compute with: the same ones in every library."""

from __future__ import annotations

import numpy


class Inputs:
    """Makes NumPy arrays from one seed.

    `quick` makes each long axis an eighth as long: to try the harness, not for figures.
    """

    def __init__(self, quick: bool = False):
        self.quick = quick
        self._random = numpy.random.RandomState(0)

    def length(self, size: int) -> int:
        """The length that an axis of `size` has here."""
        return size // 8 if self.quick and size > 256 else size

    def shape(self, *sizes: int) -> tuple[int, ...]:
        return tuple(map(self.length, sizes))

    def normal(self, *sizes: int) -> numpy.ndarray:
        """float32 around 0."""
        return self._random.standard_normal(self.shape(*sizes)).astype(numpy.float32)

    def positive(self, *sizes: int) -> numpy.ndarray:
        """float32 from 0.5 to 2."""
        return self._random.uniform(0.5, 2, self.shape(*sizes)).astype(numpy.float32)

    def integers(self, below: int, *sizes: int) -> numpy.ndarray:
        """int32 from 0 on; `below` is a length, too."""
        values = self._random.randint(0, self.length(below), self.shape(*sizes))
        return values.astype(numpy.int32)

    def labels(self, rows: int, classes: int) -> numpy.ndarray:
        """One class for each row, as float32 rows with a single 1."""
        chosen = self._random.randint(0, classes, self.length(rows))
        return numpy.eye(classes, dtype=numpy.float32)[chosen]
