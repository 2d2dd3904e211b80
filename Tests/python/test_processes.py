"""Processes: children compute after their parent did, exits are clean, imports are quiet."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest
import swnd as mx
from child_processes import run_program, work, work_in_threads, work_on, work_with_threads
from swnd import nd

LONG = bool(os.environ.get("SWND_LONG"))
METHODS = ["fork", "spawn", "forkserver"]
PATIENCE = 120  # seconds, for a machine with other things to do

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")


def in_children(method, function, arguments):
    """The results of calls in two child processes; a child that hangs is a failure."""
    with multiprocessing.get_context(method).Pool(2) as pool:
        return pool.map_async(function, arguments).get(PATIENCE)


@pytest.mark.parametrize("method", METHODS)
def test_children_compute_what_the_parent_does(method):
    here = [work(seed) for seed in range(4)]
    assert in_children(method, work, range(4)) == here
    assert [work(seed) for seed in range(4)] == here


@pytest.mark.parametrize("method", METHODS)
def test_arrays_travel_to_children(method):
    arrays = [nd.arange(5), nd.ones((300, 400), dtype="float64"), nd.ones((30, 40)).T]
    want = [(10.0, work(3)), (120000.0, work(3)), (1200.0, work(3))]
    assert in_children(method, work_on, arrays) == want


@pytest.mark.parametrize("method", METHODS)
def test_children_set_their_own_threads(method):
    before = mx.engine.num_threads()
    want = work(4)
    assert in_children(method, work_with_threads, [1, 2, 3, 8]) == [(n, want) for n in (1, 2, 3, 8)]
    assert mx.engine.num_threads() == before


@pytest.mark.parametrize("method", METHODS)
def test_python_threads_in_children(method):
    want = [work(0)]
    assert work_in_threads(1) == want
    # Draws of threads interleave, so only that it works is sure.
    for results in in_children(method, work_in_threads, [4, 4]):
        assert len(results) == 4
        assert all(results)


FORKS = """
import os, sys, threading
import numpy as np
from swnd import autograd, nd

x = nd.ones((600, 600))
want = nd.dot(x, x).asnumpy().sum(), nd.sum(nd.exp(x)).asscalar()

def check(depth):
    got = nd.dot(x, x).asnumpy().sum(), nd.sum(nd.exp(x)).asscalar()
    assert got == want, (got, want)
    if depth:
        wait_for(os.fork(), depth - 1)

def wait_for(child, depth):
    if child == 0:
        try:
            check(depth)
        except BaseException as error:
            print(error, file=sys.stderr)
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0

stop = threading.Event()
def background():
    while not stop.is_set():
        nd.dot(x, x).wait_to_read()
        nd.exp(x).wait_to_read()

threads = [threading.Thread(target=background) for _ in range(int(sys.argv[1]))]
for thread in threads:
    thread.start()
for _ in range(int(sys.argv[2])):
    with autograd.record():
        wait_for(os.fork(), 1)
    check(0)
stop.set()
for thread in threads:
    thread.join()
print("done")
"""


@pytest.mark.parametrize("threads", [0, 2])
def test_forks_of_forks_while_threads_compute(threads):
    """Inside of a recording as well; a lock that somebody held would hang the child."""
    count = 300 if LONG else 30
    text = "import warnings; warnings.simplefilter('ignore')\n" + FORKS
    assert run_program(text, str(threads), str(count), timeout=PATIENCE) == "done\n"


# Exits.

EXIT = """
import sys
from swnd import nd
x = nd.ones((700, 700))
y = nd.dot(x, x)
z = nd.exp(y + x)
w = nd.random.normal(shape=(1000, 1000))
"""

EXIT_OF_FORKS = """
import os, sys
from swnd import nd

x = nd.ones((700, 700))
nd.dot(x, x).wait_to_read()
for number in range(int(sys.argv[1])):
    child = os.fork()
    if child == 0:
        y = nd.exp(nd.dot(x, x) + x)
        sys.exit(0)
    status = os.waitpid(child, 0)[1]
    if status:
        sys.exit(f"child {number} ended with {status}")
"""

EXIT_UNDER_THREADS = """
import sys, threading
from swnd import nd
x = nd.ones((700, 700))
def compute():
    while True:
        nd.exp(nd.dot(x, x) + x)
for _ in range(2):
    threading.Thread(target=compute, daemon=True).start()
nd.dot(x, x).wait_to_read()
"""


def test_two_hundred_exits_after_starting_work():
    """From processes of their own, and, more of them, from forks that run Python's whole exit."""
    for number in range(200 if LONG else 25):
        run_program(EXIT, SWND_NUM_THREADS=str(1 + number % 4))
    run_program("import warnings; warnings.simplefilter('ignore')\n" + EXIT_OF_FORKS, "175")


def test_exits_while_threads_compute():
    """Daemon threads are inside of a kernel or of OpenBLAS when the process ends."""
    for _ in range(200 if LONG else 15):
        run_program(EXIT_UNDER_THREADS, SWND_NUM_THREADS="3")


