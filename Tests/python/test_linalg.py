"""Linear algebra: defining equations, faults of matrices, threads, processes, OpenBLAS at need."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import swnd as mx
from child_processes import run_program
from operator_inputs import any_bits, array, generator
from swnd import autograd, nd

DTYPES = ("float32", "float64")
SHAPES = [(1, 1), (7, 7), (64, 64), (200, 200), (3, 40, 40), (500, 3, 3), (2, 3, 20, 20)]


def drawn(shape, dtype="float64", seed=0):
    return generator(shape, seed).uniform(-1, 1, shape).astype(dtype)


def positive(shape, dtype="float64", seed=0):
    x = drawn(shape, "float64", seed)
    return (x @ x.swapaxes(-1, -2) + shape[-1] * np.eye(shape[-1])).astype(dtype)


def turned(x):
    return x.swapaxes(-1, -2)


def close(got, want, dtype, factor=1.0):
    """Within some units of the largest element, for each row of a matrix."""
    side = max(got.shape[-2:]) if got.ndim > 1 else got.size
    room = factor * 8 * side * np.finfo(dtype).eps * max(np.abs(want).max(initial=0), 1e-300)
    np.testing.assert_array_less(np.abs(got.astype("f8") - want), room)


@pytest.mark.parametrize(("shape", "dtype"), list(itertools.product(SHAPES, DTYPES)))
def test_factors_make_the_matrix(shape, dtype):
    a = positive(shape, dtype)
    wide = a.astype("f8")
    lower = nd.linalg.potrf(array(a)).asnumpy().astype("f8")
    close(lower @ turned(lower), wide, dtype)
    assert (np.triu(lower, 1) == 0).all()
    upper = nd.linalg.potrf(array(a), lower=False).asnumpy().astype("f8")
    close(turned(upper) @ upper, wide, dtype)
    q, low = (x.asnumpy().astype("f8") for x in nd.linalg.gelqf(array(a)))
    close(low @ q, wide, dtype)
    close(q @ turned(q), np.broadcast_to(np.eye(shape[-1]), shape), dtype)
    assert (np.triu(low, 1) == 0).all()
    u, values = (x.asnumpy().astype("f8") for x in nd.linalg.syevd(array(a)))
    close(turned(u) @ (values[..., np.newaxis] * u), wide, dtype)
    close(u @ turned(u), np.broadcast_to(np.eye(shape[-1]), shape), dtype)
    assert (np.diff(values, axis=-1) >= 0).all()
    largest = np.take_along_axis(u, np.abs(u).argmax(-1)[..., np.newaxis], -1)
    assert (largest > 0).all()


@pytest.mark.parametrize(("shape", "dtype"), list(itertools.product(SHAPES, DTYPES)))
def test_inverses_and_solutions(shape, dtype):
    a = positive(shape, dtype)
    identity = np.broadcast_to(np.eye(shape[-1]), shape)
    inverse = nd.linalg.inverse(array(a)).asnumpy().astype("f8")
    close(inverse @ a.astype("f8"), identity, dtype, 8)
    factor = nd.linalg.potrf(array(a))
    close(nd.linalg.potri(factor).asnumpy().astype("f8") @ a.astype("f8"), identity, dtype, 8)
    b = drawn((*shape[:-1], 5), dtype)
    half = nd.linalg.trsm(factor, array(b))
    x = nd.linalg.trsm(factor, half, transpose=True).asnumpy()
    close(a.astype("f8") @ x.astype("f8"), b, dtype, 8)
    sign, logarithm = (y.asnumpy() for y in nd.linalg.slogdet(array(a)))
    assert (sign == 1).all()
    twice = 2 * nd.linalg.sumlogdiag(factor).asnumpy()
    np.testing.assert_allclose(logarithm, twice, rtol=1e-5 if dtype == "float32" else 1e-12)


def test_factors_agree_with_float64():
    """The error of float32 against the same in double precision."""
    for name in ("potrf", "inverse"):
        a = positive((60, 60), "float32")
        single = getattr(nd.linalg, name)(array(a)).asnumpy()
        close(single, getattr(nd.linalg, name)(array(a.astype("f8"))).asnumpy(), "float32")


def test_signs_of_determinants():
    """Of all permutations, whose determinants are known."""
    permutations = list(itertools.permutations(range(5)))
    matrices = np.stack([np.eye(5)[list(p)] for p in permutations])
    inversions = [sum(p[i] > p[j] for i in range(5) for j in range(i, 5)) for p in permutations]
    want = [1 - 2 * (count % 2) for count in inversions]
    assert nd.linalg.det(array(matrices)).asnumpy().tolist() == want
    sign, logarithm = nd.linalg.slogdet(array(matrices))
    assert sign.asnumpy().tolist() == want
    assert (logarithm.asnumpy() == 0).all()


def test_determinants_beyond_the_range():
    a = array(np.diag([1e200, 1e200, -1e-300]))
    assert nd.linalg.det(a).asscalar() == pytest.approx(-1e100)
    assert nd.linalg.slogdet(array(np.diag([1e-300, -1e-300])))[0].asscalar() == -1
    assert nd.linalg.det(array(np.diag(np.float32([1e30, 1e30])))).asscalar() == np.inf


def test_matrices_of_nothing():
    """Zero rows, or no matrices."""
    empty, none = nd.zeros((0, 0)), nd.zeros((0, 2, 2))
    for name in ("potrf", "potri", "inverse"):
        assert getattr(nd.linalg, name)(empty).shape == (0, 0)
        assert getattr(nd.linalg, name)(none).shape == (0, 2, 2)
    assert nd.linalg.det(empty).asnumpy().tolist() == [1]
    assert nd.linalg.det(nd.zeros((3, 0, 0))).asnumpy().tolist() == [1, 1, 1]
    assert nd.linalg.det(none).shape == (0,)
    assert [x.asnumpy().tolist() for x in nd.linalg.slogdet(empty)] == [[1], [0]]
    assert [x.shape for x in nd.linalg.gelqf(nd.zeros((0, 3)))] == [(0, 3), (0, 0)]
    assert [x.shape for x in nd.linalg.syevd(nd.zeros((2, 0, 0)))] == [(2, 0, 0), (2, 0)]
    assert nd.linalg.trsm(nd.zeros((2, 2)), nd.zeros((2, 0))).shape == (2, 0)
    assert nd.linalg.sumlogdiag(empty).asnumpy().tolist() == [0]
    with pytest.raises(mx.MXNetError, match="offset 1 names no diagonal"):
        nd.linalg.extractdiag(empty, offset=1)


# Faults: what is wrong with the numbers of a matrix is said when its result is read.

MINOR = "not positive definite: its leading minor of order"
FAULTS = [
    ("potrf", np.eye(3), np.diag([1.0, -1.0, 1.0]), f"{MINOR} 2 is not positive"),
    ("potrf", np.eye(3), np.full((3, 3), np.nan), f"{MINOR} 1 is not positive"),
    ("potri", np.eye(3), np.diag([1.0, 1.0, 0.0]), "no Cholesky factor: element 2 of its diagonal"),
    ("inverse", np.eye(3), np.ones((3, 3)), "is singular"),
    ("syevd", np.eye(3), np.full((3, 3), np.inf), "not finite"),
]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("name", "good", "bad", "words"), FAULTS)
@pytest.mark.parametrize("is_pending", [False, True])
def test_faults_are_kept_in_the_result(name, good, bad, words, dtype, is_pending):
    """The call gives an array; each read of it, and of what is made of it, is the error."""
    matrices = np.stack([np.stack([good] * 3), np.stack([good, bad, bad])]).astype(dtype)
    if is_pending:  # too much to be computed inside of the call
        matrices = np.repeat(matrices, 300, axis=0)[299:]
    place = [1, 1]
    result = getattr(nd.linalg, name)(array(matrices))
    result = result[0] if isinstance(result, list) else result
    other = result * 2
    for _ in range(2):
        for value in (result, other):
            with pytest.raises(ValueError, match=words) as caught:
                value.asnumpy()
            assert isinstance(caught.value, mx.MXNetError)
            assert str(caught.value).startswith(f"linalg_{name}: A {matrices.shape}")
            assert f"matrix {place}" in str(caught.value)
    with pytest.raises(ValueError, match=words):
        result.wait_to_read()
    # Others know nothing of it.
    assert getattr(nd.linalg, name)(array(matrices[0])) is not None
    mx.nd.waitall()
    assert (nd.ones(2) + 1).asnumpy().tolist() == [2, 2]


def test_faults_of_one_matrix_have_no_index():
    with pytest.raises(ValueError, match=r"linalg_inverse: A \(2, 2\) is singular"):
        nd.linalg.inverse(nd.ones((2, 2))).asnumpy()


@pytest.mark.parametrize("engine", ["sync", "lazy"])
def test_faults_come_at_the_same_place_in_every_engine(engine):
    text = """
