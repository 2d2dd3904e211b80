"""The engine: launches, allocations and calls are counted; laziness and fusion change no bit."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest
from child_processes import PACKAGE, run_program
from engine_graphs import GRAPHS, TEXTS, programs

# No helper begins by itself, so that windows are what reads make.
STILL = {"SWND_QUIET": "100000000"}

COUNTING = """
import numpy as np
import swnd as mx
from swnd import autograd, nd

rng = np.random.RandomState(0)
x, y, p, m, v = (nd.array(rng.uniform(0.1, 1, (512, 300))) for _ in range(5))

def launches(function):
    nd.waitall()
    before = mx.engine.stats()["launches"]
    results = function()
    for result in results if isinstance(results, tuple) else (results,):
        result.wait_to_read()
    return mx.engine.stats()["launches"] - before
"""


@pytest.fixture(scope="module")
def texts():
    return programs()


@pytest.mark.parametrize("name", [graph.__name__ for graph in GRAPHS])
def test_programs_of_reference_graphs(texts, name):
    """After a change on purpose: `python Tests/python/engine_graphs.py`."""
    assert texts[name] == (TEXTS / f"{name}.txt").read_text()


def test_texts_are_of_graphs():
    assert {path.stem for path in TEXTS.glob("*.txt")} == {graph.__name__ for graph in GRAPHS}


GATES = {
    "nd.exp(x * 2 + 1) * y - x": 1,
    "nd.softmax(x, axis=1)": 1,
    "nd.log_softmax(x, axis=1)": 1,
    "nd.norm(x, axis=1)": 1,
    "nd.mean(nd.square(x - y))": 2,
    "nd.sum(nd.where(x > y, x, y), axis=0)": 1,
    "x.astype('float64').sum(axis=1).astype('float32')": 1,
    "(x + y, x - y, x * y)": 1,
    "nd.relu(nd.dot(x, y, transpose_b=True) + 1)": 1,
    "nd.dot(x, y, transpose_b=True) * nd.dot(y, x, transpose_b=True)": 2,
}


@pytest.mark.parametrize("expression", GATES)
def test_launches(expression):
    text = COUNTING + f"print(launches(lambda: {expression}))"
    assert int(run_program(text, **STILL)) <= GATES[expression]


def test_launches_of_a_gradient():
    text = (
        COUNTING
        + """
x.attach_grad()
def gradient():
    with autograd.record():
        loss = nd.sum(nd.exp(x * 2 + 1) * y - x)
    loss.backward()
    return x.grad, loss
print(launches(gradient))
"""
    )
    assert int(run_program(text, **STILL)) <= 2


def test_launches_of_adam():
    text = (
        COUNTING
        + """
def adam():
    m[:] = 0.9 * m + 0.1 * x
    v[:] = 0.999 * v + 0.001 * (x * x)
    p[:] = p - 0.001 * m / (nd.sqrt(v) + 1e-8)
    return p, m, v
print(launches(adam))
allocations = mx.engine.stats()["system_allocations"]
in_use = mx.engine.stats()["bytes_in_use"]
for _ in range(10):
    adam()
    nd.waitall()
assert mx.engine.stats()["system_allocations"] == allocations, (mx.engine.stats(), allocations)
assert mx.engine.stats()["bytes_in_use"] == in_use
"""
    )
    assert int(run_program(text, **STILL)) <= 3


def test_updates_are_made_in_place():
    text = (
        COUNTING
        + """
x.wait_to_read()
peak = mx.engine.stats()["bytes_in_use"]
for _ in range(5):
    p -= 0.1 * x
    p.wait_to_read()
assert mx.engine.stats()["bytes_peak"] <= peak + 4096, (mx.engine.stats(), peak)
"""
    )
    run_program(text, **STILL)


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "int32", "int8"])
@pytest.mark.parametrize("count", [5, 5000, 100_000, 3_000_000])
def test_memory_is_not_reused_before_a_copy_of_it_is_made(dtype, count):
    """One launch computes something in the memory of x, and stores x as it was somewhere else."""
    text = f"""
import numpy as np
from swnd import nd
for order in range(4):
    x = nd.array(np.arange({count}) % 40, dtype="{dtype}")
    x.wait_to_read()
    if order == 0:
        product, copy = x * 3, x.astype("{dtype}")
    elif order == 1:
        copy, product = x.astype("{dtype}"), x * 3
    elif order == 2:
        product, copy = nd.where(x > x, x, x * 3), x.copy()
    else:
        (product, other), copy = (x * 3, x + 1), x.astype("{dtype}")
        del other
    want = x.asnumpy()
    del x
    nd.waitall()
    np.testing.assert_array_equal(copy.asnumpy(), want, str(order))
    np.testing.assert_array_equal(product.asnumpy(), want * 3, str(order))
"""
    # All of it in one window, however small it is.
    run_program(text, SWND_IMMEDIATE="0", SWND_QUIET="100000000")


def test_nothing_is_launched_for_what_nobody_reads():
    text = (
        COUNTING
        + """
