"""swnd gives the answers that MXNet 1.9.1 gave.

The answers are data (`Tests/oracle/mxnet-1.9.1.json.gz`); how to record them again is described in
`Tests/oracle/README.md`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import swnd

ORACLE = Path(__file__).resolve().parents[1] / "oracle"
sys.path.insert(0, str(ORACLE))

from expected_differences import DIFFERENCES, difference  # noqa: E402
from records import load  # noqa: E402
from replay import differences, run  # noqa: E402
from tolerances import tolerance  # noqa: E402

CASES: dict = {}
for _case in load(ORACLE / "mxnet-1.9.1.json.gz"):
    CASES.setdefault(_case.op, []).append(_case)
SHOWN = 20  # failures of a group that are printed


def problems(case) -> list:
    """What swnd does otherwise than it should, as lines of text."""
    got = run(swnd, case)
    entry = difference(case)
    found = differences(case, got, tolerance(case.op)) if entry is None else entry.problems(got)
    return [f"{case}: {line}" for line in found]


@pytest.mark.parametrize("op", CASES)
def test_answers_are_as_recorded(op):
    failures = [text for case in CASES[op] for text in problems(case)]
    more = [f"... and {len(failures) - SHOWN} more"] if len(failures) > SHOWN else []
    assert not failures, "\n".join(["", *failures[:SHOWN], *more])


@pytest.mark.parametrize("entry", DIFFERENCES, ids=lambda entry: f"{entry.op}: {entry.calls}")
def test_difference_is_about_something(entry):
    assert any(entry.covers(case) for case in CASES[entry.op])
