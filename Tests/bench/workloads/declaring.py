"""How a workload is declared.

    workloads = Workloads()

    @workloads.add("x + y", at_most(0.85, "torch"), limit="add")
    def add(lib, data):
        x, y = lib.array(data.normal(4096, 1024)), lib.array(data.normal(4096, 1024))
        return lambda x, y: x + y, x, y

The function is called once in each library's process, with the library behind the names of
libraries/vocabulary.py and the maker of inputs, and returns what is timed: a function with its
arguments, if it has any. Each run is waited for. What a library lacks ends in an exception there,
and the table shows "-".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable


@dataclass(frozen=True)
class Workload:
    """A row of the table."""

    name: str
    build: Callable[..., Any]
    targets: tuple[Any, ...] = ()
    limit: str | None = None
    """What moves the same bytes as this does at least, in libraries/machine.c: the last column."""
    alive: int | None = None
    """`build` returns a function of a count, which makes a list of so many results. This many are
    made in a row, stay alive together, are waited for at the end, and are let go."""
    checked: bool = True
    """Whether all libraries get the same numbers."""
    processes: bool = False
    """Measured by whole processes: `build` gives each library's Python statement."""


class Workloads:
    """The workloads of a module, in order."""

    def __init__(self):
        self._all: list[Workload] = []

    def __iter__(self):
        return iter(self._all)

    def add(self, name: str, *targets: Any, **details: Any) -> Callable[..., Any]:
        def declare(build: Callable[..., Any]) -> Callable[..., Any]:
            self._all.append(Workload(name, build, targets, **details))
            return build

        return declare
