"""Functions element by element, of arrays and numbers drawn at random."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case, Step

from .asking import FLOATS, ask, ask_steps
from .drawing import Draw, Sampler, drawn

# The range that elements are drawn from, and functions of it.
RANGES = {
    (-3, 3): "abs ceil floor fix rint round trunc sign negative square relu sigmoid tanh exp sin "
    "cos arctan arcsinh cbrt expm1 softsign sinh cosh identity stop_gradient BlockGrad",
    (1, 6): "log log2 log10 log1p sqrt rsqrt rcbrt reciprocal",
}
# Of float32 only, or floats only; what is else of these is asked elsewhere.
SINGLES = {
    (-3, 3): "degrees radians erf tan hard_sigmoid logical_not",
    (-0.875, 0.875): "arcsin arccos arctanh erfinv",
    (1, 6): "arccosh",
}
BROADCASTING = (
    "add plus sub minus mul div mod maximum minimum hypot equal not_equal greater greater_equal "
    "lesser lesser_equal logical_and logical_or logical_xor power"
)
OF_NUMBERS = (
    "add subtract multiply divide true_divide modulo power maximum minimum equal not_equal greater "
    "greater_equal lesser lesser_equal logical_and logical_or logical_xor"
)
GROUPS = {"identity": "identity", "BlockGrad": "stop_gradient"}


def questions() -> Iterator[Case]:
    yield from drawn(_samplers())


def _samplers() -> dict[str, Sampler]:
    found: dict[str, Sampler] = {}
    for (low, high), names in RANGES.items():
        found.update(dict.fromkeys(names.split(), _function(low, high)))
    for (low, high), names in SINGLES.items():
        found.update(dict.fromkeys(names.split(), _function(low, high, "float32")))
    found.update(dict.fromkeys([f"broadcast_{n}" for n in BROADCASTING.split()], _broadcast))
    found.update(dict.fromkeys(OF_NUMBERS.split(), _of_numbers))
    found.update(dict.fromkeys(("elemwise_add", "elemwise_sub", "elemwise_mul"), _alike))
    found.update(add_n=_sum, ElementWiseSum=_sum, clip=_clip, where=_where)
    found.update(smooth_l1=_smooth, isnan=_which, isinf=_which, isfinite=_which)
    found.update(softmax=_softmax, softmin=_softmax)
    return found


def _function(low: float, high: float, dtype: str = "") -> Sampler:
    def sampler(draw: Draw, name: str) -> Case:
        op, function = GROUPS.get(name, name), f"nd.{name}"
        x = draw.array(draw.shape(), dtype or draw.dtype(), low, high)
        grad, form = draw.grad(x), draw.number(0, 5)
        if form == 0:
            return ask_steps(op, ("x.T", x), (function, Step(0)), grad=grad)
        if form == 1 and x.ndim > 1:
            every_other = (slice(None), slice(0, None, 2))
            return ask_steps(
                op, ("operator.getitem", x, every_other), (function, Step(0)), grad=grad
            )
        if form == 2:
            return ask(op, function, x, out=draw.array(x.shape, x.dtype.name))
        return ask(op, function, x, grad=grad)

    return sampler


def _fitting(draw: Draw) -> tuple:
    """Two shapes that broadcast."""
    shape = draw.shape()
    left, right = (tuple(1 if draw.chance(0.3) else n for n in shape) for _ in range(2))
    return left, right


def _pair(draw: Draw, name: str) -> tuple:
    """Two arrays, neither with zeros, the second one positive."""
    left, right = _fitting(draw)
    dtype = draw.dtype()
    x, y = draw.nonzero(left, dtype), np.abs(draw.nonzero(right, dtype))
    return (np.abs(x) if "power" in name else x), y


def _broadcast(draw: Draw, name: str) -> Case:
    x, y = _pair(draw, name)
    if draw.chance(0.05):
        y = np.stack([y, y], -1)
    if draw.chance(0.03):
        y = y.astype("int32" if x.dtype.kind == "f" else "float32")
    return ask(name, f"nd.{name}", x, y, grad=draw.grad(x, y))


def _of_numbers(draw: Draw, name: str) -> Case:
    x, y = _pair(draw, name)
    number = draw.one_of(2, 3, 1.5 if x.dtype.kind == "f" else 2)
    operands = draw.one_of((x, y), (x, number), (number, x), (x, y))
    return ask(name, f"nd.{name}", *operands, grad=draw.grad(x, y))


def _alike(draw: Draw, name: str) -> Case:
    shape, dtype = draw.shape(), draw.dtype()
    x, y = draw.nonzero(shape, dtype), draw.nonzero(shape, dtype)
    return ask(name, f"nd.{name}", x, y[None] if draw.chance(0.1) else y, grad=draw.grad(x))


def _sum(draw: Draw, name: str) -> Case:
    shape, dtype = draw.shape(), draw.dtype()
    arrays = [draw.array(shape, dtype) for _ in range(draw.number(1, 5))]
    if draw.chance(0.08):
        arrays.append(draw.array((*shape, 2), dtype))
    return ask("add_n", f"nd.{name}", *arrays, grad=draw.grad(*arrays))


def _clip(draw: Draw, name: str) -> Case:
    x = draw.any()
    low, high = sorted((draw.number(-3, 4), draw.number(-3, 4)))
    return ask(name, draw.form(name), x, low, high, grad=draw.grad(x))


def _where(draw: Draw, name: str) -> Case:
    shape, dtype = draw.shape(), draw.dtype()
    condition = draw.random.randint(0, 2, size=shape if draw.chance(0.7) else shape[:1])
    x, y = draw.array(shape, dtype), draw.array(shape, dtype)
    condition = condition.astype(draw.one_of("float32", "int32", "uint8"))
    return ask(name, "nd.where", condition, x, y, grad=draw.grad(x, condition))


def _smooth(draw: Draw, name: str) -> Case:
    x = draw.floats()
    return ask(name, f"nd.{name}", x, grad=draw.grad(x), **draw.some(scalar=draw.one_of(1.0, 2.0)))


def _which(draw: Draw, name: str) -> Case:
    x = draw.floats()
    x.flat[::2] = draw.one_of(np.nan, np.inf, -np.inf, 1)
    return ask(name, f"nd.contrib.{name}", x)


def _softmax(draw: Draw, name: str) -> Case:
    x = draw.array(draw.shape(), draw.one_of(*FLOATS[:2]))
    options = draw.some(axis=draw.axis(x.ndim), temperature=draw.one_of(2.0, 0.5))
    return ask(name, f"nd.{name}", x, grad=draw.grad(x), **options)
