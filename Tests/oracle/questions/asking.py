"""Helpers to write questions down: arrays to ask about, and `ask`."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
from records import Case, Input, Raw

FLOATS = ("float32", "float64", "float16")
INTEGERS = ("int32", "int64", "int8", "uint8")
DTYPES = FLOATS + INTEGERS


def grid(
    *shape: int, dtype: str = "float32", low: int = -4, high: int = 4, seed: int = 0
) -> np.ndarray:
    """Random multiples of 1/8 (integers for integer dtypes): sums and products of few are exact."""
    random = seeded("grid", shape, low, high, seed)
    if np.dtype(dtype).kind in "iub":
        low = max(low, 0) if np.dtype(dtype).kind in "ub" else low
        return random.randint(low, high + 1, size=shape).astype(dtype)
    return (random.randint(8 * low, 8 * high + 1, size=shape) / 8).astype(dtype)


def nonzero(
    *shape: int, dtype: str = "float32", low: int = -4, high: int = 4, seed: int = 0
) -> np.ndarray:
    """Like `grid`, without zeros."""
    array = grid(*shape, dtype=dtype, low=low, high=high, seed=seed)
    array[array == 0] = 1
    return array


def smooth(
    *shape: int, dtype: str = "float32", low: float = -4, high: float = 4, seed: int = 0
) -> np.ndarray:
    """Random numbers that use the whole mantissa."""
    return seeded("smooth", shape, low, high, seed).uniform(low, high, size=shape).astype(dtype)


def count(*shape: int, dtype: str = "float32") -> np.ndarray:
    """0, 1, 2 ... in C order."""
    return np.arange(int(np.prod(shape))).reshape(shape).astype(dtype)


def array(values: Any, dtype: str = "float32") -> np.ndarray:
    """The values as given."""
    return np.array(values, dtype=dtype)


def specials(dtype: str = "float32") -> np.ndarray:
    """NaN, infinities, signed zeros, halves, the smallest and the largest numbers."""
    info = np.finfo(dtype)
    rare = [np.nan, np.inf, -np.inf, 0.0, -0.0, info.max, -info.max, info.tiny, -info.tiny]
    plain = [0.5, -0.5, 1.0, -1.0, 1.5, -1.5, 2.0, -2.0, 2.5, -2.5, 3.0, -3.5]
    return np.array(rare + plain, dtype=dtype)


def seeded(*what: Any) -> np.random.RandomState:
    """Random numbers that depend on these words and numbers alone."""
    return np.random.RandomState(zlib.crc32(repr(what).encode()))


def ask(op: str, call: str, *args: Any, grad: bool = False, **kwargs: Any) -> Case:
    """One call. NumPy arrays among the arguments become NDArrays, unless wrapped in `Raw`."""
    return ask_steps(op, (call, *args, kwargs), grad=grad)


def ask_steps(op: str, *steps: tuple, grad: bool = False) -> Case:
    """Several calls, each `(call, *args)` or `(call, *args, kwargs)`.

    `Step(k)` among the arguments is the result of an earlier call.
    """
    inputs: list = []

    def notation(value: Any) -> Any:
        if isinstance(value, np.ndarray):
            for index, known in enumerate(inputs):
                if known is value:
                    return Input(index)
            inputs.append(value)
            return Input(len(inputs) - 1)
        if isinstance(value, (list, tuple)):
            return type(value)(map(notation, value))
        return value

    calls = []
    for call, *args in steps:
        kwargs = args.pop() if args and isinstance(args[-1], dict) else {}
        positional = [notation(a) for a in args]
        calls.append([call, positional, {key: notation(v) for key, v in kwargs.items()}])
    return Case(op=op, inputs=inputs, steps=calls, heads=[] if grad else None)


__all__ = [
    "DTYPES",
    "FLOATS",
    "INTEGERS",
    "Raw",
    "array",
    "ask",
    "ask_steps",
    "count",
    "grid",
    "nonzero",
    "seeded",
    "smooth",
    "specials",
]
