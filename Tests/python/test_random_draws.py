"""Random numbers: the generator, bit by bit, and what every draw depends on.

Distributions are tested in test_random_distributions.py, outcomes and shuffles in
test_random_outcomes.py, MXNet's stream in test_random_mxnet.py.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys

import numpy as np
import pytest
import random_calls
import swnd as mx
from operator_table import TABLE, is_random
from philox import philox, uniform32, uniform64
from random_calls import ALL, FLOATS
from swnd import autograd, nd

COUNT = 200_000
NAMES = list(ALL)
CALLS = [(name, dtype) for name in NAMES for dtype in random_calls.dtypes(name)]


def draw(name, values=None, shape=(COUNT,), dtype="float32", seed=None):
    if seed is not None:
        mx.random.seed(seed)
    return random_calls.draw(name, shape, dtype, values).asnumpy()


@pytest.mark.tiny
def test_every_random_operator_is_tested():
    assert {name for name, op in TABLE.items() if is_random(op)} == set(ALL)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "shuffle"])
def test_neighbours_are_independent(name):
    """Also those that one block of words, or one pair of words, gives."""
    dtype = "int64" if name == "random_randint" else "float64"
    x = draw(name, dtype=dtype, seed=8).astype(np.float64)
    z = (x - x.mean()) / x.std()
    for lag in (1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 48, 64, 128, 1024, 32768):
        for power in (1, 2):
            a, b = z[:-lag] ** power, z[lag:] ** power
            # Squares have the larger errors: those of heavy tails the largest.
            error = np.std(a) * np.std(b) / math.sqrt(COUNT)
            assert abs(np.mean(a * b) - np.mean(a) * np.mean(b)) < 6 * error, (lag, power)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "shuffle"])
def test_draws_are_independent(name):
    """Of the same place in successive draws, contexts and seeds; of different distributions."""
    dtype = "int64" if name == "random_randint" else "float64"
    mx.random.seed(21)
    draws = [random_calls.draw(name, (COUNT,), dtype) for _ in range(3)]
    with mx.cpu(1):
        draws.append(random_calls.draw(name, (COUNT,), dtype))
    mx.random.seed(22)
    draws.append(random_calls.draw(name, (COUNT,), dtype))
    draws.append(nd.random.uniform(shape=(COUNT,), dtype="float64"))
    z = [x.asnumpy().astype(np.float64) for x in draws]
    z = np.stack([(x - x.mean()) / x.std() for x in z])
    limit = 6 / math.sqrt(COUNT)
    assert np.abs(np.corrcoef(z) - np.eye(len(z))).max() < limit
    assert np.abs(np.corrcoef(z**2) - np.eye(len(z))).max() < 2 * limit


@pytest.mark.parametrize(("dtype", "bits"), [("float32", 24), ("float64", 53)])
def test_every_bit_of_uniform_numbers_is_fair(dtype, bits):
    whole = (draw("random_uniform", dtype=dtype, seed=1) * 2.0**bits).astype(np.int64)
    for bit in range(bits):
        share = (whole >> bit & 1).mean()
        assert abs(share - 0.5) < 4.5 / (2 * math.sqrt(COUNT)), bit


# The generator.


@pytest.mark.tiny
@pytest.mark.parametrize(
    ("counter", "key", "words"),
    [
        ([0] * 4, [0] * 2, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ([2**32 - 1] * 4, [2**32 - 1] * 2, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (
            [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
            [0xA4093822, 0x299F31D0],
            "d16cfe09 94fdcceb 5001e420 24126ea1",
        ),
    ],
)
def test_reference_gives_the_published_words(counter, key, words):
    """Random123's known answers of philox4x32-10."""
    assert " ".join(f"{int(word):08x}" for word in philox(counter, key)) == words


@pytest.mark.tiny
def test_first_uniform_numbers_are_the_published_words():
    """Counter and key of Random123's first known answer are those of seed 0, draw 0, block 0."""
    x = draw("random_uniform", shape=(64,), seed=0) * 2**24
    assert [f"{int(x[place]):06x}" for place in (0, 16, 32, 48)] == [
        "6627e8",
        "e169c5",
        "bc57ac",
        "9b00db",
    ]