from swnd import nd
x = nd.linalg.potrf(nd.zeros((2, 2)))
y = x + 1
for value in (x, y):
    try:
        value.asnumpy()
    except ValueError as error:
        print(str(error).split(":")[0])
"""
    variables = {"SWND_ENGINE": "sync"} if engine == "sync" else {}
    assert run_program(text, **variables) == "linalg_potrf\nlinalg_potrf\n"


def test_faults_go_through_the_tape():
    a = nd.zeros((2, 2))
    a.attach_grad()
    with autograd.record():
        y = nd.sum(nd.linalg.inverse(a))
    y.backward()
    for value in (y, a.grad):
        with pytest.raises(ValueError, match="linalg_inverse: .* singular"):
            value.asnumpy()


def test_singular_matrices_have_determinants():
    a = array(np.stack([np.ones((2, 2)), np.eye(2), np.zeros((2, 2))]))
    a.attach_grad()
    with autograd.record():
        y = nd.linalg.det(a)
        sign, logarithm = nd.linalg.slogdet(a)
        total = nd.sum(y) + nd.sum(logarithm[1])
    total.backward()
    assert y.asnumpy().tolist() == [0, 1, 0]
    assert sign.asnumpy().tolist() == [0, 1, 0]
    assert logarithm.asnumpy().tolist() == [-np.inf, 0, -np.inf]
    assert a.grad.asnumpy().tolist() == [[[0, 0]] * 2, [[2, 0], [0, 2]], [[0, 0]] * 2]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(
    "name", ["potrf", "potri", "inverse", "det", "slogdet", "gelqf", "syevd", "sumlogdiag", "trsm"]
)
def test_any_numbers_end_in_a_result_or_an_error(name, dtype):
    """NaN, infinities, denormals, the largest numbers, anywhere in matrices of any size."""
    rng = generator(name, dtype)
    function = getattr(nd.linalg, name)
    for number in range(150):
        side = int(rng.choice([1, 2, 3, 7, 33, 70]))
        data = any_bits(rng, (2, side, side), dtype)
        if number % 3:  # a few of them among others
            usual = rng.uniform(-1, 1, data.shape) + side * np.eye(side)
            data = np.where(rng.uniform(size=data.shape) < 0.02, data, usual).astype(dtype)
        if number % 5 == 0:
            data = (data * 0).astype(dtype)
        x = array(data)
        results = function(x, x) if name == "trsm" else function(x)
        for result in results if isinstance(results, list) else [results]:
            try:
                values = result.asnumpy()
            except ValueError as error:
                assert str(error).startswith(f"linalg_{name}: A (2, {side}, {side}), matrix")
            else:
                assert values.shape == result.shape


# How it is computed.


def test_a_factorisation_is_computed_once():
    """However many of its results are used, forward and backward."""
    a = array(positive((100, 100)))
    for name, extra in (("gelqf", 0), ("syevd", 0), ("slogdet", 0)):
        mx.nd.waitall()
        before = mx.engine.stats()["launches"]
        results = getattr(nd.linalg, name)(a)
        for result in results:
            result.asnumpy()
        assert mx.engine.stats()["launches"] - before == 1 + extra, name


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(300, 300), (257, 9, 9), (40, 64, 64), (3, 150, 150)])
def test_threads_do_not_change_the_bits(shape, dtype):
    a = array(positive(shape, dtype))
    b = array(drawn((*shape[:-1], 7), dtype))
    before = mx.engine.num_threads()
    seen = []
    try:
        for count in (1, 2, 3, 8):
            mx.engine.set_num_threads(count)
            factor = nd.linalg.potrf(a)
            values = [factor, nd.linalg.potri(factor), nd.linalg.trsm(factor, b)]
            values += [nd.linalg.inverse(a), nd.linalg.det(a * 0.01), nd.linalg.syrk(b)]
            values += nd.linalg.gelqf(a) + nd.linalg.syevd(a) + nd.linalg.slogdet(a)
            seen.append([value.asnumpy().tobytes() for value in values])
    finally:
        mx.engine.set_num_threads(before)
    assert all(bits == seen[0] for bits in seen)


def test_matrices_of_a_batch_do_not_know_each_other():
    a = positive((50, 12, 12), "float32")
    for name in ("potrf", "inverse", "det", "gelqf", "syevd"):
        function = getattr(nd.linalg, name)
        whole = function(array(a))
        whole = whole if isinstance(whole, list) else [whole]
        for index in (0, 17, 49):
            one = function(array(a[index]))
            one = one if isinstance(one, list) else [one]
            for x, y in zip(whole, one):
                assert x.asnumpy()[index].tobytes() == y.asnumpy().tobytes()


def test_syrk_is_symmetric_to_the_bit():
    for shape in ((33, 70), (100, 300), (3, 17, 5)):
        y = nd.linalg.syrk(array(drawn(shape, "float32"))).asnumpy()
        assert (y == turned(y)).all()


def test_both_spellings_are_the_same_function():
    names = [name for name in dir(nd.linalg) if not name.startswith("_") and name != "annotations"]
    assert len(names) == 17
    for name in names:
        assert getattr(nd.linalg, name) is getattr(nd, f"linalg_{name}")
    assert nd.linalg.__all__ == sorted(names)


# A model: the logarithm of the evidence of a Gaussian process, with two derivatives.


def _evidence(x, y, scale, noise):
    """-y' K^-1 y / 2 - log det K / 2, for the kernel exp(-d^2 scale) + noise."""
    distances = nd.square(nd.expand_dims(x, 1) - nd.expand_dims(x, 0))
    kernel = nd.exp(-distances * scale) + nd.linalg.makediag(nd.broadcast_to(noise, (len(x),)))
    factor = nd.linalg.potrf(kernel)
    half = nd.linalg.trsm(factor, nd.expand_dims(y, 1))
    return -0.5 * nd.sum(nd.square(half)) - nd.linalg.sumlogdiag(factor)


