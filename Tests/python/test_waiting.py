"""Calls that find too much to do: they compute, and other threads of Python go on meanwhile."""

from __future__ import annotations

import pytest
from child_processes import run_program

BEGIN = """
import threading, time
import swnd as mx
from swnd import autograd, nd

mx.engine.set_num_threads(1)
x = nd.full((1200, 1200), 1e-3)
x.wait_to_read()

ticks = 0
is_over = False

def tick():
    global ticks
    while not is_over:
        time.sleep(0.001)
        ticks += 1

ticker = threading.Thread(target=tick)
ticker.start()

def slow(count):
    # A product of this size takes some ten milliseconds.
    y = x
    for _ in range(count):
        y = nd.dot(y, x)
    return y

def most_ticks(call):
    # The ticks during the longest call.
    longest = found = 0
    for _ in range(60):
        before, start = ticks, time.perf_counter()
        call()
        time_taken = time.perf_counter() - start
        if time_taken > longest:
            longest, found = time_taken, ticks - before
    assert longest > 0.05, longest
    return found
"""

END = """
is_over = True
ticker.join()
"""

CALLS = {
    "operator": """
y = x
def call():
    global y
    y = nd.dot(y, x)
""",
    "write": """
y = nd.ones((1200, 1200))
def call():
    y[1:3] = nd.dot(x, x)[1:3]
""",
    "write of all": """
y = nd.ones((1200, 1200))
def call():
    y[:] = nd.dot(y, x)
""",
}


@pytest.mark.parametrize("name", CALLS)
def test_other_threads_go_on_while_a_call_computes_a_window(name):
    text = "mx.engine.set_window(nodes=24)\nprint(most_ticks(call))\n"
    assert int(run_program(BEGIN + CALLS[name] + text + END)) >= 5


def test_operators_that_wait_for_a_value_are_patient():
    """The main thread's patience is for calls that are made again."""
    text = """
start = time.perf_counter()
mask = slow(40)[0] > -1
before = ticks
picked = nd.contrib.boolean_mask(nd.arange(1200), mask)
assert picked.shape == (1200,)
assert time.perf_counter() - start > 0.15
print(ticks - before)
"""
    assert int(run_program(BEGIN + text + END)) >= 5


def test_threads_that_write_one_array_at_the_bound():
    """Who writes to an array has it locked, and must not wait for Python meanwhile."""
    text = """
mx.engine.set_window(nodes=3)
shared = nd.zeros((300, 300))

def write(row):
    for _ in range(40):
        shared[row] = 1
        y = nd.dot(shared, shared)

writers = [threading.Thread(target=write, args=(row,)) for row in range(8)]
for writer in writers:
    writer.start()
for writer in writers:
    writer.join()
print(int(shared.sum().asscalar()))
"""
    assert int(run_program(BEGIN + text + END)) == 8 * 300


def test_threads_that_write_one_array_are_not_asked_where_they_are_under_its_lock():
    """To ask runs Python, which may go on with a thread that waits for the array."""
    text = """
import sys
sys.setswitchinterval(1e-6)
mx.profiler.set_state("run")
shared = nd.zeros((300, 400))
row = nd.ones((400,))

def write(first):
    for number in range(700):
        shared[(first + number) % 300] = row

writers = [threading.Thread(target=write, args=(first,)) for first in range(4)]
for writer in writers:
    writer.start()
for writer in writers:
    writer.join()
nd.waitall()
mx.profiler.set_state("stop")
trace = mx.profiler.dumps(format="json")
print(int(shared.sum().asscalar()), trace.count('"assign"], "called at": ["<string>:'))
"""
    assert run_program(BEGIN + text + END).split() == ["120000", "2800"]


def test_a_part_is_read_while_all_is_written():
    """A number that is written to all is stored once; a part is read of all elements, in order."""
    text = """
import sys
sys.setswitchinterval(1e-6)
mx.engine.set_window(nodes=2)
shared = nd.zeros((64, 64))
is_written = False
torn = []

def write(first):
    for number in range(150_000):
        shared[:] = first + number

def read():
    while not is_written:
        part = shared[1:3].asnumpy()
        if not (part == part[:1, :1]).all():
            torn.append(part)

writers = [threading.Thread(target=write, args=(first,)) for first in range(2)]
readers = [threading.Thread(target=read) for _ in range(2)]
for thread in writers + readers:
    thread.start()
for thread in writers:
    thread.join()
is_written = True
for thread in readers:
    thread.join()
print(len(torn))
"""
    program = BEGIN.replace("set_num_threads(1)", "set_num_threads(3)") + text + END
    assert run_program(program, SWND_IMMEDIATE="0") == "0\n"


def test_a_function_of_the_user_calls_while_others_wait():
    """Its calls come in the midst of the call that goes back."""
    text = """
mx.engine.set_window(nodes=4)

class Product(autograd.Function):
    def forward(self, a):
        return nd.dot(a, a)

    def backward(self, dy):
        for _ in range(12):
            dy = nd.dot(dy, x)
        return dy

def go_back(_):
    a = nd.ones((300, 300)) * 1e-3
    a.attach_grad()
    with autograd.record():
        y = Product()(nd.slice_axis(x, axis=0, begin=0, end=1200) * a.sum())
    y.backward()
    return a.grad.sum().asscalar()

results = []
threads = [threading.Thread(target=lambda: results.append(go_back(0))) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(results), len(set(results)))
"""
    assert run_program(BEGIN + text + END).split() == ["3", "1"]
