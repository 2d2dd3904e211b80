"""Tensors that are passed on by DLPack: who sees what, how long."""

import gc
import subprocess
import sys
import textwrap
import threading
import weakref

import numpy as np
import pytest
from sharing import DTYPES, in_use, same
from swnd import autograd, nd

NUMPY_HAS_DLPACK = hasattr(np, "from_dlpack")
needs_dlpack = pytest.mark.skipif(not NUMPY_HAS_DLPACK, reason="this NumPy knows no DLPack")


@pytest.mark.tiny
@needs_dlpack
def test_numpy_takes_an_array():
    x = nd.array([1, 2, 3])
    a = np.from_dlpack(x)
    x[0] = 9
    assert same(a, [9, 2, 3])
    if a.flags.writeable:
        a[1] = 8
        assert same(x, [9, 8, 3])
    assert x.__dlpack_device__() == (1, 0)


@needs_dlpack
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(1,), (2, 3), (0,), (2, 0, 3), (1,) * 8])
def test_there_and_back(dtype, shape):
    if dtype == "bool" and np.lib.NumpyVersion(np.__version__) < "1.25.0":
        pytest.skip("this NumPy exchanges no truth values")
    a = (np.arange(np.prod(shape)).reshape(shape) % 2).astype(dtype)
    x = nd.from_dlpack(a)
    assert (x.shape, x.dtype) == (shape, a.dtype.type)
    assert same(x, a)
    assert same(np.from_dlpack(nd.array(a, dtype=dtype)), a)
    assert same(np.from_dlpack(nd.array(a.T, dtype=dtype).T), a)


@needs_dlpack
def test_a_tensor_is_shared():
    a = np.zeros((2, 2), dtype="float32")
    x = nd.from_dlpack(a)
    a[0, 0] = 5
    assert same(x, [[5, 0], [0, 0]])
    y = x * 2
    a[0, 0] = 6
    assert same(y, [[10, 0], [0, 0]])
    x[1] = 3
    x += 1
    assert same(a, [[7, 1], [4, 4]])


@pytest.mark.tiny
def test_capsules_of_mxnet():
    x = nd.ones((2, 3))
    z = nd.from_dlpack(nd.to_dlpack_for_read(x))
    assert same(z, np.ones((2, 3)))
    z += 1
    assert same(x, np.ones((2, 3)))
    u = nd.from_dlpack(nd.to_dlpack_for_write(x))
    u += 1
    assert same(x, np.full((2, 3), 2))
    x[0, 0] = 9
    assert same(u[0], [9, 2, 2])
    assert same(nd.from_dlpack(x.to_dlpack_for_read()), x.asnumpy())
    assert same(nd.from_dlpack(x.to_dlpack_for_write()), x.asnumpy())


def test_a_part_is_shared():
    x = nd.zeros((3, 2))
    u = nd.from_dlpack(nd.to_dlpack_for_write(x[1]))
    u[0] = 5
    assert same(x, [[0, 0], [5, 0], [0, 0]])
    x[1:] = 7
    assert same(u, [7, 7])


def test_copies_and_results_are_not_shared():
    x = nd.array([1, 2, 3])
    before = x.copy()
    double, view, turned = x * 2, x[1:], x.reshape((3, 1)).T
    u = nd.from_dlpack(nd.to_dlpack_for_write(x))
    after, also = x.copy(), nd.array(x)
    u[:] = 0
    assert same(before, [1, 2, 3])
    assert same(after, [1, 2, 3])
    assert same(also, [1, 2, 3])
    assert same(double, [2, 4, 6])
    assert same(turned, [[1, 2, 3]])
    assert same(view, [0, 0])
    assert same(x, [0, 0, 0])


def test_large_results_are_of_the_time_of_the_call():
    x = nd.ones((500, 500))
    u = nd.from_dlpack(nd.to_dlpack_for_write(x))
    y = x * 2 + x.T
    u[:] = 5
    assert same(y[:1, :2], [[3, 3]])
    z = x[[0, 1]] + x[x > 0].sum()
    u[:] = 0
    assert same(z[0, :1], [5 + 5 * 250_000])


def test_sharing_ends_with_the_other():
    x = nd.ones((100, 100))
    u = nd.from_dlpack(nd.to_dlpack_for_write(x))
    u[0] = 5
    del u
    gc.collect()
    assert same(x[0, :2], [5, 5])
    y = x.copy()
    x[:] = 1
    assert same(y[0, :2], [5, 5])
    assert same(x[0, :2], [1, 1])


def test_gradients_of_what_is_shared():
    x = nd.array([1, 2, 3])
    x.attach_grad()
    u = nd.from_dlpack(nd.to_dlpack_for_write(x))
    with autograd.record():
        y = (x * x).sum()
        u[:] = 100
    y.backward()
    assert same(x.grad, [2, 4, 6])
    g = nd.from_dlpack(nd.to_dlpack_for_write(x.grad))
    with autograd.record():
        y = (x * 3).sum()
    y.backward()
    assert same(g, [3, 3, 3])