def test_evidence_of_a_gaussian_process():
    rng = generator("evidence")
    x, y = array(np.sort(rng.uniform(0, 3, 12))), array(rng.normal(size=12))
    point = np.array([0.7, 0.3])

    def value(numbers):
        return _evidence(x, y, *(array(n.reshape(1)) for n in numbers)).asscalar()

    def gradient(numbers):
        scale, noise = (array(n.reshape(1)) for n in numbers)
        for leaf in (scale, noise):
            leaf.attach_grad()
        with autograd.record():
            z = _evidence(x, y, scale, noise)
        z.backward()
        return np.array([scale.grad.asscalar(), noise.grad.asscalar()])

    steps = np.eye(2) * 1e-5
    numeric = [(value(point + s) - value(point - s)) / 2e-5 for s in steps]
    np.testing.assert_allclose(gradient(point), numeric, rtol=1e-6)

    scale, noise = (array(n.reshape(1)) for n in point)
    for leaf in (scale, noise):
        leaf.attach_grad()
    with autograd.record():
        z = _evidence(x, y, scale, noise)
        first = autograd.grad(z, [scale, noise], create_graph=True, retain_graph=True)
        total = first[0] + 2 * first[1]
    total.backward()
    second = [((gradient(point + s) - gradient(point - s)) / 2e-5) @ [1, 2] for s in steps]
    got = [scale.grad.asscalar(), noise.grad.asscalar()]
    np.testing.assert_allclose(got, second, rtol=1e-5)


