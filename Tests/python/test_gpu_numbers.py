"""GPUs give the numbers of the processor: random ones, indices; and what they leave to it."""

from __future__ import annotations

import pytest
from gpu_programs import needs_device, run, run_telling


@needs_device
def test_work_without_a_kernel_is_told_once_or_refused(cache):
    text = """
matrix = nd.array([[4.0, 0], [0, 9]], ctx=gpu)
for _ in range(2):
    assert nd.linalg.potrf(matrix).asnumpy().tolist() == [[2, 0], [0, 3]]
"""
    told = run_telling(text, cache)
    assert told.count("linalg_potrf has no kernel for gpu(0)") == 1
    text = """
raises(nd.linalg.potrf(nd.ones((1, 1), ctx=gpu)).asnumpy, "linalg_potrf", "STRICT")
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
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_rejected_candidates_are_those_of_the_processor(dtype, cache):
    """Where each number asks for as many words as it takes: small, large and wrong parameters."""
    text = f"""
dtype = "{dtype}"
first = np.array([[1, -1, 0, np.nan, np.inf, 2.5, 12], [0.3, 1e-3, 20, 15, 6e4, 7, 0.9]])
second = np.array([[1, 1, 1, 1, 1, -2, 0.4], [0.5, 0.3, 0, 1, 2, 0.25, 1]])
def draw(ctx):
    mx.random.seed(7)
    found = []
    given = dict(dtype=dtype, ctx=ctx)
    for n in (1, 9, 20001):
        found += [nd.random.gamma(a, 2, shape=n, **given) for a in (1e-3, 0.5, 1, 3.7, 1e6)]
        found += [
            nd.random.poisson(mean, shape=n, **given)
            for mean in (0, 0.5, 9.99, 10, 11.5, 50, 1e4, 1e15)
        ]
        found += [
            nd.random.negative_binomial(k, p, shape=n, **given)
            for k, p in ((0, 0.5), (1, 0.5), (20, 0.1), (3, 1), (5, 1e-6))
        ]
        found += [
            nd.random.generalized_negative_binomial(mu, alpha, shape=n, **given)
            for mu, alpha in ((0, 1), (5, 0), (20, 0.1), (1e6, 0.01))
        ]
    a, b = (nd.array(x.astype(dtype), **given) for x in (first, second))
    for shape in ((), (333,)):
        given = dict(shape=shape, dtype=dtype)
        found += [nd.sample_gamma(a, b, **given), nd.sample_poisson(a, **given)]
        found += [nd.sample_negative_binomial(a, b, **given)]
        found += [nd.sample_generalized_negative_binomial(a, b, **given)]
    found.append(nd.sample_poisson(nd.array([1, 30], dtype="int32", ctx=ctx), shape=(50,)))
    found.append(nd.random_gamma_like(a, alpha=0.5))
    return [x.asnumpy() for x in found]
for number, (x, y) in enumerate(zip(draw(mx.cpu(0)), draw(gpu))):
    assert np.array_equal(np.isnan(x), np.isnan(y)), (number, x, y)
    assert np.nan_to_num(x).tobytes() == np.nan_to_num(y).tobytes(), (number, x, y)
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
def test_gradients_of_gradients_of_gamma_functions(cache):
    """Derivatives of digamma, on either side of zero and at its poles."""
    text = """
places = [0.1, 0.5, 1, 3.7, 30, 1e5, -0.1, -2.5, -7.3, -40.6, 0.0, -3, np.inf, np.nan]
def derive(ctx, dtype, order):
    x = nd.array(places, ctx=ctx, dtype=dtype)
    x.attach_grad()
    with autograd.record():
        y = nd.gammaln(x)
        for _ in range(order):
            y = autograd.grad(y, [x], create_graph=True, retain_graph=True)[0]
    return y.asnumpy()
for dtype, bound in (("float32", 1e-6), ("float64", 1e-13)):
    for order in (2, 3, 5):
        a, b = derive(mx.cpu(), dtype, order), derive(gpu, dtype, order)
        assert np.isfinite(a).sum() >= 10, a
        np.testing.assert_allclose(b, a, rtol=bound, err_msg=f"{dtype}, {order}")
"""
    run(text, cache, SWND_OPENCL_STRICT="1")


@needs_device
def test_nothing_adds_up_to_what_it_does_on_the_processor(cache):
    """Reductions of arrays without elements need no host."""
    text = """
for shape in ((0,), (3, 0), (0, 3), (2, 0, 3)):
    for dtype in ("float32", "float16", "int64"):
        for axis in (None, 0, len(shape) - 1):
            for name in ("sum", "prod", "nansum", "mean", "norm"):
                both = []
                for ctx in (mx.cpu(), gpu):
                    x = nd.zeros(shape, ctx=ctx, dtype=dtype)
                    both.append(getattr(nd, name)(x, axis=axis).asnumpy())
                np.testing.assert_array_equal(*both, err_msg=f"{name} {shape} {axis} {dtype}")
"""
    run(text, cache, SWND_OPENCL_STRICT="1")
