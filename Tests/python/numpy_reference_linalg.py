"""The part of `REFERENCES` about linear algebra."""

from __future__ import annotations

import numpy as np
from comparing_exactly import Exact, Near, Wide
from numpy_reference import REFERENCES, reference
from numpy_reference_reductions import batches, finite, unit

__all__ = ["REFERENCES"]

REALS = ("float32", "float64")


def turned(x, flag=True):
    return np.swapaxes(x, -1, -2) if flag else x


def normwise(value, dtype, ulps):
    """Each number depends on all of a matrix, so errors are of the size of the largest one."""
    value = np.asarray(value)
    side = max(value.shape[-2:], default=1)
    largest = np.max(np.abs(value), initial=0.0) if value.size else 0.0
    return Near(value, slack=finite(ulps * side * unit(dtype) * Wide(largest)), signs=False)


# Products: as dot and batch_dot.


def products(a, b, dtype, alpha, rest=0.0):
    wide = Wide if dtype == np.float64 else np.float64
    alpha = wide(alpha)
    value = alpha * batches(a.astype(wide), b.astype(wide), False, False) + rest
    magnitude = batches(np.abs(a).astype(np.float64), np.abs(b).astype(np.float64), False, False)
    slack = 4 * unit(dtype) * (np.abs(alpha) * magnitude + np.abs(rest))
    return Near(value, slack=finite(slack), signs=False)


def _exchanged(x, axis):
    return np.swapaxes(x, axis, -2)


@reference("linear", "linalg_gemm", "linalg_gemm2", dtypes=REALS)
def _gemm(inputs, parameters):
    axis = parameters.get("axis", -2)
    a, b = (_exchanged(x, axis) for x in inputs[:2])
    a = turned(a, parameters.get("transpose_a"))
    b = turned(b, parameters.get("transpose_b"))
    rest = 0.0
    if len(inputs) > 2 and parameters.get("beta", 1):
        rest = Wide(parameters.get("beta", 1)) * _exchanged(inputs[2], axis)
    near = products(a, b, a.dtype, parameters.get("alpha", 1), rest)
    value, slack = (_exchanged(x, axis) for x in (near.value, near.slack))
    return Near(value, slack=slack, signs=False)


@reference("linear", "linalg_syrk", dtypes=REALS)
def _syrk(inputs, parameters):
    a = turned(inputs[0], parameters.get("transpose"))
    return products(a, turned(a), a.dtype, parameters.get("alpha", 1))


def triangle(a, parameters):
    return np.tril(a) if parameters.get("lower", True) else np.triu(a)


@reference("linear", "linalg_trmm", dtypes=REALS)
def _trmm(inputs, parameters):
    a = turned(triangle(inputs[0], parameters), parameters.get("transpose"))
    pair = (inputs[1], a) if parameters.get("rightside") else (a, inputs[1])
    return products(*pair, a.dtype, parameters.get("alpha", 1))


# What LAPACK computes: NumPy's in double precision.


def double(x):
    return x.astype(np.float64)


@reference("linear", "linalg_trsm", dtypes=REALS)
def _trsm(inputs, parameters):
    a = turned(double(triangle(inputs[0], parameters)), parameters.get("transpose"))
    b = parameters.get("alpha", 1) * double(inputs[1])
    if parameters.get("rightside"):
        value = turned(np.linalg.solve(turned(a), turned(b)))
    else:
        value = np.linalg.solve(a, b)
    return normwise(value, inputs[0].dtype, 16)


@reference("linear", "linalg_potrf", dtypes=REALS)
def _potrf(inputs, parameters):
    lower = parameters.get("lower", True)
    factor = np.linalg.cholesky(double(inputs[0] if lower else turned(inputs[0])))
    return normwise(factor if lower else turned(factor), inputs[0].dtype, 16)


@reference("linear", "linalg_potri", dtypes=REALS)
def _potri(inputs, parameters):
    a = double(triangle(inputs[0], parameters))
    whole = a @ turned(a) if parameters.get("lower", True) else turned(a) @ a
    return normwise(np.linalg.inv(whole), inputs[0].dtype, 64)


@reference("linear", "linalg_inverse", dtypes=REALS)
def _inverse(inputs, _):
    return normwise(np.linalg.inv(double(inputs[0])), inputs[0].dtype, 64)


