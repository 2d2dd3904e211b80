"""GPUs: contexts, copies, errors, memory, programs, forks and ends.

Each program runs in a process of its own, where OpenCL may take the processor (PoCL) for a GPU.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from child_processes import PACKAGE
from gpu_programs import START, needs_device, run, run_telling, variables

GOLDEN = Path(__file__).parent / "data" / "kernels"


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("kernels")


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


PROGRAMS = """
x = nd.array(np.arange(24).reshape(4, 6), ctx=gpu)
y = nd.softmax(nd.exp(x * 0.1) - x.sum(axis=0), axis=1)
z = nd.dot(y, x.T).asnumpy()
facts = mx.context.gpu_facts(0)
print(facts["programs_built"], facts["programs_loaded"])
"""


@needs_device
def test_a_second_run_builds_nothing(tmp_path):
    built, loaded = map(int, run(PROGRAMS, tmp_path).split())
    assert built > 0
    assert loaded == 0
    assert run(PROGRAMS, tmp_path).split() == ["0", str(built)]
    for number, file in enumerate(sorted(tmp_path.iterdir())):
        # Cut off, of another program, changed inside: none of them counts.
        data = file.read_bytes()
        changed = data[: len(data) // 2], b"nonsense", data[:-1] + bytes([data[-1] ^ 1])
        file.write_bytes(changed[number % 3])
    assert run(PROGRAMS, tmp_path).split() == [str(built), "0"]
    assert run(PROGRAMS, tmp_path).split() == ["0", str(built)]
    assert not [file for file in tmp_path.iterdir() if file.suffix != ".bin"]


@needs_device
def test_processes_share_the_folder(tmp_path):
    environment = dict(os.environ, PYTHONPATH=PACKAGE, **variables(tmp_path))
    command = [sys.executable, "-c", START + PROGRAMS]
    children = [subprocess.Popen(command, env=environment) for _ in range(4)]
    assert [child.wait(300) for child in children] == [0] * 4
    assert run(PROGRAMS, tmp_path).split()[0] == "0"


@needs_device
def test_a_folder_that_cannot_be_written_is_done_without(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    assert int(run(PROGRAMS, file / "below").split()[0]) > 0
    assert int(run(PROGRAMS, "off").split()[0]) > 0


@needs_device
def test_children_of_a_fork_compute_on_the_processor(cache):
    run(
        """
import os
x = nd.ones((100, 100), ctx=gpu)
pending = x * 2
assert (x + 1).asnumpy().sum() == 20000
child = os.fork()
if child == 0:
    try:
        raises(lambda: (x + 1).asnumpy(), "gpu(0)", "fork")
        raises(lambda: nd.ones(3, ctx=gpu), "gpu(0)", "fork")
        raises(lambda: x.asnumpy(), "gpu(0)", "fork")
        del x, pending
        assert (nd.ones((100, 100)) * 3).asnumpy().sum() == 30000
        # Nothing is asked of the driver, which did not survive.
        assert mx.profiler.set_state("run") is None
        assert nd.waitall() is None
        assert mx.profiler.set_state("stop") is None
        os._exit(0)
    except BaseException as error:
        print(error)
        os._exit(1)
_, status = os.waitpid(child, 0)
assert status == 0
assert pending.asnumpy().sum() == 20000
""",
        cache,
    )


ENDS = """
import threading
x = nd.ones((200, 200), ctx=gpu)
kept = [nd.dot(x, x) + i for i in range(20)]
threading.Thread(target=lambda: [nd.exp(k) for k in kept], daemon=True).start()
"""


@needs_device
def test_processes_end_cleanly_whatever_is_under_way(cache):
    for _ in range(1000 if os.environ.get("SWND_LONG") else 10):
        run(ENDS, cache)


def test_without_a_loader_there_is_no_gpu(cache):
    run(
        """
