"""Scripts of users, run unchanged: they print what MXNet 1.9.1 printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from child_processes import PACKAGE

HERE = Path(__file__).resolve().parent / "scripts"
SCRIPTS = sorted(HERE.glob("expected/*.txt"))

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|nan|inf", re.IGNORECASE)

RELATIVE = 2e-4
"""Training repeats roundings thousands of times. An error of use is off by more."""


ROUNDING = 5e-6
"""What is left of sums that are zero but for rounding."""


def words_and_numbers(text):
    """The text with its numbers taken out, without white space, which depends on the numbers."""
    return re.sub(r"\s", "", NUMBER.sub("#", text)), NUMBER.findall(text)


def near(got, want):
    """Whether two numbers are equal, up to one unit of the last place that is printed."""
    digits = re.sub(r"e.*", "", want.lower()).partition(".")[2]
    exponent = int(want.lower().partition("e")[2] or 0) if "e" in want.lower() else 0
    place = 1.01 * 10.0 ** (exponent - len(digits)) if "." in want and digits else 0
    return float(got) == pytest.approx(
        float(want), rel=RELATIVE, abs=max(place, ROUNDING), nan_ok=True
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_scripts_print_what_mxnet_printed(path):
    ran = subprocess.run(
        [sys.executable, "-m", "swnd", str(HERE / f"{path.stem}.py")],
        env=dict(os.environ, PYTHONPATH=PACKAGE),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    got, got_numbers = words_and_numbers(ran.stdout)
    want, want_numbers = words_and_numbers(path.read_text())
    assert got == want
    assert len(want_numbers) > 10
    wrong = [pair for pair in zip(got_numbers, want_numbers) if not near(*pair)]
    assert wrong == []


def test_every_script_is_recorded():
    scripts = {path.stem for path in HERE.glob("*.py")} - {"record", "rnn_text"}
    assert scripts == {path.stem for path in SCRIPTS}
