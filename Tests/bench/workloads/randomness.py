"""Random numbers."""

from __future__ import annotations

from workloads.declaring import Workloads

workloads = Workloads()


@workloads.add("normal, 4 M", checked=False)
def normal(lib, data):
    shape = data.shape(4096, 1024)
    return lambda: lib.random_normal(shape)


@workloads.add("uniform, 4 M", checked=False)
def uniform(lib, data):
    shape = data.shape(4096, 1024)
    return lambda: lib.random_uniform(shape)