@pytest.mark.parametrize("seed", [0, 1, 42, -1, 2**31, 2**32 + 7, -(2**63), 2**63 - 1, 2**64 + 5])
def test_uniform_numbers_are_the_words_of_the_generator(seed):
    """For several draws after each other; a draw of any size advances the counter by one."""
    mx.random.seed(seed)
    for number, count in enumerate((1, 63, 64, 65, 1000, 70_001)):
        x = nd.random_uniform(shape=(count,))
        np.testing.assert_array_equal(x.asnumpy(), uniform32(seed, 2 * number, count))
        x = nd.random_uniform(shape=(count,), dtype="float64")
        np.testing.assert_array_equal(x.asnumpy(), uniform64(seed, 2 * number + 1, count))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_normal_numbers_come_from_uniform_ones(dtype):
    """Box and Muller: of 64 numbers, the first half gives the radii, the second the angles."""
    uniform = uniform64(9, 0, 64_000) if dtype == "float64" else uniform32(9, 0, 64_000)
    u = uniform.astype(np.longdouble).reshape(-1, 2, 32)
    radius = np.sqrt(-2 * np.log1p(-u[:, 0]))
    angle = 2 * np.longdouble(np.pi) * u[:, 1]
    want = np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1).reshape(-1)
    got = draw("random_normal", shape=(64_000,), dtype=dtype, seed=9)
    # The angle is rounded before its cosine is taken, as 2 pi is.
    room = 16 * np.finfo(dtype).eps * np.repeat(radius[:, None], 2, 1).reshape(-1)
    wrong = np.argwhere(np.abs(got - want) > room)
    assert wrong.size == 0, (wrong[:5], got[wrong[:5]], want[wrong[:5]])


# What draws depend on.


@pytest.mark.parametrize(("name", "dtype"), CALLS)
def test_a_seed_gives_the_same_numbers_again(name, dtype):
    first, second = (draw(name, dtype=dtype, shape=(999,), seed=11) for _ in range(2))
    assert first.tobytes() == second.tobytes()
    assert first.tobytes() != draw(name, dtype=dtype, shape=(999,)).tobytes()
    assert first.tobytes() != draw(name, dtype=dtype, shape=(999,), seed=12).tobytes()
    mx.random.seed(11, ctx=mx.cpu())
    assert first.tobytes() == draw(name, dtype=dtype, shape=(999,)).tobytes()


def test_contexts_have_streams_of_their_own():
    """Seeded together they differ; seeded one by one they do not."""

    def first(ctx):
        return nd.random.uniform(shape=(99,), ctx=ctx).asnumpy().tobytes()

    mx.random.seed(5)
    together = [first(mx.cpu(index)) for index in range(4)]
    assert len(set(together)) == 4
    for index in range(4):
        mx.random.seed(5, ctx=mx.cpu(index))
    alone = [first(mx.cpu(index)) for index in range(4)]
    assert set(alone) == {together[0]}
    mx.random.seed(5)
    assert first(mx.cpu_pinned()) == together[0]
    assert first(mx.cpu()) != together[0]
    mx.random.seed(5, ctx="cpu")
    assert first(mx.cpu()) == together[0]
    arrays = nd.array([0.0], ctx=mx.cpu(3)), nd.array([1.0], ctx=mx.cpu(3))
    mx.random.seed(5)
    assert nd.sample_uniform(*arrays, shape=99).asnumpy().tobytes() == together[3]


@pytest.mark.parametrize("name", ["random_uniform", "random_normal", "random_gamma"])
def test_draws_have_nothing_in_common(name):
    """Of so many float64 numbers no two are the same, within a draw and across draws and seeds."""
    draws = [draw(name, shape=(20_000,), dtype="float64", seed=seed) for seed in range(3)]
    draws += [draw(name, shape=(20_000,), dtype="float64") for _ in range(5)]
    every = np.concatenate(draws)
    assert np.unique(every).size == every.size


@pytest.mark.parametrize(("name", "dtype"), [call for call in CALLS if call[0] != "shuffle"])
def test_numbers_depend_on_their_place_only(name, dtype):
    """Not on the size of the draw, or on its shape."""
    long = draw(name, shape=(100_000,), dtype=dtype, seed=6)
    for shape in ((1,), (7,), (15,), (17,), (63,), (65, 3), (7, 11, 13), (32769,), (2, 40_000)):
        some = draw(name, shape=shape, dtype=dtype, seed=6)
        assert some.shape == shape
        assert some.ravel().tobytes() == long[: some.size].tobytes()


