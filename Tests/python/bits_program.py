"""Prints a hash of the bits of many results, backward passes included: one line for each.

A script and not only a module, as the instruction set is chosen before the library is loaded.
Every NaN counts as the same one.
"""

from __future__ import annotations

import hashlib

import numpy as np
import random_calls
import swnd as mx
from operator_cases import cases
from operator_inputs import array, generator, numbers
from operator_table import TABLE, call
from references import REFERENCES
from swnd import autograd, nd


def bits(results):
    """One hash of some arrays."""
    digest = hashlib.sha256()
    for result in results if isinstance(results, (list, tuple)) else [results]:
        values = result.asnumpy()
        if values.dtype.kind == "f":
            values = np.where(np.isnan(values), values.dtype.type(np.nan), values)
        digest.update(values.tobytes())
    return digest.hexdigest()[:16]


def calls(name, aspect):
    """The calls of an operator: a label, the inputs, the parameters."""
    for number, (inputs, parameters) in enumerate(cases(name, aspect)):
        dtype = inputs[0].dtype.name if inputs else parameters.get("dtype", "float32")
        yield f"{name} {dtype} {aspect} {number}", inputs, parameters


def operators():
    """Every operator on large arrays, and on the values at the edges of each dtype."""
    for name in REFERENCES:
        for aspect in ("large", "edges") if TABLE[name]["inputs"] else ("large",):
            for label, inputs, parameters in calls(name, aspect):
                yield label, call(name, [array(x) for x in inputs], parameters)


def draws():
    mx.random.seed(7)
    for name in random_calls.ALL:
        for dtype in random_calls.dtypes(name):
            yield f"{name} {dtype} draw", random_calls.draw(name, (3, 70_001), dtype)


def network(x, w, b, v):
    hidden = nd.tanh(nd.dot(x, w) + b)
    return nd.log_softmax(nd.dot(hidden, v), axis=1)


def moments(x, w, b, v):
    centred = x - nd.mean(x, axis=0, keepdims=True)
    deviation = nd.sqrt(nd.mean(centred * centred, axis=0) + 1e-3)
    return nd.sum(centred / deviation * nd.sigmoid(x), axis=1) + nd.norm(w)


def indices(x, w, b, v):
    rows = nd.take(w, nd.array(np.arange(4001) % 37, dtype="int32"))
    chosen = nd.pick(rows, nd.array(np.arange(4001) % 61))
    return nd.sum(rows, axis=0) + nd.max(chosen) * nd.exp(b) + nd.prod(1 + b / 100)


def movements(x, w, b, v):
    parts = nd.split(nd.concat(x, x * 2, dim=1), 2, axis=1)
    turned = nd.dot(parts[0], parts[1].T)
    wide = nd.broadcast_maximum(nd.tile(b, (5, 3)), nd.repeat(b, 3).expand_dims(0))
    return nd.sum(nd.where(turned > 0, turned, turned**2)) + nd.mean(nd.stack(wide, wide[::-1]))


def placements(x, w, b, v):
    places = nd.array(np.stack([np.arange(9001) % 97, np.arange(9001) % 61]))
    chosen = nd.gather_nd(w, places)
    rows = nd.array(np.arange(4001) * 7 % 97)
    copied = nd.contrib.index_copy(w, rows, nd.take(w, rows + 1, mode="wrap") * 2)
    padded = nd.pad(copied, mode="reflect", pad_width=(3, 5, 7, 0))
    return nd.sum(nd.scatter_nd(chosen, places, (97, 61)) * w) + nd.sum(padded**2) * b[0]


FUNCTIONS = (network, moments, indices, movements, placements)


def gradients(function, dtype):
    """Of a function with several kinds of kernels, with respect to four arrays."""
    rng = generator("bits", dtype)
    shapes = [(301, 97), (97, 61), (61,), (61, 10)]
    parameters = [array(numbers(rng, shape, dtype)) for shape in shapes]
    for x in parameters:
        x.attach_grad()
    with autograd.record():
        y = function(*parameters)
    y.backward()
    label = f"{function.__name__} {dtype}"
    yield f"{label} value", y
    for name, x in zip("xwbv", parameters):
        yield f"{label} gradient of {name}", x.grad


def main():
    results = [operators(), draws()]
    results += [gradients(f, dtype) for f in FUNCTIONS for dtype in ("float32", "float64")]
    for made in results:
        for label, result in made:
            print(f"{bits(result)} {label}")


if __name__ == "__main__":
    main()
