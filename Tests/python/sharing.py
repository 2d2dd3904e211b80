"""What the tests of shared memory ask: which elements are seen, and how much memory is held."""

import gc

import numpy as np
import swnd as mx
from swnd import nd

DTYPES = ["float32", "float64", "float16", "uint8", "int8", "int32", "int64", "bool"]


def same(x, expected):
    np.testing.assert_array_equal(x.asnumpy() if isinstance(x, nd.NDArray) else x, expected)
    return True


def in_use():
    gc.collect()
    return mx.memory_stats()["bytes_in_use"]
