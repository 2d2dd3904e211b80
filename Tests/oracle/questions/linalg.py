"""Linear algebra: `nd.linalg`."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case, Step

from .asking import array, ask, ask_steps, grid, smooth

FLOATS = ("float32", "float64")
# Batches of matrices, by the axes before the last two.
BATCHES = ((), (2,), (2, 3), (1, 2, 1))
SIDES = (1, 2, 3, 5)


def questions() -> Iterator[Case]:
    yield from _gemm()
    yield from _gemm2()
    yield from _syrk()
    yield from _potrf()
    yield from _potri()
    yield from _trmm()
    yield from _trsm()
    yield from _inverse()
    yield from _determinants()
    yield from _gelqf()
    yield from _syevd()
    yield from _diagonals()
    yield from _triangles()
    yield from _both_spellings()


def _regular(*shape: int, dtype: str = "float64", seed: int = 0) -> np.ndarray:
    """Square matrices that are far from singular."""
    return smooth(*shape, dtype=dtype, low=-1, high=1, seed=seed) + _eye(shape, dtype, 1.5)


def _eye(shape: tuple, dtype: str, factor: float) -> np.ndarray:
    return (factor * np.eye(shape[-1])).astype(dtype)


def _positive(*shape: int, dtype: str = "float64", seed: int = 0) -> np.ndarray:
    """Symmetric positive-definite matrices."""
    x = smooth(*shape, dtype="float64", low=-1, high=1, seed=seed)
    return (x @ np.swapaxes(x, -1, -2) + np.eye(shape[-1])).astype(dtype)


def _apart(*shape: int, dtype: str = "float64", seed: int = 0) -> np.ndarray:
    """Symmetric matrices whose eigenvalues are not near each other."""
    x = smooth(*shape, dtype="float64", low=-1, high=1, seed=seed)
    return (x + np.swapaxes(x, -1, -2) + np.diag(5.0 * np.arange(shape[-1]))).astype(dtype)


def _squares() -> Iterator[tuple]:
    for batch in BATCHES:
        for side in SIDES:
            yield (*batch, side, side)


def _wrong_squares(name: str) -> Iterator[Case]:
    """What an operator of one array of square matrices refuses."""
    function = f"nd.linalg.{name}"
    x = _regular(2, 2, dtype="float32")
    for shape in ((3,), (2, 3), (3, 2), (2, 2, 3)):
        yield ask(name, function, grid(*shape))
    yield from _wrong_arguments(name, x)


def _wrong_arguments(name: str, *arrays: np.ndarray) -> Iterator[Case]:
    function = f"nd.linalg.{name}"
    for dtype in ("float16", "int32", "int64", "uint8"):
        yield ask(name, function, *(a.astype(dtype) for a in arrays))
    yield ask(name, function, *arrays[1:])
    yield ask(name, function, *arrays, number=3)
    yield ask(name, function, [[1.0]], *arrays[1:])
    yield ask(name, function, None, *arrays[1:])
    if len(arrays) > 1:
        yield ask(name, function, arrays[0], *(a.astype("float64") for a in arrays[1:]))


def _gemm() -> Iterator[Case]:
    for name, batch, ta, tb in _products():
        a, b = _operands(batch, ta, tb)
        c = grid(*batch, 2, 4, seed=2)
        for dtype in FLOATS:
            three = a.astype(dtype), b.astype(dtype), c.astype(dtype)
            flags = {"transpose_a": ta, "transpose_b": tb}
            yield ask(name, f"nd.linalg.{name}", *three, **flags, grad=True)
            yield ask(name, f"nd.linalg.{name}", *three, **flags, alpha=0.5, beta=-2.0, grad=True)
    a, b, c = grid(2, 3), grid(3, 4, seed=1), grid(2, 4, seed=2)
    for factors in ((1, 0), (2, 1), (0.5, 3.0), (-1.0, 1.0)):
        yield ask("gemm", "nd.linalg.gemm", a, b, c, False, False, *factors, grad=True)
    yield ask("gemm", "nd.linalg.gemm", a, b, np.full((2, 4), np.nan, "float32"), beta=0)
    yield ask("gemm", "nd.linalg.gemm", A=a, B=b, C=c, alpha=2, grad=True)
    yield ask("gemm", "nd.linalg.gemm", a, b, c, out=grid(2, 4, seed=5))
    yield ask("gemm", "nd.linalg.gemm", a, b, c, out=grid(4, 2, seed=5))
    for axis in (0, 1, -3, -2):
        shapes = _along(axis, (2, 3), (3, 4)) + _along(axis, (2, 4))
        three = [grid(*shape, seed=k) for k, shape in enumerate(shapes)]
        yield ask("gemm", "nd.linalg.gemm", *three, axis=axis, beta=0.5, grad=True)
    for wrong in ((4, 2), (2, 3), (1, 4), (4,), (1, 2, 4)):
        yield ask("gemm", "nd.linalg.gemm", a, b, grid(*wrong))
    yield ask("gemm", "nd.linalg.gemm", a, b)
    yield ask("gemm", "nd.linalg.gemm", a, b, c, alpha="a")
    yield ask("gemm", "nd.linalg.gemm", a, b, c, axis=-1)
    yield ask("gemm", "nd.linalg.gemm", a, b, c, axis=2)
    yield from _wrong_arguments("gemm", a, b, c)


def _products() -> Iterator[tuple]:
    for batch in BATCHES:
        for ta in (False, True):
            for tb in (False, True):
                yield "gemm", batch, ta, tb


def _operands(batch: tuple, ta: bool, tb: bool) -> tuple:
    left = (*batch, 3, 2) if ta else (*batch, 2, 3)
    right = (*batch, 4, 3) if tb else (*batch, 3, 4)
    return grid(*left), grid(*right, seed=1)


def _along(axis: int, *matrices: tuple) -> list:
    """Shapes of rank 4 with the rows of matrices along an axis, and 2 in each of the others."""
    shapes = []
    for rows, columns in matrices:
        shape = [2, 2, 2, columns]
        shape[axis] = rows
        shapes.append(tuple(shape))
    return shapes


def _gemm2() -> Iterator[Case]:
    name, function = "gemm2", "nd.linalg.gemm2"
    for _, batch, ta, tb in _products():
        a, b = _operands(batch, ta, tb)
        for dtype in FLOATS:
            flags = {"transpose_a": ta, "transpose_b": tb}
            two = a.astype(dtype), b.astype(dtype)
            yield ask(name, function, *two, **flags, grad=True)
            yield ask(name, function, *two, **flags, alpha=-0.25, grad=True)
    a, b = grid(2, 3), grid(3, 4, seed=1)
    yield ask(name, function, smooth(17, 65), smooth(65, 33, seed=1), grad=True)
    yield ask(name, function, smooth(3, 20, 31), smooth(3, 31, 10, seed=1), grad=True)
    yield ask(name, function, a, b, False, False, 2.0, -2, grad=True)
    yield ask(name, function, a, grid(2, 3, seed=1), transpose_b=1, grad=True)
    for axis in (0, 1, 2, -4, -3, -2):
        for flags in ({}, {"transpose_a": True}, {"transpose_b": True}):
            left = (3, 2) if "transpose_a" in flags else (2, 3)
            right = (4, 3) if "transpose_b" in flags else (3, 4)
            two = [grid(*s, seed=k) for k, s in enumerate(_along(axis, left, right))]
            yield ask(name, function, *two, **flags, axis=axis, grad=True)
    for axis in (-1, 3, 7, -5, 1.5, "a"):
        yield ask(name, function, grid(2, 2, 2, 2), grid(2, 2, 2, 2, seed=1), axis=axis)
    for left, right in (
        ((2, 3), (4, 3)),
        ((2,), (2, 3)),
        ((2, 3), (3,)),
        ((2, 3), (1, 3, 4)),
        ((1, 2, 3), (2, 3, 4)),
        ((2, 2, 3), (3, 3, 4)),
    ):
        yield ask(name, function, grid(*left), grid(*right, seed=1))
    yield ask(name, function, a, b, transpose_a=True)
    yield ask(name, function, a, b, transpose_b=True)
    yield ask(name, function, a, b, out=grid(2, 4, seed=4))
    yield ask(name, function, a, b, out=grid(3, 3, seed=4))
    yield ask_steps(name, ("x.T", grid(3, 2)), (function, Step(0), b), grad=True)
    yield from _wrong_arguments(name, a, b)


def _syrk() -> Iterator[Case]:
    name, function = "syrk", "nd.linalg.syrk"
    for batch in BATCHES:
        for shape in ((2, 3), (3, 2), (1, 4), (4, 1)):
            for flags in ({}, {"transpose": True}, {"alpha": 0.5}, {"transpose": 1, "alpha": -2}):
                yield ask(name, function, grid(*batch, *shape), **flags, grad=True)
    for dtype in FLOATS:
        yield ask(name, function, smooth(5, 7, dtype=dtype), grad=True)
    yield ask(name, function, grid(2, 3), True, 3.0, grad=True)
    yield ask(name, function, grid(2, 3), out=grid(2, 2))
    yield ask(name, function, grid(2, 3), out=grid(3, 3))
    yield ask(name, function, grid(3))
    yield ask(name, function, grid(2, 3), alpha=None)
    yield from _wrong_arguments(name, grid(2, 3))


def _potrf() -> Iterator[Case]:
    name, function = "potrf", "nd.linalg.potrf"
    for shape in _squares():
        for dtype in FLOATS:
            a = _positive(*shape, dtype=dtype)
            yield ask(name, function, a, grad=True)
            yield ask(name, function, a, lower=False, grad=True)
    # Only one triangle counts.
    yield ask(name, function, array([[4.0, 99.0], [2.0, 5.0]]), grad=True)
    yield ask(name, function, array([[4.0, 2.0], [99.0, 5.0]]), lower=False, grad=True)
    for values in (
        [[1.0, 2.0], [2.0, 1.0]],
        [[-1.0, 0.0], [0.0, 1.0]],
        [[0.0, 0.0], [0.0, 0.0]],
        [[[4.0, 1.0], [1.0, 4.0]], [[1.0, 2.0], [2.0, 1.0]]],
    ):
        yield ask(name, function, array(values))
        yield ask(name, function, array(values, "float64"), lower=False)
    yield ask(name, function, _positive(3, 3), out=np.zeros((3, 3)))
    yield ask(name, function, _positive(3, 3), out=np.zeros((2, 3)))
    yield ask(name, function, _positive(3, 3), lower="yes")
    yield from _wrong_squares(name)


def _potri() -> Iterator[Case]:
    name, function = "potri", "nd.linalg.potri"
    for shape in _squares():
        for dtype in FLOATS:
            a = _regular(*shape, dtype=dtype)
            yield ask(name, function, a, grad=True)
            yield ask(name, function, a, lower=False, grad=True)
    yield ask(name, function, array([[0.0, 0.0], [1.0, 1.0]]))
    yield ask(name, function, array([[1.0, 1.0], [0.0, 0.0]]), lower=False)
    yield ask_steps(name, ("nd.linalg.potrf", _positive(3, 3)), (function, Step(0)), grad=True)
    yield from _wrong_squares(name)


def _triangular_flags() -> Iterator[dict]:
    for transpose in (False, True):
        for rightside in (False, True):
            for lower in (False, True):
                yield {"transpose": transpose, "rightside": rightside, "lower": lower}


def _trmm() -> Iterator[Case]:
    yield from _triangular("trmm")


def _trsm() -> Iterator[Case]:
    yield from _triangular("trsm")
    a = array([[0.0, 0.0], [1.0, 1.0]])
    yield ask("trsm", "nd.linalg.trsm", a, array([[1.0], [2.0]]))
    x = _regular(3, 3), smooth(3, 2, dtype="float64")
    yield ask("trsm", "nd.linalg.trsm", *x, alpha=0.0, grad=True)


def _triangular(name: str) -> Iterator[Case]:
    function = f"nd.linalg.{name}"
    for batch in BATCHES:
        for flags in _triangular_flags():
            other = (2, 3) if flags["rightside"] else (3, 2)
            for dtype in FLOATS:
                a = _regular(*batch, 3, 3, dtype=dtype)
                b = smooth(*batch, *other, dtype=dtype, seed=1)
                yield ask(name, function, a, b, **flags, grad=True)
                yield ask(name, function, a, b, **flags, alpha=-0.5, grad=True)
    a, b = _regular(2, 2, dtype="float32"), grid(2, 2, seed=1)
    yield ask(name, function, a, b, True, False, False, 2.0, grad=True)
    yield ask(name, function, _regular(1, 1), smooth(1, 4, dtype="float64"), grad=True)
    for left, right, rightside in (
        ((2, 2), (3, 2), False),
        ((2, 2), (2, 3), True),
        ((2, 3), (3, 2), False),
        ((3, 2), (2, 2), False),
        ((2,), (2, 2), False),
        ((2, 2), (2,), False),
        ((1, 2, 2), (3, 2, 2), False),
        ((2, 2), (1, 2, 2), False),
    ):
        yield ask(name, function, grid(*left), grid(*right, seed=1), rightside=rightside)
    yield ask(name, function, a, b, out=grid(2, 2, seed=3))
    yield ask(name, function, a, b, out=grid(3, 2, seed=3))
    yield ask(name, function, a, b, alpha="a")
    yield ask(name, function, a, b, lower=7)
    yield from _wrong_arguments(name, a, b)


def _inverse() -> Iterator[Case]:
    name, function = "inverse", "nd.linalg.inverse"
    for shape in _squares():
        for dtype in FLOATS:
            for seed in (0, 1):
                yield ask(name, function, _regular(*shape, dtype=dtype, seed=seed), grad=True)
    yield ask(name, function, array([[0.0, 2.0], [1.0, 0.0]]), grad=True)
    for values in (
        [[1.0, 2.0], [2.0, 4.0]],
        [[0.0, 0.0], [0.0, 0.0]],
        [[0.0]],
        [[[1.0, 0.0], [0.0, 1.0]], [[1.0, 1.0], [1.0, 1.0]]],
    ):
        yield ask(name, function, array(values))
        yield ask(name, function, array(values, "float64"))
    yield ask(name, function, _regular(3, 3), out=np.zeros((3, 3)))
    yield from _wrong_squares(name)


def _determinants() -> Iterator[Case]:
    singular = (
        [[1.0, 2.0], [2.0, 4.0]],
        [[0.0, 0.0], [0.0, 0.0]],
        [[0.0]],
        [[[2.0, 0.0], [0.0, 1.0]], [[1.0, 1.0], [1.0, 1.0]], [[0.0, 1.0], [1.0, 0.0]]],
    )
    for name in ("det", "slogdet"):
        function = f"nd.linalg.{name}"
        for shape in _squares():
            for dtype in FLOATS:
                for seed in (0, 1):
                    a = smooth(*shape, dtype=dtype, low=-2, high=2, seed=seed)
                    yield ask(name, function, a, grad=True)
        for values in singular:
            for dtype in FLOATS:
                yield ask(name, function, array(values, dtype), grad=True)
        yield ask(name, function, array([[np.nan, 1.0], [1.0, 2.0]]))
        yield ask(name, function, array([[1e-30, 0.0], [0.0, 1e-30]]))
        yield from _wrong_squares(name)
    yield ask("det", "nd.linalg.det", _regular(3, 3), out=np.zeros(1))
    yield ask("det", "nd.linalg.det", _regular(2, 3, 3), out=np.zeros(3))
    pair = [np.zeros(1), np.zeros(1)]
    yield ask("slogdet", "nd.linalg.slogdet", _regular(3, 3), out=pair)
    yield ask_steps(
        "slogdet",
        ("nd.linalg.slogdet", _regular(2, 3, 3)),
        ("operator.getitem", Step(0), 1),
        grad=True,
    )


def _gelqf() -> Iterator[Case]:
    name, function = "gelqf", "nd.linalg.gelqf"
    for batch in BATCHES:
        for shape in ((1, 1), (1, 4), (2, 2), (2, 5), (3, 4), (5, 5)):
            for dtype in FLOATS:
                for seed in (0, 1):
                    a = smooth(*batch, *shape, dtype=dtype, low=-1, high=1, seed=seed)
                    yield ask(name, function, a, grad=dtype == "float64" or shape[0] < 3)
    a = smooth(2, 3, dtype="float64", low=-1, high=1)
    for place in (0, 1):
        result = ("operator.getitem", Step(0), place)
        yield ask_steps(name, (function, a), result, grad=True)
    yield ask(name, function, a, out=[np.zeros((2, 3)), np.zeros((2, 2))])
    yield ask(name, function, a, out=[np.zeros((2, 2)), np.zeros((2, 3))])
    yield ask(name, function, array([[0.0, 0.0], [0.0, 0.0]]))
    for shape in ((3, 2), (2, 3, 1), (3,)):
        yield ask(name, function, grid(*shape))
    yield from _wrong_arguments(name, grid(2, 3))


def _syevd() -> Iterator[Case]:
    name, function = "syevd", "nd.linalg.syevd"
    for shape in _squares():
        for dtype in FLOATS:
            for seed in (0, 1):
                yield ask(name, function, _apart(*shape, dtype=dtype, seed=seed), grad=True)
    # Only the lower triangle counts.
    yield ask(name, function, array([[4.0, 99.0], [2.0, 5.0]], "float64"), grad=True)
    for values in ([[2.0, 0.0], [0.0, 2.0]], [[0.0, 0.0], [0.0, 0.0]], [[-3.0]]):
        yield ask(name, function, array(values, "float64"))
    a = _apart(3, 3)
    for place in (0, 1):
        result = ("operator.getitem", Step(0), place)
        yield ask_steps(name, (function, a), result, grad=True)
    yield ask(name, function, array(np.diag([2.0, 2.0, 3.0]), "float64"), grad=True)
    pair = array([[3.0, 1.0], [1.0, 1.0]], "float64")
    yield ask(name, function, pair, out=[np.zeros((2, 2)), np.zeros(2)])
    yield ask(name, function, pair, out=[np.zeros(2), np.zeros((2, 2))])
    yield from _wrong_squares(name)


def _diagonals() -> Iterator[Case]:
    for name in ("extractdiag", "sumlogdiag"):
        function = f"nd.linalg.{name}"
        for shape in _squares():
            for dtype in FLOATS:
                a = np.abs(_regular(*shape, dtype=dtype))
                yield ask(name, function, a, grad=True)
        yield from _wrong_squares(name)
    yield ask("sumlogdiag", "nd.linalg.sumlogdiag", array([[-1.0, 0.0], [0.0, 2.0]]))
    yield ask("sumlogdiag", "nd.linalg.sumlogdiag", array([[0.0, 0.0], [0.0, 2.0]]))
    yield ask("sumlogdiag", "nd.linalg.sumlogdiag", (1e30 * np.eye(5)).astype("float32"))
    for shape in ((1, 1), (3, 3), (2, 4, 4), (2, 1, 3, 3)):
        for offset in (-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5):
            valid = abs(offset) < shape[-1]
            x = grid(*shape)
            yield ask("extractdiag", "nd.linalg.extractdiag", x, offset=offset, grad=valid)
    yield ask("extractdiag", "nd.linalg.extractdiag", grid(3, 3), 1, grad=True)
    yield ask("extractdiag", "nd.linalg.extractdiag", grid(3, 3), offset=1.5)
    name, function = "makediag", "nd.linalg.makediag"
    for shape in ((1,), (3,), (2, 3), (2, 1, 4)):
        for offset in (-3, -1, 0, 1, 2):
            for dtype in FLOATS:
                yield ask(name, function, grid(*shape, dtype=dtype), offset=offset, grad=True)
    yield ask(name, function, grid(3), -1, grad=True)
    yield ask(name, function, grid(2), out=grid(2, 2))
    yield from _wrong_arguments(name, grid(2))


def _triangles() -> Iterator[Case]:
    name, function = "extracttrian", "nd.linalg.extracttrian"
    for shape in ((1, 1), (2, 2), (4, 4), (2, 3, 3), (2, 1, 3, 3)):
        for offset in (-4, -3, -2, -1, 0, 1, 2, 3):
            for lower in (True, False):
                valid = abs(offset) < shape[-1]
                flags = {"offset": offset, "lower": lower}
                yield ask(name, function, grid(*shape), **flags, grad=valid)
    yield ask(name, function, grid(3, 3, dtype="float64"), 1, False, grad=True)
    yield from _wrong_squares(name)
    name, function = "maketrian", "nd.linalg.maketrian"
    for shape in ((1,), (3,), (6,), (2, 3), (2, 1, 10)):
        for offset in (-2, -1, 0, 1, 2):
            for lower in (True, False):
                flags = {"offset": offset, "lower": lower}
                yield ask(name, function, grid(*shape), **flags, grad=True)
    yield ask(name, function, grid(3, dtype="float64"), -1, False, grad=True)
    for shape in ((2,), (4,), (3, 5)):
        yield ask(name, function, grid(*shape))
    yield from _wrong_arguments(name, grid(3))


def _both_spellings() -> Iterator[Case]:
    """`nd.linalg_potrf` is `nd.linalg.potrf`."""
    a, b = _positive(2, 2, dtype="float32"), grid(2, 2)
    for name in ("gemm2", "trmm", "trsm"):
        yield ask(name, f"nd.linalg_{name}", a, b, grad=True)
    yield ask("gemm", "nd.linalg_gemm", a, b, grid(2, 2, seed=1), grad=True)
    for name in ("potrf", "potri", "syrk", "inverse", "det", "sumlogdiag", "extractdiag"):
        yield ask(name, f"nd.linalg_{name}", a, grad=True)
    for name in ("gelqf", "slogdet", "extracttrian"):
        yield ask(name, f"nd.linalg_{name}", a)
    for name in ("makediag", "maketrian"):
        yield ask(name, f"nd.linalg_{name}", grid(3), grad=True)