x.wait_to_read()
before = mx.engine.stats()["launches"]
for _ in range(5000):
    nd.exp(x + y)
z = x + 1
z.wait_to_read()
print(mx.engine.stats()["launches"] - before)
"""
    )
    assert int(run_program(text, **STILL)) == 1


def test_a_training_step_asks_the_system_for_nothing_once_it_is_warm():
    text = (
        COUNTING
        + """
w = nd.array(rng.normal(size=(300, 200)) / 20)
w.attach_grad()
def step():
    with autograd.record():
        loss = nd.mean(nd.square(nd.tanh(nd.dot(x, w))))
    loss.backward()
    w[:] = w - 0.1 * w.grad
    return loss.asscalar()
losses = [step() for _ in range(5)]
allocations = mx.engine.stats()["system_allocations"]
losses += [step() for _ in range(10)]
assert mx.engine.stats()["system_allocations"] == allocations, (mx.engine.stats(), allocations)
assert losses[-1] < losses[0], losses
"""
    )
    # Each thread has a few small blocks of its own, and gets them with its first work.
    run_program(text, SWND_NUM_THREADS="1")


def test_work_begins_without_a_read():
    """A helper takes a window when no operator came for a while."""
    text = (
        COUNTING
        + """
import time
mx.engine.set_num_threads(2)
nd.waitall()
before = mx.engine.stats()["launches"]
z = nd.exp(x) + y
deadline = time.time() + 60
while mx.engine.stats()["launches"] == before and time.time() < deadline:
    time.sleep(0.001)
print(mx.engine.stats()["launches"] - before)
"""
    )
    assert int(run_program(text)) >= 1


def test_memory_in_flight_is_bounded():
    """A loop that never reads neither fails nor takes more memory than its bound."""
    text = """
import swnd as mx
from swnd import nd
x = nd.ones((1 << 20,))
kept = []
for number in range(2000):
    x = x * 1.0001 + 0.5
    if number % 100 == 0:
        kept.append(x)
assert mx.engine.stats()["bytes_peak"] < 400 << 20, mx.engine.stats()
nd.waitall()
"""
    run_program(text, SWND_WINDOW_BYTES="64M")


def test_an_expression_over_large_arrays_is_one_launch():
    """Results that nobody holds do not fill a window: they are never stored."""
    text = """
import numpy as np, swnd as mx
from swnd import nd
values = np.linspace(0, 1, 1 << 20, dtype=np.float32)
x, y = nd.array(values), nd.array(values[::-1].copy())
nd.waitall()
before = mx.engine.stats()["launches"]
z = nd.exp(x * 2 + 1) * y - x
z.wait_to_read()
print(mx.engine.stats()["launches"] - before)
np.testing.assert_allclose(
    z.asnumpy(), np.exp(values * 2 + 1) * values[::-1] - values, rtol=1e-5, atol=1e-6)
# What is held is, and is kept right when the window is looked at.
kept = [x]
for _ in range(20):
    kept.append(kept[-1] + 1)
    kept[-1].reshape((2, -1)) * 2
for number, array in enumerate(kept):
    np.testing.assert_allclose(array[:3].asnumpy(), values[:3] + number, rtol=1e-5)
"""
    assert run_program(text, SWND_WINDOW_BYTES="8M").split() == ["1"]


@pytest.mark.parametrize("threads", ["1", "2"])
def test_a_chain_of_a_million(threads):
    text = """
from swnd import nd
x = nd.zeros((8192,))
for _ in range(1000000):
    x = x + 1
assert x.asnumpy().tolist() == [1e6] * 8192
"""
    run_program(text, SWND_NUM_THREADS=threads, timeout=300)


MODES = [
    {},
    {"SWND_ENGINE": "sync"},
    {"SWND_FUSION": "0"},
    {"SWND_IMMEDIATE": "0"},
    {"SWND_IMMEDIATE": "0", "SWND_FUSION": "0", "SWND_NUM_THREADS": "3"},
    {"SWND_NUM_THREADS": "1"},
    {"SWND_NUM_THREADS": "8", "SWND_QUIET": "0"},
    {"SWND_WINDOW_NODES": "3"},
    {"SWND_WINDOW_BYTES": "100K", "SWND_IMMEDIATE": "0"},
]


def _bits(mode):
    """A hash of what each reference graph gives, at several shapes."""
    text = f"""
import hashlib, sys
sys.path.insert(0, {str(TEXTS.parents[1])!r})
import numpy as np
from engine_graphs import GRAPHS
from swnd import autograd, nd

for rows, columns in ((6, 48), (1, 1), (3, 5000), (700, 33), (257, 130), (1, 9000)):
    for graph in GRAPHS:
        if graph.__name__ == "part_written" and rows < 3:
            continue
        rng = np.random.RandomState(1)
        arrays = [nd.array(rng.normal(size=shape))
                  for shape in ((rows, columns), (rows, columns), (1, columns), (rows, 1))]
        results = graph(nd, autograd, *arrays)
        for result in results if isinstance(results, tuple) else (results,):
            print(graph.__name__, rows, columns,
                  hashlib.sha256(result.asnumpy().tobytes()).hexdigest()[:16])
