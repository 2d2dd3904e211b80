"""The last of `REFERENCES`: operators that make arrays, and that move elements without change."""

from __future__ import annotations

import numpy as np
from comparing_exactly import Exact, Near, Wide, as_dtype
from numpy_reference import REFERENCES, at_least_one_axis, reference

__all__ = ["REFERENCES"]


def made(values, parameters):
    return Exact(as_dtype(np.asarray(values), parameters.get("dtype") or "float32"))


def as_tuple(value):
    return value if isinstance(value, tuple) else (value,)


# Creation.


@reference("creation", "zeros")
def _zeros(_, parameters):
    return made(np.zeros(parameters["shape"]), parameters)


@reference("creation", "ones")
def _ones(_, parameters):
    return made(np.ones(parameters["shape"]), parameters)


@reference("creation", "full")
def _full(_, parameters):
    return made(np.full(parameters["shape"], float(parameters["val"])), parameters)


@reference("creation", "arange")
def _arange(_, parameters):
    start, stop = parameters["start"], parameters.get("stop")
    if stop is None:
        start, stop = 0.0, start
    step = parameters.get("step", 1.0)
    count = max(0, int(np.ceil((stop - start) / step)))
    values = start + step * np.arange(count, dtype=np.float64)
    return made(np.repeat(values, parameters.get("repeat", 1)), parameters)


@reference("creation", "linspace")
def _linspace(_, parameters):
    start, stop, count = (parameters[name] for name in ("start", "stop", "num"))
    gaps = count - bool(parameters.get("endpoint", True))
    values = Wide(start) + Wide(stop - start) / max(gaps, 1) * np.arange(count, dtype=Wide)
    if np.dtype(parameters.get("dtype") or "float32").kind != "f":
        return made(values.astype(np.float64), parameters)
    # Two roundings of float64 before that of the result.
    room = np.finfo(np.float64).eps * (abs(start) + abs(stop))
    return Near(values, ulps=0.5, slack=room if count > 1 else 0)


@reference("creation", "eye")
def _eye(_, parameters):
    rows = parameters["N"]
    return made(np.eye(rows, parameters.get("M") or rows, parameters.get("k", 0)), parameters)


# Shapes.


