"""What operators are tested on: shapes of every class, values of every dtype, views."""

from __future__ import annotations

import itertools
import zlib

import numpy as np
from swnd import nd

FLOATS = ("float16", "float32", "float64")
INTS = ("uint8", "int8", "int32", "int64")
DTYPES = (*FLOATS, *INTS, "bool")

# The tile of the CPU back end has 1024 elements, a vector 64 bytes, the direct way 4096 elements.
SHAPES = [
    (0,),
    (3, 0, 2),
    (1,),
    (1, 1),
    (7,),
    (1023,),
    (1024,),
    (1025,),
    (4097,),
    (32, 32),
    (33, 31),
    (3, 343),
    (2, 3, 4, 5),
    (5, 1, 3, 1),
    (1, 2, 1, 3, 1, 2, 1, 2),
]

BROADCASTS = [
    ((2, 3), (3,)),
    ((3,), (2, 3)),
    ((2, 1), (1, 3)),
    ((1,), (2, 3, 4)),
    ((1, 1), (1,)),
    ((3, 1, 5), (4, 1)),
    ((1025, 1), (1, 3)),
    ((1, 1025), (3, 1)),
    ((1023,), (2, 1023)),
    ((2, 1, 1024), (3, 1)),
    ((2, 3, 4, 5), (3, 1, 5)),
    ((0, 3), (1, 3)),
    ((0, 1), (1, 4)),
    ((1, 2, 1, 3, 1, 2, 1, 2), (2, 1, 3, 1, 2, 1, 2, 1)),
]

LARGE = [(301, 677), (3, 100003)]


def generator(*words):
    """Random numbers that depend on what they are for, and on nothing else."""
    return np.random.RandomState(zlib.crc32(repr(words).encode()))


def numbers(rng, shape, dtype, low=-2.0, high=2.0):
    """Random elements: floats from a range, small integers about as wide, truth values."""
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        return rng.uniform(low, high, shape).astype(dtype)
    if dtype.kind == "b":
        return rng.randint(0, 2, shape).astype(dtype)
    low, high = int(np.floor(4 * low)), int(np.ceil(4 * high))
    return rng.randint(0 if dtype.kind == "u" else low, high + 1, shape).astype(dtype)


def any_bits(rng, shape, dtype):
    """Elements with random bits: every exponent, every integer, some NaN."""
    dtype = np.dtype(dtype)
    if dtype.kind == "b":
        return rng.randint(0, 2, shape).astype(dtype)
    count = int(np.prod(shape, dtype=np.int64))
    made = np.frombuffer(rng.bytes(count * dtype.itemsize), dtype).reshape(shape)
    # Every NaN becomes a quiet one.
    return made if dtype.kind != "f" else np.where(np.isnan(made), dtype.type(np.nan), made)


def edges(dtype):
    """Where arithmetic goes wrong, if anywhere."""
    dtype = np.dtype(dtype)
    if dtype.kind == "b":
        return np.array([False, True])
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        near = [info.min, info.min + 1, info.max - 1, info.max, info.max // 2, info.max // 2 + 1]
        small = [0, 1, 2, 3, 7, 10] + ([-1, -2, -3, -7] if dtype.kind == "i" else [])
        return np.array(sorted(set(near + small)), dtype)
    info = np.finfo(dtype)
    least = np.nextafter(dtype.type(0), dtype.type(1))
    whole = 2.0**info.nmant  # from here on there are no fractions
    positive = [0, least, 3 * float(least), info.tiny, info.eps, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 10]
    positive += [0.5 - info.eps / 4, 1 - info.eps / 2, 1 + info.eps, whole - 0.5, whole + 1]
    positive += [0.3 * float(info.max), info.max, np.inf, np.nan]
    with np.errstate(over="ignore", under="ignore"):
        half = np.array(positive, np.float64).astype(dtype)
    return np.concatenate([half, -half])


def pairs(values):
    """Every value with every value."""
    left, right = zip(*itertools.product(values, values))
    return np.array(left, values.dtype), np.array(right, values.dtype)


def array(data):
    """An array with exactly these elements and this dtype."""
    return nd.array(data, dtype=data.dtype)


def _filler(shape, dtype):
    """What lies between the elements of a view: nothing that an operator should look at."""
    return np.full(shape, np.nan if np.dtype(dtype).kind == "f" else 101, dtype)


def transposed(data):
    """The last axis has the longest step."""
    return array(np.ascontiguousarray(data.T)).T


def stepped(data):
    """Every second element of each axis, after the first."""
    base = _filler([2 * n + 2 for n in data.shape], data.dtype)
    index = tuple(slice(1, 2 * n + 1, 2) for n in data.shape)
    base[index] = data
    return array(base)[index]


def backwards(data):
    """Steps are negative."""
    index = (slice(None, None, -1),) * data.ndim
    return nd.slice(
        array(np.ascontiguousarray(data[index])),
        begin=(None,) * data.ndim,
        end=(None,) * data.ndim,
        step=(-1,) * data.ndim,
    )


def inner(data):
    """Side by side, but not from the start of the memory."""
    base = _filler((data.shape[0] + 2, *data.shape[1:]), data.dtype)
    base[1:-1] = data
    return array(base)[1 : data.shape[0] + 1]


def cut(data):
    """Rows with a gap between them."""
    base = _filler((*data.shape[:-1], data.shape[-1] + 3), data.dtype)
    base[..., 2:-1] = data
    return nd.slice_axis(array(base), axis=-1, begin=2, end=-1)


VIEWS = {view.__name__: view for view in (transposed, stepped, backwards, inner, cut)}
