"""Ten floats: what a call costs from Python."""

from __future__ import annotations

from targets import Time, at_most
from workloads.declaring import Workloads

workloads = Workloads()


@workloads.add("a + b, ten floats", Time(1.3e-6), at_most(1.2, "torch"), small=True)
def add(lib, data):
    a, b = lib.array(data.normal(10)), lib.array(data.normal(10))
    return lambda count: [a + b for _ in range(count)]


@workloads.add("a * 2, ten floats", small=True)
def multiply_by_number(lib, data):
    a = lib.array(data.normal(10))
    return lambda count: [a * 2 for _ in range(count)]


@workloads.add("big[5], ten floats", small=True)
def index(lib, data):
    big = lib.array(data.normal(1000, 10))
    return lambda count: [big[5] for _ in range(count)]


@workloads.add("asnumpy, ten floats", small=True)
def read(lib, data):
    read = lib.reader(lib.array(data.normal(10)))
    return lambda count: [read() for _ in range(count)]


@workloads.add("record x*2*x, backward, ten floats", small=True)
def gradient(lib, data):
    # Gradients add up, so none of them can be left out.
    x = lib.variable(data.normal(10), accumulate=True)
    backward = lib.backward(lambda x: x * 2 * x, [x], accumulate=True)
    return lambda count: [backward() for _ in range(count)]