def _resolved(codes, axes):
    """MXNet's codes: 0 keeps, -1 infers, -2 keeps the rest, -3 merges two, -4 splits one."""
    result, axes, codes = [], list(axes), list(codes)
    while codes:
        code = codes.pop(0)
        if code == -2:
            result += axes
            axes = []
        elif code == -3:
            result.append(axes.pop(0) * axes.pop(0))
        elif code == -4:
            whole, first, second = axes.pop(0), codes.pop(0), codes.pop(0)
            first = whole // second if first == -1 else first
            result += [first, whole // first if second == -1 else second]
        else:
            kept = axes.pop(0) if axes else None
            result.append(kept if code == 0 else code)
    return result


def target(codes, shape, reverse):
    """The shape that codes stand for."""
    codes = as_tuple(codes)
    if not reverse:
        return tuple(_resolved(codes, shape))
    # From the right; a split comes after its two lengths then.
    groups, rest = [], list(codes)
    while rest:
        width = 3 if rest[0] == -4 else 1
        groups.append(rest[:1] + rest[1:width][::-1])
        rest = rest[width:]
    turned = [code for group in reversed(groups) for code in group]
    return tuple(_resolved(turned, shape[::-1])[::-1])


@reference("shape", "reshape")
def _reshape(inputs, parameters):
    x = inputs[0]
    return Exact(x.reshape(target(parameters["shape"], x.shape, parameters.get("reverse"))))


def moved(name):
    """An operator that NumPy has too: from the input and the parameters."""

    def wrap(function):
        def formula(inputs, parameters):
            return Exact(function(inputs[0], **parameters))

        return reference("shape", name)(formula)

    return wrap


@moved("transpose")
def _transpose(x, axes=None):
    return np.transpose(x, axes or None)


@moved("swapaxes")
def _swapaxes(x, dim1=0, dim2=0):
    return np.swapaxes(x, dim1, dim2)


@moved("flatten")
def _flatten(x):
    return x.reshape(x.shape[0], int(np.prod(x.shape[1:])))


@moved("expand_dims")
def _expand_dims(x, axis):
    return np.expand_dims(x, axis)


@moved("squeeze")
def _squeeze(x, axis=None):
    return at_least_one_axis(np.squeeze(x, axis))


@moved("broadcast_to")
def _broadcast_to(x, shape):
    shape, own = as_tuple(shape), (1,) * (len(as_tuple(shape)) - x.ndim) + x.shape
    return np.broadcast_to(x, tuple(n or kept for n, kept in zip(shape, own)))


@moved("broadcast_axis")
def _broadcast_axis(x, axis=(), size=()):
    shape = list(x.shape)
    for place, length in zip(as_tuple(axis), as_tuple(size)):
        shape[place] = length
    return np.broadcast_to(x, shape)


@moved("slice")
def _slice(x, begin, end, step=None):
    steps = step or (None,) * len(begin)
    return x[tuple(slice(*bounds) for bounds in zip(begin, end, steps))]


@moved("slice_axis")
def _slice_axis(x, axis, begin, end=None):
    return np.moveaxis(np.moveaxis(x, axis, 0)[begin:end], 0, axis)


@moved("tile")
def _tile(x, reps):
    return np.tile(x, reps)


@moved("repeat")
def _repeat(x, repeats, axis=None):
    return np.repeat(x, repeats, axis)


@reference("shape", "broadcast_like")
def _broadcast_like(inputs, parameters):
    shape = inputs[1].shape
    if "lhs_axes" in parameters:
        lengths = dict(zip(parameters["lhs_axes"], (shape[i] for i in parameters["rhs_axes"])))
        shape = [lengths.get(axis, length) for axis, length in enumerate(inputs[0].shape)]
    return Exact(np.broadcast_to(inputs[0], shape))


@reference("shape", "concat")
def _concat(inputs, parameters):
    return Exact(np.concatenate(inputs, parameters.get("dim", 1)))


@reference("shape", "stack")
def _stack(inputs, parameters):
    return Exact(np.stack(inputs, parameters.get("axis", 0)))


@reference("shape", "split")
def _split(inputs, parameters):
    axis = parameters.get("axis", 1)
    parts = np.split(inputs[0], parameters["num_outputs"], axis)
    if parameters.get("squeeze_axis"):
        parts = [at_least_one_axis(np.squeeze(part, axis)) for part in parts]
    return [Exact(part) for part in parts]


# Indices: truncated, then brought into the axis.


def places(indices, length, mode):
    whole = as_dtype(indices, "int64")
    return whole % length if mode == "wrap" else np.clip(whole, 0, length - 1)


@reference("take", "take")
def _take(inputs, parameters):
    a, indices = inputs
    axis, mode = parameters.get("axis", 0), parameters.get("mode", "clip")
    return Exact(np.take(a, places(indices, a.shape[axis], mode), axis))


@reference("pick", "pick")
def _pick(inputs, parameters):
    data, index = inputs
    axis, mode = parameters.get("axis", -1), parameters.get("mode", "clip")
    if index.ndim < data.ndim or index.shape[axis] != 1:
        index = np.expand_dims(index, axis)
    one = np.take_along_axis(data, places(index, data.shape[axis], mode), axis)
    kept = parameters.get("keepdims")
    return Exact(one if kept else at_least_one_axis(np.squeeze(one, axis)))


@reference("one_hot", "one_hot")
def _one_hot(inputs, parameters):
    whole = as_dtype(inputs[0], "int64")[..., None]
    chosen = whole == np.arange(parameters["depth"])
    on, off = (
        float(parameters.get(f"{word}_value", 1 - i)) for i, word in enumerate(("on", "off"))
    )
    return made(np.where(chosen, on, off), parameters)
