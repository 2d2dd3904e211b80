"""Sums and their kin, over everything and over each axis, and softmax."""

from __future__ import annotations

from targets import at_most

from workloads.declaring import Workloads
from workloads.elementwise import SHAPE

workloads = Workloads()


def _declare(name, axis):
    where = "all" if axis is None else f"axis {axis}"

    @workloads.add(f"{name}, {where}", at_most(1.0, "torch", "numpy"), limit="read")
    def reduction(lib, data):
        function = getattr(lib, name)
        return lambda x: function(x, axis=axis), lib.array(data.normal(*SHAPE))


for _name in ("sum", "mean", "max", "norm", "argmax"):
    for _axis in (None, 0, 1):
        _declare(_name, _axis)


@workloads.add("softmax, axis 1", at_most(0.8, "torch"), limit="copy")
def softmax(lib, data):
    return lambda x: lib.softmax(x, axis=1), lib.array(data.normal(*SHAPE))


@workloads.add("log_softmax, axis 1", at_most(0.8, "torch"), limit="copy")
def log_softmax(lib, data):
    return lambda x: lib.log_softmax(x, axis=1), lib.array(data.normal(*SHAPE))
