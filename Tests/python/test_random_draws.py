"""Random numbers: the generator, bit by bit; the distributions; what draws depend on."""

from __future__ import annotations

import hashlib
import math
import os
import subprocess
import sys

import numpy as np
import pytest
import swnd as mx
from operator_table import TABLE, is_random
from philox import philox, uniform32, uniform64
from swnd import nd

COUNT = 200_000
FLOATS = ("float32", "float64", "float16")


class Uniform:
    """Its parameters, and what the draws should look like."""

    names = ("low", "high")
    parameters = ((0.0, 1.0), (-2.5, 4.0), (10.0, 10.5))

    def __init__(self, low, high):
        self.mean = (low + high) / 2
        self.deviation = (high - low) / math.sqrt(12)
        self.kurtosis = 1.8
        self.low, self.high = low, high

    def below(self, x):
        """The probability of a draw up to x."""
        return np.clip((x - self.low) / (self.high - self.low), 0, 1)

    def possible(self, x):
        return (x >= self.low) & (x < self.high)


class Normal:
    names = ("loc", "scale")
    parameters = ((0.0, 1.0), (-3.0, 0.5), (2.0, 10.0))

    def __init__(self, loc, scale):
        self.mean, self.deviation, self.kurtosis = loc, scale, 3.0

    def below(self, x):
        z = (x - self.mean) / (self.deviation * math.sqrt(2))
        return np.array([0.5 * math.erfc(-value) for value in z])

    def possible(self, x):
        return np.isfinite(x)


DISTRIBUTIONS = {"random_uniform": Uniform, "random_normal": Normal}
CALLS = [(name, values) for name, kind in DISTRIBUTIONS.items() for values in kind.parameters]
NAMES = list(DISTRIBUTIONS)


def draw(name, values=(), shape=(COUNT,), dtype="float32", seed=None):
    if seed is not None:
        mx.random.seed(seed)
    return getattr(nd, name)(*values, shape=shape, dtype=dtype).asnumpy()


@pytest.mark.tiny
def test_every_random_operator_is_tested():
    assert {name for name, op in TABLE.items() if is_random(op)} == set(DISTRIBUTIONS)


# Distributions.


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("name", "values"), CALLS)
def test_distribution_function(name, values, dtype):
    """Kolmogorov and Smirnov's statistic against the exact distribution; P(> 1.95) is 0.001."""
    kind = DISTRIBUTIONS[name](*values)
    x = np.sort(draw(name, values, dtype=dtype, seed=17).astype(np.float64))
    below = kind.below(x)
    ranks = np.arange(COUNT + 1) / COUNT
    # float16 has steps: draws stand for all that was rounded to them.
    rounding = 0.0
    if dtype == "float16":
        unit = np.spacing(np.abs(x).astype(np.float16)).astype(np.float64)
        rounding = np.max(kind.below(x + unit) - kind.below(x - unit))
    distance = max(np.max(ranks[1:] - below), np.max(below - ranks[:-1]))
    assert math.sqrt(COUNT) * max(0, distance - rounding) < 1.95


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("name", "values"), CALLS)
def test_moments(name, values, dtype):
    """Mean, variance and fourth moment within four standard errors."""
    kind = DISTRIBUTIONS[name](*values)
    x = draw(name, values, dtype=dtype, seed=5).astype(np.float64)
    z = (x - kind.mean) / kind.deviation
    error = 4 / math.sqrt(COUNT)
    step = 2.0**-11 * (abs(kind.mean) + kind.deviation) / kind.deviation
    rounding = step if dtype == "float16" else 0
    assert abs(z.mean()) < error + rounding
    assert abs((z**2).mean() - 1) < error * math.sqrt(kind.kurtosis - 1) + 2 * rounding
    assert abs((z**3).mean()) < error * 4 + 8 * rounding
    assert abs((z**4).mean() - kind.kurtosis) < error * 10 + 16 * rounding


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("name", "values"), CALLS)
def test_only_possible_numbers(name, values, dtype):
    """The upper end of a uniform distribution is not reached, however coarse the dtype."""
    kind = DISTRIBUTIONS[name](*values)
    x = draw(name, values, shape=(2_000_000,), dtype=dtype, seed=3)
    impossible = x[~kind.possible(x.astype(np.float64))]
    assert impossible.size == 0, f"{impossible.size} of {x.size}, such as {impossible[:3]}"


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", NAMES)
def test_neighbours_are_independent(name, dtype):
    """Also those that one block of words, or one pair of words, gives."""
    x = draw(name, dtype=dtype, seed=8).astype(np.float64)
    z = (x - x.mean()) / x.std()
    for lag in (1, 2, 3, 4, 15, 16, 17, 31, 32, 33, 48, 64, 128, 1024, 32768):
        for power in (1, 2):
            a, b = z[:-lag] ** power, z[lag:] ** power
            correlation = np.corrcoef(a, b)[0, 1]
            assert abs(correlation) < 4.5 / math.sqrt(COUNT), (lag, power)


