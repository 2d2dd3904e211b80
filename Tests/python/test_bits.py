"""The same bits for any number of threads, and for every instruction set where that is promised.

What is promised:

- Threads change nothing, ever: results depend on shapes and on the machine alone.
- Instruction sets change nothing in arithmetic, comparisons, movements, conversions, reductions and
  uniform random numbers: lanes are counted, not registers, and every operation is rounded by itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import swnd as mx
from bits_program import FUNCTIONS, bits, calls, draws, gradients
from numpy_reference_shapes import REFERENCES
from operator_inputs import array
from operator_table import call
from swnd import _isa

HERE = Path(__file__).resolve().parent
PROGRAM = HERE / "bits_program.py"
THREADS = (1, 2, 3, 8)


@pytest.fixture
def with_threads():
    """Calls a function once for each number of threads, and gives all results."""
    before = mx.engine.num_threads()

    def run(function):
        results = []
        for count in THREADS:
            mx.engine.set_num_threads(count)
            assert mx.engine.num_threads() == count
            results.append(function())
        return results

    yield run
    mx.engine.set_num_threads(before)


def assert_all_same(results):
    first, *others = results
    for threads, other in zip(THREADS[1:], others):
        assert len(first) == len(other)
        wrong = [one for one, two in zip(first, other) if one != two]
        assert not wrong, f"{threads} threads: {len(wrong)} of {len(first)} differ: {wrong[:5]}"


@pytest.mark.parametrize("name", REFERENCES)
def test_threads_do_not_change_an_operator(name, with_threads):
    prepared = [(label, [array(x) for x in xs], more) for label, xs, more in calls(name, "large")]
    assert prepared

    def compute():
        return [(label, bits(call(name, arrays, more))) for label, arrays, more in prepared]

    assert_all_same(with_threads(compute))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_threads_do_not_change_gradients(function, dtype, with_threads):
    def compute():
        return [(label, bits(result)) for label, result in gradients(function, dtype)]

    assert_all_same(with_threads(compute))


def test_threads_do_not_change_random_numbers(with_threads):
    assert_all_same(with_threads(lambda: [(label, bits(result)) for label, result in draws()]))


def test_results_are_the_same_again():
    """Also when memory is reused, and what lies behind the elements is different."""
    for name in REFERENCES:
        for label, inputs, parameters in calls(name, "edges" if name != "power" else "large"):
            if not inputs or not label.endswith(" 0"):
                continue
            first, second = (
                bits(call(name, [array(x) for x in inputs], parameters)) for _ in range(2)
            )
            assert first == second, label


def usable():
    return [isa for isa in _isa.available() if isa in _isa.supported()]


def hashes(**variables):
    """What the program prints in a process with these environment variables."""
    ran = subprocess.run(
        [sys.executable, str(PROGRAM)],
        env=dict(os.environ, PYTHONPATH=str(HERE.parents[1] / "python"), **variables),
        check=True,
        stdout=subprocess.PIPE,
        universal_newlines=True,
    )
    lines = (line.partition(" ") for line in ran.stdout.splitlines())
    return {label: digest for digest, _, label in lines}
