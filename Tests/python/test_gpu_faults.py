"""What goes wrong on GPUs: a loader before the real one makes it happen (Tests/opencl)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from gpu_programs import needs_device, run, run_telling

SOURCE = Path(__file__).resolve().parents[1] / "opencl/faulty.c"

pytestmark = [
    needs_device,
    pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler"),
]


@pytest.fixture(scope="module")
def loader(tmp_path_factory):
    library = tmp_path_factory.mktemp("loader") / "libOpenCL.so.1"
    # The real loader is needed by this one: what is not defined here is found there.
    command = [
        "cc",
        "-shared",
        "-fPIC",
        "-D_GNU_SOURCE",
        "-Wall",
        "-Werror",
        "-o",
        library,
        SOURCE,
    ]
    subprocess.run([*command, "-Wl,--no-as-needed", "-l:libOpenCL.so.1", "-ldl"], check=True)
    return str(library)


def test_without_a_fault_all_is_well(loader, tmp_path):
    run(
        "assert (nd.ones(3, ctx=gpu) + 1).asnumpy().tolist() == [2] * 3",
        tmp_path,
        SWND_OPENCL=loader,
    )


def test_without_platforms_there_is_no_gpu(loader, tmp_path):
    run(
        """
assert mx.num_gpus() == 0
raises(lambda: nd.ones(3, ctx=gpu), "ones", "gpu(0)", "no devices", "driver")
assert nd.ones(3).asnumpy().sum() == 3
""",
        tmp_path,
        SWND_OPENCL=loader,
        FAULT="none",
    )


def test_a_program_that_does_not_compile_shows_the_log(loader, tmp_path):
    run(
        """
x = nd.array([1, 2], ctx=gpu)
log = "this compiler is out of order"
raises((nd.exp(x) * 2).asnumpy, "exp", "gpu(0)", log, "__kernel void run")
raises(nd.dot(x, x).asnumpy, "product", log)
assert x.asnumpy().tolist() == [1, 2]
assert (nd.ones(3) * 2).asnumpy().sum() == 6
""",
        tmp_path,
        SWND_OPENCL=loader,
        FAULT="build",
    )


def test_without_double_precision_float64_is_refused_at_the_call(loader, tmp_path):
    told = run_telling(
        """
words = "gpu(0)", "has no float64"
raises(lambda: nd.array([1.5], ctx=gpu, dtype="float64"), *words)
raises(lambda: nd.zeros(3, ctx=gpu, dtype="float64"), "zeros", *words)
raises(lambda: nd.random.normal(shape=3, ctx=gpu, dtype="float64"), "random_normal", *words)
x = nd.array([[1, 2], [3, 4]], ctx=gpu)
raises(lambda: x.astype("float64"), "cast", *words)
h = nd.array([1.5], dtype="float64")
raises(lambda: h.as_in_context(gpu), *words)
assert h.asnumpy().tolist() == [1.5]
assert (nd.exp(x) * 2 - x).asnumpy().shape == (2, 2)
assert nd.dot(x, x).asnumpy().tolist() == [[7, 10], [15, 22]]
assert x.astype("float16").asnumpy().tolist() == [[1, 2], [3, 4]]
# What computes in double precision by the way is computed on the processor.
np.testing.assert_allclose(nd.norm(x).asnumpy(), [30 ** 0.5], rtol=1e-6)
np.testing.assert_allclose(nd.erfinv(x / 8).asnumpy()[0, 0], 0.1112354, rtol=1e-6)
# What devices have functions for is computed there, less exactly.
a = np.array([[1, 2], [3, 4]])
for y, want in [
    (nd.sin(x * 1e4), np.sin(a * 1e4)), (x ** 1.5, a ** 1.5),
    (nd.gamma(x), [[1, 1], [2, 6]]), (nd.gammaln(x + 1), np.log([[1, 2], [6, 24]])),
]:
    np.testing.assert_allclose(y.asnumpy(), want, rtol=1e-5, atol=1e-6)
assert x.astype("int32").mean().asnumpy().tolist() == [2]
# Random numbers that are made in double precision are those of the processor all the same.
def draw(ctx):
    mx.random.seed(7)
    weights = nd.array([[1, 2, 3], [3, 0, 1]], ctx=ctx)
    found = [nd.random.multinomial(weights, shape=50), nd.random.gamma(2, shape=50, ctx=ctx)]
    found += [nd.random.poisson(20, shape=50, ctx=ctx), nd.random.normal(shape=50, ctx=ctx)]
    return [r.asnumpy().tolist() for r in found]
