"""Draws one after the other, and the numbers that MXNet 1.9.1's stream gave for them.

    python random_streams.py           record into streams/random.npz
    python random_streams.py --check   draw again: the numbers must be the recorded ones

Needs a Python with mxnet 1.9.1, as `record_mxnet.py` does. Of long results every n-th number is
kept. `Tests/python/test_random_mxnet.py` draws with swnd.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Iterator

import numpy as np

FILE = Path(__file__).resolve().parent / "streams/random.npz"
SEEDS = (0, 3, 7, -3, 2**31 - 1, 123456789)
# Around the 64 numbers of one generator, and the 1,024 generators.
COUNTS = (1, 2, 10, 63, 64, 65, 100, 128, 129, 1000, 2000, 4097, 65535, 65536, 65537, 70000)
FLOATS = ("float32", "float64", "float16")
KEPT = 100


def script(seed: int) -> Iterator[tuple[str, tuple, dict]]:
    """Calls with the name of a function of `nd`, arguments and keyword arguments."""
    rng = np.random.RandomState(abs(seed) % 2**32)
    some = [values.astype("float32") for values in (rng.rand(50) * 2 - 1, rng.rand(50) * 5 + 0.2)]

    def size(most: int = 70000) -> dict:
        return {"shape": int(rng.choice([n for n in COUNTS if n <= most]))}

    def kind() -> dict:
        return {"dtype": str(rng.choice(FLOATS))}

    draws = (
        lambda: ("random.uniform", (), {**size(), **kind()}),
        lambda: ("random.uniform", (-2.5, 0.7), {**size(), **kind()}),
        lambda: ("random.normal", (), {**size(), **kind()}),
        lambda: ("random.normal", (0.1, 3.3), {**size(), **kind()}),
        lambda: ("random.randint", (-5, 1000), size()),
        lambda: ("random.randint", (-(2**61), 2**61 - 3), {**size(), "dtype": "int64"}),
        lambda: ("random.exponential", (0.7,), {**size(), **kind()}),
        lambda: ("random.gamma", (_one(rng, 0.1, 1, 3, 100), 1.3), {**size(2000), **kind()}),
        lambda: ("random.poisson", (_one(rng, 0, 5, 11.9, 12, 1e3),), {**size(2000), **kind()}),
        lambda: ("random.negative_binomial", (int(_one(rng, 0, 1, 20)), 0.3), size(2000)),
        lambda: ("random.generalized_negative_binomial", (2.2, _one(rng, 0, 0.3, 4)), size(2000)),
        lambda: ("random.multinomial", (_rows(rng),), size(129)),
        lambda: ("random.shuffle", (np.arange(size()["shape"], dtype="float32"),), {}),
        lambda: ("random.shuffle", (np.arange(3 * size(2000)["shape"]).reshape(-1, 3),), {}),
        lambda: ("sample_uniform", tuple(some), {"shape": (3, 5), **kind()}),
        lambda: ("sample_uniform", _wide(some), {"shape": 7}),
        lambda: ("sample_normal", tuple(some), {"shape": 3, **kind()}),
        lambda: ("sample_gamma", (some[1], some[1]), {"shape": 3, **kind()}),
        lambda: ("sample_poisson", (some[1] * 4,), {"shape": 7, **kind()}),
        lambda: ("sample_exponential", (some[1],), {"shape": 2, **kind()}),
        lambda: ("sample_negative_binomial", (some[1], some[1] / 6), {"shape": 5}),
        lambda: ("random.uniform_like", (np.zeros((3, 70), "float32"),), {}),
        lambda: ("random.normal_like", (np.zeros((3, 70)), 1, 2), {}),
    )
    # Each of them, then some again in any order.
    for place in (*range(len(draws)), *rng.randint(0, len(draws), 12)):
        yield draws[place]()


def _one(rng: Any, *values: float) -> float:
    return float(rng.choice(values))


def _rows(rng: Any) -> np.ndarray:
    return rng.dirichlet(np.ones(7), size=3).astype("float32")


def _wide(arrays: list) -> tuple:
    return tuple(values.astype("float64") for values in arrays)


def drawn(mx: Any, seed: int, **options: Any) -> Iterator[tuple[str, np.ndarray]]:
    """What the calls of a seed give: the call as text, and the numbers that are kept."""
    mx.random.seed(seed, **options)
    for number, (name, arguments, keywords) in enumerate(script(seed)):
        function = mx.nd
        for part in name.split("."):
            function = getattr(function, part)
        given = [
            mx.nd.array(value, dtype=value.dtype) if isinstance(value, np.ndarray) else value
            for value in arguments
        ]
        result = function(*given, **keywords).asnumpy().reshape(-1)
        text = f"{seed} {number:02} {name}{keywords}"
        yield text, result[:: max(1, result.size // KEPT)]


def main() -> None:
    """Records or checks."""
    import mxnet as mx

    numbers = {text: values for seed in SEEDS for text, values in drawn(mx, seed)}
    if "--check" not in sys.argv:
        FILE.parent.mkdir(exist_ok=True)
        np.savez_compressed(FILE, **numbers)
        print(f"{len(numbers)} draws")
        return
    with np.load(FILE) as recorded:
        assert set(recorded) == set(numbers)
        wrong = [t for t, values in numbers.items() if values.tobytes() != recorded[t].tobytes()]
    print(f"{len(numbers)} draws, {len(wrong)} differ", *wrong, sep="\n")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
