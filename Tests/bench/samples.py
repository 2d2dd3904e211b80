"""Statistics of samples: how many runs make one, and what the rounds say together.

A round takes one sample from each library, close in time. Ratios are taken within a round, so what
disturbs the whole machine for a while disturbs both sides of them; their median and quartiles over
all rounds are what is reported.
"""

from __future__ import annotations

import math
from typing import NamedTuple, Sequence


class Spread(NamedTuple):
    """The middle of some values, and the quarter marks around it."""

    low: float
    median: float
    high: float


def quantile(values: Sequence[float], part: float) -> float:
    """The value that `part` of the values lie below, interpolated between neighbours."""
    if not values:
        raise ValueError("quantile of no values")
    ordered = sorted(values)
    position = part * (len(ordered) - 1)
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def median(values: Sequence[float]) -> float:
    """The value in the middle."""
    return quantile(values, 0.5)


def spread(values: Sequence[float]) -> Spread:
    """Median and quartiles."""
    return Spread(quantile(values, 0.25), median(values), quantile(values, 0.75))


def ratios(own: Sequence[float], *others: Sequence[float]) -> list[float]:
    """Round by round: own time over that of the fastest of the others."""
    return [mine / min(theirs) for mine, *theirs in _rounds(own, others)]


def differences(own: Sequence[float], other: Sequence[float]) -> list[float]:
    """Round by round: by how much own time is longer."""
    return [mine - theirs for mine, theirs in _rounds(own, (other,))]


def _rounds(own: Sequence[float], others: Sequence[Sequence[float]]) -> list[tuple[float, ...]]:
    if not others or any(len(other) != len(own) for other in others):
        raise ValueError("every library takes part in every round")
    return list(zip(own, *others))


def next_count(count: int, seconds: float, aim: float) -> int:
    """How many runs to try next, where `count` of them took `seconds`, to reach `aim` seconds.

    The same `count` when that is near enough. Grows at most a hundredfold at once: times of very
    short samples say little.
    """
    if 0.75 * aim <= seconds <= 1.5 * aim or (count == 1 and seconds >= aim):
        return count
    if seconds <= 0:
        return count * 100
    return max(1, min(round(count * aim / seconds), count * 100))