assert mx.num_gpus() == 0
raises(lambda: nd.ones(3, ctx=gpu), "ones", "gpu(0)", "OpenCL", "install")
raises(lambda: nd.array([1], ctx=gpu), "gpu(0)")
raises(lambda: nd.ones(3).as_in_context(gpu), "gpu(0)")
raises(lambda: mx.gpu_memory_info(0), "gpu(0)")
assert nd.ones(3).asnumpy().sum() == 3
""",
        cache,
        SWND_OPENCL="/nonexistent/libOpenCL.so.1",
    )


@needs_device
def test_work_without_a_kernel_is_told_once_or_refused(cache):
    text = """
mean = nd.array([3.0], ctx=gpu)
for _ in range(2):
    assert nd.random.poisson(mean, shape=(5,)).asnumpy().shape == (1, 5)
"""
    told = run_telling(text, cache)
    assert told.count("sample_poisson has no kernel for gpu(0)") == 1
    text = """
raises(nd.random.poisson(3, shape=(5,), ctx=gpu).asnumpy, "random_poisson", "STRICT")
"""
    run(text, cache, SWND_OPENCL_STRICT="1")


@needs_device
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_random_numbers_are_those_of_the_processor(dtype, cache):
    """Bit by bit, NaN apart: whatever the size, with numbers or arrays as parameters."""
    text = f"""
dtype = "{dtype}"
low = np.array([[1, 2, -5], [0, 7, 3.3]]).astype(dtype)
high = np.array([[2, 2, 5], [0.1, 6, 1e4]]).astype(dtype)
def draw(ctx):
    mx.random.seed(7)
    found = []
    with ctx:
        for n in (1, 15, 63, 64, 65, 1000, 50001):
            given = dict(shape=(n,), dtype=dtype)
            found += [nd.random.uniform(-1.3, 2.7, **given), nd.random.normal(1.5, 2.5, **given)]
            found += [nd.random.exponential(0.7, **given)]
        a, b = nd.array(low, dtype=dtype), nd.array(high, dtype=dtype)
        for shape in ((), (5,), (7, 9)):
            given = dict(shape=shape, dtype=dtype)
            found += [nd.random.uniform(a, b, **given), nd.random.normal(a, b, **given)]
            found += [nd.sample_exponential(b, **given), nd.sample_uniform(b, b, **given)]
    return [x.asnumpy() for x in found]
for x, y in zip(draw(mx.cpu(0)), draw(gpu)):
    assert np.array_equal(np.isnan(x), np.isnan(y)), (x, y)
    assert np.nan_to_num(x).tobytes() == np.nan_to_num(y).tobytes(), (x, y)
"""
    run(text, cache, SWND_OPENCL_STRICT="1")


@needs_device
def test_random_integers_and_orders_are_those_of_the_processor(cache):
    text = """
ranges = [
    (-3, 7, "int32"), (-2**31, 2**31 - 1, "int32"), (0, 2**40, "int64"), (-2**62, 2**62, "int64")
]
def draw(ctx):
    mx.random.seed(7)
    with ctx:
        found = [
            nd.random.randint(low, high, shape=(n,), dtype=dtype)
            for low, high, dtype in ranges for n in (1, 2, 33, 1001)
        ]
        weights = np.array([[1, 2, 0, 3], [0.1, 0, 0, 0.2], [0, 0, 0, 0], [1, -1, 1, 1]])
        for dtype in ("int32", "int64", "uint8", "float32", "float16"):
            for data in (weights.astype("float32"), weights, weights[:1].repeat(50, axis=1)):
                data = nd.array(data, dtype=data.dtype)
                found.append(nd.random.multinomial(data, shape=(37, 3), dtype=dtype))
        found.append(nd.random.shuffle(nd.array(np.arange(3000).reshape(1000, 3))))
    return [x.asnumpy() for x in found]
for x, y in zip(draw(mx.cpu(0)), draw(gpu)):
    assert x.dtype == y.dtype and np.array_equal(x, y, equal_nan=x.dtype.kind == "f"), (x, y)
"""
    run(text, cache, SWND_OPENCL_STRICT="1")


@needs_device
def test_arrays_of_indices_are_as_on_the_processor(cache):
    """Boxes at points are taken, put and added up with the same bits, many of them at one place."""
    text = """
