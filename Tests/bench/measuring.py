"""Measuring one workload in all libraries, interleaved."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Mapping, Sequence

from processes import Lacking, Process, Unavailable, time_of_process
from targets import OWN
from workloads import Workload

IMPORTED = ("swnd", "numpy")
"""The libraries whose import is measured."""


@dataclass
class Settings:
    rounds: int
    seconds: float
    """What a sample is to take."""
    pause: float
    """Seconds between libraries."""
    quick: bool
    threads: int
    peers: Path | None


@dataclass
class Row:
    """What came out of a workload."""

    workload: Workload
    times: dict[str, list[float]] = field(default_factory=dict)
    """Seconds of one run, round by round, of each library that could."""
    counts: dict[str, int] = field(default_factory=dict)
    """Runs in a sample."""
    remarks: list[str] = field(default_factory=list)


def measure(workload: Workload, processes: Mapping[str, Process], settings: Settings) -> Row:
    """Measures a workload in all libraries that can run it."""
    row = Row(workload)
    if workload.processes:
        _measure_processes(row, processes, settings)
        return row
    able = {
        name: process for name, process in processes.items() if name != "machine" or workload.limit
    }
    _ask(row, able, "set_up", _take_digests, workload=workload.name, quick=settings.quick)
    _ask(row, able, "calibrate", _take_counts, seconds=settings.seconds)
    for number in range(settings.rounds):
        # To and fro, so that each library comes after every other one's work.
        for name in list(able) if number % 2 == 0 else list(able)[::-1]:
            time.sleep(settings.pause)
            try:
                seconds = able[name].ask("run", count=row.counts[name])["seconds"]
                row.times.setdefault(name, []).append(seconds / row.counts[name])
            except Unavailable as reason:
                _leave_out(row, able, name, reason)
    return row


def _ask(row: Row, able: dict[str, Process], action: str, take, **details: object) -> None:
    """Asks every library, and leaves out those that cannot."""
    answers = {}
    for name in list(able):
        try:
            answers[name] = able[name].ask(action, **details)
        except Unavailable as reason:
            _leave_out(row, able, name, reason)
    take(row, answers)


def _leave_out(row: Row, able: dict[str, Process], name: str, reason: Exception) -> None:
    del able[name]
    row.times.pop(name, None)
    # What peers lack is no news.
    if name == OWN or not isinstance(reason, Lacking):
        row.remarks.append(f"{name}: {reason}")


def _take_counts(row: Row, answers: Mapping[str, dict]) -> None:
    row.counts.update((name, answer["count"]) for name, answer in answers.items())


def _take_digests(row: Row, answers: Mapping[str, dict]) -> None:
    """Remarks when libraries did not compute the same."""
    digests = {name: answer["digest"] for name, answer in answers.items() if answer["digest"]}
    if not digests:
        return
    first, *others = digests
    for other in others:
        if not agree(digests[first], digests[other]):
            row.remarks.append(
                f"{other} computes something else than {first}: "
                f"{digests[other]} and {digests[first]}"
            )


def agree(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether digests are of the same numbers, up to the last digits."""
    tolerance = 1e-3 * one["absolute"] + 1e-30
    return (
        one["elements"] == other["elements"]
        and abs(one["sum"] - other["sum"]) <= tolerance
        and abs(one["absolute"] - other["absolute"]) <= tolerance
    )


def _measure_processes(row: Row, libraries: Sequence[str], settings: Settings) -> None:
    """Whole processes by turns; the first of each, which fills caches, does not count."""
    rounds = settings.rounds if settings.quick else max(settings.rounds, 10)
    names = [name for name in IMPORTED if name in libraries]
    for number in range(rounds + 1):
        for name in list(names):
            try:
                seconds = time_of_process(
                    name, row.workload.build(name), settings.threads, settings.peers
                )
            except Unavailable as reason:
                names.remove(name)
                row.times.pop(name, None)
                row.remarks.append(f"{name}: {reason}")
                continue
            if number:
                row.times.setdefault(name, []).append(seconds)