@pytest.mark.parametrize("name", [*random_calls.NUMBERS, "random_randint"])
def test_shape_dtype_and_out(name):
    function = getattr(nd, name)

    def call(**kwargs):
        return function(*([2, 7] if name == "random_randint" else []), **kwargs)

    kinds = random_calls.dtypes(name)
    plain = call()
    assert (plain.shape, plain.dtype) == ((1,), np.dtype(kinds[0]).type)
    assert call(shape=5).shape == (5,)
    assert call(shape=(0, 3)).shape == (0, 3)
    for dtype in kinds:
        assert call(shape=(2,), dtype=dtype).dtype is np.dtype(dtype).type
    for dtype in {"float32", "float64", "float16", "int32", "int64", "uint8", "bool"} - {*kinds}:
        with pytest.raises(TypeError, match=f"{name}: .*{dtype}"):
            call(shape=(2,), dtype=dtype)
    target = nd.zeros((3, 4), dtype=kinds[1])
    mx.random.seed(1)
    assert call(out=target) is target
    mx.random.seed(1)
    assert target.asnumpy().tobytes() == call(shape=(3, 4), dtype=kinds[1]).asnumpy().tobytes()
    parameters = [p["name"] for p in TABLE[name]["parameters"]][:-3]
    values = {"low": 1, "high": 4, "k": 3, "p": 0.25}
    keywords = {key: values.get(key, 1.5) for key in parameters}
    mx.random.seed(1)
    named = call(shape=(9,), **keywords) if name != "random_randint" else function(**keywords)
    mx.random.seed(1)
    again = function(*keywords.values(), **({"shape": 9} if named.shape == (9,) else {}))
    assert named.asnumpy().tobytes() == again.asnumpy().tobytes()


@pytest.mark.parametrize("name", random_calls.ARRAYS)
def test_arrays_of_parameters(name):
    """Each distribution has its run of the result; shapes come one after the other."""
    call = getattr(nd, name)
    values = random_calls.ARRAYS[name][1][0]
    arrays = [nd.full((2, 3), value) for value in values]
    assert call(*arrays).shape == (2, 3)
    assert call(*arrays, shape=4).shape == (2, 3, 4)
    assert call(*arrays, shape=(4, 5)).shape == (2, 3, 4, 5)
    assert call(*arrays, shape=(0, 5)).shape == (2, 3, 0, 5)
    assert call(*(nd.zeros((0, 3)) for _ in values), shape=2).shape == (0, 3, 2)
    for dtype in FLOATS:
        assert call(*arrays, dtype=dtype).dtype is np.dtype(dtype).type
        wide = [x.astype(dtype) for x in arrays]
        assert call(*wide).dtype is np.float32
    # As the operator with numbers draws them, up to the dtype that parameters come in.
    mx.random.seed(4)
    got = call(*(x.astype("float64") for x in arrays), shape=(50, 7), dtype="float64").asnumpy()
    mx.random.seed(4)
    numbers = getattr(nd, name.replace("sample", "random"))
    want = numbers(*values, shape=(2, 3, 50, 7), dtype="float64").asnumpy()
    np.testing.assert_allclose(got, want, rtol=1e-15)
    with pytest.raises(TypeError, match=f"{name}: dtype is int32"):
        call(*arrays, dtype="int32")
    if len(arrays) == 2:
        with pytest.raises(ValueError, match=rf"{name}: .*\(2, 3\).*\(3,\)"):
            call(arrays[0], nd.ones(3))
        with pytest.raises(TypeError, match=f"{name}: .*float64"):
            call(arrays[0], arrays[1].astype("float64"))


@pytest.mark.parametrize("repeats", [1, 2, 5, 8, 13, 16, 40])
@pytest.mark.parametrize("dtype", FLOATS)
def test_each_distribution_has_its_own_parameters(dtype, repeats):
    """Distributions without width, whose numbers are known."""
    ends = np.arange(1, 2051).reshape(2, 1025)
    x = nd.array(ends, dtype="float64")
    same = nd.sample_uniform(x, x, shape=repeats, dtype=dtype).asnumpy()
    want = np.repeat(ends[..., None], repeats, -1).astype(dtype)
    np.testing.assert_array_equal(same, want)
    same = nd.sample_normal(x, x * 0, shape=(repeats,), dtype=dtype).asnumpy()
    np.testing.assert_array_equal(same, want)
    if dtype == "float64":
        # Poisson numbers of means so large that their deviations tell them apart.
        means = 1e12 * x
        drawn = nd.sample_poisson(means, shape=repeats, dtype=dtype).asnumpy()
        assert np.abs(drawn - 1e12 * want).max() < 8 * np.sqrt(1e12 * 2050)
        # Views are read as they are.
        turned = nd.sample_poisson(means.T, shape=repeats, dtype=dtype).asnumpy()
        assert np.abs(turned - 1e12 * want.swapaxes(0, 1)).max() < 8 * np.sqrt(1e12 * 2050)


