"""Seeing inside: the profiler, graphs, SWND_DEBUG; and signals during waits."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest
import swnd as mx
from child_processes import PACKAGE, run_program
from swnd import nd

PROFILED = """
import numpy as np
import swnd as mx
from swnd import nd

x = nd.array(np.ones((300, 300)))
mx.profiler.set_config(profile_all=True, filename=FILE)
mx.profiler.set_state("run")
y = nd.exp(x * 2)
z = y + 1
z.asnumpy()
small = nd.ones((2,)) + 1
mx.profiler.set_state("stop")
nd.exp(x).asnumpy()
table = mx.profiler.dumps()
mx.profiler.dump()
print(table)
"""


def test_the_profiler_writes_a_trace(tmp_path):
    path = tmp_path / "profile.json"
    program = tmp_path / "program.py"
    program.write_text(f"FILE = {str(path)!r}\n" + PROFILED)
    ran = subprocess.run(
        [sys.executable, str(program)],
        env=dict(os.environ, PYTHONPATH=PACKAGE, SWND_QUIET="100000000"),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stderr == ""
    events = [e for e in json.loads(path.read_text())["traceEvents"] if e["ph"] == "X"]
    by_kind = {
        kind: [e for e in events if e["cat"] == kind]
        for kind in ("launch", "wait", "immediate", "plan")
    }
    (launch,) = by_kind["launch"]
    assert launch["args"]["operators"] == ["_multiply_scalar", "exp", "_add_scalar"]
    assert launch["args"]["called at"] == [f"{program}:{line}" for line in (10, 10, 11)]
    (wait,) = by_kind["wait"]
    assert wait["ts"] <= launch["ts"]
    assert launch["ts"] + launch["dur"] <= wait["ts"] + wait["dur"] + 0.01
    assert [e["name"] for e in by_kind["immediate"]] == ["ones", "_add_scalar"]
    assert len(by_kind["plan"]) == 1
    assert "launch: _multiply_scalar, exp, _add_scalar" in ran.stdout
    assert "Total Count" in ran.stdout.splitlines()[0]


def test_the_profiler_says_what_it_does_not_know(tmp_path):
    with pytest.raises(TypeError, match="set_config: no option is called 'colour'"):
        mx.profiler.set_config(colour="red")
    with pytest.raises(ValueError, match="set_state: state is 'go'"):
        mx.profiler.set_state("go")
    with pytest.raises(ValueError, match="dumps: format is 'xml'"):
        mx.profiler.dumps(format="xml")


def test_a_graph_shows_what_waits():
    text = """
import numpy as np
import swnd as mx
from swnd import nd
x = nd.array(np.ones((300, 400)))
y = nd.exp(x) * x
print(mx.graph(y))
y.wait_to_read()
print(mx.graph(y))
"""
    lines = run_program(text, SWND_QUIET="100000000").splitlines()
    first, second = lines[: lines.index("}") + 1], lines[lines.index("}") + 1 :]
    assert any("exp\\n(300, 400) float32" in line for line in first)
    assert sum("->" in line for line in first) == 3
    assert sum("->" in line for line in second) == 0
    assert any("(300, 400) float32" in line for line in second)


def test_a_graph_is_of_an_array():
    with pytest.raises(TypeError, match="graph: array is no NDArray but int"):
        mx.graph(3)


def test_bulk_sets_how_many_operators_wait():
    before = mx.engine.stats()["window_nodes"]
    with mx.engine.bulk(7):
        assert mx.engine.stats()["window_nodes"] == 7
    assert mx.engine.stats()["window_nodes"] == before
    assert mx.engine.set_bulk_size(before) == before
    with pytest.raises(TypeError, match="set_window"):
        mx.engine.set_window(nodes=-1)


KEPT = """
import swnd as mx
from swnd import nd
small = nd.linalg.potrf(nd.array([[1.0, 2], [2, 1]]))
large = nd.linalg.potrf(nd.broadcast_to(nd.array([[[1.0, 2], [2, 1]]]), (10000, 2, 2)) * 1)
taken = nd.take(nd.ones((300, 300)) * 2, nd.array([999]), mode="raise")
nd.waitall()
mx.set_memory_limit(20_000_000)
much = [nd.random.uniform(shape=(1200, 1000)) for _ in range(6)]
for array in (small, large + 1, taken, much[-1] - 1):
    try:
        array.asnumpy()
    except mx.MXNetError as error:
        print(error)
"""


def test_errors_of_work_that_waited_name_the_line(tmp_path):
    """So do those of what was computed from it, once."""
    program = tmp_path / "program.py"
    program.write_text(KEPT)
    ran = subprocess.run(
        [sys.executable, str(program)],
        # No helper may have computed what is indexed before the call: it would raise.
        env=dict(os.environ, PYTHONPATH=PACKAGE, SWND_QUIET="100000000"),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    lines = ran.stdout.splitlines()
    begins = ("linalg_potrf: A", "linalg_potrf: A", "take: index 999", "random_uniform: cannot")
    assert len(lines) == len(begins)
    for line, begin, number in zip(lines, begins, (4, 5, 6, 9)):
        assert line.startswith(begin)
        assert line.endswith(f"(called at {program}:{number})")
        assert line.count("called at") == 1


def test_errors_name_the_line_while_debugging(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        """
import numpy as np
import swnd as mx
from swnd import nd
x = nd.array(np.ones((300, 300))) * 2
bad = nd.take(x, nd.array([999]), mode="raise")
try:
    bad.asnumpy()
