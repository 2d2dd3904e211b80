"""Random graphs: all ways back give the same gradients, and differences confirm them."""

import os
import random

import numpy as np
import pytest
from swnd import autograd, nd

SHAPE = (2, 4)


class Twist(autograd.Function):
    """Two results, sin(a) b and a - cos(b)."""

    def forward(self, a, b):
        self.save_for_backward(a, b)
        return nd.sin(a) * b, a - nd.cos(b)

    def backward(self, dp, dq):
        a, b = self.saved_tensors
        return dp * nd.cos(a) * b + dq, dp * nd.sin(a) + dq * nd.sin(b)


def assigned(a, b):
    result = a * 1
    result[0] = b[1]
    result[:, 1:3] = nd.tanh(a[:, 2:])
    return result


def looped(a, b):
    return nd.contrib.foreach(lambda row, s: (row * s, nd.sin(s + row)), a, b[0])[0]


def updated(a, b):
    result = nd.sin(a)
    result += b
    result *= a
    return result


# Each takes two arrays of SHAPE and gives a list of such arrays.
STEPS = (
    lambda a, b: [a + b],
    lambda a, b: [a * b],
    lambda a, b: [nd.sin(a) - b / 2],
    lambda a, b: [nd.tanh(a), nd.sigmoid(b)],
    lambda a, b: [nd.concat(*nd.split(a, 2, axis=1)[::-1], dim=1) + b],
    lambda a, b: [nd.broadcast_mul(a, nd.sum(b, axis=1, keepdims=True))],
    lambda a, b: [nd.dot(a, nd.dot(b.T, a)) / 4],
    lambda a, b: [a.reshape((4, 2)).T * b],
    lambda a, b: [nd.stack(a[1], b[0], axis=0)],
    lambda a, b: [nd.stop_gradient(a) * b],
    lambda a, b: [nd.softmax(a, axis=1) * b],
    lambda a, b: [(a > b) * a],
    lambda a, b: list(Twist()(a, b)),
    lambda a, b: [assigned(a, b)],
    lambda a, b: [looped(a, b)],
    lambda a, b: [updated(a, b)],
)


def program(seed, steps=14):
    """Which step is applied to which arrays."""
    rng = random.Random(seed)
    plan, count = [], 3
    for _ in range(steps):
        step = rng.randrange(len(STEPS))
        # Mostly late results, so that graphs are deep.
        first, second = (max(rng.randrange(count), rng.randrange(count)) for _ in range(2))
        plan.append((step, first, second))
        count += 1
    return plan


def run(plan, leaves):
    arrays, results = list(leaves), []
    for step, first, second in plan:
        results = STEPS[step](arrays[first], arrays[second])
        arrays.append(results[-1])
        if len(results) > 1:
            arrays[-1] = arrays[-1] + results[0] / 4
    return arrays


def leaves_of(values):
    leaves = [nd.array(value, dtype="float64") for value in values]
    for leaf in leaves:
        leaf.attach_grad()
    return leaves


def heads_of(arrays):
    return [nd.sum(arrays[-1]), nd.sum(nd.sin(arrays[-2]))]


COUNT = 300 if os.environ.get("SWND_LONG") else 25


@pytest.mark.parametrize("seed", range(COUNT))
def test_all_ways_back_agree(seed):
    plan = program(seed)
    values = np.random.RandomState(seed).uniform(-1, 1, (3, *SHAPE))

    leaves = leaves_of(values)
    with autograd.record():
        arrays = run(plan, leaves)
        heads = heads_of(arrays)
    autograd.backward(heads, retain_graph=True)
    want = [leaf.grad.asnumpy() for leaf in leaves]

    # As new arrays, one variable at a time and all at once, recorded and not.
    for position, leaf in enumerate(leaves):
        (alone,) = autograd.grad(heads, leaf, retain_graph=True)
        np.testing.assert_array_equal(alone.asnumpy(), want[position])
    for create_graph in (True, False):
        found = autograd.grad(heads, leaves, retain_graph=True, create_graph=create_graph)
        for mine, other in zip(found, want):
            np.testing.assert_allclose(mine.asnumpy(), other, rtol=1e-12, atol=1e-12)

    # With respect to a result in the midst: what a leaf in its place gets.
    middle = len(arrays) // 2
    arrays_again = run(plan, leaves_of(values))
    cut = nd.array(arrays_again[middle], dtype="float64")
    cut.attach_grad()
    with autograd.record():
        tail = run_from(plan, arrays_again, middle, cut)
        tail_heads = heads_of(tail)
    if reaches_heads(plan, middle):
        autograd.backward(tail_heads)
        (found,) = autograd.grad(heads, arrays[middle], retain_graph=True)
        np.testing.assert_allclose(found.asnumpy(), cut.grad.asnumpy(), rtol=1e-10, atol=1e-12)

    # Differences in a random direction.
    direction = np.random.RandomState(seed + 1).uniform(-1, 1, values.shape)
    slope = sum((gradient * d).sum() for gradient, d in zip(want, direction))
    step = 1e-6
    ends = [
        sum(
            head.asscalar()
            for head in heads_of(run(plan, leaves_of(values + sign * step * direction)))
        )
        for sign in (1, -1)
    ]
    stops = any(step in _STOPPING for step, _, _ in plan)
    if not stops:
        difference = (ends[0] - ends[1]) / (2 * step)
        assert abs(slope - difference) <= 1e-4 * max(1.0, abs(slope), abs(difference))


_STOPPING = {9, 11}  # constants by decree, and jumps


def run_from(plan, arrays, middle, cut):
    """The rest of a program, with an array in the midst replaced."""
    again = [*leaves_of(arrays[:middle]), cut]
    for step, first, second in plan[middle - 2 :]:
        results = STEPS[step](again[first], again[second])
        again.append(results[-1])
        if len(results) > 1:
            again[-1] = again[-1] + results[0] / 4
    return again


def reaches_heads(plan, middle):
    """Whether one of the last two arrays is computed from an array."""
    reached = {middle}
    for position, (_, first, second) in enumerate(plan):
        if first in reached or second in reached:
            reached.add(position + 3)
    return bool(reached & {len(plan) + 1, len(plan) + 2})
