"""Calls drawn at random, for what nobody thought of asking: the draws, and how many there are."""

from __future__ import annotations

from typing import Any, Callable, Iterator

import numpy as np
from records import Case

from .asking import FLOATS, INTEGERS, seeded

CALLS = 100
"""How many calls of a function are drawn."""

Sampler = Callable[["Draw", str], Case]


class Draw:
    """Random choices for one call; the same ones whenever it is asked."""

    def __init__(self, name: str, number: int) -> None:
        self.random = seeded("draw", name, number)

    def one_of(self, *choices: Any) -> Any:
        return choices[self.random.randint(len(choices))]

    def chance(self, probability: float) -> bool:
        return bool(self.random.uniform() < probability)

    def number(self, low: int, high: int) -> int:
        """From `low` up to, and without, `high`."""
        return int(self.random.randint(low, high))

    def shape(self, lowest: int = 1, highest: int = 4, longest: int = 3) -> tuple:
        return tuple(self.number(1, longest + 1) for _ in range(self.number(lowest, highest + 1)))

    def dtype(self) -> str:
        return self.one_of(*["float32"] * 6, *["float64"] * 2, *["float16"] * 2, *INTEGERS)

    def array(
        self, shape: tuple, dtype: str = "float32", low: float = -4, high: float = 4
    ) -> np.ndarray:
        """Multiples of 1/8, or integers."""
        if dtype in FLOATS:
            numbers = self.random.randint(int(8 * low), int(8 * high) + 1, size=shape) / 8
        else:
            least = max(int(low), 0) if dtype == "uint8" else int(low)
            numbers = self.random.randint(least, int(high) + 1, size=shape)
        return numbers.astype(dtype)

    def nonzero(self, shape: tuple, dtype: str = "float32") -> np.ndarray:
        array = self.array(shape, dtype)
        array[array == 0] = 1
        return array

    def any(self, lowest: int = 1, highest: int = 4) -> np.ndarray:
        return self.array(self.shape(lowest, highest), self.dtype())

    def floats(self, lowest: int = 1, highest: int = 4) -> np.ndarray:
        return self.array(self.shape(lowest, highest), self.one_of(*FLOATS, "float32"))

    def axis(self, rank: int, is_counted_back: bool = True) -> int:
        return self.number(-rank if is_counted_back else 0, rank)

    def axes(self, rank: int, are_counted_back: bool = True) -> tuple:
        """Different ones, in any order."""
        chosen = self.random.permutation(rank)[: self.number(1, rank + 1)].tolist()
        return tuple(a - rank * (are_counted_back and self.chance(0.3)) for a in chosen)

    def indices(self, shape: tuple, low: int, high: int) -> np.ndarray:
        return self.random.randint(low, high, size=shape).astype(
            self.one_of("float32", "int32", "int64")
        )

    def form(self, name: str) -> str:
        """The function or the method of a name."""
        return self.one_of(f"nd.{name}", f"x.{name}")

    def some(self, **arguments: Any) -> dict:
        """A part of the arguments, so that others keep their defaults."""
        return {key: value for key, value in arguments.items() if self.chance(0.6)}

    def grad(self, *arrays: np.ndarray) -> bool:
        """Whether to ask for gradients, where arrays can have them."""
        return all(array.dtype.kind == "f" for array in arrays) and self.chance(0.6)


def drawn(samplers: dict[str, Sampler]) -> Iterator[Case]:
    """The calls of all samplers."""
    for name, sampler in samplers.items():
        for number in range(CALLS):
            yield sampler(Draw(name, number), name)
