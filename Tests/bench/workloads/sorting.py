"""Order and running sums."""

from __future__ import annotations

from targets import at_most

from workloads.declaring import Workloads

workloads = Workloads()

MILLION = 1 << 20


@workloads.add("sort, 1 M")
def sort(lib, data):
    return lib.sort, lib.array(data.normal(MILLION))


@workloads.add("argsort, 1 M", at_most(0.3, "torch"))
def argsort(lib, data):
    return lib.argsort, lib.array(data.normal(MILLION))


@workloads.add("sort, rows of 1024")
def sort_rows(lib, data):
    return lib.sort, lib.array(data.normal(4096, 1024))


@workloads.add("argsort, rows of 1024")
def argsort_rows(lib, data):
    return lib.argsort, lib.array(data.normal(4096, 1024))


@workloads.add("topk 10 of rows of 1024")
def topk_rows(lib, data):
    return lambda x: lib.largest(x, 10), lib.array(data.normal(4096, 1024))


@workloads.add("topk 10 of 1 M", at_most(0.5, "torch"))
def topk(lib, data):
    return lambda x: lib.largest(x, 10), lib.array(data.normal(MILLION))


@workloads.add("cumsum, axis 0", at_most(1.0, "torch"))
def cumsum_columns(lib, data):
    return lambda x: lib.cumsum(x, axis=0), lib.array(data.normal(4096, 1024))


@workloads.add("cumsum, axis 1", at_most(1.0, "torch"), limit="copy")
def cumsum(lib, data):
    return lambda x: lib.cumsum(x, axis=1), lib.array(data.normal(4096, 1024))
