"""What the tests ask of results."""

import numpy as np

DTYPES = [np.float32, np.float64, np.float16, np.uint8, np.int32, np.int8, np.int64, np.bool_]


def same(array, expected, dtype=None):
    """Whether shape, dtype and every element are as expected."""
    expected = np.asarray(expected, dtype or np.float32)
    assert array.shape == expected.shape
    assert array.dtype is expected.dtype.type
    np.testing.assert_array_equal(array.asnumpy(), expected)
    return True
