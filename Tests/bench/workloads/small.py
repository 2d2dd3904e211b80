"""Ten floats: what a call costs from Python.

A thousand results stay alive until all are waited for, so none can be left undone; more of them
would no more fit into the caches, and measure those.
"""

from __future__ import annotations

from targets import Time, at_most

from workloads.declaring import Workloads

workloads = Workloads()


@workloads.add("ten floats: a + b", Time(1.3e-6), at_most(1.0, "torch"), alive=1000)
def add(lib, data):
    a, b = lib.array(data.normal(10)), lib.array(data.normal(10))
    return lambda count: [a + b for _ in range(count)]


# How that goes on when results pile up.
workloads.add("ten floats: a + b, 20000 kept", alive=20_000)(add)


@workloads.add("ten floats: a * 2", at_most(1.0, "torch"), alive=1000)
def multiply_by_number(lib, data):
    a = lib.array(data.normal(10))
    return lambda count: [a * 2 for _ in range(count)]


@workloads.add("ten floats: big[5]", at_most(1.0, "torch"), alive=1000)
def index(lib, data):
    big = lib.array(data.normal(1000, 10))
    return lambda count: [big[5] for _ in range(count)]


@workloads.add("ten floats: asnumpy", at_most(1.0, "torch"), alive=1000)
def read(lib, data):
    read = lib.reader(lib.array(data.normal(10)))
    return lambda count: [read() for _ in range(count)]


@workloads.add("ten floats: x*2*x, backward", at_most(0.3, "torch"), alive=1000)
def gradient(lib, data):
    # Gradients add up, so none of them can be left out.
    x = lib.variable(data.normal(10), accumulate=True)
    backward = lib.backward(lambda x: x * 2 * x, [x], accumulate=True)
    return lambda count: [backward() for _ in range(count)]
