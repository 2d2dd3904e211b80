"""Random numbers: what draws look like, wrong calls, and the densities of distributions.

The numbers themselves are in `streams/`. Not asked: parameters in arrays that make no distribution,
for which MXNet may never return, and integers from an empty range, for which it ends the process.
"""

from __future__ import annotations

from typing import Any, Iterator

import numpy as np
from records import Case, Cpu, Step

from questions.asking import DTYPES, FLOATS, array, ask, ask_steps, count, smooth

# Each draw of nd.random with parameters that are numbers.
NUMBERS: dict[str, tuple] = {
    "uniform": (-1, 2.5),
    "normal": (1, 2),
    "exponential": (2.0,),
    "gamma": (2, 1.5),
    "poisson": (3,),
    "negative_binomial": (3, 0.4),
    "generalized_negative_binomial": (2, 0.5),
    "randint": (-3, 9),
}
# The parameters of the operators with arrays.
ARRAYS = {
    "uniform": ("low", "high"),
    "normal": ("mu", "sigma"),
    "exponential": ("lam",),
    "gamma": ("alpha", "beta"),
    "poisson": ("lam",),
    "negative_binomial": ("k", "p"),
    "generalized_negative_binomial": ("mu", "alpha"),
}
WRONG: dict[str, list[tuple]] = {
    "uniform": [(1, 0)],
    "normal": [(0, -1)],
    "exponential": [(-1,)],
    "gamma": [(-1, 1), (0, 1), (1, 0), (1, -1)],
    "poisson": [(-1,)],
    "negative_binomial": [(-1, 0.5), (3, -1), (2.5, 0.5)],
    "generalized_negative_binomial": [(-1, 1), (1, -1)],
    "randint": [(0.5, 3)],
}


def questions() -> Iterator[Case]:
    yield from _numbers()
    yield from _arrays()
    yield from _like()
    yield from _outcomes()
    yield from _shuffle()
    yield from _wrong()
    yield from _densities()


def _looks(op: str, *call: Any) -> Iterator[Case]:
    """Shape, dtype and context of a call's result."""
    yield ask_steps(op, call, ("x.shape", Step(0)))
    yield ask_steps(op, call, ("x.dtype", Step(0)))
    yield ask_steps(op, call, ("x.context", Step(0)), ("builtins.str", Step(1)))


def _numbers() -> Iterator[Case]:
    for name, values in NUMBERS.items():
        op, call = f"random {name}", f"nd.random.{name}"
        kinds = ("int32", "int64") if name == "randint" else FLOATS
        yield from _looks(op, call, *values)
        for shape in (1, 5, (2,), (2, 3), (2, 3, 4), (1, 1), [2, 3]):
            yield from _looks(op, call, *values, {"shape": shape})
            yield from _looks(op, call, *values, shape)
            yield from _looks(op, f"nd.random_{name}", *values, {"shape": shape})
        for dtype in kinds:
            yield from _looks(op, call, *values, {"shape": 3, "dtype": dtype})
            yield from _looks(op, call, *values, 3, dtype)
            yield from _looks(op, call, *values, {"dtype": np.dtype(dtype).type})
            yield from _looks(op, f"nd.random_{name}", *values, {"shape": 3, "dtype": dtype})
        for index in (0, 1, 3):
            yield from _looks(op, call, *values, {"ctx": Cpu(index)})
        for dtype in sorted({*DTYPES, "bool"} - {*kinds}):
            yield ask(op, call, *values, dtype=dtype)
        yield ask(op, call, *values, foo=1)
        yield ask(op, call, *values, shape="a")
        yield ask(op, call, *values, shape=(2, 0.5))
        yield ask(op, call, *values, dtype="foo")
    # Draws whose numbers are known.
    for call in ("nd.random.uniform", "nd.random_uniform", "nd.uniform"):
        yield ask("random uniform", call, 2.5, 2.5, shape=(2, 3))
    yield ask("random poisson", "nd.random.poisson", 0, shape=(2, 3))
    yield ask("random negative_binomial", "nd.random.negative_binomial", 3, 1, shape=4)
    yield ask("random negative_binomial", "nd.random.negative_binomial", 0, 0.5, shape=4)
    yield ask(
        "random generalized_negative_binomial",
        "nd.random.generalized_negative_binomial",
        0,
        1,
        shape=4,
    )
    yield ask("random randint", "nd.random.randint", 7, 8, shape=(2, 3))
    yield ask("random randint", "nd.random.randint", 2**40, 2**40 + 1, shape=3, dtype="int64")
    for arguments in ((2,), (2, 3), (2, 3, 4)):
        yield from _looks("random randn", "nd.random.randn", *arguments)
        yield from _looks("random randn", "nd.random.randn", *arguments, {"dtype": "float64"})
        yield from _looks("random randn", "nd.random.randn", *arguments, {"loc": 5, "scale": 2})
    yield ask("random randn", "nd.random.randn", "a")
    yield ask("random randn", "nd.random.randn", 2, foo=1)