except mx.MXNetError as error:
    print(error)
"""
    )
    ran = subprocess.run(
        [sys.executable, str(program)],
        # No helper may have computed x before the index is looked at: then the call would raise.
        env=dict(os.environ, PYTHONPATH=PACKAGE, SWND_DEBUG="1", SWND_QUIET="100000000"),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stdout.startswith("take: index 999 is out of range")
    assert ran.stdout.rstrip().endswith(f"(called at {program}:6)")
    assert "swnd: window of" in ran.stderr
    assert f"swnd: kept: {ran.stdout.strip()}" in ran.stderr


WAITS = {
    "read": ("y = slow()", "y.asnumpy()"),
    "waitall": ("y = slow()", "nd.waitall()"),
    "values that an operator looks at": (
        "y = slow()",
        "nd.contrib.boolean_mask(x, y[0] > 0)",
    ),
    "operators at the bound": ("", "slow(3000)"),
    "writes at the bound": (
        "y = nd.ones((1500, 1500))",
        "for _ in range(3000): y[1:3] = nd.dot(y, x)[1:3]",
    ),
    "gradients at the bound": (
        "x.attach_grad()\nwith autograd.record(): y = nd.sum(slow())",
        "y.backward()",
    ),
    "operators that are written down": (
        "mx.profiler.set_state('run')\na = nd.ones((3,))",
        # Makes no array: Python itself loses an interrupt that falls into a `__del__`.
        "while True: a[:] = 1",
    ),
}


@pytest.mark.parametrize("threads", ["1", "2"])
@pytest.mark.parametrize("wait", WAITS)
def test_ctrl_c_ends_a_wait(wait, threads):
    """Launches of a fraction of a second, many of them; the signal is seen between two."""
    before, during = WAITS[wait]
    text = f"""
import numpy as np
import swnd as mx
from swnd import autograd, nd
x = nd.array(np.ones((1500, 1500)) / 1500)
def slow(count=200):
    y = x
    for _ in range(count):
        y = nd.dot(y, x)
    return y
{before}
print("ready", flush=True)
try:
    {during}
    print("done")
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""
    child = subprocess.Popen(
        [sys.executable, "-c", text],
        env=dict(os.environ, PYTHONPATH=PACKAGE, SWND_NUM_THREADS=threads),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stdout.readline() == "ready\n"
        time.sleep(0.3)
        begin = time.time()
        child.send_signal(signal.SIGINT)
        assert child.stdout.readline() == "interrupted\n"
        assert time.time() - begin < 3
    finally:
        child.kill()
        _, errors = child.communicate()
    assert errors == ""


def test_calls_that_ctrl_c_ends_leave_nothing_behind():
    """What was computed for them is let go, with its graph, and the next pass is right."""
    text = """
import gc, os, signal, threading, time
import numpy as np
import swnd as mx
from swnd import autograd, nd

mx.engine.set_window(nodes=8)
x = nd.array(np.ones((900, 900)) / 900)
x.attach_grad()

class Passing(autograd.Function):
    def forward(self, a):
        return a * 1.0
    def backward(self, dy):
        return dy * 1.0

def interrupted_after(seconds):
    timer = threading.Timer(seconds, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    try:
        with autograd.record():
            y = x
            for _ in range(30):
                y = Passing()(nd.dot(y, x))
        y.backward()
        x.grad.wait_to_read()
        time.sleep(10)
    except KeyboardInterrupt:
        pass
    timer.join()

in_use = set()
for number in range(10):
    interrupted_after(0.02 + 0.03 * number)
    gc.collect()
    nd.waitall()
    assert not autograd.is_recording()
    in_use.add(mx.engine.stats()["bytes_in_use"])
    w = nd.ones((100, 100))
    w.attach_grad()
    with autograd.record():
        z = nd.exp(w) * w
    z.backward()
    assert np.allclose(w.grad.asnumpy(), 2 * np.e)
    del w, z
print(max(in_use) < 4 * 4 * 900 * 900)
"""
    assert run_program(text, SWND_NUM_THREADS="1") == "True\n"


def test_waits_of_other_threads_are_patient():
    text = """
import threading
import numpy as np
from swnd import nd
x = nd.array(np.ones((900, 900)) / 900)
y = x
for _ in range(60):
    y = nd.dot(y, x)
results = []
threads = [threading.Thread(target=lambda: results.append(y.asnumpy())) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
nd.waitall()
assert len(results) == 4 and all(np.allclose(r, 1 / 900, rtol=1e-3) for r in results)
"""
    run_program(text)


def test_nothing_is_printed_by_default():
    assert run_program("from swnd import nd\n(nd.ones((300, 300)) + 1).asnumpy()") == ""
    assert nd.ones((1,)).asscalar() == 1