def test_a_capsule_is_taken_once():
    capsule = nd.to_dlpack_for_read(nd.zeros(2))
    nd.from_dlpack(capsule)
    with pytest.raises(ValueError, match="taken"):
        nd.from_dlpack(capsule)
    for wrong in (None, 1, np.zeros, [1, 2]):
        with pytest.raises(TypeError, match="DLPack capsule"):
            nd.from_dlpack(wrong)
    with pytest.raises(TypeError, match="to_dlpack_for_read: data"):
        nd.to_dlpack_for_read([1])
    with pytest.raises(TypeError, match="to_dlpack_for_write: data"):
        nd.to_dlpack_for_write([1])


@needs_dlpack
def test_tensors_that_do_not_fit():
    for wrong in (np.zeros((2, 3)).T, np.zeros(6)[::2], np.zeros(6)[::-1]):
        with pytest.raises(ValueError, match="C order"):
            nd.from_dlpack(wrong)
    with pytest.raises(TypeError, match="no dtype"):
        nd.from_dlpack(np.zeros(2, dtype="complex64"))
    with pytest.raises(TypeError, match="no dtype"):
        nd.from_dlpack(np.zeros(2, dtype="uint32"))


def test_capsules_that_nobody_takes_are_ended():
    before = in_use()
    for make in (
        nd.to_dlpack_for_read,
        nd.to_dlpack_for_write,
        lambda x: x.__dlpack__(),
        lambda x: x.__dlpack__(max_version=(1, 0)),
        lambda x: x.__dlpack__(max_version=(1, 2), copy=True),
    ):
        x = nd.zeros((1000, 1000))
        capsule = make(x)
        del x
        assert in_use() >= before + 4_000_000
        del capsule
        assert in_use() < before + 100_000


@needs_dlpack
def test_owners_are_kept_and_let_go():
    class Owner(np.ndarray):
        pass

    a = np.zeros(1000).view(Owner)
    alive = weakref.ref(a)
    x = nd.from_dlpack(a)
    del a
    gc.collect()
    y = x[5:]
    del x
    gc.collect()
    assert alive() is not None
    assert y.sum().asscalar() == 0
    del y
    gc.collect()
    assert alive() is None


@needs_dlpack
def test_versions_and_devices():
    x = nd.array([1, 2])
    assert "dltensor_versioned" in repr(x.__dlpack__(max_version=(1, 0)))
    assert '"dltensor"' in repr(x.__dlpack__())
    assert '"dltensor"' in repr(x.__dlpack__(max_version=(0, 8)))
    assert same(nd.from_dlpack(x.__dlpack__(max_version=(1, 1))), [1, 2])
    x.__dlpack__(dl_device=(1, 0))
    with pytest.raises(BufferError, match="device"):
        x.__dlpack__(dl_device=(2, 0))
    copied = nd.from_dlpack(x.__dlpack__(copy=True))
    copied += 1
    assert same(x, [1, 2])


@needs_dlpack
@pytest.mark.skipif(
    np.lib.NumpyVersion(np.__version__) < "2.1.0", reason="this NumPy gives nothing read-only away"
)
def test_read_only_tensors_are_not_written():
    a = np.zeros(3, dtype="float32")
    a.flags.writeable = False
    x = nd.from_dlpack(a)
    x += 1
    assert same(a, [0, 0, 0])
    assert same(x, [1, 1, 1])


def test_the_end_of_the_process():
    """Capsules, arrays and views that are left when Python ends."""
    code = """
        import numpy as np
        from swnd import nd
        kept = [nd.to_dlpack_for_write(nd.zeros(5)), nd.zeros(3).__dlpack__(max_version=(1, 0))]
        views = [np.asarray(nd.ones((100, 100)))]
        owners = [nd.from_numpy(np.zeros(1000)), nd.from_dlpack(nd.to_dlpack_for_read(nd.ones(3)))]
        if hasattr(np, "from_dlpack"):
            views += [np.from_dlpack(nd.ones(3)), nd.from_dlpack(np.ones(3))]
        class Late:
            def __del__(self, kept=kept, make=nd.to_dlpack_for_read, x=nd.ones(2)):
                kept.append(make(x))
        late = Late()
        print("done")
    """
    result = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=120
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "done\n", "")


def test_many_threads_share():
    failures = []

    def work():
        try:
            for _ in range(100):
                x = nd.ones((50, 50))
                u = nd.from_dlpack(nd.to_dlpack_for_write(x))
                u += 1
                assert float(x.sum().asscalar()) == 5000
                assert np.asarray(x).sum() == 5000
                nd.from_numpy(np.ones((50, 50))).sum().wait_to_read()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
