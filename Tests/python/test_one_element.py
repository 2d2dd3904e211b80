# ruff: noqa: UP031 (that is what this is about)
"""What `asnumpy` gives for one element is a number, whatever NumPy thinks of such arrays."""

from __future__ import annotations

import copy
import math
import pickle
import warnings

import numpy as np
import pytest
from swnd import nd


@pytest.fixture(autouse=True)
def _older_numpy_warns():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


@pytest.mark.parametrize("shape", [(1,), (1, 1), (1, 1, 1)])
@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "int32", "int64", "uint8"])
def test_one_element_is_a_number(shape, dtype):
    array = nd.full(shape, 3, dtype=dtype).asnumpy()
    assert isinstance(array, np.ndarray) and array.dtype == dtype and array.shape == shape
    assert ("%.2f %d" % (array, array), float(array), int(array)) == ("3.00 3", 3.0, 3)
    assert math.exp(array * 0) == 1.0
    assert "%d" % (array + 1) == "4"


def test_books_print_losses():
    loss = nd.array([1, 2, 4.5])
    assert "epoch %d, loss %f" % (1, loss.mean().asnumpy()) == "epoch 1, loss 2.500000"
    assert "%.1f" % ((loss**2).sum().asnumpy() / 3) == "8.4"
    assert "%.3f" % nd.norm(loss).asnumpy() == "5.025"


def test_more_elements_are_none():
    one = nd.ones(1).asnumpy()
    for array in (nd.ones(2).asnumpy(), one + np.ones(2), np.broadcast_to(one, 2, subok=True)):
        with pytest.raises(TypeError):
            float(array)
        with pytest.raises(TypeError):
            int(array)
    assert type(one + np.ones(2)) is np.ndarray


def test_it_looks_and_computes_like_numpys():
    mine, theirs = nd.array([1.75]).asnumpy(), np.array([1.75], "float32")
    assert (repr(mine), str(mine)) == (repr(theirs), str(theirs))
    assert mine.flags.owndata and mine.flags.writeable
    for ours, numpys in [
        (mine.sum(), theirs.sum()),
        (mine[0], theirs[0]),
        (mine.max(), theirs.max()),
        (np.mean(mine), np.mean(theirs)),
        (mine @ mine, theirs @ theirs),
    ]:
        assert type(ours) is type(numpys) and ours == numpys
    for ours, numpys in [
        (mine * 2, theirs * 2),
        (np.sqrt(mine), np.sqrt(theirs)),
        (mine < 2, True),
    ]:
        assert ours.shape == (1,) and ours == numpys
    assert nd.array(mine).shape == (1,)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_hold_numpys(protocol):
    array = nd.array([2.5]).asnumpy()
    assert type(pickle.loads(pickle.dumps(array, protocol))) is np.ndarray
    assert copy.deepcopy(array) == array
