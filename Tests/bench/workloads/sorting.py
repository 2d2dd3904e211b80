"""Order and running sums."""

from __future__ import annotations

from workloads.declaring import Workloads

workloads = Workloads()

MILLION = 1 << 20


@workloads.add("argsort, 1 M")
def argsort(lib, data):
    return lib.argsort, lib.array(data.normal(MILLION))


@workloads.add("topk 10 of 1 M")
def topk(lib, data):
    return lambda x: lib.largest(x, 10), lib.array(data.normal(MILLION))


@workloads.add("cumsum, axis 1")
def cumsum(lib, data):
    return lambda x: lib.cumsum(x, axis=1), lib.array(data.normal(4096, 1024))