rng = np.random.default_rng(0)
x, v = rng.normal(size=(40, 7, 30)).astype("float32"), rng.normal(size=(2000, 7)).astype("float32")
i, j = rng.integers(-40, 40, 2000), rng.integers(0, 3, 2000)
def compute(ctx):
    a = nd.array(x, ctx=ctx)
    a.attach_grad()
    p, q = nd.array(i, ctx=ctx, dtype="int64"), nd.array(j, ctx=ctx, dtype="int32")
    with autograd.record():
        y = a[p, :, q] * nd.array(v, ctx=ctx)
        z = nd.gather_nd(a, nd.stack(q, q))
    autograd.backward([y, z])
    b = a.copy()
    b[p, :, q] = nd.array(v, ctx=ctx)
    c = nd.scatter_nd(nd.array(v[:, 0], ctx=ctx), nd.stack(q, q), shape=(3, 3))
    d = a[:, ::-2, 5:20][p, :, 3]
    e = nd.take(a, p, axis=1, mode="wrap")
    f = nd.contrib.boolean_mask(a, a[:, 0, 0] > 0)
    g = nd.contrib.index_copy(a, nd.array([3, 5], ctx=ctx), a[:2])
    w = nd.array(x[:, 0], ctx=ctx)
    w.attach_grad()
    with autograd.record():
        taken = nd.take(w, nd.array(np.abs(i) % 5, ctx=ctx)).astype("float16")
    taken.backward()
    found = [y, z, a.grad, b, c, d, e, f, g, a[a > 1], taken, w.grad]
    return [r.asnumpy() for r in found]
for number, (r, s) in enumerate(zip(compute(mx.cpu()), compute(gpu))):
    assert r.dtype == s.dtype and r.shape == s.shape, number
    assert r.tobytes() == s.tobytes(), (number, r, s)
a = nd.array(x, ctx=gpu)
for bad in (40, -41):
    raises(a[nd.array([0, bad], ctx=gpu)].asnumpy, str(bad), "axis 0", "40")
def put(bad):
    a[:, nd.array([bad], ctx=gpu)] = 1
    a.asnumpy()
raises(lambda: put(7), "7", "axis 1")
"""
    run(text, cache, SWND_OPENCL_STRICT="1")


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
def test_fused_and_apart_are_the_same_bits(cache):
    text = """
import hashlib
rng = np.random.default_rng(0)
x = nd.array(rng.normal(size=(37, 129)), ctx=gpu)
h = x.astype("float16")
results = [
    nd.exp(x * 2 + 1) * x - x, nd.softmax(x), nd.tanh(h * 3) + h, x.sum(axis=0) * 2,
    nd.sigmoid(x).sum(), (x > 0) * nd.sqrt(nd.abs(x)), nd.dot(x, x.T) + 1,
    nd.log_softmax(x, axis=0),
    x.astype("int32") * 3 % 7, nd.norm(x, axis=1),
]
print(hashlib.sha256(b"".join(r.asnumpy().tobytes() for r in results)).hexdigest())
"""
    fused = run(text, cache)
    assert run(text, cache, SWND_FUSION="0") == fused
    assert run(text, cache, SWND_ENGINE="sync") == fused


@needs_device
@pytest.mark.parametrize("kind", ["cpu", "gpu"])
def test_what_follows_a_product_is_in_its_kernel(kind, cache):
    """Each element is used when it is final: with the same bits as by a kernel of its own."""
    text = """
import hashlib
rng = np.random.default_rng(0)
def make(*shape, dtype="float32"):
    return nd.array(rng.normal(size=shape), ctx=gpu, dtype=dtype)
results = []
sizes = ((1, 3, 1), "float32"), ((37, 129, 65), "float16"), ((130, 300, 70), "float32")
for (rows, depth, columns), dtype in sizes:
    a, b = make(rows, depth, dtype=dtype), make(depth, columns, dtype=dtype)
    bias, rest = make(columns, dtype=dtype), make(rows, columns, dtype=dtype)
    want = np.maximum(a.asnumpy().astype("float64") @ b.asnumpy() + bias.asnumpy(), 0)
    y = nd.relu(nd.dot(a, b) + bias)
    bound = {"float16": 2e-2, "float32": 1e-5}[dtype]
    np.testing.assert_allclose(y.asnumpy(), want, rtol=bound, atol=bound * depth ** 0.5)
    product = nd.dot(a, b)
    z = nd.tanh(product * 0.1) * rest + a[:, :1]
    results += [y, z, product]
