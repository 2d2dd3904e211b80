"""Elements that change their places: a result of its own, contiguous, in every library."""

from __future__ import annotations

from targets import at_most

from workloads.declaring import Workloads
from workloads.elementwise import SHAPE

workloads = Workloads()


@workloads.add("transpose copy", at_most(0.8, "torch", "numpy"), limit="copy")
def transpose(lib, data):
    return lambda x: lib.permuted(x, (1, 0)), lib.array(data.normal(*SHAPE))


@workloads.add("NCHW to NHWC", at_most(1.0, "torch", "numpy"), limit="copy")
def nhwc(lib, data):
    return lambda x: lib.permuted(x, (0, 2, 3, 1)), lib.array(data.normal(16, 64, 64, 64))


@workloads.add("concat, axis 0", at_most(0.8, "torch", "numpy"))
def concat_rows(lib, data):
    x, y = lib.array(data.normal(*SHAPE)), lib.array(data.normal(*SHAPE))
    return lambda x, y: lib.joined(x, y, 0), x, y


@workloads.add("concat, axis 1", at_most(0.8, "torch", "numpy"))
def concat_columns(lib, data):
    x, y = lib.array(data.normal(*SHAPE)), lib.array(data.normal(*SHAPE))
    return lambda x, y: lib.joined(x, y, 1), x, y


@workloads.add("one_hot, 4096 of 1024", at_most(0.8, "torch", "numpy"))
def one_hot(lib, data):
    depth = data.length(1024)
    return lambda i: lib.one_hot(i, depth), lib.array(data.integers(1024, 4096))


@workloads.add("x[::2, ::2] copy", at_most(1.0, "torch", "numpy"))
def strided(lib, data):
    return lambda x: lib.own(x[::2, ::2]), lib.array(data.normal(*SHAPE))


@workloads.add("take 8192 rows of 128", at_most(1.0, "torch", "numpy"))
def take(lib, data):
    table, rows = lib.array(data.normal(4096, 128)), lib.array(data.integers(4096, 8192))
    return lib.rows, table, rows
