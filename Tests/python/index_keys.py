"""Random index expressions with arrays and masks, for NumPy and for swnd."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st
from swnd import nd


@dataclass
class Expression:
    """A shape, a key for NumPy, and the same key as swnd may be given it."""

    shape: tuple
    key: tuple
    given: tuple


@st.composite
def _indices(draw, length, broadcast):
    """Integers for an axis, in a shape that broadcasts with the others of the expression."""
    rank = draw(st.integers(min(1, len(broadcast)), len(broadcast)))
    shape = [draw(st.sampled_from([n, n, 1])) for n in broadcast[len(broadcast) - rank :]]
    count = int(np.prod(shape))
    values = draw(st.lists(st.integers(-length, length - 1), min_size=count, max_size=count))
    return np.array(values, dtype=np.int64).reshape(shape or (1,))


@st.composite
def _mask(draw, shape, count):
    """Truth values of which as many hold as the other arrays of the expression have room for."""
    size = int(np.prod(shape))
    mask = np.zeros(size, dtype=bool)
    mask[draw(st.permutations(range(size)))[: min(count, size)]] = True
    return mask.reshape(shape)


def _as_given(draw, part):
    """One of the forms in which the same item can be written."""
    if not isinstance(part, np.ndarray):
        return part
    if part.dtype == bool:
        forms = [
            lambda: part,
            lambda: part.tolist(),
            lambda: nd.array(part, dtype="bool"),
            lambda: nd.array(part) > 0.5,
            lambda: nd.array(part.T).T == 1,
        ]
    else:
        forms = [
            lambda: part,
            lambda: part.tolist(),
            lambda: nd.array(part),
            lambda: nd.array(part, dtype="int32"),
            lambda: nd.array(part, dtype="int64"),
            lambda: nd.array(part.T, dtype="int8").T,
        ]
    return draw(st.sampled_from(forms))()


@st.composite
def expressions(draw):
    """Expressions that fit: NumPy takes them."""
    shape = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=4)))
    if draw(st.integers(0, 9)) == 0:
        shape = (*shape[:-1], 0)
    broadcast = draw(st.lists(st.integers(1, 3), max_size=2))
    named = draw(st.integers(1, len(shape)))
    items: list[Any] = []
    axis = 0
    while axis < named:
        length = shape[axis]
        kinds = ["slice", "all"] + (["int", "array", "array", "array", "mask"] if length else [])
        kind = draw(st.sampled_from(kinds))
        if kind == "int":
            items.append(draw(st.integers(-length, length - 1)))
        elif kind == "array":
            items.append(draw(_indices(length, broadcast)))
        elif kind == "mask":
            axes = draw(st.integers(1, named - axis))
            part = shape[axis : axis + axes]
            count = broadcast[-1] if broadcast else 1
            if np.prod(part) < count:
                continue
            items.append(draw(_mask(part, count)))
            axis += axes - 1
        elif kind == "all":
            items.append(slice(None))
        else:
            end = st.one_of(st.none(), st.integers(-5, 5))
            step = st.one_of(st.none(), st.integers(-3, 3).filter(bool))
            items.append(slice(draw(end), draw(end), draw(step)))
        axis += 1
    if draw(st.integers(0, 3)) == 0:
        place = draw(st.integers(0, len(items))) if named == len(shape) else len(items)
        items.insert(place, Ellipsis)
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        items.insert(draw(st.integers(0, len(items))), None)
    if draw(st.integers(0, 15)) == 0:
        # False has no element, which goes with arrays of one element only.
        choices = [True] if broadcast and broadcast[-1] > 1 else [True, False]
        items.insert(draw(st.integers(0, len(items))), draw(st.sampled_from(choices)))
    return Expression(shape, tuple(items), tuple(_as_given(draw, item) for item in items))
