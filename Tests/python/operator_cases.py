"""The calls that each kind of operator is tested with: inputs and parameters, aspect by aspect.

`cases(name, aspect)` yields pairs of NumPy inputs and parameters. The aspects: `shapes` (all classes
of shapes, float32), `dtypes` (all dtypes, moderate values), `edges` (the ends of each dtype, NaN,
infinities, zeros of both signs), `large` (threads and reduction trees).
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy_reference_shapes import REFERENCES
from operator_inputs import (
    BROADCASTS,
    LARGE,
    SHAPES,
    any_bits,
    edges,
    generator,
    numbers,
    pairs,
)
from operator_table import TABLE

SCALARS = [0, 1, -1, 2.5, -3, 7, 300, 1e-3, -0.0, float("inf"), float("nan")]


def ranges(name, count):
    """The declared range of each input."""
    given = TABLE[name]["test"]["ranges"]
    return [given[min(i, len(given) - 1)] for i in range(count)]


class Maker:
    """Makes the inputs of an operator's calls."""

    def __init__(self, name, aspect):
        self.name = name
        self.rng = generator(name, aspect)

    def data(self, shape, dtype="float32", position=0):
        made = numbers(self.rng, shape, dtype, *ranges(self.name, position + 1)[position])
        if self.name == "prod" and made.dtype.kind == "f" and made.size > 64:
            # Many factors that are far from 1 have no product in range.
            made = (1 + (made - 1) * 8 / np.sqrt(made.size)).astype(dtype)
        return made

    def inputs(self, shapes, dtype="float32"):
        return [self.data(shape, dtype, i) for i, shape in enumerate(shapes)]

    def indices(self, shape, length, dtype="float64"):
        """Some in range, some beyond both ends, with fractions where the dtype has them."""
        if np.dtype(dtype).kind == "f":
            return self.rng.uniform(-length - 2, 2 * length + 2, shape).astype(dtype)
        low = 0 if np.dtype(dtype).kind in "ub" else -length - 2
        return self.rng.randint(low, 2 * length + 3, shape).astype(dtype)


def cases(name, aspect):
    """The calls of an operator for one aspect."""
    kind = REFERENCES[name].kind
    return KINDS[kind](name, aspect, Maker(name, aspect))


def supported(name):
    return REFERENCES[name].dtypes


# Element by element.


def unary(name, aspect, make, parameters=({},)):
    if aspect == "shapes":
        for shape in SHAPES:
            yield [make.data(shape)], parameters[0]
    if aspect == "large":
        for shape, dtype in itertools.product(LARGE, ("float32", "float64", "int32", "float16")):
            yield [make.data(shape, dtype)], parameters[0]
    for dtype in supported(name):
        for options in parameters:
            if aspect == "dtypes":
                yield [make.data((3, 347), dtype)], options
            if aspect == "edges":
                yield [edges(dtype)], options
                if dtype == "float16":
                    yield [np.arange(2**16).astype(np.uint16).view(np.float16)], options
                else:
                    yield [any_bits(make.rng, (20_000,), dtype)], options
                yield [edges(dtype)[:1]], options


def scalar(name, aspect, make):
    some = [{"scalar": float(s)} for s in SCALARS]
    return unary(name, aspect, make, [some[3], *some] if aspect != "dtypes" else some)


def clip(name, aspect, make):
    ends = [(-1.0, 1.5), (0.0, 0.0), (1.0, -1.0), (-1e300, 1e300), (-300.0, 300.0)]
    return unary(name, aspect, make, [{"a_min": low, "a_max": high} for low, high in ends])


def cast(name, aspect, make):
    return unary(name, aspect, make, [{"dtype": dtype} for dtype in supported(name)])


