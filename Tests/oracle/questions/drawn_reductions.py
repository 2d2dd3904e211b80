"""Reductions, products and orders, of arrays and axes drawn at random."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case

from .asking import FLOATS, ask
from .drawing import Draw, Sampler, drawn


def questions() -> Iterator[Case]:
    yield from drawn(_samplers())


def _samplers() -> dict[str, Sampler]:
    return {
        **dict.fromkeys(("sum", "mean", "max", "min", "prod", "nansum", "nanprod"), _reduction),
        **dict.fromkeys(("sum_axis", "max_axis", "min_axis"), _over_axes),
        **dict.fromkeys(("argmax", "argmin"), _place),
        **dict.fromkeys(("sort", "argsort"), _order),
        "norm": _norm,
        "moments": _moments,
        "cumsum": _cumsum,
        "topk": _topk,
        "argmax_channel": _channel,
        "histogram": _histogram,
        "multi_sum_sq": _squares,
        "dot": _dot,
        "batch_dot": _batch_dot,
        "khatri_rao": _khatri_rao,
        "L2Normalization": _normalised,
        "softmax_cross_entropy": _cross_entropy,
    }


def _some_axes(draw: Draw, rank: int) -> int | tuple | None:
    return draw.one_of(None, draw.axis(rank), draw.axes(rank))


def _reduction(draw: Draw, name: str) -> Case:
    x = draw.nonzero(draw.shape(), draw.dtype())
    if name.startswith("nan") and x.dtype.kind == "f":
        x.flat[::3] = np.nan
    options = draw.some(
        axis=_some_axes(draw, x.ndim),
        keepdims=draw.one_of(True, False),
        exclude=draw.one_of(True, False, False),
    )
    grad = draw.grad(x) and not name.startswith("nan")
    return ask(name, draw.form(name), x, grad=grad, **options)


def _over_axes(draw: Draw, name: str) -> Case:
    x = draw.nonzero(draw.shape(), draw.dtype())
    axis = draw.one_of(draw.axis(x.ndim), draw.axes(x.ndim))
    options = draw.some(keepdims=draw.one_of(True, False))
    return ask(name[:3], f"nd.{name}", x, axis=axis, grad=draw.grad(x), **options)


def _place(draw: Draw, name: str) -> Case:
    x = draw.any()
    options = draw.some(
        axis=draw.one_of(None, draw.axis(x.ndim)), keepdims=draw.one_of(True, False)
    )
    return ask(name, draw.form(name), x, **options)


def _different(draw: Draw) -> np.ndarray:
    """Different numbers in any order."""
    shape = draw.shape()
    numbers = draw.random.permutation(int(np.prod(shape))).reshape(shape)
    return numbers.astype(draw.one_of("float32", "float32", "float64", "int32", "uint8"))


def _order(draw: Draw, name: str) -> Case:
    x = _different(draw)
    options = draw.some(
        axis=draw.one_of(None, draw.axis(x.ndim)), is_ascend=draw.one_of(True, False)
    )
    if name == "argsort":
        options.update(draw.some(dtype=draw.one_of("int32", "float64", "int64")))
    return ask(name, draw.form(name), x, **options)


def _topk(draw: Draw, name: str) -> Case:
    x = _different(draw)
    axis = draw.one_of(None, draw.axis(x.ndim))
    most = x.size if axis is None else x.shape[axis]
    options = draw.some(
        is_ascend=draw.one_of(True, False), dtype=draw.one_of("int32", "float64", "int64")
    )
    kind = draw.one_of("value", "indices", "mask", "both")
    count = draw.number(1, most + 1)
    return ask(name, draw.form(name), x, axis=axis, k=count, ret_typ=kind, **options)


def _norm(draw: Draw, name: str) -> Case:
    x = draw.nonzero(draw.shape(), draw.one_of("float32", "float64"))
    axis = draw.one_of(None, draw.axis(x.ndim), draw.axes(x.ndim)[:2])
    options = draw.some(keepdims=draw.one_of(True, False))
    order = draw.one_of(1, 2, 2)
    return ask(name, draw.form(name), x, ord=order, axis=axis, grad=draw.grad(x), **options)


def _moments(draw: Draw, name: str) -> Case:
    x = draw.array(draw.shape(), draw.one_of("float32", "float64"))
    keepdims = draw.chance(0.4)
    return ask(name, f"nd.{name}", x, axes=draw.axes(x.ndim), keepdims=keepdims, grad=draw.grad(x))


def _cumsum(draw: Draw, name: str) -> Case:
    x = draw.any()
    axis = draw.one_of(None, draw.axis(x.ndim, is_counted_back=False))
    options = draw.some(axis=axis, dtype=draw.one_of("float64", "int32", "float32"))
    return ask(name, f"nd.{name}", x, grad=draw.grad(x), **options)


def _channel(draw: Draw, name: str) -> Case:
    return ask(name, f"nd.{name}", draw.floats(2))


def _histogram(draw: Draw, name: str) -> Case:
    if draw.chance(0.5):
        x = draw.array(draw.shape(1, 2, 8))
        ends = draw.one_of((-2, 2), (-4.5, 4), (0, 1))
        return ask(name, f"nd.{name}", x, bins=draw.one_of(1, 3, 5), range=ends)
    x = draw.array(draw.shape(1, 2, 8), draw.one_of("float32", "float64", "int32"))
    edges = draw.random.choice(np.arange(-5, 6), draw.number(2, 6), replace=False)
    return ask(name, f"nd.{name}", x, bins=np.sort(edges).astype(x.dtype))


def _squares(draw: Draw, name: str) -> Case:
    arrays = [draw.array(draw.shape()) for _ in range(draw.number(1, 4))]
    return ask(name, f"nd.{name}", *arrays, num_arrays=len(arrays))


def _dot(draw: Draw, name: str) -> Case:
    dtype, depth = draw.one_of(*FLOATS[:2]), draw.number(1, 4)
    left, right = (*draw.shape(0, 2), depth), (depth, *draw.shape(0, 2))
    first, second = draw.chance(0.3), draw.chance(0.3)
    left = left[-1:] + left[:-1] if first else left
    right = right[1:] + right[:1] if second else right
    x, y = draw.array(left, dtype), draw.array(right, dtype)
    grad = x.ndim == y.ndim < 3 and draw.grad(x)
    return ask(name, f"nd.{name}", x, y, grad=grad, transpose_a=first, transpose_b=second)


def _batch_dot(draw: Draw, name: str) -> Case:
    dtype = draw.one_of(*FLOATS[:2])
    batch, rows, depth, columns = draw.shape(4, 4)
    first, second = draw.chance(0.4), draw.chance(0.4)
    x = draw.array((batch, depth, rows) if first else (batch, rows, depth), dtype)
    depth += draw.chance(0.05)
    y = draw.array((batch, columns, depth) if second else (batch, depth, columns), dtype)
    grad = depth in x.shape[1:] and draw.grad(x)
    return ask(name, f"nd.{name}", x, y, transpose_a=first, transpose_b=second, grad=grad)


def _khatri_rao(draw: Draw, name: str) -> Case:
    columns = draw.number(1, 5)
    arrays = [draw.nonzero((draw.number(1, 5), columns)) for _ in range(draw.number(1, 4))]
    return ask(name, f"nd.{name}", *arrays)


def _normalised(draw: Draw, name: str) -> Case:
    x = draw.nonzero(draw.shape(3, 4))
    mode = draw.one_of("instance", "channel", "spatial")
    return ask(name, f"nd.{name}", x, grad=draw.grad(x), **draw.some(mode=mode))


def _cross_entropy(draw: Draw, name: str) -> Case:
    x = draw.array(draw.shape(2, 2))
    labels = draw.random.randint(0, x.shape[1], size=len(x)).astype(x.dtype)
    return ask(name, f"nd.{name}", x, labels)
