"""Elements in memory that NumPy and buffers use as well. Who sees what, how long."""

import ctypes
import gc
import sys
import weakref

import numpy as np
import pytest
from sharing import DTYPES, in_use, same
from swnd import nd

# NumPy sees an array


@pytest.mark.tiny
def test_asarray_copies_nothing_and_cannot_be_written():
    x = nd.array([[1, 2], [3, 4]])
    a = np.asarray(x)
    assert not a.flags.writeable
    assert not a.flags.owndata
    assert a.__array_interface__["data"] == np.asarray(x).__array_interface__["data"]
    x[0] = 9
    assert same(a, [[1, 2], [3, 4]])
    del x
    gc.collect()
    assert same(a, [[1, 2], [3, 4]])


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(1,), (2, 3), (0,), (2, 0, 3), (1,) * 8])
def test_asarray_of_every_kind(dtype, shape):
    values = (np.arange(np.prod(shape)).reshape(shape) % 2).astype(dtype)
    x = nd.array(values, dtype=dtype)
    a = np.asarray(x)
    assert (a.shape, a.dtype) == (shape, np.dtype(dtype))
    assert same(a, values)
    assert same(np.asarray(x.T), values.T)


@pytest.mark.tiny
def test_array_and_its_arguments():
    x = nd.array([1.5, 2.5])
    assert np.array(x).flags.writeable
    assert np.array(x, dtype="int32").tolist() == [1, 2]
    assert x.__array__().tolist() == [1.5, 2.5]
    assert x.__array__(copy=True).flags.owndata
    assert x.__array__("float64").dtype == np.float64
    assert not x.__array__(np.float32, copy=False).flags.writeable
    with pytest.raises(ValueError, match="without a copy"):
        x.__array__("float64", copy=False)
    if np.lib.NumpyVersion(np.__version__) >= "2.0.0":
        assert not np.array(x, copy=False).flags.writeable


@pytest.mark.tiny
def test_interface():
    x = nd.arange(6).reshape((2, 3))
    interface = x.__array_interface__
    assert interface["shape"] == (2, 3)
    assert interface["typestr"] == "<f4"
    assert bytes(interface["data"]) == np.arange(6, dtype="f4").tobytes()


@pytest.mark.skipif(sys.version_info < (3, 12), reason="buffers of classes came with 3.12")
def test_buffer():
    x = nd.array([[1, 2], [3, 4]], dtype="int32")
    view = memoryview(x)
    assert (view.shape, view.format, view.readonly) == ((2, 2), "i", True)
    assert view.tolist() == [[1, 2], [3, 4]]
    x[:] = 0
    assert view.tolist() == [[1, 2], [3, 4]]
    assert bytes(memoryview(nd.array([1], dtype="uint8"))) == b"\1"


@pytest.mark.tiny
def test_buffers_are_not_written():
    x = nd.zeros(2)
    assert x.__buffer__(0).readonly
    with pytest.raises(BufferError, match="written"):
        x.__buffer__(1)


def test_memory_is_held_as_long_as_it_is_seen():
    before = in_use()
    x = nd.zeros((1000, 1000))
    a = np.asarray(x)
    del x
    assert in_use() >= before + 4_000_000
    b = a[5:]
    del a
    assert in_use() >= before + 4_000_000
    assert b.sum() == 0
    del b
    assert in_use() < before + 100_000


# Arrays over NumPy's memory


@pytest.mark.tiny
def test_from_numpy_shares():
    a = np.zeros((2, 3), dtype="float32")
    x = nd.from_numpy(a)
    assert not a.flags.writeable
    with pytest.raises(ValueError):
        a[0] = 1
    x[1, 2] = 100
    assert a[1, 2] == 100
    x += 1
    assert same(a, [[1, 1, 1], [1, 1, 101]])
    x[:] = nd.array([[1, 2, 3]])
    assert same(a, [[1, 2, 3], [1, 2, 3]])
    x[0:1][:] = 7
    x[[1], [0]] = 8
    x[x == 2] = 9
    assert same(a, [[7, 7, 7], [8, 9, 3]])
    assert same(x, a)
    assert same(x.T, a.T)
    assert same(x * 2, a * 2)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("zero_copy", [True, False])
def test_from_numpy_of_every_kind(dtype, zero_copy):
    for shape in ((), (0,), (1,), (2, 3), (1, 0, 2)):
        a = np.ones(shape, dtype=dtype)
        x = nd.from_numpy(a, zero_copy=zero_copy)
        assert x.dtype is a.dtype.type
        assert x.shape == (shape or (1,))
        assert same(x, np.ones(shape or (1,), dtype))
        assert a.flags.writeable is not zero_copy


def test_from_numpy_of_what_cannot_be_written_anyway():
    a = np.arange(4.0)
    a.flags.writeable = False
    x = nd.from_numpy(a)
    assert same(x + 1, [1, 2, 3, 4])
    x[0] = 9
    assert same(x, [9, 1, 2, 3])
    assert same(a, [0, 1, 2, 3])
    x += 1
    assert same(a, [0, 1, 2, 3])


def test_from_numpy_of_a_part_that_others_write():
    whole = np.zeros((3, 2), dtype="float32")
    x = nd.from_numpy(whole[1:])
    y = x + 1
    whole[1] = 5
    assert same(y, [[1, 1], [1, 1]])
    assert same(x, [[5, 5], [0, 0]])
    x[1] = 7
    assert same(whole, [[0, 0], [5, 5], [7, 7]])


def test_from_numpy_keeps_the_memory_and_lets_go():
    a = np.zeros(1000)
    alive = weakref.ref(a)
    x = nd.from_numpy(a)
    del a
    gc.collect()
    assert alive() is not None
    assert same(x[:3], [0, 0, 0])
    view, copy = x[2:], x.copy()
    del x
    gc.collect()
    assert alive() is not None
    del view
    gc.collect()
    assert alive() is None
    assert same(copy[:3], [0, 0, 0])


def test_from_numpy_refuses():
    with pytest.raises(ValueError, match="C order"):
        nd.from_numpy(np.zeros((2, 3)).T)
    assert nd.from_numpy(np.zeros((2, 3)).T, zero_copy=False).shape == (3, 2)
    with pytest.raises(TypeError, match="no dtype"):
        nd.from_numpy(np.zeros(2, dtype="complex64"))
    with pytest.raises(TypeError, match="ndarray"):
        nd.from_numpy([1, 2])
    swapped = np.zeros(2, dtype=np.dtype("float32").newbyteorder())
    assert same(nd.from_numpy(swapped), [0, 0])


def test_memory_without_room_after_its_end():
    """Right before a page that cannot be read: operators must not work in it."""
    import mmap

    libc = ctypes.CDLL(None, use_errno=True)
    page = mmap.PAGESIZE
    area = mmap.mmap(-1, 2 * page)
    start = ctypes.addressof(ctypes.c_char.from_buffer(area))
    assert libc.mprotect(ctypes.c_void_p(start + page), page, 0) == 0
    try:
        a = np.frombuffer(area, dtype="float32", count=7, offset=page - 28)
        x = nd.from_numpy(a)
        x[:] = nd.arange(7)
        assert same(x * x + x * 2, np.arange(7) * np.arange(7) + 2 * np.arange(7))
        x += 1
        assert same(a, np.arange(7) + 1)
        assert same(x[::-1].sum(), [28])
    finally:
        assert libc.mprotect(ctypes.c_void_p(start + page), page, 3) == 0