@pytest.mark.parametrize(("dtype", "bits"), [("float32", 24), ("float64", 53)])
def test_every_bit_of_uniform_numbers_is_fair(dtype, bits):
    whole = (draw("random_uniform", dtype=dtype, seed=1) * 2.0**bits).astype(np.int64)
    for bit in range(bits):
        share = (whole >> bit & 1).mean()
        assert abs(share - 0.5) < 4.5 / (2 * math.sqrt(COUNT)), bit


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_tails_of_the_normal_distribution(dtype):
    x = np.abs(draw("random_normal", shape=(2_000_000,), dtype=dtype, seed=2))
    for edge in (3.0, 4.0, 4.5):
        wanted = x.size * math.erfc(edge / math.sqrt(2))
        assert abs((x > edge).sum() - wanted) < 5 * math.sqrt(wanted), edge


def test_extreme_parameters():
    """Widths beyond the largest number, widths of one unit, no width at all."""
    wide = draw("random_uniform", (-3e38, 3e38), seed=4).astype(np.float64)
    assert np.isfinite(wide).all()
    assert abs(wide.mean()) < 4 * 6e38 / math.sqrt(12 * COUNT)
    for dtype in ("float32", "float64"):
        one, info = np.dtype(dtype).type(1), np.finfo(dtype)
        above = float(one + info.eps)
        assert set(draw("random_uniform", (1.0, above), (999,), dtype)) == {one}
        two = set(draw("random_uniform", (1.0, float(one + 2 * info.eps)), (999,), dtype))
        assert two == {one, one + info.eps}
        assert set(draw("random_uniform", (2.5, 2.5), (99,), dtype)) == {2.5}
        assert set(draw("random_normal", (2.5, 0.0), (99,), dtype)) == {2.5}
        assert np.isfinite(draw("random_normal", (0.0, 1e37), (9999,), dtype)).all()


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


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", NAMES)
def test_a_seed_gives_the_same_numbers_again(name, dtype):
    first, second = (draw(name, dtype=dtype, shape=(999,), seed=11) for _ in range(2))
    assert first.tobytes() == second.tobytes()
    assert first.tobytes() != draw(name, dtype=dtype, shape=(999,)).tobytes()
    assert first.tobytes() != draw(name, dtype=dtype, shape=(999,), seed=12).tobytes()
    mx.random.seed(11, ctx=mx.cpu())
    assert first.tobytes() == draw(name, dtype=dtype, shape=(999,)).tobytes()


@pytest.mark.parametrize("name", NAMES)
def test_draws_have_nothing_in_common(name):
    """Of so many float64 numbers no two are the same, within a draw and across draws and seeds."""
    draws = [draw(name, shape=(20_000,), dtype="float64", seed=seed) for seed in range(3)]
    draws += [draw(name, shape=(20_000,), dtype="float64") for _ in range(5)]
    every = np.concatenate(draws)
    assert np.unique(every).size == every.size


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", NAMES)
def test_numbers_depend_on_their_place_only(name, dtype):
    """Not on the size of the draw, or on its shape."""
    long = draw(name, shape=(100_000,), dtype=dtype, seed=6)
    for shape in ((1,), (63,), (65, 3), (7, 11, 13), (32769,), (2, 40_000)):
        some = draw(name, shape=shape, dtype=dtype, seed=6)
        assert some.shape == shape
        assert some.ravel().tobytes() == long[: some.size].tobytes()


@pytest.mark.parametrize("name", NAMES)
def test_shape_dtype_and_out(name):
    call = getattr(nd, name)
    plain = call()
    assert (plain.shape, plain.dtype) == ((1,), np.float32)
    assert call(shape=5).shape == (5,)
    assert call(shape=(0, 3)).shape == (0, 3)
    for dtype in FLOATS:
        assert call(shape=(2,), dtype=dtype).dtype is np.dtype(dtype).type
    for dtype in ("int32", "uint8", "bool"):
        with pytest.raises(TypeError, match=f"{name}: .*{dtype}"):
            call(shape=(2,), dtype=dtype)
    target = nd.zeros((3, 4), dtype="float64")
    mx.random.seed(1)
    assert call(out=target) is target
    assert target.asnumpy().tobytes() == draw(name, (), (3, 4), "float64", 1).tobytes()
    keywords = dict(zip(DISTRIBUTIONS[name].names, (0.5, 2.0)))
    mx.random.seed(1)
    named = call(shape=(9,), **keywords).asnumpy()
    assert named.tobytes() == draw(name, (0.5, 2.0), (9,), seed=1).tobytes()


PROGRAM = """
import hashlib
import swnd as mx
from swnd import nd
mx.random.seed(123)
for name in {names}:
    for dtype in {dtypes}:
        x = getattr(nd, name)(shape=(3, 70001), dtype=dtype)
        print(name, dtype, hashlib.sha256(x.asnumpy().tobytes()).hexdigest())
"""


def test_numbers_do_not_depend_on_threads():
    """In processes of their own, with one to eight threads, and in this one."""
    program = PROGRAM.format(names=NAMES, dtypes=FLOATS)
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=dict(
                os.environ,
                SWND_NUM_THREADS=str(threads),
                PYTHONPATH=os.path.dirname(os.path.dirname(mx.__file__)),
            ),
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        for threads in (1, 2, 3, 8)
    }
    assert len(printed) == 1
    mx.random.seed(123)
    here = [
        f"{name} {dtype} "
        + hashlib.sha256(draw(name, shape=(3, 70001), dtype=dtype).tobytes()).hexdigest()
        for name in NAMES
        for dtype in FLOATS
    ]
    assert printed.pop().splitlines() == here
