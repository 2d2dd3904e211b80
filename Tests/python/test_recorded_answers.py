"""swnd gives the answers that MXNet 1.9.1 gave.

The answers are data (`Tests/oracle/answers`); how to record them again is described in
`Tests/oracle/README.md`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import swnd

ROOT = Path(__file__).resolve().parents[2]
ORACLE = ROOT / "Tests/oracle"
sys.path.insert(0, str(ORACLE))

from differences import DIFFERENCES  # noqa: E402
from differing import NUMPY  # noqa: E402
from expected_differences import difference, page  # noqa: E402
from records import load_all  # noqa: E402
from replay import differences, run  # noqa: E402
from tolerances import tolerance  # noqa: E402

CASES = load_all(ORACLE / "answers")
GROUPS: dict = {}
for _case in CASES:
    GROUPS.setdefault(_case.op, []).append(_case)
SHOWN = 20  # failures of a group that are printed


def problems(case) -> list:
    """What swnd does otherwise than it should, as lines of text."""
    got = run(swnd, case)
    entry = difference(case)
    if entry is None:
        found = differences(case, got, tolerance(case))
    else:
        found = entry.problems(case, got, tolerance(case))
    return [f"{case}: {line}" for line in found]


@pytest.mark.parametrize("op", GROUPS)
def test_answers_are_as_recorded(op):
    failures = [text for case in GROUPS[op] for text in problems(case)]
    more = [f"... and {len(failures) - SHOWN} more"] if len(failures) > SHOWN else []
    assert not failures, "\n".join(["", *failures[:SHOWN], *more])


@pytest.mark.parametrize("entry", DIFFERENCES, ids=lambda entry: f"{entry.op}: {entry.calls}")
def test_difference_is_one(entry):
    """Each entry is about some case, and its answer is not the recorded one in any of them."""
    covered = [case for case in CASES if entry.covers(case)]
    assert covered
    for case in covered:
        assert difference(case) is entry, f"{case} has two entries"
        same = not differences(case, entry.answer(case), tolerance(case))
        assert not same or entry.kind == NUMPY, f"{case} is as recorded"


def test_manual_lists_the_differences():
    written = (ROOT / "docs/differences.md").read_text(encoding="utf-8")
    assert written == page(CASES), "write it with: python Tests/oracle/expected_differences.py"
