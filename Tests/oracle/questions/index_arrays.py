"""Reading and writing with arrays of indices, lists, masks, together with slices and integers.

Positions that are negative are only read, and without a gradient; positions outside of an axis are
only read: MXNet would write to foreign memory.
"""

from __future__ import annotations

import itertools
from typing import Any, Iterator

import numpy as np
from records import Case, Raw, Step

from .asking import DTYPES, FLOATS, array, ask, ask_steps, count, grid

S = slice
ALL = slice(None)
POSITIONS = ([1], [1, 0], [0, 1, 1], [[1, 0], [0, 1]], [[1], [0]])


def questions() -> Iterator[Case]:
    yield from _one_array()
    yield from _with_others()
    yield from _several_arrays()
    yield from _dtypes()
    yield from _writes()
    yield from _wrong()
    yield from _masks()


def _forms(positions: list) -> list[Any]:
    """The same positions as a list, as NumPy has them, and as arrays."""
    return [
        positions,
        Raw(np.array(positions)),
        array(positions),
        array(positions, "int32"),
        array(positions, "int64"),
    ]


def _one_array() -> Iterator[Case]:
    for shape, positions in itertools.product(((4,), (3, 4), (2, 3, 4)), POSITIONS):
        for form in _forms(positions):
            yield ask("index arrays", "operator.getitem", count(*shape), form, grad=True)
        for negative in (np.negative(positions).tolist(), (-1 - np.array(positions)).tolist()):
            for form in _forms(negative):
                yield ask("index arrays", "operator.getitem", grid(*shape), form)


def _with_others() -> Iterator[Case]:
    """Beside integers, slices and an ellipsis."""
    x, y = count(3, 4), count(2, 3, 4)
    for positions in POSITIONS:
        for form in (positions, array(positions, "int32"), Raw(np.array(positions))):
            for key in (
                (form, ALL),
                (ALL, form),
                (form, 1),
                (2, form),
                (S(1, 3), form),
                (form, S(0, 4, 2)),
                (S(None, None, -1), form),
                (form, S(3, 0, -2)),
                (Ellipsis, form),
                (form, Ellipsis),
                (S(1, 1), form),
            ):
                yield ask("index arrays", "operator.getitem", x, key, grad=True)
            for key in (
                (ALL, form),
                (ALL, form, ALL),
                (ALL, ALL, form),
                (Ellipsis, form),
                (0, form),
                (0, ALL, form),
                (ALL, 2, form),
                (form, ALL, 3),
                (form, 1),
                (S(0, 1), form, S(1, 3)),
                (S(None, None, -1), form, S(None, None, 2)),
                (form, S(1, 3), S(0, 4, 3)),
                (1, form, S(1, 3)),
                (form, Ellipsis, 2),
            ):
                yield ask("index arrays", "operator.getitem", y, key, grad=True)
    for key in ((None, [1, 0]), ([1, 0], None), (ALL, None, [1, 0]), (ALL, [1, 0], None)):
        yield ask("index arrays", "operator.getitem", y, key)


def _several_arrays() -> Iterator[Case]:
    x, y = count(3, 4), count(2, 3, 4)
    pairs = [([0], [3]), ([2, 0], [1, 3]), ([[0], [2]], [1, 3, 0]), ([1], [0, 1, 2, 3])]
    for a, b in pairs:
        for one, other in itertools.product(
            (a, array(a), Raw(np.array(a))), (b, array(b, "int32"))
        ):
            yield ask("index arrays", "operator.getitem", x, (one, other), grad=True)
        low = np.minimum(a, 1).tolist(), np.minimum(b, 2).tolist()
        yield ask("index arrays", "operator.getitem", y, low, grad=True)
        yield ask("index arrays", "operator.getitem", y, (*low, ALL), grad=True)
        yield ask("index arrays", "operator.getitem", y, (ALL, low[1], low[0]), grad=True)
        yield ask("index arrays", "operator.getitem", y, (low[0], ALL, low[1]), grad=True)
        yield ask("index arrays", "operator.getitem", y, (low[0], S(1, 3), low[1]), grad=True)
        yield ask("index arrays", "operator.getitem", y, (low[0], 1, low[1]), grad=True)
        yield ask("index arrays", "operator.getitem", y, (*low, low[0]), grad=True)
        yield ask("index arrays", "operator.getitem", y, (1, *low), grad=True)
        yield ask("index arrays", "operator.getitem", y, (low[0], Ellipsis, low[1]), grad=True)