# Processes.

BLAS = """
import os
from swnd import nd
def blas():
    with open("/proc/self/maps") as maps:
        return sum("openblas" in line or "libblas" in line for line in maps)
def threads():
    return len(os.listdir("/proc/self/task"))
"""


def test_openblas_is_opened_at_need():
    """By what calls LAPACK, and by nothing else of linear algebra."""
    text = (
        BLAS
        + """
before = blas(), threads()
x = nd.array([[2.0, 0.0], [1.0, 3.0]])
for y in (nd.linalg.gemm2(x, x), nd.linalg.syrk(x), nd.linalg.trmm(x, x), nd.linalg.extractdiag(x),
          nd.linalg.extracttrian(x), nd.linalg.sumlogdiag(x)):
    y.asnumpy()
assert (blas(), threads()) == before
nd.linalg.det(x).asnumpy()
assert blas() > 0
"""
    )
    run_program(text)


def test_a_missing_library_is_said_at_the_call():
    text = """
import swnd as mx
from swnd import nd
x = nd.array([[2.0, 0.0], [1.0, 3.0]])
for _ in range(2):
    for call in (nd.linalg.potrf, nd.linalg.det, nd.linalg.gelqf, nd.linalg.inverse):
        try:
            call(x)
        except mx.MXNetError as error:
            print(error)
print(nd.linalg.gemm2(x, x).asnumpy().tolist(), nd.dot(x, x).asnumpy().tolist())
"""
    for path in ("/nowhere/libopenblas.so", "libm.so.6"):
        *errors, last = run_program(text, SWND_OPENBLAS=path).splitlines()
        assert len(errors) == 8
        assert all(path in line and "OpenBLAS" in line for line in errors)
        assert {line.split(":")[0] for line in errors} == {
            f"linalg_{name}" for name in ("potrf", "det", "gelqf", "inverse")
        }
        assert last == "[[4.0, 0.0], [5.0, 9.0]] [[4.0, 0.0], [5.0, 9.0]]"


def test_children_of_a_fork_factor_too():
    """Before the library is opened, after it, and while threads are inside of it."""
    text = """
import os, sys, threading
import numpy as np
from swnd import nd
a = np.random.RandomState(0).uniform(-1, 1, (30, 20, 20))
a = a @ a.swapaxes(1, 2) + 20 * np.eye(20)
def work():
    x = nd.array(a, dtype="float64")
    return nd.linalg.potrf(x).asnumpy().tobytes() + nd.linalg.inverse(x).asnumpy().tobytes()
def child():
    pid = os.fork()
    if pid == 0:
        os._exit(0 if work() == want else 1)
    assert os.waitpid(pid, 0)[1] == 0
pid = os.fork()
if pid == 0:
    os._exit(0 if len(work()) > 0 else 1)
assert os.waitpid(pid, 0)[1] == 0
want = work()
for _ in range(5):
    child()
over = False
def busy():
    while not over:
        assert work() == want
threads = [threading.Thread(target=busy) for _ in range(2)]
for thread in threads: thread.start()
for _ in range(10):
    child()
over = True
for thread in threads: thread.join()
"""
    for count in ("1", "2", "4"):
        run_program(text, SWND_NUM_THREADS=count)