@pytest.mark.parametrize("name", random_calls.LIKE)
def test_like_takes_shape_dtype_and_context(name):
    call = getattr(nd, name)
    x = nd.ones((3, 5), ctx=mx.cpu(2), dtype="float64")
    got = call(x)
    assert (got.shape, got.dtype, got.context) == ((3, 5), np.float64, mx.cpu(2))
    assert getattr(nd.random, name[len("random_") :]) is call
    mx.random.seed(2)
    first = call(nd.ones((2, 70)))
    mx.random.seed(2)
    plain = getattr(nd, name[: -len("_like")])(shape=(2, 70))
    assert first.asnumpy().tobytes() == plain.asnumpy().tobytes()
    with pytest.raises(TypeError, match=f"{name}: .*int32"):
        call(nd.ones(3, dtype="int32"))


def test_draws_are_constants():
    """No gradient goes through them, but through what is made of them."""
    x = nd.array([1.0, 2.0])
    x.attach_grad()
    with autograd.record():
        y = nd.random.normal_like(x) * x + nd.sample_normal(x, x) * 0 + nd.sample_poisson(x) * 0
    y.backward()
    np.testing.assert_allclose((x.grad * x).asnumpy(), y.asnumpy(), rtol=1e-6)


PROGRAM = """
import hashlib
import random_calls
import swnd as mx
mx.random.seed(123)
kept = []
for name in random_calls.ALL:
    for dtype in random_calls.dtypes(name):
        kept.append((name, dtype, random_calls.draw(name, (3, 40001), dtype)))
        kept.append((name, dtype, random_calls.draw(name, (9,), dtype) * 2))
# In another order than they were drawn in.
for name, dtype, x in reversed(kept):
    print(name, dtype, hashlib.sha256(x.asnumpy().tobytes()).hexdigest())
"""


def test_numbers_do_not_depend_on_threads_or_on_the_engine():
    """In processes of their own: one to eight threads, at once or later, together or not."""
    ways = [{"SWND_NUM_THREADS": str(threads)} for threads in (1, 2, 3, 8)]
    ways += [{"SWND_ENGINE": "sync"}, {"SWND_FUSION": "0"}, {"SWND_WINDOW_NODES": "1"}]
    folders = [os.path.dirname(os.path.dirname(mx.__file__)), os.path.dirname(__file__)]
    printed = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=dict(os.environ, PYTHONPATH=os.pathsep.join(folders), **way),
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        for way in ways
    }
    assert len(printed) == 1
    assert len(set(printed.pop().splitlines())) > 2 * len(NAMES)


def test_draws_that_nobody_reads_count():
    mx.random.seed(1)
    nd.random.normal(shape=(100_000,))
    second = nd.random.normal(shape=(10,)).asnumpy()
    mx.random.seed(1)
    nd.random.normal(shape=(1,)).asnumpy()
    assert second.tobytes() == nd.random.normal(shape=(10,)).asnumpy().tobytes()


@pytest.mark.tiny
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", sorted(random_calls.ARRAYS))
def test_arrays_are_drawn_in_the_dtype_of_out(name, dtype):
    """As MXNet draws them; the parameters have another dtype."""
    values = random_calls.ARRAYS[name][1][0]
    call = getattr(nd, name)
    for given in FLOATS:
        parameters = [nd.array([value] * 2, dtype=given) for value in values]
        mx.random.seed(5)
        drawn = call(*parameters, shape=(3, 5), dtype=dtype)
        for target in (lambda out: out, lambda out: [out]):
            mx.random.seed(5)
            out = nd.zeros((2, 3, 5), dtype=dtype)
            call(*parameters, shape=(3, 5), out=target(out))
            assert out.asnumpy().tobytes() == drawn.asnumpy().tobytes()
        with pytest.raises(TypeError, match=f"{name}: .*float(16|32)"):
            other = "float16" if dtype == "float32" else "float32"
            call(
                *parameters,
                shape=(3, 5),
                dtype=other,
                out=nd.zeros((2, 3, 5), dtype=dtype),
            )