def test_exits_by_exception_and_by_signal():
    with pytest.raises(AssertionError, match="exit code 1\n(?s:.*)MXNetValueError"):
        run_program(EXIT + "nd.zeros((2,)) + nd.zeros((3,))")
    run_program(EXIT + "sys.exit(0)")
    run_program(EXIT + "import os; os._exit(0)")
    with pytest.raises(AssertionError, match=f"exit code -{int(signal.SIGTERM)}"):
        run_program(EXIT + "import os, signal; os.kill(os.getpid(), signal.SIGTERM)")
    with pytest.raises(AssertionError, match="exit code 1\n(?s:.*)KeyboardInterrupt|exit code -2"):
        run_program(EXIT + "import os, signal; os.kill(os.getpid(), signal.SIGINT); nd.waitall()")


def test_arrays_may_outlive_everything():
    """Held by modules, by cycles, and by what runs at exit."""
    text = """
import atexit, sys
from swnd import autograd, nd
x = nd.ones((300, 300))
x.attach_grad()
with autograd.record():
    y = nd.dot(x, x)
sys.kept = [x, y]
sys.kept.append(sys.kept)
class Late:
    array = nd.ones((3,))
    def __del__(self):
        self.array = None
late = Late()
atexit.register(lambda: print(float(nd.sum(nd.ones((100, 100))).asscalar())))
"""
    assert run_program(text) == "10000.0\n"


# Imports.

COUNTERS = """
import os

def threads():
    return len(os.listdir("/proc/self/task"))

def descriptors():
    return len(os.listdir("/proc/self/fd"))

def blas():
    with open("/proc/self/maps") as lines:
        return sorted({line.split()[-1] for line in lines if "blas" in line.lower()})
"""


def test_import_is_quiet():
    """No thread, no file left open, no OpenBLAS until the first product."""
    text = (
        COUNTERS
        + """
import numpy
before = threads(), descriptors(), blas()
import swnd
from swnd import autograd, nd
assert (threads(), descriptors(), blas()) == before, "import"
x = nd.arange(10)
x.attach_grad()
with autograd.record():
    y = nd.sum(nd.exp(x) * 2 + x.reshape((10,)))
y.backward()
x.grad.asnumpy()
assert (threads(), descriptors(), blas()) == before, "a few elements"
x = nd.ones((1000, 1000))
nd.softmax(x + nd.random.normal(shape=(1000, 1000))).asnumpy()
assert (descriptors(), blas()) == before[1:], "many elements"
nd.dot(nd.ones((200, 300)), nd.ones((300, 200))).asnumpy()
assert descriptors() == before[1], "a product"
print(len(blas()) - len(before[2]))
"""
    )
    assert run_program(text) in ("0\n", "1\n")


def test_nothing_is_left_behind():
    """No file, thread or memory after work, failures, and changes of the number of threads."""
    text = (
        COUNTERS
        + """
import gc, sys, time
import swnd as mx
from swnd import autograd, nd

def work():
    x = nd.ones((200, 300))
    x.attach_grad()
    with autograd.record():
        y = nd.dot(x, x.T)
        z = nd.sum(nd.concat(y, nd.exp(y), dim=0)[1:3])
    z.backward()
    x[:] = x.grad
    x += 1
    for call in (lambda: x + nd.ones((7,)), lambda: nd.dot(x, x), lambda: x[999],
                 lambda: nd.exp(x, out=nd.ones((2,))), lambda: y.asscalar(),
                 lambda: nd.take(x, nd.array([999]), mode="raise").asnumpy(),
                 lambda: nd.array("abc")):
        try:
            call()
            raise SystemExit("no error")
        except mx.MXNetError:
            pass

def state():
    gc.collect()
    return descriptors(), mx.engine.stats()["bytes_in_use"]

mx.engine.set_num_threads(3)
work()
before = state()
for _ in range(300):
    work()
assert state() == before, (state(), before)
for _ in range(50):
    for count in (1, 2, 8, 3):
        mx.engine.set_num_threads(count)
        nd.exp(nd.ones((300, 1000))).wait_to_read()
most, deadline = int(sys.argv[1]), time.monotonic() + 30
while threads() > most and time.monotonic() < deadline:
    time.sleep(0.05)  # those that are too many end when they have noticed
assert state() == before, (state(), before)
print(threads())
"""
    )
    others = int(run_program(COUNTERS + "import numpy; print(threads())"))
    most = others + 3 + (os.cpu_count() or 1)  # those that compute, OpenBLAS's
    assert int(run_program(text, str(most))) <= most


def test_children_leave_nothing_in_the_parent():
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        in_children("fork", work, [1, 2])
    deadline = time.monotonic() + 10
    while len(os.listdir("/proc/self/fd")) > before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(os.listdir("/proc/self/fd")) <= before


def test_nothing_is_printed(capfd):
    """Not by work, and not by failures."""
    work(1)
    for call in (
        lambda: nd.zeros((2,)) + nd.zeros((3,)),
        lambda: nd.dot(nd.zeros((2, 3)), nd.zeros((2, 3))),
        lambda: nd.zeros((2**45,)),
    ):
        with pytest.raises(mx.MXNetError):
            call()
    assert capfd.readouterr() == ("", "")
