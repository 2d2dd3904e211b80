"""Kernels of GPUs: their texts, and what shares one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from gpu_programs import needs_device, run, run_telling

GOLDEN = Path(__file__).parent / "data" / "kernels"


@needs_device
@pytest.mark.parametrize("kind", ["cpu", "gpu"])
def test_fused_and_apart_are_the_same_bits(kind, cache):
    text = """
import hashlib
rng = np.random.default_rng(0)
def normalized(x, more=False):
    # Several values of each element are needed again, with `more` too many to be kept in registers.
    x = x - x.mean(axis=1, keepdims=True)
    y = x / nd.sqrt((x * x).mean(axis=1, keepdims=True) + 1e-5)
    if more:
        a, b, c = nd.exp(x), nd.sin(y), nd.cos(x)
        y = (a + b + c) / (a * b * c * y).max(axis=1, keepdims=True) + a * b - c * y
    return y / y.max(axis=1, keepdims=True) + x
x = nd.array(rng.normal(size=(37, 129)), ctx=gpu)
h = x.astype("float16")
results = [
    nd.exp(x * 2 + 1) * x - x, nd.softmax(x), nd.tanh(h * 3) + h, x.sum(axis=0) * 2,
    nd.sigmoid(x).sum(), (x > 0) * nd.sqrt(nd.abs(x)), nd.dot(x, x.T) + 1,
    nd.log_softmax(x, axis=0), normalized(x), normalized(x, more=True),
    *(nd.softmax(nd.array(rng.normal(size=(3, n)), ctx=gpu)) for n in (5, 65, 1025, 4000, 9000)),
    x.astype("int32") * 3 % 7, nd.norm(x, axis=1),
]
print(hashlib.sha256(b"".join(r.asnumpy().tobytes() for r in results)).hexdigest())
"""
    fused = run(text, cache, SWND_OPENCL_KERNELS=kind)
    assert run(text, cache, SWND_OPENCL_KERNELS=kind, SWND_FUSION="0") == fused
    assert run(text, cache, SWND_OPENCL_KERNELS=kind, SWND_ENGINE="sync") == fused


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
    "long_dot": "nd.dot(nd.ones((3, 2000), ctx=gpu), nd.ones((2000, 3), ctx=gpu))",
    "concat": "nd.concat(x, y, dim=1)",
    "take": "nd.take(x, y[0])",
    "argmax": "nd.argmax(x, axis=1)",
    "cumsum": "nd.cumsum(x, axis=1)",
    "sort": "nd.sort(x)",
    "dense": "nd.relu(nd.dot(x, y.T) + x[0, :4])",
    "points": "x[nd.array([0, 2], ctx=gpu), nd.array([1, -1], ctx=gpu)]",
    "uniform": "nd.random.uniform(-1, 1, shape=(2, 3), ctx=gpu)",
    "long_columns": "nd.ones((3000, 3), ctx=gpu).sum(axis=0)",
    "gamma": "nd.random.gamma(0.5, shape=3, ctx=gpu)",
    "poisson": "nd.random.poisson(7, shape=3, ctx=gpu)",
    "normal": "nd.random.normal(shape=(2, 3), ctx=gpu)",
}


def kernels(graph, kind, cache):
    """The texts of a graph's kernels, without the conversions that every one begins with."""
    text = f"""
x = nd.array(np.arange(-12, 12).reshape(4, 6), ctx=gpu)
y = nd.array(np.arange(1, 25).reshape(4, 6), ctx=gpu)
mx.nd.waitall()
result = {graph}
result.wait_to_read()
"""
    told = run_telling(text, cache, SWND_DEBUG="2", SWND_OPENCL_KERNELS=kind)
    return "\n".join(
        f"// {part.splitlines()[0]}\n"
        + part[part.index("typedef") : part.index("swnd: end of kernel\n")]
        for part in told.split("swnd: kernel of ")[1:]
    )


@needs_device
@pytest.mark.parametrize("name", GRAPHS)
def test_kernels_are_as_kept(name, cache):
    """One file where both kinds are the same, else two; SWND_UPDATE_GOLDEN=1 writes them anew."""
    texts = {kind: kernels(GRAPHS[name], kind, cache) for kind in ("cpu", "gpu")}
    if texts["cpu"] == texts["gpu"]:
        files = {f"{name}.cl": texts["cpu"]}
    else:
        files = {f"{name}.{kind}.cl": text for kind, text in texts.items()}
    own = {file.name for file in GOLDEN.iterdir() if file.name.split(".")[0] == name}
    if os.environ.get("SWND_UPDATE_GOLDEN"):
        for file in own - set(files):
            (GOLDEN / file).unlink()
        for file, text in files.items():
            (GOLDEN / file).write_text(text)
        return
    assert {file: (GOLDEN / file).read_text() for file in own} == files
