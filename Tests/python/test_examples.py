"""The examples in Python: what the tutorial prints, and that the demo's network learns to read."""

import doctest
import os
import subprocess
import sys
from pathlib import Path

import pytest
import swnd as mx

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "python"
EXPECTED = Path(__file__).resolve().parent / "data" / "tutorial.txt"


@pytest.fixture(autouse=True)
def path(monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))


def run_tutorial():
    return subprocess.run(
        [sys.executable, "-m", "swnd", str(EXAMPLES / "tutorial.py")],
        env=dict(os.environ, PYTHONPATH=str(ROOT / "python")),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


@pytest.mark.tiny
def test_tutorial_prints_what_mxnet_prints():
    """The expected text is MXNet 1.9.1's, with `...` for random numbers, no spaces at line ends."""
    want = EXPECTED.read_text()
    got = "".join(line.rstrip() + "\n" for line in run_tutorial().splitlines())
    checker, example = doctest.OutputChecker(), doctest.Example("tutorial.py", want)
    assert checker.check_output(want, got, doctest.ELLIPSIS), checker.output_difference(
        example, got, doctest.ELLIPSIS | doctest.REPORT_NDIFF
    )


def test_statements_stand_beside_their_results(monkeypatch, capsys):
    from parts import statements

    for name, module in (("", mx), (".ndarray", mx.nd), (".autograd", mx.autograd)):
        monkeypatch.setitem(sys.modules, "mxnet" + name, module)
    monkeypatch.setenv("COLUMNS", "100")
    statements.show(EXAMPLES / "tutorial.py")
    shown = capsys.readouterr().out
    rows = [[part.strip() for part in line.split("│")] for line in shown.splitlines()]
    assert ['print("a.grad is c/a:", same)', "a.grad is c/a: True"] in rows
    assert shown.count("│") > 50


def test_network_learns_to_read_digits():
    from parts import digits
    from parts.network import Network
    from parts.training import train

    mx.random.seed(0)
    training, held_out = digits.split(digits.read(), 0.2, seed=0)
    assert len(training.labels) + len(held_out.labels) == 1797
    history = list(train(Network(), training, held_out, epochs=40, seed=0))
    assert history[-1].held_out_accuracy >= 0.97
    assert history[-1].loss < history[0].loss / 2
