"""NumPy: what it has itself, in one call or as people write it."""

from __future__ import annotations

import numpy as np

from libraries.vocabulary import Library


class NumPy(Library):
    name = "numpy"
    version = np.__version__
    own_names = np

    def __init__(self):
        self._generator = np.random.default_rng(0)

    def numpy(self, array):
        return array

    def array(self, values):
        return values.copy()

    def cast(self, x, dtype):
        return x.astype(dtype)

    def own(self, x):
        return np.ascontiguousarray(x)

    def norm(self, x, axis):
        return np.linalg.norm(x, axis=axis)

    def permuted(self, x, axes):
        return np.ascontiguousarray(x.transpose(axes))

    def joined(self, x, y, axis):
        return np.concatenate((x, y), axis)

    def one_hot(self, indices, depth):
        result = np.zeros((len(indices), depth), np.float32)
        result[np.arange(len(indices)), indices] = 1
        return result

    def rows(self, x, indices):
        return np.take(x, indices, axis=0)

    def product(self, a, b, transpose_a, transpose_b):
        return np.dot(a.T if transpose_a else a, b.T if transpose_b else b)

    def batch_dot(self, a, b):
        return np.matmul(a, b)

    def largest(self, x, count):
        found = np.argpartition(x, -count)[..., -count:]
        order = np.argsort(-np.take_along_axis(x, found, -1))
        return np.take_along_axis(found, order, -1)

    def random_normal(self, shape):
        return self._generator.standard_normal(shape, np.float32)

    def random_uniform(self, shape):
        return self._generator.random(shape, np.float32)


def load(name: str, threads: int) -> Library:
    return NumPy()