def _arrays() -> Iterator[Case]:
    for name, parameters in ARRAYS.items():
        op = f"sample {name}"
        for shape in ((1,), (3,), (2, 3)):
            base = [count(*shape) / 10 + 0.5 for _ in parameters]
            if name == "uniform":
                base[1] = base[1] + 1
            arrays = [values.astype("float32") for values in base]
            for draws in ((), 1, 2, (2,), (2, 3), (1, 1)):
                yield from _looks(op, f"nd.random.{name}", *arrays, {"shape": draws})
                yield from _looks(op, f"nd.sample_{name}", *arrays, {"shape": draws})
            yield from _looks(op, f"nd.sample_{name}", *arrays)
            yield from _looks(op, f"nd.sample_{name}", *arrays, 2, "float64")
            yield from _looks(op, f"nd.sample_{name}", dict(zip(parameters, arrays)))
            for dtype in FLOATS:
                yield from _looks(op, f"nd.random.{name}", *arrays, {"dtype": dtype})
                yield from _looks(op, f"nd.sample_{name}", *arrays, {"shape": 2, "dtype": dtype})
                wide = [values.astype(dtype) for values in base]
                yield from _looks(op, f"nd.sample_{name}", *wide)
            yield ask(op, f"nd.sample_{name}", *arrays, dtype="int32")
            yield ask(op, f"nd.sample_{name}", *arrays, foo=1)
        if len(parameters) == 2:
            yield ask(op, f"nd.sample_{name}", count(3) + 1, count(2) + 1)
            yield ask(op, f"nd.sample_{name}", count(3) + 1, count(3, 1) + 1)
            yield ask(op, f"nd.sample_{name}", count(3) + 1, count(3, dtype="float64") + 1)
            yield ask(op, f"nd.random.{name}", count(3) + 1, 2)
            yield ask(op, f"nd.random.{name}", 0.5, count(3) + 1)
        yield ask(op, f"nd.sample_{name}")
    same = count(2, 3) - 2
    yield ask("sample uniform", "nd.sample_uniform", same, same, shape=(2,))
    yield ask("sample uniform", "nd.random.uniform", same, same, grad=True)
    yield ask("sample normal", "nd.sample_normal", same, 0 * same, shape=3)
    yield ask("sample poisson", "nd.sample_poisson", 0 * same, shape=3)
    yield ask("sample negative_binomial", "nd.sample_negative_binomial", same + 3, 0 * same + 1)


def _like() -> Iterator[Case]:
    for name in ARRAYS:
        op, call = f"{name}_like", f"nd.random.{name}_like"
        for dtype in FLOATS:
            for shape in ((1,), (4,), (2, 3)):
                yield from _looks(op, call, count(*shape, dtype=dtype))
                yield from _looks(op, call, {"data": count(*shape, dtype=dtype)})
        for dtype in ("int32", "uint8"):
            yield ask(op, call, count(3, dtype=dtype))
        yield ask(op, call, count(3), foo=1)
        yield ask(op, call, 5)
    yield ask("uniform_like", "nd.random.uniform_like", count(2, 3), 2.5, 2.5)
    yield ask("uniform_like", "nd.random.uniform_like", data=count(2, 3), low=-1, high=-1)


def _outcomes() -> Iterator[Case]:
    op, call = "multinomial", "nd.random.multinomial"
    rows = array([[0.1, 0.9], [0.5, 0.5], [1, 0]])
    certain = array([[0, 1, 0], [1, 0, 0], [0, 0, 1]])
    for data in (rows, rows[0], rows.reshape(1, 3, 2)):
        for shape in (None, (), 1, 3, (2,), (2, 3), (0,)):
            given = {} if shape is None else {"shape": shape}
            yield from _looks(op, call, data, given)
            yield from _looks(op, "nd.sample_multinomial", data, given)
        yield from _looks(op, call, data, 4)
    for dtype in ("int32", "uint8", "float32", "float64", "float16"):
        yield from _looks(op, call, rows, {"dtype": dtype})
        yield ask(op, call, certain, 3, dtype=dtype)
        yield ask(op, "nd.sample_multinomial", certain, 3, dtype=dtype)
    for dtype in ("bool", "foo"):
        yield ask(op, call, rows, dtype=dtype)
    for dtype in FLOATS:
        data = certain.astype(dtype)
        yield ask(op, call, data, (2, 2))
        for shape in ((), 1, 4, (2, 3)):
            yield ask(op, call, data, shape, True)
            yield ask(op, call, data, shape=shape, get_prob=True, grad=True)
        yield ask(op, "nd.sample_multinomial", data, 2, True, "float32", grad=True)
    yield ask(op, call, certain, dtype="float32", grad=True)
    for dtype in ("int32", "int64", "uint8"):
        yield ask(op, call, certain.astype(dtype))
    yield ask(op, call, certain, shape=-1)
    yield ask(op, call, certain, foo=1)
    yield ask(op, call)


