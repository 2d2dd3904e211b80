"""The same bits for any number of threads, and for every instruction set.

What is promised, and holds for every operator of the table, random numbers and gradients:

- Threads change nothing: results depend on shapes, and in matrix products on the machine.
- Instruction sets change nothing either, as lanes are counted, not registers, and every operation,
  fused ones included, is rounded as IEEE 754 says. The kernels of matrix products are chosen by the
  processor and not by SWND_ISA: on one machine they are the same, too.

A NaN may have any sign and payload.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import swnd as mx
from bits_program import FUNCTIONS, bits, calls, draws, gradients
from operator_inputs import array, generator, numbers
from operator_table import TABLE, call, declared_cases
from references import REFERENCES
from swnd import _isa, nd

PROGRAM = Path(__file__).resolve().parent / "bits_program.py"
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


@pytest.mark.parametrize("name", [name for name in REFERENCES if TABLE[name]["inputs"]])
def test_what_lies_behind_the_elements_does_not_matter(name):
    """Kernels read beyond the end: memory is used again, with something else in it."""
    for aspect in ("declared", "edges"):
        seen = {}
        for filler in (np.nan, 1e30, 0.0):
            mx.engine.empty_cache()
            leftovers = [nd.full((256 << k,), filler) for k in range(8)]
            del leftovers
            for label, inputs, parameters in some_calls(name, aspect):
                got = bits(call(name, [array(x) for x in inputs], parameters))
                assert seen.setdefault(label, got) == got, label


def some_calls(name, aspect):
    if aspect == "edges":
        return itertools.islice(calls(name, aspect), 40)
    rng = generator(name)
    needed = [given for given in TABLE[name]["inputs"] if not given["optional"]]
    inputs = [numbers(rng, (7, 5), "float32", 0.5, 2) for _ in needed]
    parameters = next(iter(declared_cases(TABLE[name])), ([], {}))[1]
    if REFERENCES[name].kind in ("unary", "broadcast", "same", "scalar", "reduction", "softmax"):
        return [(name, inputs, parameters)]
    return []


# In processes of their own.

INSTRUCTION_SETS = [isa for isa in _isa.supported() if isa in _isa.available()]


def hashes(**variables):
    """What the program prints in a process with these environment variables."""
    ran = subprocess.run(
        [sys.executable, str(PROGRAM)],
        env=dict(os.environ, PYTHONPATH=str(Path(mx.__file__).parents[1]), **variables),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = (line.partition(" ") for line in ran.stdout.splitlines())
    return {label: digest for digest, _, label in lines}


@pytest.fixture(scope="module")
def default_hashes():
    """The best instruction set, one thread."""
    return hashes(SWND_NUM_THREADS="1", SWND_ISA=INSTRUCTION_SETS[0])


@pytest.mark.parametrize("variables", [{"SWND_NUM_THREADS": "3"}])
def test_threads_set_from_outside(default_hashes, variables):
    assert_same(default_hashes, hashes(SWND_ISA=INSTRUCTION_SETS[0], **variables))


@pytest.mark.skipif(len(INSTRUCTION_SETS) < 2, reason="one library was built: make build-all")
@pytest.mark.parametrize("isa", INSTRUCTION_SETS[1:])
def test_instruction_sets_change_nothing(default_hashes, isa):
    assert_same(default_hashes, hashes(SWND_NUM_THREADS="2", SWND_ISA=isa))


def assert_same(one, other):
    assert set(one) == set(other)
    assert len(one) > 10_000
    wrong = [label for label, digest in one.items() if other[label] != digest]
    assert not wrong, f"{len(wrong)} of {len(one)} differ: {wrong[:10]}"
