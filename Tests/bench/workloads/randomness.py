"""Random numbers."""

from __future__ import annotations

from targets import at_most

from workloads.declaring import Workloads

workloads = Workloads()


@workloads.add("normal, 4 M", at_most(0.3, "torch"), checked=False)
def normal(lib, data):
    shape = data.shape(4096, 1024)
    return lambda: lib.random_normal(shape)


@workloads.add("uniform, 4 M", at_most(0.3, "torch"), checked=False)
def uniform(lib, data):
    shape = data.shape(4096, 1024)
    return lambda: lib.random_uniform(shape)