def per_matrix(value):
    return np.reshape(value, (1,)) if np.ndim(value) == 0 else value


def _relative(value, a, ulps):
    value = per_matrix(value)
    return Near(value, slack=finite(ulps * a.shape[-1] * unit(a.dtype) * (np.abs(value) + 1)))


@reference("linear", "linalg_det", dtypes=REALS)
def _det(inputs, _):
    return _relative(np.linalg.det(double(inputs[0])), inputs[0], 16)


@reference("linear", "linalg_slogdet", dtypes=REALS)
def _slogdet(inputs, _):
    sign, logarithm = np.linalg.slogdet(double(inputs[0]))
    return [Exact(per_matrix(sign), signs=False), _relative(logarithm, inputs[0], 16)]


@reference("linear", "linalg_gelqf", dtypes=REALS)
def _gelqf(inputs, _):
    a = double(inputs[0])
    q, r = (turned(x) for x in _qr(turned(a)))
    return [normwise(x, inputs[0].dtype, 64) for x in (q, r)]


def _qr(a):
    """Batches of QR factors, which older NumPy has not."""
    rows, columns = a.shape[-2:]
    count = int(np.prod(a.shape[:-2]))
    pairs = [np.linalg.qr(x) for x in a.reshape(count, rows, columns)]
    q = np.array([pair[0] for pair in pairs]).reshape(*a.shape[:-1], columns)
    return q, np.array([pair[1] for pair in pairs]).reshape(*a.shape[:-2], columns, columns)


@reference("linear", "linalg_syevd", dtypes=REALS)
def _syevd(inputs, _):
    values, vectors = np.linalg.eigh(double(inputs[0]), UPLO="L")
    vectors = turned(vectors)
    if vectors.size:
        largest = np.argmax(np.abs(vectors), axis=-1)[..., np.newaxis]
        vectors = vectors * np.sign(np.take_along_axis(vectors, largest, -1))
    dtype = inputs[0].dtype
    spread = np.max(np.abs(values), initial=1.0)
    slack = 64 * unit(dtype) * Wide(spread)
    return [
        Near(vectors, slack=finite(np.full(vectors.shape, slack)), signs=False),
        Near(values, slack=finite(np.full(values.shape, slack)), signs=False),
    ]


# Diagonals and triangles: moved, not computed.


@reference("linear", "linalg_extractdiag", dtypes=REALS)
def _extractdiag(inputs, parameters):
    return Exact(np.diagonal(inputs[0], parameters.get("offset", 0), -2, -1))


@reference("linear", "linalg_sumlogdiag", dtypes=REALS)
def _sumlogdiag(inputs, _):
    logarithms = np.log(np.diagonal(inputs[0], 0, -2, -1).astype(Wide))
    slack = 4 * unit(inputs[0].dtype) * np.sum(np.abs(logarithms), -1)
    return Near(per_matrix(np.sum(logarithms, -1)), slack=finite(per_matrix(slack)), signs=False)


@reference("linear", "linalg_makediag", dtypes=REALS)
def _makediag(inputs, parameters):
    x, offset = inputs[0], parameters.get("offset", 0)
    side = x.shape[-1] + abs(offset)
    value = np.zeros((*x.shape[:-1], side, side), x.dtype)
    for place in range(x.shape[-1]):
        row, column = place + max(-offset, 0), place + max(offset, 0)
        value[..., row, column] = x[..., place]
    return Exact(value)


def _places(side, parameters):
    """Row and column of each element of a triangle, in order."""
    offset = parameters.get("offset", 0)
    if offset < 0 or (offset == 0 and parameters.get("lower", True)):
        return np.tril_indices(side, offset)
    return np.tril_indices(side, -offset)[::-1]


@reference("linear", "linalg_extracttrian", dtypes=REALS)
def _extracttrian(inputs, parameters):
    x = inputs[0]
    return Exact(x[(..., *_places(x.shape[-1], parameters))])


@reference("linear", "linalg_maketrian", dtypes=REALS)
def _maketrian(inputs, parameters):
    x = inputs[0]
    side = int((np.sqrt(8 * x.shape[-1] + 1) - 1) / 2 + 0.5) + abs(parameters.get("offset", 0))
    value = np.zeros((*x.shape[:-1], side, side), x.dtype)
    value[(..., *_places(side, parameters))] = x
    return Exact(value)
