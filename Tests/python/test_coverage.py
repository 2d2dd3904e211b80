"""Every public name that MXNet 1.9.1's `dir()` shows is there, or stands in the table."""

from __future__ import annotations

import functools
import json
import sys
from pathlib import Path

import pytest
import swnd as mx

ORACLE = Path(__file__).resolve().parents[1] / "oracle"
sys.path.insert(0, str(ORACLE))

from missing_names import LEFT_OUT, NOT_YET, left_out, not_yet  # noqa: E402

NAMES: dict[str, list[str]] = json.loads((ORACLE / "names.json").read_text(encoding="utf-8"))


def present(owner: str) -> set[str]:
    """The names of MXNet's that swnd has, too."""
    try:
        thing = functools.reduce(getattr, owner.split("."), mx)
    except AttributeError:
        return set()
    return {name for name in NAMES[owner] if hasattr(thing, name)}


@pytest.mark.tiny
@pytest.mark.parametrize("owner", NAMES)
def test_every_name_is_there_or_in_the_table(owner):
    missing = set(NAMES[owner]) - present(owner)
    assert missing - left_out(owner) - not_yet(owner) == set()


@pytest.mark.tiny
@pytest.mark.parametrize("owner", NAMES)
def test_the_table_names_nothing_that_is_there(owner):
    there = present(owner)
    assert there & left_out(owner) == set()
    assert there & not_yet(owner) == set(), "take these names out of NOT_YET"


@pytest.mark.parametrize("owner", NAMES)
def test_the_table_names_what_mxnet_has_and_once(owner):
    assert left_out(owner) | not_yet(owner) <= set(NAMES[owner])
    assert left_out(owner) & not_yet(owner) == set()
    every = [name for owners in LEFT_OUT.values() for name in owners.get(owner, "").split()]
    assert len(every) == len(set(every))
    assert set(NOT_YET) <= set(NAMES)


def test_coverage_is_shown(capsys):
    with capsys.disabled():
        print()
        for owner, names in NAMES.items():
            wanted = len(set(names) - left_out(owner))
            print(
                f"{owner:12} {len(present(owner)):4} of {wanted:4}, {len(left_out(owner))} left out"
            )
    assert sum(len(names) for names in NAMES.values()) > 500