def _shuffle() -> Iterator[Case]:
    for dtype in DTYPES:
        for shape in ((1,), (5,), (2, 3), (3, 2, 2)):
            data = count(*shape, dtype=dtype)
            yield from _looks("shuffle", "nd.random.shuffle", data)
            if dtype in FLOATS:
                yield ask_steps("shuffle", ("nd.shuffle", data), ("nd.sum", Step(0)))
            yield ask("shuffle", "nd.random.shuffle", np.ones(shape, dtype))
        yield ask("shuffle", "nd.random.shuffle", count(1, 4, dtype=dtype))
    yield ask("shuffle", "nd.random.shuffle", 5)
    yield ask("shuffle", "nd.random.shuffle")


def _wrong() -> Iterator[Case]:
    for name, calls in WRONG.items():
        for values in calls:
            yield ask(f"random {name}", f"nd.random.{name}", *values)
            yield ask(f"random {name}", f"nd.random_{name}", *values, shape=3)
            if name != "exponential" and name in ARRAYS:
                yield ask(f"{name}_like", f"nd.random.{name}_like", count(3), *values)
    yield ask("random randint", "nd.random.randint", 0)
    yield ask("random randint", "nd.random.randint")


def _densities() -> Iterator[Case]:
    ranges: dict[str, list[tuple]] = {
        "uniform": [(0.1, 0.9), (-1, 0), (1, 2)],
        "normal": [(-2, 2), (-1, 1), (0.5, 2)],
        "exponential": [(0.1, 4), (0.3, 2)],
        "gamma": [(0.1, 4), (0.5, 5), (0.5, 2)],
        "poisson": [(0, 6), (0.3, 5)],
        "negative_binomial": [(0, 6), (0.5, 4), (0.1, 0.9)],
        "generalized_negative_binomial": [(0, 6), (0.3, 4), (0.2, 2)],
        "dirichlet": [(0.1, 1), (0.5, 4)],
    }
    for name, (samples, *given) in ranges.items():
        op, call = f"pdf_{name}", f"nd.random_pdf_{name}"
        is_whole = name in ("poisson", "negative_binomial", "generalized_negative_binomial")
        shapes = [((4,), (4,)), ((2, 3), (2,)), ((2, 3), (2, 3)), ((2, 3, 4), (2, 3))]
        if name == "dirichlet":
            shapes = [((3,), (3,)), ((2, 3), (3,)), ((2, 3), (2, 3)), ((2, 4, 3), (2, 3))]
        for sample_shape, shape in shapes:
            for dtype in ("float32", "float64"):
                x = smooth(*sample_shape, low=samples[0], high=samples[1], dtype=dtype)
                x = np.floor(x) if is_whole else x
                arrays = [
                    smooth(*shape, low=low, high=high, seed=seed, dtype=dtype)
                    for seed, (low, high) in enumerate(given, 1)
                ]
                # MXNet's constants and its digamma function are of single precision.
                has_gradient = dtype == "float32" or name not in ("gamma", "dirichlet")
                if dtype == "float64" and name == "normal":
                    continue
                for is_log in (False, True):
                    yield ask(op, call, x, *arrays, is_log=is_log)
                    if has_gradient:
                        yield ask(op, call, x, *arrays, is_log=is_log, grad=True)
                yield ask(op, call, x, *arrays)
        x = smooth(2, 3, low=samples[0], high=samples[1])
        arrays = [smooth(2, low=low, high=high) for low, high in given]
        if name != "dirichlet":
            yield ask(op, call, x, *[values[:1] for values in arrays])
            yield ask(op, call, x.astype("float64"), *arrays)
            yield ask(op, call, x.astype("int32"), *[a.astype("int32") for a in arrays])
        yield ask(op, call, x, *arrays, foo=1)
        yield ask(op, call, x)
    low, high, far = array([0]), array([10]), array([[-1, 20]])
    yield ask("pdf_uniform", "nd.random_pdf_uniform", far, low, high)
    yield ask("pdf_uniform", "nd.random_pdf_uniform", far, low, high, is_log=True)
    yield ask("pdf_exponential", "nd.random_pdf_exponential", array([[-2.0, 0]]), array([0.7]))
    yield ask("pdf_gamma", "nd.random_pdf_gamma", array([[-1.0, 0]]), array([5]), array([1.5]))
    yield ask("pdf_poisson", "nd.random_pdf_poisson", array([[-1, 0, 1.5]]), array([2.5]))
    yield ask("pdf_poisson", "nd.random_pdf_poisson", array([[0, 1]]), array([0]))
    yield ask("pdf_normal", "nd.random_pdf_normal", array([1, 2]), array([1, 2]), array([-1, 0]))
