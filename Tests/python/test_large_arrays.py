"""Arrays whose bytes no 32-bit number counts: 2^31 + 8 and more. Part of `make test-long`."""

import os

import numpy as np
import pytest
import swnd as mx
from gpu_programs import needs_device, run
from swnd import nd

BYTES = 2**31 + 8


def available():
    """Bytes of memory that are to be had."""
    with open("/proc/meminfo") as lines:
        return next(int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable"))


pytestmark = [
    pytest.mark.skipif(not os.environ.get("SWND_LONG"), reason="takes a minute: make test-long"),
    pytest.mark.skipif(available() < 12 << 30, reason="takes 10 GiB, which are not to be had"),
]


@pytest.fixture(autouse=True)
def memory():
    yield
    mx.waitall()
    mx.empty_cache()


def test_bytes():
    x = nd.ones((BYTES,), dtype="int8")
    x[-3] = 7
    y = x + x
    assert y.shape == (BYTES,)
    assert y[2**31 :].asnumpy().tolist() == [2, 2, 2, 2, 2, 14, 2, 2]
    assert y[BYTES - 5 : BYTES : 2].asnumpy().tolist() == [2, 14, 2]
    assert x.max().asscalar() == 7 and y.min().asscalar() == 2
    # The sum of int8 wraps around; of int64 it does not, but takes eight times the memory.
    assert x.sum().asscalar() == np.int64(BYTES + 6).astype(np.int8)
    table = x.reshape((4, -1))
    assert table.shape == (4, BYTES // 4)
    assert table.max(axis=1).asnumpy().tolist() == [1, 1, 1, 7]
    assert table.T[-3].asnumpy().tolist() == [1, 1, 1, 7]
    assert (x == 7).max().asscalar() == 1


def test_floats():
    x = nd.ones((BYTES // 4,))
    x[BYTES // 4 - 1] = 0.5
    y = x * 2 + 1
    del x
    assert y[-2:].asnumpy().tolist() == [3, 2]
    assert y.sum().asscalar() == np.float32(3 * (BYTES // 4) - 1)
    assert y.mean().asscalar() == 3
    assert y.reshape((2, -1)).sum(axis=0)[-1:].asscalar() == 5
    assert y.argmin().asscalar() == np.float32(BYTES // 4 - 1)
    assert nd.concat(y[:3], y[-3:], dim=0).asnumpy().tolist() == [3, 3, 3, 3, 3, 2]


def test_files(tmp_path):
    """The third array begins beyond 4 GiB."""
    x = nd.ones((BYTES,), dtype="uint8")
    x[BYTES - 1] = 9
    path = str(tmp_path / "x")
    nd.save(path, {"x": x, "again": x, "last": nd.arange(3)})
    assert os.path.getsize(path) > 2 * BYTES
    del x
    loaded = nd.load(path)
    assert loaded["last"].asnumpy().tolist() == [0, 1, 2]
    for name in ("x", "again"):
        assert loaded[name].shape == (BYTES,)
        assert loaded[name][-2:].asnumpy().tolist() == [1, 9]
        assert loaded[name].min().asscalar() == 1
    del loaded
    with open(path, "r+b") as file:
        file.truncate(2 * BYTES + 100)
    with pytest.raises(mx.MXNetError, match=r"byte \d{10}: "):
        nd.load(path)
    os.remove(path)


@needs_device
@pytest.mark.parametrize("count", [2**31 - 1, 2**31 - 4000, 2**31 + 5])
def test_counts_of_gpus(count, cache):
    """Around where 31 bits no longer hold a count, or what a kernel adds to it."""
    run(
        f"""
x = nd.ones(({count},), ctx=gpu, dtype="int8")
x[-1] = 5
y = x + 1
del x
assert y[-3:].asnumpy().tolist() == [2, 2, 6] and y[:2].asnumpy().tolist() == [2, 2]
assert y.max().asscalar() == 6 and y.min().asscalar() == 2
assert y[::-1][:2].asnumpy().tolist() == [6, 2]
last = nd.array([{count} - 1, -1], ctx=gpu, dtype="int64")
assert y[last].asnumpy().tolist() == [6, 6]
""",
        cache,
        timeout=600,
    )
