"""Whole numbers, outcomes with given probabilities, and shuffled arrays."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import swnd as mx
from distributions import FAIR, FOUL, Integers, Uniform, chi_square, fit
from swnd import autograd, nd

# Integers.


@pytest.mark.parametrize("dtype", ["int32", "int64"])
@pytest.mark.parametrize("ends", [(0, 2), (-3, 7), (5, 6), (0, 1000), (-(2**31), -(2**31) + 50)])
def test_few_integers_are_as_frequent_as_each_other(ends, dtype):
    mx.random.seed(3)
    x = nd.random.randint(*ends, shape=300_000, dtype=dtype).asnumpy()
    assert fit(x, Integers(*ends)) > FAIR
    if ends[1] - ends[0] > 1:
        unfair = np.where(np.arange(x.size) % 20 == 0, ends[0], x)
        assert fit(unfair, Integers(*ends)) < FOUL


@pytest.mark.parametrize(
    "ends",
    [
        (-(2**62), 2**62 + 2**61),
        (1 - 2**63, 2**63 - 1),
        (0, 2**33),
        (-5, 2**32 - 5),
        (-5, 2**32 - 4),
        (0, 3 * 2**61),
    ],
)
def test_many_integers_are_spread_evenly(ends):
    mx.random.seed(4)
    x = nd.random.randint(*ends, shape=300_000, dtype="int64").asnumpy()
    assert x.min() >= ends[0]
    assert x.max() < ends[1]
    parts = (x.astype(np.longdouble) - ends[0]) / (np.longdouble(ends[1]) - ends[0])
    assert fit(parts.astype(np.float64), Uniform()) > FAIR
    # The low bits too: they are what is left of a multiplication.
    for divisor in (2, 3, 7):
        counts = np.bincount((x % divisor).astype(int), minlength=divisor)
        assert chi_square(counts, np.full(divisor, 1 / divisor)) > FAIR


def test_ends_of_int32():
    mx.random.seed(1)
    x = nd.random.randint(-(2**31), 2**31, shape=300_000)
    assert x.dtype is np.int32
    assert fit((x.asnumpy() + 2.0**31) / 2.0**32, Uniform()) > FAIR
    assert set(nd.random.randint(2**31 - 1, 2**31, shape=9).asnumpy()) == {2**31 - 1}
    assert set(nd.random.randint(1 - 2**63, 2 - 2**63, 9, "int64").asnumpy()) == {1 - 2**63}


# Outcomes.

ROWS = [[0.1, 0.2, 0.3, 0.4], [0.0, 0.5, 0.0, 0.5], [1.0, 0.0, 0.0, 0.0], [0.7, 0.1, 0.1, 0.1]]


@pytest.mark.parametrize("dtype", ["int32", "uint8", "float32", "float64", "float16", "int64"])
@pytest.mark.parametrize("source", ["float32", "float64", "float16"])
def test_outcomes_have_their_probabilities(source, dtype):
    mx.random.seed(6)
    data = nd.array(ROWS, dtype=source)
    drawn = nd.random.multinomial(data, 100_000, dtype=dtype)
    assert (drawn.shape, drawn.dtype) == ((4, 100_000), np.dtype(dtype).type)
    for row, probabilities in zip(drawn.asnumpy(), ROWS):
        counts = np.bincount(row.astype(int), minlength=4)
        assert not counts[np.array(probabilities) == 0].any()
        assert chi_square(counts, probabilities) > FAIR
        other = np.roll(probabilities, 1)
        assert chi_square(counts, 0.95 * np.array(probabilities) + 0.05 * other) < FOUL


def test_many_outcomes():
    rng = np.random.RandomState(0)
    weights = rng.gamma(0.5, size=(3, 5001))
    mx.random.seed(7)
    drawn = nd.random.multinomial(nd.array(weights, dtype="float64"), (100, 2000)).asnumpy()
    assert drawn.shape == (3, 100, 2000)
    for row, weight in zip(drawn, weights):
        counts = np.bincount(row.ravel(), minlength=5001)
        assert chi_square(counts, weight / weight.sum()) > FAIR


def test_rows_need_not_add_up_to_one():
    for factor in (1e-30, 0.01, 3.0, 1e30):
        mx.random.seed(8)
        scaled = nd.random.multinomial(nd.array(ROWS, dtype="float64") * factor, 50).asnumpy()
        mx.random.seed(8)
        plain = nd.random.multinomial(nd.array(ROWS, dtype="float64"), 50).asnumpy()
        assert (scaled != plain).mean() < 0.01


def test_shapes_of_outcomes():
    data = nd.array(ROWS)
    for shape, want in (((), (4,)), (1, (4, 1)), (3, (4, 3)), ((2, 3), (4, 2, 3)), ((0,), (4, 0))):
        assert nd.random.multinomial(data, shape).shape == want
    assert nd.random.multinomial(data).shape == (4,)
    assert nd.random.multinomial(data[0]).shape == (1,)
    assert nd.random.multinomial(data[0], 5).shape == (5,)
    assert nd.random.multinomial(data.reshape((2, 2, 4)), 5).shape == (2, 2, 5)
    assert nd.random.multinomial(nd.zeros((0, 4)), 5).shape == (0, 5)
    drawn, logs = nd.random.multinomial(nd.zeros((0, 4)), 5, get_prob=True)
    assert drawn.shape == logs.shape == (0, 5)
    # A view is read as it lies.
    mx.random.seed(1)
    turned = nd.random.multinomial(nd.array(np.array(ROWS).T).T, 99).asnumpy()
    mx.random.seed(1)
    assert turned.tobytes() == nd.random.multinomial(data, 99).asnumpy().tobytes()


def test_rows_without_probabilities():
    rows = [[0, 0, 0], [1, -0.5, 1], [np.nan, 1, 1], [np.inf, 1, 1], [0, 1, 0]]
    data = nd.array(rows)
    drawn = nd.random.multinomial(data, 7).asnumpy()
    assert (drawn[:4] == -1).all()
    assert (drawn[4] == 1).all()
    assert np.isnan(nd.random.multinomial(data, 7, dtype="float32").asnumpy()[:4]).all()
    assert (nd.random.multinomial(data, 7, dtype="uint8").asnumpy()[:4] == 255).all()


def test_dtypes_that_do_not_hold_outcomes():
    data = nd.ones((2, 300))
    with pytest.raises(ValueError, match="sample_multinomial: uint8 .* 300"):
        nd.random.multinomial(data, dtype="uint8")
    with pytest.raises(ValueError, match="sample_multinomial: float16 .* 3000"):
        nd.random.multinomial(nd.ones((2, 3000)), dtype="float16")
    with pytest.raises(ValueError, match=r"sample_multinomial: .*\(2, 0\)"):
        nd.random.multinomial(nd.ones((2, 0)))
    with pytest.raises(TypeError, match="sample_multinomial: .*bool"):
        nd.random.multinomial(data, dtype="bool")


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16"])
@pytest.mark.parametrize("shape", [None, 3, (5, 7)])
def test_logarithms_of_probabilities_and_their_gradient(shape, dtype):
    """REINFORCE: the gradient of an outcome's log-probability goes to its own probability."""
    data = nd.array(ROWS, dtype=dtype)
    data.attach_grad()
    mx.random.seed(9)
    with autograd.record():
        drawn, logs = nd.random.multinomial(data, shape, get_prob=True)
    assert logs.dtype is np.dtype(dtype).type
    assert logs.shape == drawn.shape
    outcomes = drawn.asnumpy().reshape(4, -1)
    probabilities = np.take_along_axis(data.asnumpy(), outcomes, 1)
    room = 1e-3 if dtype == "float16" else 2e-7
    got = logs.asnumpy().reshape(4, -1)
    np.testing.assert_allclose(got, np.log(probabilities.astype(np.float64)), room, room)
    heads = (np.arange(outcomes.size) + 1.0).reshape(outcomes.shape) / 8
    logs.backward(nd.array(heads.reshape(logs.shape), dtype=dtype))
    want = np.zeros((4, 4))
    for row, column in itertools.product(range(4), range(outcomes.shape[1])):
        outcome = outcomes[row, column]
        want[row, outcome] += heads[row, column] / float(data.asnumpy()[row, outcome])
    np.testing.assert_allclose(data.grad.asnumpy(), want, rtol=2e-2 if room > 1e-6 else 1e-6)


