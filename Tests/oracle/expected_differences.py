"""Where swnd answers otherwise than MXNet 1.9.1 on purpose, and why.

Everything that is not listed here must be as recorded. One entry covers the cases of group `op`
whose text (`str(case)`) matches the regular expression `calls`; each entry must cover at least one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from records import Answer, Case


@dataclass(frozen=True)
class Difference:
    """What swnd does instead: give `outputs`; any result, if there are none; or raise `error`."""

    op: str
    calls: str
    reason: str
    outputs: tuple[Any, ...] = ()
    error: str = ""

    def covers(self, case: Case) -> bool:
        """Whether this entry speaks about the case."""
        return self.op == case.op and re.fullmatch(self.calls, str(case)) is not None

    def problems(self, got: Answer) -> list[str]:
        """What in `got` is not as this entry says, as lines of text."""
        if self.error:
            right = self.error in got.errors
            return [] if right else [f"should raise {self.error}: {self.reason}"]
        if got.errors:
            return [f"should work, raised {got.errors[0]} {got.message}: {self.reason}"]
        pairs = zip(got.outputs, self.outputs)
        return [
            f"gave {a}, should be {b}: {self.reason}" for a, b in pairs if not np.array_equal(a, b)
        ]


DIFFERENCES = (
    Difference(
        "norm",
        r"nd\.norm\(int32\[2\]\)",
        "MXNet truncates partial results: the norm of (3, 4) came out as 4",
        outputs=([5],),
    ),
    Difference(
        "full",
        r"nd\.full\(int64\(2\), .*",
        "a NumPy integer is a shape for zeros, so for full as well",
    ),
    Difference(
        "empty",
        r"nd\.empty\(int64\(2\)\); .*",
        "a NumPy integer is a shape for zeros, so for empty as well",
    ),
    Difference(
        "concat",
        r"nd\.concatenate\(\[.*axis=-1\)",
        "a negative axis counts from the end, as everywhere else",
    ),
    Difference(
        "concat",
        r"nd\.concatenate\(\(.*",
        "a tuple of arrays is as good as a list",
    ),
)


def difference(case: Case) -> Difference | None:
    """The entry about a case, if there is one."""
    return next((entry for entry in DIFFERENCES if entry.covers(case)), None)
