"""Special functions against mpmath, gradients of any order, and what functions of arrays refuse."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import swnd as mx
from swnd import autograd, nd

# Where functions are smooth, turn, and grow; more of it below and above.
POINTS = {
    "erf": [-5, -1.3, -0.5, -1e-9, 0, 1e-30, 0.3, 0.949, 0.951, 1, 2.2, 3.9, 6],
    "erfinv": [-0.999999, -0.9, -0.3, -1e-9, 0, 1e-30, 0.1, 0.5, 0.96, 0.99, 0.9999999],
    "gamma": [-4.5, -2.999, -0.5, -1e-3, 1e-3, 0.3, 1, 1.4616, 2, 3.7, 11.2, 30, 34.9],
    "gammaln": [
        -40.5,
        -2.4570247,
        -2.747,
        -0.5,
        1e-3,
        0.99999,
        1,
        1.0001,
        1.9999,
        2,
        2.001,
        50,
        1e6,
    ],
}
TRUTHS = {
    "erf": mpmath.erf,
    "erfinv": mpmath.erfinv,
    "gamma": mpmath.gamma,
    # Of negative numbers loggamma is complex.
    "gammaln": lambda x: mpmath.re(mpmath.loggamma(x)),
}
SLOPES = {
    "erf": lambda x: 2 / mpmath.sqrt(mpmath.pi) * mpmath.exp(-x * x),
    "erfinv": lambda x: mpmath.sqrt(mpmath.pi) / 2 * mpmath.exp(mpmath.erfinv(x) ** 2),
    "gamma": lambda x: mpmath.gamma(x) * mpmath.psi(0, x),
    "gammaln": lambda x: mpmath.psi(0, x),
}


def numbers(name, dtype):
    return np.array(POINTS[name], dtype)


def truth(function, x):
    with mpmath.workprec(200):
        return np.array([np.longdouble(mpmath.nstr(function(mpmath.mpf(float(v))), 30)) for v in x])


@pytest.mark.parametrize(("dtype", "ulps"), [("float32", 1.2), ("float64", 6)])
@pytest.mark.parametrize("name", POINTS)
def test_special_functions(name, dtype, ulps):
    x = numbers(name, dtype)
    want = truth(TRUTHS[name], x)
    got = getattr(nd, name)(nd.array(x, dtype=dtype)).asnumpy()
    unit = np.maximum(np.spacing(np.abs(want).astype(dtype)), np.finfo(dtype).tiny)
    assert (np.abs(got - want) <= ulps * unit).all(), (x, got, want)


@pytest.mark.parametrize(("dtype", "room"), [("float32", 4e-7), ("float64", 3e-15)])
@pytest.mark.parametrize("name", POINTS)
def test_slopes_of_special_functions(name, dtype, room):
    """Beside the size of their terms: digamma has zeros."""
    x = numbers(name, dtype)
    want = truth(SLOPES[name], x)
    array = nd.array(x, dtype=dtype)
    array.attach_grad()
    with autograd.record():
        y = getattr(nd, name)(array)
    y.backward()
    # The slope of erfinv comes from exp(y^2), which multiplies the rounding of y.
    size = np.maximum(np.abs(want) * (1 + 2 * y.asnumpy() ** 2 * (name == "erfinv")), 1)
    got = array.grad.asnumpy()
    with np.errstate(over="ignore", invalid="ignore"):
        right = np.abs(got - want) <= room * size * np.maximum(1, np.abs(x))
        right |= got == want.astype(dtype)  # infinite
    assert right.all(), (x[~right], got[~right], want[~right])


@pytest.mark.parametrize("name", ["fix", "trunc", "rint", "logical_not"])
def test_steps_have_no_slope(name):
    array = nd.array([-1.5, 0.0, 0.5, 2.0])
    array.attach_grad()
    with autograd.record():
        y = getattr(nd, name)(array)
    y.backward()
    assert array.grad.asnumpy().tolist() == [0, 0, 0, 0]


def gradient(function, *inputs, head=None):
    arrays = [nd.array(x, dtype=x.dtype) for x in inputs]
    for x in arrays:
        x.attach_grad()
    with autograd.record():
        y = function(*arrays)
    y.backward(None if head is None else nd.array(head, dtype=head.dtype))
    return [x.grad.asnumpy() for x in arrays]


def test_gradients_that_are_none_of_the_result():
    x = np.array([[1.4, -2.6], [0.2, 3.0]], np.float32)
    head = np.array([[1, 2], [3, -4]], np.float32)
    (g,) = gradient(nd.contrib.round_ste, x, head=head)
    assert (g == head).all()
    (g,) = gradient(nd.contrib.sign_ste, x, head=head)
    assert (g == head).all()
    (g,) = gradient(lambda a: nd.contrib.gradientmultiplier(a, scalar=-0.5), x, head=head)
    assert (g == -0.5 * head).all()
    (g,) = gradient(lambda a: nd.MakeLoss(a, grad_scale=3), x, head=head)
    assert (g == 3).all()
    (g,) = gradient(lambda a: nd.MakeLoss(a, grad_scale=3, normalization="batch"), x, head=head)
    assert (g == 1.5).all()
    (g,) = gradient(
        lambda a: nd.MakeLoss(a, grad_scale=4, normalization="valid", valid_thresh=1), x, head=head
    )
    assert (g == 2).all()


def test_sums_of_squares_have_gradients():
    x, y = np.array([1, -2], np.float32), np.array([[3.0]], np.float32)
    head = np.array([1, -0.5], np.float32)
    first, second = gradient(lambda a, b: nd.multi_sum_sq(a, b), x, y, head=head)
    assert (first.tolist(), second.tolist()) == ([2, -4], [[-3]])


def test_amp_multicast_casts_gradients_back():
    x, y = np.array([1, 2], np.float32), np.array([3, 4], np.float16)
    first, second = gradient(lambda a, b: nd.add_n(*nd.amp_multicast(a, b, num_outputs=2)), x, y)
    assert (first.dtype, second.dtype) == (np.float32, np.float16)
    assert first.tolist() == second.tolist() == [1, 1]
    narrow = nd.amp_multicast(
        nd.array(x), nd.array(y, dtype="float16"), num_outputs=2, cast_narrow=True
    )
    assert [r.dtype for r in narrow] == [np.float16, np.float16]


def test_softmax_of_parts_of_rows():
    x = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]], np.float32)
    lengths = nd.array([2, 0, 9], dtype="int32")
    y = nd.softmax(nd.array(x), lengths, use_length=True).asnumpy()
    np.testing.assert_allclose(y[0], [1 / (1 + np.e), np.e / (1 + np.e), 0], rtol=1e-6)
    assert y[1].tolist() == [0, 0, 0]  # nothing counts
    np.testing.assert_allclose(y[2], nd.softmax(nd.array(x[2])).asnumpy(), rtol=1e-6)
    (g,) = gradient(lambda a: nd.softmax(a, lengths, use_length=True), x, head=x)
    assert np.isfinite(g).all()
    assert g[0, 2] == 0
    assert g[1].tolist() == [0, 0, 0]


def test_histograms_are_numpys():
    rng = np.random.RandomState(5)
    x = rng.normal(size=20_000).astype(np.float32)
    x[::100] = np.nan
    for bins in (1, 2, 7, 64, 1000):
        counts, edges = nd.histogram(nd.array(x), bins=bins, range=(-2, 2.5))
        want, at = np.histogram(x[np.isfinite(x)], edges.asnumpy())
        assert counts.asnumpy().tolist() == want.tolist()
        np.testing.assert_allclose(at, np.linspace(-2, 2.5, bins + 1), rtol=1e-6, atol=1e-6)
    whole = rng.randint(-5, 6, 3000).astype(np.int32)
    edges = np.array([-5, -2, 0, 1, 5], np.int32)
    counts = nd.histogram(nd.array(whole, dtype="int32"), nd.array(edges, dtype="int32"))[0]
    assert counts.asnumpy().tolist() == np.histogram(whole, edges)[0].tolist()
    assert nd.histogram(nd.array(np.zeros((0, 3))), bins=2, range=(0, 1))[0].asnumpy().sum() == 0


def test_logic_of_numbers():
    assert (nd.logical_and(2, 0), nd.logical_or(0, 3.5), nd.logical_xor(2, 3)) == (0, 1, 0)


def test_all_finite_goes_on_from_what_it_is_given():
    flag = nd.ones((1,))
    good, bad = nd.array([1, 2]), nd.array([1, np.inf])
    assert nd.all_finite(good, init_output=False, out=flag) is flag
    assert flag.asscalar() == 1
    nd.multi_all_finite(good, bad, num_arrays=2, init_output=False, out=flag)
    assert flag.asscalar() == 0
    nd.all_finite(good, init_output=False, out=flag)
    assert flag.asscalar() == 0
    nd.all_finite(good, out=flag)
    assert flag.asscalar() == 1


def z(*shape, dtype="float32"):
    return nd.zeros(shape, dtype=dtype)


@pytest.mark.parametrize(
    ("call", "name", "facts"),
    [
        (lambda: nd.broadcast_hypot(z(2, 3), z(2)), "broadcast_hypot", "(2, 3) (2,)"),
        (lambda: nd.broadcast_logical_and(z(3), z(4)), "broadcast_logical_and", "(3,) (4,)"),
        (lambda: nd.broadcast_logical_or(z(3), z(3, dtype="int8")), "broadcast_logical_or", "int8"),
        (lambda: nd.add_n(z(2), z(3)), "add_n", "args[1] (2,) (3,)"),
        (lambda: nd.add_n(z(2), z(2, dtype="int32")), "add_n", "args[1] int32"),
        (lambda: nd.add_n(), "add_n", "at least one"),
        (lambda: nd.hard_sigmoid(z(2, dtype="int32")), "hard_sigmoid", "int32 (2,)"),
        (lambda: nd.moments(z(2, 3), axes=2), "moments", "axis 2 (2, 3)"),
        (lambda: nd.moments(z(2, 3), axes=(0, 0)), "moments", "twice (2, 3)"),
        (lambda: nd.argmax_channel(z(3)), "argmax_channel", "(3,)"),
        (lambda: nd.L2Normalization(z(3), mode="channel"), "L2Normalization", "(3,)"),
        (lambda: nd.L2Normalization(z(3, dtype="int8")), "L2Normalization", "int8 (3,)"),
        (lambda: nd.softmax(z(2, 3), use_length=True), "softmax", "length"),
        (lambda: nd.softmax(z(2, 3), z(2)), "softmax", "use_length"),
        (lambda: nd.softmax(z(2, 3), z(3), use_length=True), "softmax", "(3,) (2, 3)"),
        (lambda: nd.softmin(z(2, 3), use_length=True), "softmin", "use_length"),
        (lambda: nd.log_softmax(z(2, 3), use_length=True), "log_softmax", "use_length"),
        (lambda: nd.softmax_cross_entropy(z(2, 3), z(3)), "softmax_cross_entropy", "(2, 3) (3,)"),
        (lambda: nd.all_finite(z(2, dtype="int32")), "all_finite", "int32 (2,)"),
        (lambda: nd.all_finite(z(2), init_output=False), "all_finite", "init_output"),
        (lambda: nd.multi_sum_sq(z(2, dtype="int8")), "multi_sum_sq", "int8 (2,)"),
        (lambda: nd.amp_multicast(z(2), num_outputs=2), "amp_multicast", "2 1"),
        (lambda: nd.cast_storage(z(2), "csr"), "cast_storage", "csr"),
        (lambda: nd.make_loss(z(2), normalization="rows"), "make_loss", "rows"),
        (lambda: nd.contrib.allclose(z(2), z(3)), "allclose", "(2,) (3,)"),
        (lambda: nd.contrib.isnan(5), "isnan", "5"),
        (lambda: nd.histogram(5), "histogram", "5"),
        (lambda: nd.histogram(z(3), bins=0), "histogram", "0 bins"),
        (lambda: nd.histogram(z(3), bins=2, range=(2, 1)), "histogram", "2.0 1.0"),
        (lambda: nd.histogram(z(3), bins=2, range=3), "histogram", "range"),
        (lambda: nd.histogram(z(0)), "histogram", "(0,)"),
        (lambda: nd.histogram(z(3), z(1)), "histogram", "(1,)"),
        (lambda: nd.histogram(z(3), z(2, dtype="int32")), "histogram", "int32"),
        (lambda: nd.logical_and(z(2), "2"), "logical_and", "'2'"),
        (lambda: nd.smooth_l1(z(2), scalar="a"), "smooth_l1", "scalar"),
    ],
)
def test_errors_name_the_operator_and_the_facts(call, name, facts):
    with pytest.raises(mx.MXNetError) as raised:
        call()
    text = str(raised.value)
    assert text.lstrip("_").startswith(name), text
    for fact in facts.split(" "):
        assert fact in text, f"{fact!r} is not in {text!r}"
