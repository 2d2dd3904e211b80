"""GPUs: contexts, copies, gradients, errors, memory, times; whole scripts.

Each program runs in a process of its own, where OpenCL may take the processor (PoCL) for a GPU.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from child_processes import PACKAGE
from gpu_programs import needs_device, run, variables


@needs_device
def test_arrays_live_there(cache):
    run(
        """
x = nd.ones((2, 3), ctx=gpu)
y = x * 2 + 1
assert y.context == gpu and "@gpu(0)" in repr(y) and y.asnumpy().tolist() == [[3] * 3] * 2
with gpu:
    z = nd.array([[1, 2], [3, 4]])
    assert z.context == gpu and nd.zeros(2).context == gpu and nd.arange(3).context == gpu
    assert nd.random.uniform(shape=(2,)).context == gpu and mx.current_context() == gpu
assert nd.zeros(2).context == mx.cpu()
h = z.as_in_context(mx.cpu())
assert h.context == mx.cpu() and h.asnumpy().tolist() == [[1, 2], [3, 4]]
assert z.as_in_context(gpu) is z
assert h.copyto(gpu).context == gpu
target = nd.zeros((2, 2), ctx=gpu)
h.copyto(target)
assert target.asnumpy().tolist() == h.asnumpy().tolist() and target.context == gpu
target[:] = h.T
assert target.asnumpy().tolist() == [[1, 3], [2, 4]] and target.context == gpu
target[0, 1:] = 9
assert target.asnumpy().tolist() == [[1, 9], [2, 4]]
back = nd.zeros((2, 2))
back[:] = target
assert back.context == mx.cpu() and back.asnumpy().tolist() == [[1, 9], [2, 4]]
assert z[1].context == gpu and z[1].asnumpy().tolist() == [3, 4]
assert z.T.as_in_context(mx.cpu()).asnumpy().tolist() == [[1, 3], [2, 4]]
assert np.asarray(z).tolist() == [[1, 2], [3, 4]]
raises(z.to_dlpack_for_write, "gpu(0)")
assert float(z.sum().asscalar()) == 10 and nd.array(z, ctx=mx.cpu()).context == mx.cpu()
""",
        cache,
    )


@needs_device
def test_gradients_go_back_there_and_across(cache):
    run(
        """
x = nd.array([[1, 2], [3, 4]], ctx=gpu)
x.attach_grad()
with autograd.record():
    y = (nd.exp(x) * x).sum()
y.backward()
assert x.grad.context == gpu
a = x.asnumpy()
np.testing.assert_allclose(x.grad.asnumpy(), np.exp(a) * (1 + a), rtol=1e-6)
h = nd.array([1, 2])
h.attach_grad()
with autograd.record():
    z = (h.as_in_context(gpu) * nd.array([3, 4], ctx=gpu)).as_in_context(mx.cpu()) * 2
z.backward()
assert h.grad.context == mx.cpu() and h.grad.asnumpy().tolist() == [6, 8]
with autograd.record():
    y = x.reshape((4,))
raises(lambda: y.backward(nd.ones(4)), "backward", "head gradient", "cpu(0)", "gpu(0)")
""",
        cache,
    )


@needs_device
@pytest.mark.parametrize("kind", ["cpu", "gpu"])
@pytest.mark.parametrize("shape", [(5,), (300, 400)])
def test_several_updates_in_place_share_a_kernel(kind, shape, cache):
    run(
        f"""
rng = np.random.default_rng(0)
p0, v0, g0 = (rng.normal(size={shape}).astype("float32") for _ in range(3))
p, v, g = (nd.array(x, ctx=gpu) for x in (p0, v0, g0))
for _ in range(3):
    v[:] = 0.5 * p - 0.25 * v * g
    p[:] = p + v
    v0 = 0.5 * p0 - 0.25 * v0 * g0
    p0 = p0 + v0
    mx.waitall()
np.testing.assert_allclose(v.asnumpy(), v0, rtol=1e-6, atol=1e-6)
np.testing.assert_allclose(p.asnumpy(), p0, rtol=1e-6, atol=1e-6)
""",
        cache,
        SWND_OPENCL_KERNELS=kind,
    )


@needs_device
def test_errors_are_raised_at_the_call(cache):
    run(
        """
x, y = nd.ones(3, ctx=gpu), nd.ones(3)
raises(lambda: x + y, "broadcast_add", "gpu(0)", "cpu(0)")
raises(lambda: nd.dot(x, y), "gpu(0)", "cpu(0)")
raises(lambda: nd.ones(3, ctx=mx.gpu(99)), "gpu(99)")
raises(lambda: y.as_in_context(mx.gpu(99)), "gpu(99)")
raises(lambda: nd.take(x, nd.array([7], ctx=gpu), mode="raise").asnumpy(), "take", "7", "3")
""",
        cache,
    )


@needs_device
def test_memory_is_counted_limited_and_given_back(cache):
    run(
        """
def facts():
    return mx.context.gpu_facts(0)
size = 1 << 20
x = nd.zeros((size,), ctx=gpu)
x.wait_to_read()
used = facts()["bytes_in_use"]
assert used >= 4 * size
free, total = mx.gpu_memory_info(0)
assert 0 < free < total
del x
assert facts()["bytes_in_use"] < used and facts()["bytes_cached"] >= 4 * size
count = facts()["allocations"]
for _ in range(5):
    x = nd.ones((size,), ctx=gpu)
    x.wait_to_read()
    del x
