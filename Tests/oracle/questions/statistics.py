"""More reductions, normalisations, and what training asks of many arrays at once."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case, Step

from .asking import DTYPES, FLOATS, INTEGERS, array, ask, ask_steps, count, grid, smooth

AXES = [
    ((5,), [None, 0, -1]),
    ((2, 3), [None, 0, 1, -1, (0, 1), ()]),
    ((2, 3, 4), [0, 1, 2, (0, 1), (0, 2), (1, 2), (-1, 0)]),
    ((1, 4, 1), [None, 0, 1]),
]


def questions() -> Iterator[Case]:
    for name in ("nansum", "nanprod"):
        yield from _without_nan(name)
    yield from _aliases()
    yield from _moments()
    yield from _argmax_channel()
    yield from _softmax_length()
    yield from _softmin()
    yield from _l2_normalization()
    yield from _cross_entropy()
    yield from _losses()
    yield from _many()
    yield from _casts()
    yield from _histogram()


def _input(name: str, *shape: int, dtype: str = "float32") -> np.ndarray:
    """Small numbers, in floats every third one NaN; products of them are exact."""
    x = grid(*shape, dtype=dtype)
    if name == "nanprod":
        x = np.array([1, 2, 1, 1, 2], dtype)[grid(*shape, dtype="int32", low=0, high=4)]
    if x.dtype.kind == "f":
        x.reshape(-1)[::3] = np.nan
    return x


def _without_nan(name: str) -> Iterator[Case]:
    function = f"nd.{name}"
    for shape, axes in AXES:
        x = _input(name, *shape)
        for axis in axes:
            yield ask(name, function, x, axis=axis, grad=True)
    x = _input(name, 2, 3, 4)
    for axis in (0, 1, (0, 2), (-1,)):
        yield ask(name, function, x, axis=axis, exclude=True, grad=True)
        yield ask(name, function, x, axis=axis, keepdims=True, grad=True)
        yield ask(name, function, x, axis=axis, keepdims=True, exclude=True)
    for dtype in ("float64", "float16"):
        for axis in (None, 0, -1):
            yield ask(name, function, _input(name, 2, 3, 2, dtype=dtype), axis=axis, grad=True)
    for dtype in INTEGERS:
        for axis in (None, 0):
            yield ask(name, function, _input(name, 3, 4, dtype=dtype), axis=axis)
    low, high = (0.5, 1.5) if name == "nanprod" else (-4, 4)
    for shape, axis in [((64,), None), ((7, 9), 0), ((7, 9), 1)]:
        yield ask(name, function, smooth(*shape, low=low, high=high), axis=axis, grad=True)
    yield ask(name, function, array([np.nan, np.nan]), grad=True)
    yield ask(name, function, array([[np.nan, np.nan], [1, np.nan]]), axis=1, grad=True)
    yield ask(name, function, array([np.inf, 1, np.nan]))
    yield ask(name, f"x.{name}", x, grad=True)
    yield ask(name, f"x.{name}", x, axis=(0, 1), grad=True)
    yield ask(name, f"x.{name}", x, axis=-1, keepdims=True)
    yield ask(name, function, x, 0, True)
    yield ask(name, function, data=x, axis=2)
    yield ask(name, function, x, axis=0, out=grid(3, 4))
    x = grid(2, 3)
    for axis in (2, -3, (0, 2), "a", (0, 0)):
        yield ask(name, function, x, axis=axis)
    yield ask(name, function, [1, 2])
    yield ask(name, function, x, axis=0, out=grid(2))
    yield ask(name, function)


def _aliases() -> Iterator[Case]:
    x = grid(2, 3, 4)
    for alias in ("sum_axis", "max_axis", "min_axis"):
        for axis in (None, 0, (1, 2)):
            yield ask(alias, f"nd.{alias}", x, axis=axis, grad=True)
            yield ask(alias, f"nd.{alias}", x, axis=axis, keepdims=True)
            yield ask(alias, f"nd.{alias}", x, axis=axis, exclude=True)


def _moments() -> Iterator[Case]:
    op, function = "moments", "nd.moments"
    for shape, axes in [
        ((5,), [0, (0,), -1]),
        ((2, 3), [0, 1, -1, (0, 1)]),
        ((2, 3, 4), [0, 1, 2, (0, 1), (0, 2), (-1, 0), (0, 1, 2)]),
    ]:
        for axis in axes:
            yield ask(op, function, smooth(*shape), axes=axis, grad=True)
            yield ask(op, function, grid(*shape), axes=axis, keepdims=True, grad=True)
    for dtype in ("float64", "float16"):
        for axis in (0, (0, 2)):
            yield ask(op, function, smooth(2, 3, 4, dtype=dtype), axes=axis, grad=True)
    yield ask(op, function, smooth(40), 0)
    yield ask(op, function, smooth(4, 5), (0, 1), True)
    yield ask(op, function, data=grid(4, 5), axes=1)
    yield ask(op, function, array([1, 2, 4], "int32"), axes=0)
    x = grid(2, 3)
    for axis in (2, -3, "a", (0, 0)):
        yield ask(op, function, x, axes=axis)
    yield ask(op, function, x)
    yield ask(op, function, x, axis=0)
    yield ask(op, function, 5, axes=0)


def _argmax_channel() -> Iterator[Case]:
    op = "argmax_channel"
    for dtype in DTYPES:
        for shape in [(2, 3), (1, 5), (4, 1), (2, 3, 4)]:
            yield ask(op, f"nd.{op}", grid(*shape, dtype=dtype))
    ties = array([[1, 3, 3], [3, 1, 3], [1, 1, 1]])
    yield ask(op, f"nd.{op}", ties)
    yield ask(op, f"x.{op}", ties)
    yield ask(op, f"x.{op}", grid(2, 3, 4))
    yield ask(op, f"nd.{op}", ties, out=grid(3))
    yield ask(op, f"nd.{op}", grid(3))
    yield ask(op, f"nd.{op}", 5)
    yield ask(op, f"nd.{op}")


def _softmax_length() -> Iterator[Case]:
    op, function = "softmax", "nd.softmax"
    for shape, axis in [((2, 3), -1), ((2, 3), 0), ((2, 3, 4), 1), ((2, 3, 4), 2), ((4, 5), 1)]:
        rows = tuple(np.delete(shape, axis))
        for dtype in ("int32", "int64"):
            length = grid(*rows, dtype=dtype, low=0, high=shape[axis])
            yield ask(op, function, smooth(*shape), length, axis=axis, use_length=True, grad=True)
            yield ask(
                op, function, data=smooth(*shape, seed=1), length=length, axis=axis,
                temperature=2.0, use_length=True, grad=True,
            )  # fmt: skip
    for dtype in ("float64", "float16"):
        x = smooth(3, 4, dtype=dtype)
        yield ask(op, function, x, array([1, 0, 4], "int32"), use_length=True, grad=True)
    x = smooth(2, 3)
    yield ask(op, function, x, use_length=True)
    yield ask(op, function, x, array([1, 2], "int32"))
    yield ask(op, function, x, array([1, 2], "int32"), use_length=False)
    yield ask(op, function, x, array([1], "int32"), use_length=True)
    yield ask(op, function, x, array([1, 2, 3], "int32"), use_length=True)
    yield ask(op, function, x, 1)


def _softmin() -> Iterator[Case]:
    op, function = "softmin", "nd.softmin"
    for shape in [(5,), (2, 3), (2, 3, 4), (1, 4), (3, 1)]:
        for axis in (0, -1):
            yield ask(op, function, smooth(*shape), axis=axis, grad=True)
        yield ask(op, function, smooth(*shape), temperature=2.0, grad=True)
    for dtype in ("float64", "float16"):
        yield ask(op, function, smooth(3, 4, dtype=dtype), grad=True)
    x = smooth(3, 4)
    yield ask(op, f"x.{op}", x, grad=True)
    yield ask(op, f"x.{op}", x, axis=0)
    yield ask(op, function, x, 0)
    yield ask(op, function, data=x, out=grid(3, 4))
    yield ask(op, function, x, axis=2)
    yield ask(op, function, x, axis="a")
    yield ask(op, function, grid(3, dtype="int32"))
    yield ask(op, function, x, use_length=True)
    yield ask("log_softmax", "nd.log_softmax", x, use_length=True)
    yield ask(op, function, 5)
    yield ask(op, function)


def _l2_normalization() -> Iterator[Case]:
    op, function = "L2Normalization", "nd.L2Normalization"
    for shape in [(2, 3), (3, 1), (2, 3, 4), (2, 3, 2, 2)]:
        for mode in ("instance", "channel", "spatial"):
            if mode == "instance" or len(shape) > 2:
                yield ask(op, function, smooth(*shape), mode=mode, grad=True)
                yield ask(op, function, smooth(*shape, seed=1), mode=mode, eps=0.5, grad=True)
        yield ask(op, function, smooth(*shape, seed=2), grad=True)
    for dtype in ("float64", "float16"):
        yield ask(op, function, smooth(3, 4, dtype=dtype), grad=True)
    yield ask(op, function, smooth(5), grad=True)
    yield ask(op, function, array([[0, 0], [3, 4]]), eps=1.0, grad=True)
    x = smooth(2, 3)
    yield ask(op, function, x, 1e-3, "instance")
    yield ask(op, function, data=x, out=grid(2, 3))
    yield ask(op, function, x, mode="spatial")
    yield ask(op, function, x, mode="rows")
    yield ask(op, function, x, eps="a")
    yield ask(op, function, grid(2, 3, dtype="int32"))
    yield ask(op, function, 5)
    yield ask(op, function)


def _cross_entropy() -> Iterator[Case]:
    op, function = "softmax_cross_entropy", "nd.softmax_cross_entropy"
    for rows, classes in [(1, 2), (2, 3), (5, 4), (3, 1)]:
        label = grid(rows, dtype="int32", low=0, high=classes - 1).astype("float32")
        x = smooth(rows, classes)
        case = ask_steps(op, ("nd.BlockGrad", label), (function, x, Step(0)), grad=True)
        yield case
        yield ask(op, function, x.astype("float64"), label.astype("float64"))
    x = smooth(2, 3)
    yield ask(op, function, x, array([1, 2, 0]))
    yield ask(op, function, x, array([[1], [2]]))
    yield ask(op, function, smooth(3), array([1, 2, 0]))
    yield ask(op, function, x)
    yield ask(op, function, x, 1)


def _losses() -> Iterator[Case]:
    for shape in [(4,), (2, 3), (2, 3, 2)]:
        x = grid(*shape)
        yield ask("make_loss", "nd.make_loss", x, grad=True)
        yield ask("make_loss", "nd.MakeLoss", x, grad=True)
        for how in ("null", "batch", "valid"):
            yield ask(
                "make_loss", "nd.MakeLoss", x, grad_scale=3, normalization=how, valid_thresh=1,
                grad=True,
            )  # fmt: skip
        yield ask("make_loss", "nd.MakeLoss", x, normalization="valid", valid_thresh=9, grad=True)
        yield ask_steps("make_loss", ("nd.square", x), ("nd.make_loss", Step(0)), grad=True)
    for dtype in ("float64", "float16"):
        yield ask("make_loss", "nd.make_loss", grid(3, dtype=dtype), grad=True)
    yield ask("make_loss", "nd.make_loss", grid(3, dtype="int32"))
    yield ask("make_loss", "nd.MakeLoss", grid(3), normalization="rows")
    yield ask("make_loss", "nd.make_loss", 5)
    yield ask("make_loss", "nd.make_loss")
    for name in ("identity", "BlockGrad", "stop_gradient"):
        for shape in [(4,), (2, 3)]:
            yield ask("identity", f"nd.{name}", grid(*shape), grad=True)


def _many() -> Iterator[Case]:
    finite, infinite = grid(2, 3), array([1, np.inf])
    nan = array([np.nan, 1])
    for dtype in FLOATS:
        for x in (finite, infinite, nan):
            yield ask("all_finite", "nd.all_finite", x.astype(dtype))
            yield ask(
                "multi_all_finite", "nd.multi_all_finite", finite.astype(dtype), x.astype(dtype),
                num_arrays=2,
            )  # fmt: skip
    yield ask("all_finite", "nd.all_finite", data=finite, init_output=True)
    yield ask("all_finite", "nd.all_finite", grid(3, dtype="int32"))
    yield ask("all_finite", "nd.all_finite", 5)
    yield ask("all_finite", "nd.all_finite")
    yield ask("multi_all_finite", "nd.multi_all_finite", finite, num_arrays=1)
    yield ask("multi_all_finite", "nd.multi_all_finite", finite, 5, num_arrays=2)
    op, function = "multi_sum_sq", "nd.multi_sum_sq"
    for dtype in FLOATS:
        arrays = [grid(*shape, dtype=dtype) for shape in [(2, 3), (4,), (2, 2, 2)]]
        for number in (1, 2, 3):
            yield ask(op, function, *arrays[:number], num_arrays=number)
    yield ask(op, function, smooth(50), smooth(70), num_arrays=2)
    yield ask(op, function, finite, finite.astype("float64"), num_arrays=2)
    yield ask(op, function, grid(3, dtype="int32"), num_arrays=1)
    yield ask(op, function, finite, 5, num_arrays=2)


def _casts() -> Iterator[Case]:
    for dtype in ("float32", "float16"):
        for target in ("float16", "float32"):
            yield ask("amp_cast", "nd.amp_cast", grid(2, 3, dtype=dtype), dtype=target, grad=True)
    for dtype in INTEGERS:
        yield ask("amp_cast", "nd.amp_cast", grid(2, 3, dtype=dtype), dtype="float16")
    x = grid(2, 3)
    yield ask("amp_cast", "nd.amp_cast", x, "float16")
    yield ask("amp_cast", "nd.amp_cast", x)
    yield ask("amp_cast", "nd.amp_cast", x, dtype="number")
    yield ask("amp_cast", "nd.amp_cast", 5, dtype="float16")
    # Nothing about amp_multicast: MXNet's fails for float16, and dies in the end.
    op, function = "cast_storage", "nd.cast_storage"
    for dtype in DTYPES:
        yield ask(op, function, grid(2, 3, dtype=dtype), "default", grad=dtype in FLOATS)
    yield ask(op, function, x, stype="default")
    yield ask(op, function, x, stype="rows")
    yield ask(op, function, x)
    yield ask(op, function, 5, "default")


def _histogram() -> Iterator[Case]:
    op, function = "histogram", "nd.histogram"
    for shape in [(7,), (2, 3), (3, 4, 5), (100,)]:
        for bins in (1, 2, 3, 8, 10):
            yield ask(op, function, smooth(*shape), bins=bins, range=(-3, 3))
            yield ask(op, function, grid(*shape), bins=bins, range=(-4, 4))
        yield ask(op, function, smooth(*shape, seed=1), bins=5)
        yield ask(op, function, grid(*shape, seed=1))
    for dtype in FLOATS:
        yield ask(op, function, grid(50, dtype=dtype), bins=4, range=(-4, 4))
        edges = array([-3, -1, -0.5, 0, 2, 3.5], dtype)
        yield ask(op, function, grid(50, dtype=dtype), edges)
        yield ask(op, function, grid(5, 7, dtype=dtype), bins=edges)
    for dtype in ("int32", "int64"):
        yield ask(op, function, count(9, dtype=dtype), bins=4, range=(0, 8))
        yield ask(op, function, grid(30, dtype=dtype), array([-4, -1, 0, 3], dtype))
    yield ask(op, function, array([0, 1, 2, np.nan, np.inf, -np.inf]), bins=2, range=(0, 2))
    yield ask(op, function, array([2, 2, 2]), bins=2)
    yield ask(op, function, array([2, 2, 2]), 2, (2, 2))
    yield ask(op, function, grid(5), bins=3, range=(4, 1))
    yield ask(op, function, grid(5), array([1]))
    yield ask(op, function, grid(5), array([1, 2], "float64"))
    yield ask(op, function, grid(5), bins=[0, 1, 2])
    yield ask(op, function, grid(5), bins="a")
    yield ask(op, function, 5)