def _pairs(name, aspect, make, shapes):
    if aspect == "shapes":
        for pair in shapes:
            yield make.inputs(pair), {}
    if aspect == "large":
        for shape, dtype in itertools.product(LARGE, ("float32", "float64", "int64")):
            for other in {shape, (shapes is BROADCASTS and (1, shape[1])) or shape}:
                yield make.inputs([shape, other], dtype), {}
    for dtype in supported(name):
        if aspect == "dtypes":
            yield make.inputs([(3, 347)] * 2, dtype), {}
        if aspect == "edges":
            yield list(pairs(edges(dtype))), {}
            left = any_bits(make.rng, (6000,), dtype)
            yield [left, any_bits(make.rng, (6000,), dtype)], {}
            # Operands of about the same size: quotients, differences and remainders of interest.
            yield [left, np.resize(left[::-1], 6000)], {}


def same(name, aspect, make):
    return _pairs(name, aspect, make, [(shape, shape) for shape in SHAPES])


def broadcast(name, aspect, make):
    yield from _pairs(name, aspect, make, BROADCASTS)
    if aspect == "shapes":
        yield from same(name, aspect, make)


def where(name, aspect, make):
    conditions = {"shapes": ["float32"], "edges": supported(name)}.get(aspect, ["bool", "int32"])
    dtypes = {"shapes": ["float32"], "large": ["float32", "int64"]}.get(aspect, supported(name))
    shapes = {"shapes": SHAPES, "large": LARGE}.get(aspect, [(5, 7)])
    for shape, dtype, chooser in itertools.product(shapes, dtypes, conditions):
        for own in {shape, shape[:1]}:
            if aspect == "edges":
                condition = np.resize(edges(chooser), own)
                x, y = (np.resize(edges(dtype), shape) for _ in range(2))
                yield [condition, x, y[::-1].copy()], {}
            else:
                condition = numbers(make.rng, own, chooser, -0.25, 0.5)
                yield [condition, make.data(shape, dtype), make.data(shape, dtype)], {}


# Reductions.

ROWS = [(1,), (2,), (7,), (15,), (16,), (17,), (63,), (64,), (65,), (1023,), (1024,), (1025,)]
ROWS += [(4095,), (4096,), (4097,), (8191,), (12300,), (1, 17), (33, 3), (3, 33), (65, 17)]
ROWS += [(31, 8), (32, 8), (33, 8), (64, 9), (65, 16), (5, 1023), (1025, 5), (3, 1, 4100)]
EMPTY = [(0,), (0, 3), (3, 0), (2, 0, 4)]


def _axes(shape, most=4):
    """No axis, each axis, several, negative ones, those that are not given."""
    rank = len(shape)
    for keepdims in (False, True):
        keep = {"keepdims": True} if keepdims else {}
        yield keep
        for size in range(1, min(rank, most) + 1):
            for axes in itertools.combinations(range(rank), size):
                yield dict(keep, axis=axes if size > 1 else axes[0])
    yield {"axis": -1}
    yield {"axis": (), "keepdims": False}
    if rank > 1:
        yield {"axis": (-1, 0)}


def _excluding(shape):
    return [{"axis": -1, "exclude": True}, {"axis": tuple(range(len(shape))), "exclude": True}]


def reduction(name, aspect, make, empty=True, excluding=True):
    if aspect == "shapes":
        for shape in [*ROWS, (2, 3, 4, 5), (5, 1, 3, 1), *(EMPTY if empty else [])]:
            for parameters in [*_axes(shape), *(_excluding(shape) if excluding else [])]:
                yield [make.data(shape)], parameters
    if aspect == "large":
        for shape in [*LARGE, (100003, 3), (7, 301, 97)]:
            for dtype, axis in itertools.product(
                ("float32", "float64", "int32", "float16"), (None, *range(len(shape)))
            ):
                yield [make.data(shape, dtype)], {} if axis is None else {"axis": axis}
    for dtype in supported(name):
        if aspect == "dtypes":
            for parameters in ({}, {"axis": 0}, {"axis": 1}, {"axis": (0, 2), "keepdims": True}):
                yield [make.data((6, 5, 9), dtype)], parameters
                yield [make.data((6, 70, 9), dtype)], parameters
        if aspect == "edges":
            yield from _special_rows(make, dtype)