assert facts()["allocations"] == count
gpu.empty_cache()
assert facts()["bytes_cached"] == 0
""",
        cache,
    )
    run(
        """
x = nd.zeros((1 << 20,), ctx=gpu)
big = nd.zeros((1 << 24,), ctx=gpu) + 1
raises(big.asnumpy, "gpu(0)", "bytes")
assert x.asnumpy().sum() == 0
assert (nd.ones((1 << 19,), ctx=gpu) * 2).asnumpy().sum() == 1 << 20
""",
        cache,
        SWND_OPENCL_MEMORY="16M",
    )


@needs_device
def test_the_trace_has_the_times_of_the_device(cache, tmp_path):
    text = f"""
import json
mx.profiler.set_config(filename={str(tmp_path / "trace.json")!r})
x = nd.array(np.ones((500, 500)), ctx=gpu)
mx.profiler.set_state("run")
y = nd.dot(nd.exp(x), x)
y.wait_to_read()
host = y.asnumpy()
mx.profiler.set_state("stop")
nd.tanh(x).wait_to_read()
table = mx.profiler.dumps()
mx.profiler.dump()
events = json.load(open({str(tmp_path / "trace.json")!r}))["traceEvents"]
rows = {{e["tid"]: e["args"]["name"] for e in events if e["ph"] == "M"}}
device = [e for e in events if e.get("cat") == "device"]
launches = [e for e in events if e.get("cat") == "launch"]
assert [e["name"] for e in device] == ["exp", "_matrix_product", "copy from gpu(0)"], device
assert all(rows[e["tid"]] == "gpu(0)" and e["dur"] > 0 for e in device)
# In order, none before it was launched, and within the time that was profiled.
ends = [e["ts"] + e["dur"] for e in device]
assert all(e["ts"] >= end for e, end in zip(device[1:], ends)), device
assert device[0]["ts"] >= launches[0]["ts"] and device[1]["dur"] < 1e6
assert "device: exp" in table and "tanh" not in table
assert (x + 1).asnumpy().sum() == 500000
"""
    run(text, cache)


@needs_device
def test_the_tutorial_and_the_digits_run_there(cache, tmp_path):
    pytest.importorskip("matplotlib")
    pytest.importorskip("tqdm")
    demo = Path(__file__).resolve().parents[2] / "examples/python/demo.py"
    ran = subprocess.run(
        [sys.executable, demo, "--ctx", "gpu", "--output", tmp_path],
        env=dict(os.environ, PYTHONPATH=PACKAGE, MPLBACKEND="Agg", **variables(cache)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,  # it fails where too few digits are read right
    )
    assert "@gpu(0)" in ran.stdout
    assert "@cpu(0)" not in ran.stdout


@needs_device
def test_a_write_with_wrong_indices_leaves_the_array_as_it_was(cache):
    run(
        """
x = nd.arange(10, ctx=gpu)
part = x[:5]
def at(array, indices, value):
    array[nd.array(indices, ctx=gpu, dtype="int32")] = value
raises(lambda: at(x, [3, 10], 1), "index: 10 is out of range for axis 0", "(10,)")
raises(lambda: at(part, [7], 1), "index: 7 is out of range for axis 0", "(5,)")
assert x.asnumpy().tolist() == list(range(10))
at(x, [3, -1], 50)
assert x.asnumpy().tolist() == [0, 1, 2, 50, 4, 5, 6, 7, 8, 50]
raises(lambda: at(nd.zeros((0,), ctx=gpu), [0], 1), "index: 0 is out of range", "(0,)")
empty = nd.zeros((0, 0), ctx=gpu)
raises(lambda: empty[:, nd.array([0], ctx=gpu, dtype="int32")], "axis 1 with length 0")
# What is only read may fail later, with the same name.
raises(lambda: x[nd.array([10], ctx=gpu, dtype="int32")].asnumpy(), "index: index 10 is out")
""",
        cache,
    )


@needs_device
def test_memory_of_a_device_is_not_lent(cache):
    run(
        """
x = nd.arange(6, ctx=gpu).reshape((2, 3))
assert x.__dlpack_device__() == (4, 0)
try:
    x.__dlpack__()
except BufferError as error:
    assert "gpu(0)" in str(error)
else:
    raise AssertionError("no error")
copied = nd.from_dlpack(x.__dlpack__(dl_device=(1, 0)))
assert copied.context == mx.cpu() and copied.asnumpy().tolist() == [[0, 1, 2], [3, 4, 5]]
""",
        cache,
    )


@needs_device
@pytest.mark.parametrize("kind", ["cpu", "gpu"])
def test_few_long_rows_are_searched_in_pieces(kind, cache):
    run(
        """
rng = np.random.default_rng(0)
for shape, axis in ((1, 100000), 1), ((50001, 2), 0), ((70000,), 0):
    for values in rng.normal(size=shape), rng.integers(0, 3, shape), np.zeros(shape):
        for dtype in "float32", "int32":
            data = (values * 100).astype(dtype)
            x = nd.array(data, ctx=gpu, dtype=dtype)
            for name in "argmax", "argmin":
                want = getattr(np, name)(data, axis=axis)
                np.testing.assert_array_equal(getattr(nd, name)(x, axis=axis).asnumpy(), want)
data = rng.normal(size=100000).astype("float32")
data[[70000, 90000]] = np.nan
x = nd.array(data, ctx=gpu)
assert x.argmax(axis=0).asscalar() == nd.array(data).argmax(axis=0).asscalar() == 70000
""",
        cache,
        SWND_OPENCL_KERNELS=kind,
    )
