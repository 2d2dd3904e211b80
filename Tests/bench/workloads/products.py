"""Matrix products, which all libraries leave to a BLAS."""

from __future__ import annotations

from targets import at_most

from workloads.declaring import Workloads

workloads = Workloads()


def _declare(size, ta=False, tb=False):
    name = f"dot {size}" + ta * ", transpose_a" + tb * ", transpose_b"

    @workloads.add(name, at_most(1.0, "torch", "numpy"))
    def dot(lib, data):
        a, b = lib.array(data.normal(size, size)), lib.array(data.normal(size, size))
        return lambda a, b: lib.product(a, b, ta, tb), a, b


_declare(128)
_declare(512)
_declare(1024)
_declare(1024, ta=True)
_declare(1024, tb=True)


@workloads.add("matrix-vector, 4096 x 1024", at_most(1.0, "torch", "numpy"), limit="read")
def matrix_vector(lib, data):
    matrix, vector = lib.array(data.normal(4096, 1024)), lib.array(data.normal(1024))
    return lambda a, b: lib.product(a, b, False, False), matrix, vector


@workloads.add("batch_dot 64x128x128x128", at_most(1.0, "torch", "numpy"))
def batch_dot(lib, data):
    a, b = lib.array(data.normal(64, 128, 128)), lib.array(data.normal(64, 128, 128))
    return lib.batch_dot, a, b