def _dtypes() -> Iterator[Case]:
    for dtype in DTYPES[1:]:
        x = grid(3, 4, dtype=dtype)
        for key in ([2, 0, 2], (ALL, [1, 3]), ([0, 2], [1, 3])):
            yield ask("index arrays", "operator.getitem", x, key, grad=dtype in FLOATS)
            yield ask("index arrays", "operator.setitem", grid(3, 4, dtype=dtype), key, 2)
    for dtype in ("float16", "float64", "uint8", "int8"):
        yield ask("index arrays", "operator.getitem", count(3, 4), array([2, 0], dtype))
    for fractions in ([0.9, 1.9], [0.0, 2.0]):
        yield ask("index arrays", "operator.getitem", count(3, 4), fractions)
        yield ask("index arrays", "operator.getitem", count(3, 4), array(fractions))
        yield ask("index arrays", "operator.getitem", count(3, 4), Raw(np.array(fractions)))
    yield ask("index arrays", "operator.getitem", count(3, 4), ((0, 2),))
    yield ask("index arrays", "operator.getitem", count(3, 4), ((0, 2), (1, 1)))


def _writes() -> Iterator[Case]:
    x, y = count(3, 4), count(2, 3, 4)
    keys = {
        (3, 4): [
            [2, 0],
            [[1, 0], [0, 2]],
            (ALL, [1, 3]),
            ([0, 2], [1, 3]),
            ([[0], [2]], [1, 3]),
            (1, [0, 3]),
            ([0, 2], 1),
            ([2, 0], S(1, 3)),
            (S(0, 3, 2), [0, 1]),
            (S(None, None, -1), [0, 1]),
        ],
        (2, 3, 4): [
            [1],
            (ALL, [2, 0]),
            (ALL, [2, 0], [1, 3]),
            ([1, 0], ALL, [1, 3]),
            ([1, 0], 2, [1, 3]),
            (0, [2, 0], S(1, 3)),
            ([0, 1], [1, 2], S(None, None, 2)),
            (Ellipsis, [3, 0]),
        ],
    }
    for shape, several in keys.items():
        whole = x if shape == (3, 4) else y
        for key in several:
            part = whole[key]
            for value in (7, -1.5, grid(*part.shape, seed=5), Raw(grid(*part.shape, seed=6))):
                yield ask("index arrays", "operator.setitem", count(*shape), key, value)
            yield ask("index arrays", "operator.setitem", count(*shape), key, grid(1, seed=7))
            last = part.shape[-1]
            yield ask("index arrays", "operator.setitem", count(*shape), key, grid(last, seed=8))
    for form in _forms([2, 0]):
        yield ask("index arrays", "operator.setitem", x, form, 7)
        yield ask("index arrays", "operator.setitem", x, (ALL, form), grid(3, 2, seed=5))
    yield ask("index arrays", "operator.setitem", x, [1, 1], grid(2, 4, seed=5))
    yield ask("index arrays", "operator.setitem", x, ([0, 0, 0], [1, 1, 1]), array([5, 6, 7]))
    steps = [("operator.getitem", x, S(1, 3)), ("operator.setitem", Step(0), [1], 5)]
    yield ask_steps("index arrays", *steps)
    steps = [("operator.getitem", x, [1]), ("operator.setitem", Step(0), ALL, 5)]
    yield ask_steps("index arrays", *steps)


def _wrong() -> Iterator[Case]:
    x = count(3, 4)
    for key in ([3], [-4], (ALL, [4]), ([0, 3], 1), array([5]), array([-4], "int32")):
        yield ask("index arrays", "operator.getitem", x, key)
    for key in (([0, 1], [0, 1, 2]), ([0], [0], [0]), [[0, 1], [0]], ["a"], {"a": 1}, "ab"):
        if not isinstance(key, dict):
            yield ask("index arrays", "operator.getitem", x, key)
    for key, shape in (([0, 2], (3, 4)), ([0, 2], (2, 3)), ((ALL, [1, 3]), (2,)[:1])):
        yield ask("index arrays", "operator.setitem", x, key, grid(*shape, seed=5, low=1)[..., :3])


def _masks() -> Iterator[Case]:
    """MXNet takes truth values for numbers."""
    x, op = count(3, 4), "masks"
    some = np.array([True, False, True])
    for mask in (some, x > 5, ~some):
        yield ask(op, "operator.getitem", x, Raw(mask))
        yield ask(op, "operator.getitem", x, mask.tolist())
        yield ask(op, "operator.setitem", x, Raw(mask), 0)
    yield ask(op, "operator.getitem", x, (Raw(some), 1))
    yield ask(op, "operator.getitem", x, (ALL, Raw(np.array([True, False, False, True]))))
    yield ask(op, "operator.getitem", x, True)
    yield ask(op, "operator.getitem", x, False)
    for relation in ("greater", "lesser_equal", "not_equal"):
        compared = (f"nd.{relation}", x, 5)
        yield ask_steps(op, compared, ("operator.getitem", x, Step(0)))
        yield ask_steps(op, compared, ("operator.setitem", x, Step(0), 0))
    rows = ("nd.greater", array([1, 0, 1]), 0)
    yield ask_steps(op, rows, ("operator.getitem", x, Step(0)))
    yield ask_steps(op, rows, ("operator.getitem", x, (Step(0), 1)))
