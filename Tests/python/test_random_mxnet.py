"""MXNet 1.9.1's own stream: `mx.random.seed(seed, stream='mxnet')`, or SWND_RANDOM=mxnet.

The recorded numbers are in `Tests/oracle/streams`; `Tests/oracle/random_streams.py` tells how they
were drawn.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import random_calls
import swnd as mx
from distributions import FAIR, fit
from swnd import nd

ORACLE = Path(__file__).resolve().parents[1] / "oracle"
sys.path.insert(0, str(ORACLE))

from random_streams import FILE, SEEDS, drawn  # noqa: E402

# Logarithms and the like come from the C library, which may round them otherwise elsewhere.
ROUNDED = ("normal", "exponential", "gamma")
ROOM = {"float16": 1e-3, "float32": 2.4e-7, "float64": 1e-14}


@pytest.fixture(autouse=True)
def _own_stream_afterwards():
    yield
    mx.random.seed(0, stream="philox")


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_are_those_of_mxnet(seed):
    """Draws of many sizes and all kinds, one after the other: all numbers, in all dtypes."""
    with np.load(FILE) as recorded:
        count = 0
        for text, values in drawn(mx, seed, stream="mxnet"):
            want = recorded[text]
            assert values.dtype == want.dtype, text
            if any(name in text for name in ROUNDED):
                room = ROOM[want.dtype.name]
                np.testing.assert_allclose(values, want, room, room, err_msg=text)
            else:
                np.testing.assert_array_equal(values, want, err_msg=text)
            count += 1
        assert count == sum(text.startswith(f"{seed} ") for text in recorded)


def test_published_numbers():
    """Of seed 0, from MXNet's documentation."""
    mx.random.seed(0, stream="mxnet")
    assert nd.random.uniform(0, 1).asscalar() == np.float32(0.54881352)
    mx.random.seed(0)
    x = nd.random.uniform(shape=4).asnumpy()
    np.testing.assert_array_equal(x, np.float32([0.5488135, 0.59284461, 0.71518934, 0.84426576]))
    mx.random.seed(0)
    x = nd.random.normal(shape=4).asnumpy()
    np.testing.assert_allclose(x, [2.2122064, 0.7740038, 1.0434403, 1.1839255], 2.4e-7)
    mx.random.seed(0)
    assert list(nd.random.randint(0, 10, 8).asnumpy()) == [1, 4, 3, 9, 9, 4, 7, 0]
    mx.random.seed(0)
    assert list(nd.random.shuffle(nd.arange(8)).asnumpy()) == [0, 2, 3, 5, 7, 1, 6, 4]


def test_contexts_share_the_stream():
    """To MXNet all contexts of the processor are one, however they are seeded."""
    mx.random.seed(5, stream="mxnet")
    whole = nd.random.uniform(shape=30).asnumpy()
    # Thirty numbers come from one generator, in parts too.
    for start in ("all", mx.cpu(2)):
        mx.random.seed(5, ctx=start)
        parts = [nd.random.uniform(shape=10, ctx=mx.cpu(i)).asnumpy() for i in (0, 1, 3)]
        np.testing.assert_array_equal(np.concatenate(parts), whole)


def test_draws_that_nobody_reads_count():
    mx.random.seed(5, stream="mxnet")
    first = nd.random.normal(shape=100_000)
    second = nd.random.normal(shape=5).asnumpy()
    del first
    mx.random.seed(5)
    nd.random.normal(shape=100_000)
    np.testing.assert_array_equal(nd.random.normal(shape=5).asnumpy(), second)


@pytest.mark.parametrize("name", [name for name in random_calls.ALL if name != "shuffle"])
def test_it_is_another_stream_of_the_same_distribution(name):
    """Also in ranges that were not compared with MXNet."""
    kinds = random_calls.dtypes(name)
    for dtype in kinds:
        mx.random.seed(3, stream="philox")
        own = random_calls.draw(name, (60_000,), dtype).asnumpy()
        mx.random.seed(3, stream="mxnet")
        other = random_calls.draw(name, (60_000,), dtype).asnumpy()
        assert own.dtype == other.dtype
        assert own.tobytes() != other.tobytes()
        mx.random.seed(3)
        assert other.tobytes() == random_calls.draw(name, (60_000,), dtype).asnumpy().tobytes()
        if dtype == "float64" and name != "sample_multinomial":
            families = {**random_calls.NUMBERS, **random_calls.ARRAYS, **random_calls.LIKE}
            family, parameters = families[name]
            assert fit(other, family(*parameters[0])) > FAIR


def test_wrong_parameters_end():
    """In arrays, where MXNet itself may never return: NaN, as from swnd's own streams."""
    mx.random.seed(3, stream="mxnet")
    wrong = nd.array([-1.0, float("nan"), float("inf"), -float("inf")])
    assert np.isnan(nd.sample_poisson(wrong, shape=3).asnumpy()).all()
    assert np.isnan(nd.sample_gamma(wrong, nd.ones(4), shape=3).asnumpy()).all()
    assert np.isnan(nd.sample_negative_binomial(wrong, nd.ones(4) / 2).asnumpy()).all()
    with pytest.raises(ValueError, match="random_poisson: lam is -1"):
        nd.random.poisson(-1)


def test_large_means_end():
    """Where the logarithms of single precision have no more to say."""
    mx.random.seed(3, stream="mxnet")
    for mean in (1e6, 1e9, 1e12, 1e20, 3e38):
        x = nd.random.poisson(mean, shape=50).asnumpy()
        assert (np.abs(x / np.float32(mean) - 1) < 1e-2).all(), mean
    assert nd.random.gamma(1e30, shape=9).asnumpy().all()


def test_the_environment_chooses():
    program = (
        "import swnd as mx; print(repr(mx.nd.random.uniform(shape=2).asnumpy().tolist()));"
        "mx.random.seed(0, stream='philox'); print(mx.nd.random.uniform(shape=2).asnumpy())"
    )

    def printed(**variables):
        environment = dict(os.environ, PYTHONPATH=str(Path(mx.__file__).parents[1]), **variables)
        return subprocess.run(
            [sys.executable, "-c", program],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout.splitlines()

    chosen, own = printed(SWND_RANDOM="mxnet"), printed()
    assert chosen[0].startswith("[0.54881352")
    assert not own[0].startswith("[0.54881352")
    assert chosen[1] == own[1]


def test_unknown_streams_are_refused():
    with pytest.raises(ValueError, match="seed: stream is 'numpy', not one of 'philox', 'mxnet'"):
        mx.random.seed(1, stream="numpy")