def _special_rows(make, dtype):
    """One row for each edge: it stands first, in the middle, last, and alone."""
    values = edges(dtype)
    if make.name == "prod" and values.dtype.kind == "f":
        # In some order of factors a product would leave the range and come back.
        size = np.abs(values.astype(np.float64))
        middle = (size > 1e-10) & (size < 1e10)
        values = np.where(
            middle | (values == 0) | ~np.isfinite(values), values, values.dtype.type(3)
        )
    for length in (1, 5, 16, 67):
        rows = np.stack([make.data((length,), dtype) for _ in values])
        for place in {0, length // 2, length - 1}:
            special = rows.copy()
            special[:, place] = values
            yield [special], {"axis": 1}
            yield [np.ascontiguousarray(special.T)], {"axis": 0}
    if np.dtype(dtype).kind in "iu":
        yield [any_bits(make.rng, (33, 65), dtype)], {"axis": 0}
        yield [any_bits(make.rng, (33, 65), dtype)], {"axis": 1}


def extreme(name, aspect, make):
    """There is no largest of nothing."""
    return reduction(name, aspect, make, empty=False)


def index(name, aspect, make):
    """Along one axis or none; over rows with many equal elements too."""
    for inputs, parameters in reduction(name, aspect, make, empty=False, excluding=False):
        axis = parameters.get("axis")
        if not isinstance(axis, tuple):
            yield inputs, parameters
            if aspect == "dtypes" and axis is not None:
                yield [make.rng.randint(0, 2, (6, 300)).astype(inputs[0].dtype)], parameters


def norm(name, aspect, make):
    for inputs, parameters in reduction(name, aspect, make, excluding=False):
        if parameters.get("axis") == ():
            continue
        x = inputs[0]
        if aspect == "edges" and x.dtype == np.float64:
            # Squares of the largest and of the smallest float64 are out of range.
            inside = (np.abs(x) < 1e150) & ((x == 0) | (np.abs(x) > 1e-150))
            x = np.where(inside | ~np.isfinite(x), x, 1.0)
        yield [x], parameters
        if aspect in ("dtypes", "edges"):
            yield [x], dict(parameters, ord=1)
        if aspect == "dtypes":
            yield [x], dict(parameters, out_dtype="float64")


def softmax(name, aspect, make):
    some = [{}, {"axis": 0}, {"temperature": 2.5}, {"temperature": 0.1}, {"dtype": "float64"}]
    if aspect == "shapes":
        for shape in [*ROWS, (2, 3, 4, 5), (0,), (0, 3), (3, 0)]:
            for parameters in [*some, *({"axis": axis} for axis in range(len(shape)))]:
                yield [make.data(shape)], parameters
    if aspect == "large":
        for shape, axis in itertools.product(LARGE, (0, 1)):
            yield [make.data(shape)], {"axis": axis}
    for dtype in supported(name):
        for parameters in some:
            if aspect == "dtypes":
                yield [make.data((5, 66), dtype)], parameters
        if aspect == "edges":
            for inputs, parameters in _special_rows(make, dtype):
                # A temperature may divide the largest numbers beyond the range.
                yield inputs, parameters


# Products.


def _flags():
    for a, b in itertools.product((False, True), repeat=2):
        yield {"transpose_a": a, "transpose_b": b}


def _turned(shape, flag):
    return (*shape[1:], shape[0]) if flag else shape


def dot(name, aspect, make):
    triples = [(1, 1, 1), (2, 3, 4), (5, 1, 7), (1, 9, 1), (33, 17, 65), (1, 300, 31), (40, 70, 1)]
    if aspect == "shapes":
        triples += [(0, 3, 2), (3, 0, 2), (3, 2, 0)]
        for one in [((7,), (7,)), ((1,), (1,)), ((5000,), (5000,)), ((4, 5), (5,)), ((5,), (5, 4))]:
            yield make.inputs(one), {}
        for many in [
            ((2, 3, 4), (4, 5)),
            ((2, 3), (3, 4, 5)),
            ((2, 3, 4), (4, 5, 6)),
            ((3, 2), (2,)),
        ]:
            yield make.inputs(many), {}
        yield make.inputs([(4, 2, 3), (5, 6, 4)]), {"transpose_a": True, "transpose_b": True}
        yield make.inputs([(0,), (0,)]), {}
    if aspect == "edges":
        yield from _special_factors(make)
        return
    dtypes = {"shapes": ["float32"], "large": ["float32", "float64"]}.get(aspect, supported(name))
    triples = {"large": [(301, 677, 129), (3, 20011, 5), (1024, 8, 1031)]}.get(aspect, triples)
    for (rows, depth, columns), dtype, flags in itertools.product(triples, dtypes, _flags()):
        a = _turned((rows, depth), flags["transpose_a"])
        b = _turned((depth, columns), flags["transpose_b"])
        yield make.inputs([a, b], dtype), flags
    if aspect == "large":
        yield make.inputs([(2003, 501), (501,)]), {}
        yield make.inputs([(501,), (501, 2003)]), {}
        yield make.inputs([(300_001,), (300_001,)]), {}
        yield make.inputs([(257, 130), (130, 67)], "int32"), {}


def _special_factors(make):
    """NaN and infinity go through the product as they should, also beside zeros."""
    for dtype, special in itertools.product(("float16", "float32", "float64"), (np.nan, np.inf)):
        for shape in ((1, 5), (5, 1), (19, 5), (19, 70)):
            a, b = make.data(shape, dtype), make.data((shape[1], 6), dtype)
            a[-1, shape[1] // 2], b[0, 1], b[:, 3] = special, -special, 0
            yield [a, b], {}
            yield [a, np.ascontiguousarray(b[:, 3])], {}
    for dtype in ("uint8", "int8", "int32", "int64"):
        yield [any_bits(make.rng, (7, 40), dtype), any_bits(make.rng, (40, 9), dtype)], {}


def batch_dot(name, aspect, make):
    sizes = {
        "shapes": [((2,), 2, 3, 4), ((1,), 1, 1, 1), ((0,), 2, 3, 4), ((3,), 2, 0, 4)],
        "large": [((9,), 61, 127, 35), ((70, 3), 5, 17, 9)],
    }.get(aspect, [((3,), 5, 7, 4)])
    if aspect == "shapes":
        sizes += [((2, 3), 4, 5, 6), ((65,), 3, 2, 3), ((2, 1, 3), 2, 2, 2), ((4,), 33, 17, 9)]
    if aspect == "edges":
        for inputs, _ in _special_factors(make):
            if inputs[1].ndim > 1:
                yield [np.stack([x, x[::-1]]) for x in inputs], {}
        return
    dtypes = {"shapes": ["float32"], "large": ["float32", "float64"]}.get(aspect, supported(name))
    for (batch, rows, depth, columns), dtype, flags in itertools.product(sizes, dtypes, _flags()):
        a = batch + _turned((rows, depth), flags["transpose_a"])
        b = batch + _turned((depth, columns), flags["transpose_b"])
        yield make.inputs([a, b], dtype), flags


# Indices.


def _index_dtypes(aspect):
    return {"shapes": ["float32"]}.get(aspect, ["float32", "float64", "int32", "int64", "int8"])


def take(name, aspect, make):
    if aspect == "edges":
        for dtype in ("float16", "float32", "float64", "int8", "uint8", "int64", "bool"):
            yield [make.data((11, 3)), edges(dtype)], {}
            yield [make.data((11, 3)), edges(dtype)], {"mode": "wrap"}
        return
    shapes = [((9,), (4,)), ((4, 3), (2, 2)), ((3, 1, 5), (7,)), ((2, 3, 4, 5), (1,)), ((6,), (0,))]
    shapes += [((3, 0), (2,)), ((1025, 3), (1025,)), ((3, 1025), (1023,))]
    shapes = {"large": [((301, 677), (203,)), ((3, 10003), (3, 7))]}.get(aspect, shapes)
    dtypes = {"dtypes": supported(name), "large": ["float32", "uint8"]}.get(aspect, ["float32"])
    for (shape, picked), dtype, kind in itertools.product(shapes, dtypes, _index_dtypes(aspect)):
        for axis, mode in itertools.product(range(-1, len(shape)), ("clip", "wrap")):
            length = shape[axis]
            if length or not np.prod(picked):
                index = make.indices(picked, min(length, 30), kind)
                yield [make.data(shape, dtype), index], {"axis": axis, "mode": mode}


def pick(name, aspect, make):
    if aspect == "edges":
        for dtype in ("float16", "float32", "float64", "int8", "uint8", "int64", "bool"):
            index = edges(dtype)
            for mode in ("clip", "wrap"):
                yield [make.data((len(index), 11)), index], {"mode": mode}
        return
    shapes = [(7,), (4, 3), (3, 1, 5), (2, 3, 4, 5), (0, 3), (1025, 3), (3, 1025)]
    shapes = {"large": LARGE}.get(aspect, shapes)
    dtypes = {"dtypes": supported(name), "large": ["float32", "uint8"]}.get(aspect, ["float32"])
    for shape, dtype, kind in itertools.product(shapes, dtypes, _index_dtypes(aspect)):
        for axis, mode in itertools.product(range(-1, len(shape)), ("clip", "wrap")):
            kept = list(shape)
            kept[axis] = 1
            if shape[axis] == 0:
                continue  # nothing to pick from
            index = make.indices(kept, min(shape[axis], 30), kind)
            data = make.data(shape, dtype)
            yield [data, index], {"axis": axis, "mode": mode, "keepdims": True}
            if len(shape) > 1:
                index = np.squeeze(index, axis)
                yield [data, index], {"axis": axis, "mode": mode}


def one_hot(name, aspect, make):
    if aspect == "edges":
        for dtype in supported(name):
            yield [edges(dtype)], {"depth": 5}
        return
    shapes = {"shapes": SHAPES[:-1], "large": [(301, 677)]}.get(aspect, [(4, 6)])
    for shape, kind in itertools.product(shapes, _index_dtypes(aspect)):
        yield [make.indices(shape, 5, kind)], {"depth": 7}
        yield [make.indices(shape, 5, kind)], {"depth": 1, "on_value": 2.5, "off_value": -1.0}
        yield [make.indices(shape, 5, kind)], {"depth": 0}
        if aspect == "dtypes":
            for dtype in supported(name):
                yield [make.indices(shape, 5, kind)], {"depth": 7, "off_value": 3, "dtype": dtype}


# What moves elements and what makes arrays is listed call by call in operator_calls.py.


def listed(name, aspect, make):
    from operator_calls import CALLS

    dtypes = {"shapes": ["float32"], "large": ["float32", "int8"]}.get(aspect, supported(name))
    size = "large" if aspect == "large" else "small"
    for (shapes, parameters), dtype in itertools.product(CALLS[name][size], dtypes):
        if aspect == "edges":
            flat = edges(dtype)
            yield [np.resize(flat, shape).astype(flat.dtype) for shape in shapes], parameters
        else:
            yield make.inputs(shapes, dtype), parameters


def creation(name, aspect, make):
    from operator_calls import CALLS

    small = aspect != "large"
    for parameters in CALLS[name]["small" if small else "large"]:
        yield [], parameters
        if aspect == "dtypes":
            for dtype in supported(name):
                yield [], dict(parameters, dtype=dtype)


KINDS = {
    kind.__name__: kind
    for kind in (
        unary, scalar, clip, cast, same, broadcast, where, reduction, extreme, index, norm, softmax,
        dot, batch_dot, take, pick, one_hot, creation,
    )
}  # fmt: skip
KINDS["shape"] = listed
