"""Every operator that draws, and how to call it for any amount of numbers."""

from __future__ import annotations

from distributions import (
    Exponential,
    Gamma,
    GeneralizedNegativeBinomial,
    Integers,
    NegativeBinomial,
    Normal,
    Poisson,
    Uniform,
)
from swnd import nd

FLOATS = ("float32", "float64", "float16")

# Of each distribution: its class, and parameters over the whole range.
FAMILIES = {
    "uniform": (Uniform, ((0.0, 1.0), (-2.5, 4.0), (10.0, 10.5))),
    "normal": (Normal, ((0.0, 1.0), (-3.0, 0.5), (2.0, 10.0))),
    "exponential": (Exponential, ((1.0,), (0.25,), (30.0,))),
    "gamma": (Gamma, ((1.0, 1.0), (0.05, 3.0), (0.7, 0.5), (4.5, 2.0), (300.0, 1.0), (1e5, 1.0))),
    "poisson": (Poisson, ((1.0,), (0.05,), (9.9,), (10.0,), (37.5,), (1000.0,))),
    "negative_binomial": (NegativeBinomial, ((1, 0.5), (3, 0.1), (20, 0.4), (5, 0.95))),
    "generalized_negative_binomial": (
        GeneralizedNegativeBinomial,
        ((1.0, 1.0), (2.0, 0.3), (30.0, 2.0), (200.0, 0.01)),
    ),
}

NUMBERS = {f"random_{name}": family for name, family in FAMILIES.items()}
ARRAYS = {f"sample_{name}": family for name, family in FAMILIES.items()}
LIKE = {f"random_{name}_like": family for name, family in FAMILIES.items()}
OTHERS = {"random_randint", "sample_multinomial", "shuffle"}
ALL = (*NUMBERS, *ARRAYS, *LIKE, *sorted(OTHERS))


def dtypes(name):
    if name == "random_randint":
        return ("int32", "int64")
    return (*FLOATS, "int32", "uint8") if name == "sample_multinomial" else FLOATS


def draw(name, shape, dtype="float32", parameters=None):
    """An array of a shape that an operator draws, whatever its inputs are."""
    call = getattr(nd, name)
    count = 1
    for length in shape:
        count *= length
    if name == "shuffle":
        return call(nd.arange(count, dtype="int32")).astype(dtype).reshape(shape)
    if name == "sample_multinomial":
        return call(nd.array([0.1, 0.2, 0.3, 0.4]), shape=shape, dtype=dtype)
    if name == "random_randint":
        return call(*(parameters or (-1000, 1000)), shape=shape, dtype=dtype)
    values = parameters or {**NUMBERS, **ARRAYS, **LIKE}[name][1][0]
    if name in NUMBERS:
        return call(*values, shape=shape, dtype=dtype)
    if name in LIKE:
        return call(nd.zeros(shape, dtype=dtype), *values)
    arrays = [nd.array([value], dtype="float64") for value in values]
    return call(*arrays, shape=shape, dtype=dtype).reshape(shape)


def kind(name, parameters):
    if name == "random_randint":
        return Integers(*parameters)
    return {**NUMBERS, **ARRAYS, **LIKE}[name][0](*parameters)