results.append((nd.dot(b, a, True, True).astype("float64") > 1).astype("int32"))
i = nd.array(rng.integers(-5, 5, (9, 7)), ctx=gpu, dtype="int32")
results.append(nd.dot(i, i.T) * 2 - 1)
c, d = make(3, 20, 8), make(3, 8, 33)
results.append(nd.batch_dot(c, d) * 2 + d[:, :1])
results.append(nd.dot(nd.zeros((0, 3), ctx=gpu), nd.zeros((3, 2), ctx=gpu)) + 1)
print(hashlib.sha256(b"".join(r.asnumpy().tobytes() for r in results)).hexdigest())
facts = mx.context.gpu_facts(0)["launches"]
y = nd.relu(nd.dot(make(64, 64), make(64, 64)) + 1)
y.wait_to_read()
print(mx.context.gpu_facts(0)["launches"] - facts)
"""
    fused = run(text, cache, SWND_OPENCL_KERNELS=kind).split()
    apart = run(text, cache, SWND_OPENCL_KERNELS=kind, SWND_FUSION="0").split()
    assert fused[0] == apart[0]
    assert fused[1:] == ["1"]
    assert int(apart[1]) > 1


GRAPHS = {
    "exp": "nd.exp(x * 2 + 1) * y - x",
    "broadcast": "x + y[0:1] * x[:, 0:1]",
    "transpose": "x.T + 1",
    "half": "x.astype('float16') * 3",
    "where": "nd.where(x > 0, x, -y)",
    "cast": "(x.astype('int32') + 1).astype('uint8')",
    "softmax": "nd.softmax(x)",
    "moments": "(x - x.mean(axis=1, keepdims=True)).sum(axis=1)",
    "columns": "(x * y).sum(axis=0)",
    "long_rows": "nd.ones((2, 10000), ctx=gpu).max(axis=1)",
    "sin": "nd.sin(x)",
    "power": "x ** y",
    "integer_division": "x.astype('int32') / y.astype('int32')",
    "modulo": "x % y",
    "dot": "nd.dot(x, y.T)",
    "concat": "nd.concat(x, y, dim=1)",
    "take": "nd.take(x, y[0])",
    "argmax": "nd.argmax(x, axis=1)",
    "cumsum": "nd.cumsum(x, axis=1)",
    "sort": "nd.sort(x)",
    "dense": "nd.relu(nd.dot(x, y.T) + x[0, :4])",
    "points": "x[nd.array([0, 2], ctx=gpu), nd.array([1, -1], ctx=gpu)]",
    "uniform": "nd.random.uniform(-1, 1, shape=(2, 3), ctx=gpu)",
    "normal": "nd.random.normal(shape=(2, 3), ctx=gpu)",
}


@needs_device
@pytest.mark.parametrize("name", GRAPHS)
def test_kernels_are_as_kept(name, cache):
    """Texts of kernels beside the tests; SWND_UPDATE_GOLDEN=1 writes them anew."""
    text = f"""
x = nd.array(np.arange(-12, 12).reshape(4, 6), ctx=gpu)
y = nd.array(np.arange(1, 25).reshape(4, 6), ctx=gpu)
mx.nd.waitall()
result = {GRAPHS[name]}
result.wait_to_read()
"""
    # Those for processors, also where there is a GPU.
    told = run_telling(text, cache, SWND_DEBUG="2", SWND_OPENCL_KERNELS="cpu")
    parts = told.split("swnd: kernel of ")[1:]
    # What every kernel begins with, conversions, is left out.
    kernels = "\n".join(
        f"// {part.splitlines()[0]}\n"
        + part[part.index("typedef") : part.index("swnd: end of kernel\n")]
        for part in parts
    )
    kept = GOLDEN / f"{name}.cl"
    if os.environ.get("SWND_UPDATE_GOLDEN"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(kernels)
    assert kernels == kept.read_text()
