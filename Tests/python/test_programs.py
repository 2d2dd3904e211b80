"""Programs print what they printed on MXNet 1.9.1; `Tests/oracle/programs` holds them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import swnd

ORACLE = Path(__file__).resolve().parents[1] / "oracle"
sys.path.insert(0, str(ORACLE))

from programs import answers, differences, run, themes  # noqa: E402
from programs.differing import DIFFERING  # noqa: E402

THEMES = themes()
ANSWERS = answers()
PROGRAMS = [(theme, name) for theme, programs in THEMES.items() for name in programs]


def test_all_programs_were_recorded():
    assert {theme: list(programs) for theme, programs in ANSWERS.items()} == {
        theme: list(programs) for theme, programs in THEMES.items()
    }


@pytest.mark.parametrize(("theme", "name"), PROGRAMS)
def test_prints_as_recorded(theme, name):
    got = run(swnd, THEMES[theme][name])
    want = ANSWERS[theme][name]
    entry = DIFFERING.get(f"{theme}.{name}")
    if entry is not None:
        assert differences(got, want), "it is as recorded: the difference must go"
        want = entry.expected(want)
    assert not differences(got, want), "\n".join(differences(got, want))


def test_differences_are_about_programs():
    assert set(DIFFERING) <= {f"{theme}.{name}" for theme, name in PROGRAMS}