def test_outcomes_themselves_have_no_gradient():
    data = nd.array(ROWS)
    data.attach_grad()
    with autograd.record():
        y = nd.random.multinomial(data, 5, dtype="float32") * 2
    y.backward()
    assert not data.grad.asnumpy().any()


# Shuffled arrays.


def test_all_orders_are_as_likely_as_each_other():
    mx.random.seed(10)
    tries = 24_000
    orders = list(itertools.permutations(range(4)))
    seen = dict.fromkeys(orders, 0)
    base = nd.arange(4, dtype="int32")
    for _ in range(tries):
        seen[tuple(nd.random.shuffle(base).asnumpy())] += 1
    counts = np.array(list(seen.values()))
    assert chi_square(counts, np.full(24, 1 / 24)) > FAIR
    # An exchange with any place instead of those that are left favours some orders.
    rng = np.random.RandomState(0)
    for _ in range(tries):
        order = list(range(4))
        for place in range(4):
            other = rng.randint(4)
            order[place], order[other] = order[other], order[place]
        seen[tuple(order)] += 1
    naive = np.array(list(seen.values())) - counts
    assert chi_square(naive, np.full(24, 1 / 24)) < FOUL


@pytest.mark.parametrize("count", [1000, 20_000, 300_000])
def test_long_orders(count):
    """Places are uncorrelated with those before, cycles and rises as many as there should be."""
    mx.random.seed(11)
    order = nd.random.shuffle(nd.arange(count, dtype="int32")).asnumpy()
    assert (np.sort(order) == np.arange(count)).all()
    places = np.arange(count)
    assert abs(np.corrcoef(order, places)[0, 1]) < 6 / math.sqrt(count)
    assert abs(np.corrcoef(order[1:], order[:-1])[0, 1]) < 6 / math.sqrt(count)
    assert abs((order[1:] > order[:-1]).sum() - count / 2) < 6 * math.sqrt(count / 12)
    assert (order == places).sum() < 15
    # Each part of the array comes from everywhere.
    table = np.zeros((10, 10))
    np.add.at(table, (order * 10 // count, places * 10 // count), 1)
    assert chi_square(table.ravel(), np.full(100, 0.01)) > FAIR


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "int8", "int32", "int64"])
@pytest.mark.parametrize("shape", [(1,), (2,), (7,), (7, 3), (300, 2, 5), (0,), (0, 3), (3, 0)])
def test_slices_stay_together(shape, dtype):
    data = np.arange(np.prod(shape)).reshape(shape).astype(dtype)
    x = nd.array(data, dtype=dtype)
    mx.random.seed(12)
    got = nd.random.shuffle(x)
    assert (got.shape, got.dtype) == (shape, x.dtype)
    assert x.asnumpy().tobytes() == data.tobytes()
    rows = sorted(row.tobytes() for row in got.asnumpy())
    assert rows == sorted(row.tobytes() for row in data)
    target = nd.zeros(shape, dtype=dtype)
    mx.random.seed(12)
    assert nd.random.shuffle(x, out=target) is target
    assert target.asnumpy().tobytes() == got.asnumpy().tobytes()
    # The order depends on the number of slices only.
    mx.random.seed(12)
    order = nd.shuffle(nd.arange(max(shape[0], 1))).asnumpy().astype(int)[: shape[0]]
    assert data[order].tobytes() == got.asnumpy().tobytes()