assert draw(mx.cpu()) == draw(gpu)
""",
        tmp_path,
        SWND_OPENCL=loader,
        FAULT="single",
    )
    assert "erfinv has no kernel for gpu(0)" in told, told
    assert "random_gamma has no kernel" in told
    assert " gamma" not in told
    assert "sin" not in told
    assert "power" not in told


def test_exhausted_memory_is_an_error_of_the_result(loader, tmp_path):
    run(
        """
size = 1 << 20
x = nd.ones((size,), ctx=gpu)
y = nd.zeros((4 * size,), ctx=gpu) + 1
raises(y.asnumpy, "gpu(0)", "out of device memory", "bytes")
raises((y * 2).asnumpy, "gpu(0)", "out of device memory")
assert x.asnumpy().sum() == size
# What is kept for reuse is given back before a request fails.
for count in (2, 1):
    parts = [nd.ones((size // count,), ctx=gpu) for _ in range(count)]
    assert sum(part.asnumpy().sum() for part in parts) == size
    del parts
assert (nd.ones((3 * size // 2,), ctx=gpu) * 2).asnumpy().sum() == 3 * size
raises(lambda: nd.array(np.zeros(4 * size), ctx=gpu), "array", "gpu(0)", "out of device memory")
assert x.asnumpy().sum() == size
""",
        tmp_path,
        SWND_OPENCL=loader,
        FAULT=f"memory={12 << 20}",
    )


@pytest.mark.parametrize("count", [0, 2])
def test_a_lost_device_is_an_error_wherever_it_is_met(count, loader, tmp_path):
    run(
        """
x = nd.array(np.ones(1000), ctx=gpu)
y = x + 1
for _ in range(3):
    y = nd.exp(y * 0.1)
    try:
        y.wait_to_read()
    except mx.MXNetError:
        pass
raises(y.asnumpy, "lost")
raises(x.asnumpy, "gpu(0)", "lost")
raises(lambda: nd.array([1], ctx=gpu), "gpu(0)", "lost")
raises(mx.nd.waitall, "gpu(0)", "lost")
assert (nd.ones(3) * 2).asnumpy().sum() == 6
""",
        tmp_path,
        SWND_OPENCL=loader,
        FAULT=f"lost={count}",
    )


@pytest.mark.parametrize("kind", ["cpu", "gpu"])
@pytest.mark.parametrize("size", [1, 12, 128])
def test_small_work_groups_are_enough(size, kind, loader, tmp_path):
    """Some devices have no more than these."""
    run(
        """
rng = np.random.default_rng(0)
a, b = rng.normal(size=(70, 40)), rng.normal(size=(40, 50))
x, y = (nd.array(data, ctx=gpu) for data in (a, b))
i, j = (nd.array(data * 9, ctx=gpu, dtype="int32") for data in (a, b))
def near(result, want):
    np.testing.assert_allclose(result.asnumpy(), want, rtol=1e-5, atol=1e-5)
near(nd.dot(x, y), a @ b)
near(nd.relu(nd.dot(x, y) + 1), np.maximum(a @ b + 1, 0))
near(nd.dot(i, j), i.asnumpy() @ j.asnumpy())
near(x.T.copy(), a.T)
near(nd.concat(x.T, x.T, dim=1), np.concatenate([a.T, a.T], axis=1))
near(nd.softmax(x), np.exp(a) / np.exp(a).sum(axis=1, keepdims=True))
near(x.sum(axis=0), a.sum(axis=0))
near(x.sum(), [a.sum()])
near(nd.ones((20000,), ctx=gpu).sum(), [20000])
near(nd.sort(x.reshape((-1,))), np.sort(a.ravel()))
near(nd.argmax(x.reshape((-1,)), axis=0), [a.argmax()])
near(nd.cumsum(x, axis=0), a.cumsum(axis=0))
near(nd.cumsum(x.reshape((-1,)), axis=0), a.cumsum())
""",
        tmp_path,
        SWND_OPENCL=loader,
        SWND_OPENCL_KERNELS=kind,
        FAULT=f"group={size}",
    )


def test_without_pinned_memory_transfers_wait(loader, tmp_path):
    run(
        """
data = np.arange(100000, dtype="float32")
for _ in range(3):
    x = nd.array(data, ctx=gpu)
    assert (x + 1).asnumpy().tobytes() == (data + 1).tobytes()
""",
        tmp_path,
        SWND_OPENCL=loader,
        FAULT="pinned",
    )
