"""One operator over arrays that are larger than the caches of a core."""

from __future__ import annotations

from targets import at_most

from workloads.declaring import Workloads

workloads = Workloads()

SHAPE = (4096, 1024)


@workloads.add("x + y", at_most(0.85, "torch"), at_most(1.15, "machine"), limit="add")
def add(lib, data):
    x, y = lib.array(data.normal(*SHAPE)), lib.array(data.normal(*SHAPE))
    return lambda x, y: x + y, x, y


@workloads.add("exp", at_most(0.85, "torch"), limit="copy")
def exp(lib, data):
    return lib.exp, lib.array(data.normal(*SHAPE))


@workloads.add("log", at_most(0.85, "torch"), limit="copy")
def log(lib, data):
    return lib.log, lib.array(data.positive(*SHAPE))


@workloads.add("tanh", at_most(0.85, "torch"), limit="copy")
def tanh(lib, data):
    return lib.tanh, lib.array(data.normal(*SHAPE))


@workloads.add("sigmoid", at_most(0.85, "torch"), limit="copy")
def sigmoid(lib, data):
    return lib.sigmoid, lib.array(data.normal(*SHAPE))


@workloads.add("where", at_most(0.85, "torch"))
def where(lib, data):
    x, y = lib.array(data.normal(*SHAPE)), lib.array(data.normal(*SHAPE))
    # In the dtype that comparisons have in the library.
    return lib.where, x > y, x, y


@workloads.add("cast to float64", at_most(0.85, "torch"))
def cast(lib, data):
    return lambda x: lib.cast(x, "float64"), lib.array(data.normal(*SHAPE))


@workloads.add("x + row", at_most(1.0, "torch"), limit="copy")
def add_row(lib, data):
    x, row = lib.array(data.normal(*SHAPE)), lib.array(data.normal(1, SHAPE[1]))
    return lambda x, row: x + row, x, row


@workloads.add("x + column", at_most(1.0, "torch"), limit="copy")
def add_column(lib, data):
    x, column = lib.array(data.normal(*SHAPE)), lib.array(data.normal(SHAPE[0], 1))
    return lambda x, column: x + column, x, column


def _in_place(x, y):
    x += y
    return x


@workloads.add("x += y", at_most(1.0, "torch"))
def add_in_place(lib, data):
    x, y = lib.array(data.normal(*SHAPE)), lib.array(data.normal(*SHAPE))
    return _in_place, x, y


@workloads.add("x + y, int32", at_most(1.0, "torch"), limit="add")
def add_integers(lib, data):
    x, y = lib.array(data.integers(1000, *SHAPE)), lib.array(data.integers(1000, *SHAPE))
    return lambda x, y: x + y, x, y
