"""Matrix products of any rank, dtype and layout, at random, against NumPy."""

from __future__ import annotations

import os
import random

import numpy as np
import pytest
from numpy_reference_reductions import batches, products
from operator_inputs import DTYPES, VIEWS, array, generator
from swnd import nd

ROUNDS = 5000 if os.environ.get("SWND_LONG") else 300
LENGTHS = (0, 1, 2, 3, 5, 8, 17, 33, 64)
MAKERS = [array, *VIEWS.values()]


def _data(rng, shape, dtype):
    if dtype == "bool":
        return rng.randint(0, 2, shape).astype(dtype)
    if dtype.startswith("float"):
        return rng.uniform(-2, 2, shape).astype(dtype)
    info = np.iinfo(dtype)
    low, high = max(info.min, -(2**62)), min(info.max, 2**62)
    return rng.randint(low, high, shape, dtype="int64").astype(dtype)


def _dot(choose):
    """Shapes and flags of a call of dot: the axes that are summed over fit."""
    ranks = choose.choice([1, 2, 3, 4]), choose.choice([1, 2, 3, 4])
    flags = [choose.random() < 0.3 and ranks != (1, 1) for _ in ranks]
    depth = choose.choice(LENGTHS)
    left, right = ([choose.choice(LENGTHS[1:6]) for _ in range(rank - 1)] for rank in ranks)
    a = [depth, *left] if flags[0] else [*left, depth]
    b = [*right, depth] if flags[1] else [depth, *right]
    return a, b, flags


def _batch_dot(choose):
    batch = [choose.choice([1, 2, 3]) for _ in range(choose.choice([1, 2]))]
    rows, columns, depth = (choose.choice(LENGTHS) for _ in range(3))
    flags = [choose.random() < 0.4 for _ in range(2)]
    a = [depth, rows] if flags[0] else [rows, depth]
    b = [columns, depth] if flags[1] else [depth, columns]
    return batch + a, batch + b, flags


def _expect(a, b, flags, formula):
    """The product, and how far from it a result may be."""
    if a.dtype.kind != "f":
        want = formula(a.astype("i8"), b.astype("i8"), *flags)
        return (want != 0 if a.dtype == bool else want.astype(a.dtype)), 0
    want = formula(a.astype("f8"), b.astype("f8"), *flags)
    size = formula(np.abs(a).astype("f8"), np.abs(b).astype("f8"), *flags)
    if a.dtype == np.float16:  # computed in float32 and rounded
        half = np.finfo("f2")
        return want, 4 * np.finfo("f4").eps * size + half.eps * np.abs(want) / 2 + 2.0**-25
    return want, 4 * np.finfo(a.dtype).eps * size


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ["dot", "batch_dot"])
def test_random_products(name, dtype):
    rng, choose = generator(name, dtype), random.Random(f"{name} {dtype}")
    shapes, formula = (_dot, products) if name == "dot" else (_batch_dot, batches)
    for _ in range(ROUNDS):
        left, right, flags = shapes(choose)
        a, b = _data(rng, left, dtype), _data(rng, right, dtype)
        makers = choose.choice(MAKERS), choose.choice(MAKERS)
        x, y = makers[0](a), makers[1](b)
        got = getattr(nd, name)(x, y, transpose_a=flags[0], transpose_b=flags[1]).asnumpy()
        want, room = _expect(a, b, flags, formula)
        label = f"{left} {right} {flags} {[maker.__name__ for maker in makers]}"
        assert got.shape == want.shape, label
        assert got.dtype == a.dtype, label
        if a.dtype.kind == "f":
            assert (np.abs(got.astype("f8") - want) <= room).all(), label
        else:
            assert (got == want).all(), label
