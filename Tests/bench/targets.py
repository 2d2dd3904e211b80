"""What a figure may be at most, declared with the workload."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Sequence

from samples import Spread, differences, ratios, spread

OWN = "swnd"
Times = Mapping[str, Sequence[float]]
"""Seconds of one run, round by round, of each library."""


@dataclass(frozen=True)
class Ratio:
    """swnd's time over that of a peer, or of the faster of several."""

    peers: tuple[str, ...]
    limit: float | None = None

    needs = property(lambda self: (OWN, *self.peers))

    def measured(self, times: Times) -> Spread:
        return spread(ratios(times[OWN], *(times[peer] for peer in self.peers)))

    def format(self, value: float) -> str:
        return f"{value:.2f}"

    def __str__(self):
        return f"x {' or '.join(self.peers)}"


@dataclass(frozen=True)
class Time:
    """swnd's time itself, in seconds."""

    limit: float

    needs = (OWN,)

    def measured(self, times: Times) -> Spread:
        return spread(times[OWN])

    def format(self, value: float) -> str:
        return f"{value * 1e6:.2f}"

    def __str__(self):
        return "us"


@dataclass(frozen=True)
class Excess:
    """By how many seconds swnd takes longer than a peer."""

    peer: str
    limit: float

    needs = property(lambda self: (OWN, self.peer))

    def measured(self, times: Times) -> Spread:
        return spread(differences(times[OWN], times[self.peer]))

    def format(self, value: float) -> str:
        return f"{value * 1e3:.0f}"

    def __str__(self):
        return f"ms more than {self.peer}"


def at_most(limit: float, *peers: str) -> Ratio:
    """A limit on the ratio to a peer; to the faster one, when there are several."""
    return Ratio(peers, limit)


def verdict(target: Ratio | Time | Excess, times: Times) -> tuple[str, bool | None]:
    """A figure in words, and whether it is within its limit; None where that cannot be said."""
    missing = [name for name in target.needs if not times.get(name)]
    if missing:
        return f"not judged: no {', '.join(missing)}", None
    low, middle, high = target.measured(times)
    show = target.format
    text = f"{show(middle)} ({show(low)}-{show(high)}) {target}"
    if target.limit is None:
        return text, None
    met = middle <= target.limit
    return f"{text} <= {show(target.limit)} {'ok' if met else 'OVER'}", met