"""
    return run_program(text, **mode).splitlines()


@pytest.fixture(scope="module")
def bits():
    return _bits({})


@pytest.mark.parametrize("mode", MODES[1:], ids=lambda mode: ",".join(map("=".join, mode.items())))
def test_no_mode_changes_a_bit(bits, mode):
    assert _bits(mode) == bits


def test_windows_may_end_anywhere():
    """A gradient whose graph is cut after every number of operators: always the same bits."""
    text = """
import numpy as np
import swnd as mx
from swnd import autograd, nd
rng = np.random.RandomState(0)
x, weights = nd.array(rng.normal(size=(90, 150))), nd.array(rng.uniform(size=(150, 300)))
weights.attach_grad()
results = set()
for nodes in list(range(1, 25)) + [256]:
    nd.waitall()
    mx.engine.set_window(nodes=nodes)
    with autograd.record():
        y = nd.sum(nd.tanh(nd.dot(x, weights)), axis=0)
    y.backward()
    parts = (x + 1, nd.sum(x), nd.softmax(y), weights.grad, nd.dot(weights.T, weights), y)
    results.add(b"".join(part.asnumpy().tobytes() for part in parts))
print(len(results))
"""
    for mode in ({"SWND_IMMEDIATE": "0"}, {}, {"SWND_QUIET": "0", "SWND_NUM_THREADS": "3"}):
        assert run_program(text, **mode) == "1\n"


def test_many_exits_with_work_pending():
    text = """
import os, sys
import numpy as np
from swnd import nd
x = nd.array(np.ones((400, 400)))
for number in range(25):
    child = os.fork()
    if child == 0:
        ys = [nd.dot(x, x) + nd.exp(x) for _ in range(number % 5 + 1)]
        sys.exit(0)
    assert os.waitpid(child, 0)[1] == 0
"""
    run_program(text, timeout=300)
    for number in range(10):
        ran = subprocess.run(
            [
                sys.executable,
                "-c",
                "from swnd import nd\nx = nd.ones((600, 600))\n"
                "ys = [nd.dot(x, x) for _ in range(9)]",
            ],
            env=dict(os.environ, PYTHONPATH=PACKAGE),
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b""), number


def test_a_late_error_is_of_its_own_value_only():
    text = """
import numpy as np
import swnd as mx
from swnd import nd
x = nd.array(np.ones((300, 300)))
places = nd.array(np.array([0, 999])) * nd.ones((2,))
y = x * 2
bad = nd.take(y, places, mode="raise")
worse = bad + 1
fine = y + 1
for _ in range(2):
    for value in (bad, worse):
        try:
            value.asnumpy()
            raise SystemExit("no error")
        except mx.MXNetError as error:
            assert str(error).startswith("take: index 999"), error
# Nor does it take the name of an operator that looks at the value.
try:
    nd.contrib.boolean_mask(nd.arange(2), bad[:, 0])
    raise SystemExit("no error")
except mx.MXNetError as error:
    assert str(error).startswith("take: index 999"), error
assert (fine.asnumpy() == 3).all()
assert nd.waitall() is None
"""
    run_program(text, SWND_IMMEDIATE="0")


def test_hashes_are_of_something(bits):
    assert len(bits) > 100
    assert hashlib.sha256(b"").hexdigest()[:16] not in " ".join(bits)


def test_waitall_waits_for_a_window_that_a_helper_has_just_taken():
    text = """
import swnd as mx
from swnd import nd
x = nd.ones((300, 300)) * 1
mx.waitall()
for turn in range(50000):
    before = mx.engine.stats()["launches"]
    y = x + 1
    for _ in range(turn % 200):
        pass
    mx.waitall()
    assert mx.engine.stats()["launches"] == before + 1, turn
"""
    run_program(text, SWND_IMMEDIATE="0", SWND_QUIET="1")


STRESS = [
    {},
    {"SWND_WINDOW_NODES": "5"},
    {"SWND_IMMEDIATE": "0"},
    {"SWND_QUIET": "0", "SWND_IMMEDIATE": "0"},
    {"SWND_ENGINE": "sync"},
]


@pytest.mark.parametrize("mode", STRESS, ids=lambda mode: ",".join(map("=".join, mode.items())))
def test_random_programs_on_many_threads(mode):
    """Ten minutes in all with `make test-long`."""
    seconds = 120 if os.environ.get("SWND_LONG") == "1" else 3
    ran = subprocess.run(
        [sys.executable, str(TEXTS.parents[1] / "stress.py"), str(seconds)],
        env=dict(os.environ, PYTHONPATH=PACKAGE, **mode),
        capture_output=True,
        text=True,
        timeout=seconds + 120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-5000:] + ran.stderr[-3000:]
