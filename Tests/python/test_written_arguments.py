"""How arguments may be written, where recorded answers cannot tell."""

from __future__ import annotations

import numpy as np
import pytest
import swnd as mx
from swnd import nd


@pytest.mark.parametrize("dtype", [np.longlong, np.dtype(">f4"), np.dtype("<i8"), "f2", "<u1"])
def test_any_spelling_of_a_dtype(dtype):
    want = np.dtype(dtype).newbyteorder("=")
    assert nd.zeros(2, dtype=dtype).dtype == want
    assert nd.cast(nd.ones(2), dtype).dtype == want
    assert nd.arange(3, dtype=dtype).dtype == want


@pytest.mark.parametrize("dtype", [np.int16, np.uint32, "complex64", "U3", object, "nothing", 7])
def test_no_other_dtype(dtype):
    with pytest.raises(TypeError, match="zeros: no dtype"):
        nd.zeros(2, dtype=dtype)


def test_contexts_as_text():
    assert nd.ones(2, ctx="cpu(1)").context == mx.cpu(1)
    assert nd.random.uniform(shape=2, ctx="cpu_pinned(0)").context == mx.cpu_pinned()
    for text in ("cpu", "cpu(", "cpu)", "cpu()", "cpu(-1)", "cpu(1", "cpu(1)x", "(1)", "xpu(1)"):
        with pytest.raises(TypeError, match="ones: ctx must be a Context"):
            nd.ones(2, ctx=text)
    with pytest.raises(ValueError, match="no device has the number"):
        nd.ones(2, ctx="cpu(99999999999)")


def test_texts_that_are_none_are_shown():
    x = nd.ones((2, 3))
    for call, message in [
        (lambda: nd.sum(x, axis="rows"), "sum: axis must be an int or a tuple of ints, not 'rows'"),
        (lambda: nd.softmax(x, axis="1.5"), "softmax: axis must be an int, not '1.5'"),
        (lambda: nd.sum(x, keepdims="so"), "sum: keepdims must be a bool, not 'so'"),
        (lambda: nd.clip(x, "low", 1), "clip: a_min must be a number, not 'low'"),
        (lambda: nd.full(2, "much"), "full: val must be a number, not 'much'"),
        (lambda: nd.softmax(x, axis=True), "softmax: axis must be an int, not True"),
    ]:
        with pytest.raises(TypeError) as caught:
            call()
        assert str(caught.value) == message
    with pytest.raises(ValueError, match="has more than 64 bits"):
        nd.softmax(x, axis="99999999999999999999")


def test_arrays_are_no_numbers():
    with pytest.raises(TypeError, match="softmax: temperature must be a number"):
        nd.softmax(nd.ones(2), temperature=nd.ones(1))
    with pytest.raises(TypeError, match="repeat: axis must be an int"):
        nd.repeat(nd.ones(2), 2, axis=nd.ones(2))


def test_a_copy_to_itself_warns():
    x = nd.ones(2)
    with pytest.warns(RuntimeWarning, match="goes into itself"):
        assert x.copyto(x) is False


def test_the_old_name_of_the_current_context():
    assert mx.Context.default_ctx == mx.cpu()
    with mx.cpu(1):
        assert mx.Context.default_ctx == mx.cpu(1)
        mx.Context.default_ctx = mx.cpu(2)
        assert nd.ones(1).context == mx.cpu(2)
        with pytest.raises(TypeError, match="default_ctx must be a Context"):
            mx.Context.default_ctx = "cpu"
    assert mx.current_context() == mx.cpu()