def test_gradients_go_back_to_where_slices_came_from():
    x = nd.arange(10).reshape((5, 2))
    x.attach_grad()
    with autograd.record():
        y = nd.random.shuffle(x)
        z = (y * nd.arange(10).reshape((5, 2))).sum()
    z.backward()
    order = (y.asnumpy()[:, 0] / 2).astype(int)
    want = np.zeros((5, 2))
    want[order] = np.arange(10).reshape(5, 2)
    np.testing.assert_array_equal(x.grad.asnumpy(), want)


# Zipf's law.


def test_classes_after_zipf():
    mx.random.seed(13)
    true = nd.array([0, 3, 40])
    samples, of_true, of_samples = nd.contrib.rand_zipfian(true, 200_000, 50)
    assert (samples.dtype, of_true.dtype, of_samples.dtype) == (np.int64, np.float64, np.float64)
    numbers = np.arange(50)
    probabilities = np.log((numbers + 2) / (numbers + 1)) / np.log(51)
    counts = np.bincount(samples.asnumpy(), minlength=50)
    assert chi_square(counts, probabilities) > FAIR
    assert chi_square(counts, np.roll(probabilities, 1)) < FOUL
    np.testing.assert_allclose(of_true.asnumpy(), probabilities[[0, 3, 40]] * 200_000, 1e-12)
    np.testing.assert_allclose(
        of_samples.asnumpy(), probabilities[samples.asnumpy()] * 200_000, 1e-12
    )
    with pytest.raises(ValueError, match="rand_zipfian: range_max is 0"):
        nd.contrib.rand_zipfian(true, 2, 0)
    with pytest.raises(TypeError, match="rand_zipfian: num_sampled"):
        nd.contrib.rand_zipfian(true, 2.5, 7)
    with pytest.raises(TypeError, match="rand_zipfian: true_classes"):
        nd.contrib.rand_zipfian([1], 2, 7)


def test_classes_of_mxnet():
    """Recorded with seed 1."""
    try:
        mx.random.seed(1, stream="mxnet")
        samples, of_true, of_samples = nd.contrib.rand_zipfian(nd.array([3, 0]), 4, 5)
        assert list(samples.asnumpy()) == [0, 1, 2, 4]
        np.testing.assert_allclose(of_true.asnumpy(), [0.49815515, 1.54741123], 1e-8)
        want = [1.54741123, 0.90517754, 0.64223369, 0.40702239]
        np.testing.assert_allclose(of_samples.asnumpy(), want, 1e-8)
    finally:
        mx.random.seed(0, stream="philox")
