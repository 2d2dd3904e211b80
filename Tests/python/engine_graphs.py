"""Reference graphs: what their programs look like is kept as text in data/programs.

Each function builds a graph from `arrays` and gives the results that stay alive. After a change on
purpose, `python Tests/python/engine_graphs.py` writes the texts anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "data" / "programs"

# Nothing is computed inside of a call, and no helper begins by itself: windows are what reads make.
SETTINGS = {"SWND_IMMEDIATE": "0", "SWND_QUIET": "100000000", "SWND_DEBUG": "2"}


def chain(nd, autograd, x, y, row, column):
    return nd.exp(x * 2 + 1) * y - x


def chain_gradient(nd, autograd, x, y, row, column):
    x.attach_grad()
    with autograd.record():
        loss = nd.sum(nd.exp(x * 2 + 1) * y - x)
    loss.backward()
    return x.grad


def adam(nd, autograd, x, y, row, column):
    m, v, p = x * 1, x * x, y * 1
    nd.waitall()
    m[:] = 0.9 * m + 0.1 * y
    v[:] = 0.999 * v + 0.001 * (y * y)
    p[:] = p - 0.001 * m / (nd.sqrt(v) + 1e-8)
    return m, v, p


def momentum(nd, autograd, x, y, row, column):
    m, p = x * 1, y * 1
    nd.waitall()
    m[:] = 0.9 * m + y
    p -= 0.1 * m
    return m, p


def softmax(nd, autograd, x, y, row, column):
    return nd.softmax(x, axis=1)


def log_softmax(nd, autograd, x, y, row, column):
    return nd.log_softmax(x, axis=1)


def softmax_gradient(nd, autograd, x, y, row, column):
    x.attach_grad()
    with autograd.record():
        loss = nd.sum(nd.softmax(x, axis=1) * y)
    loss.backward()
    return x.grad


def cross_entropy(nd, autograd, x, y, row, column):
    x.attach_grad()
    with autograd.record():
        loss = -nd.mean(nd.sum(nd.log_softmax(x, axis=1) * y, axis=1))
    loss.backward()
    return loss, x.grad


def layer_norm(nd, autograd, x, y, row, column):
    centred = x - nd.mean(x, axis=1, keepdims=True)
    variance = nd.mean(centred * centred, axis=1, keepdims=True)
    return centred / nd.sqrt(variance + 1e-5) * row


def broadcasts(nd, autograd, x, y, row, column):
    return (x + row) * column


def comparisons(nd, autograd, x, y, row, column):
    return nd.where(x > y, x, y * (x != 0))


def casts(nd, autograd, x, y, row, column):
    return (x.astype("float64") * 2).astype("int32") + 1


def halves(nd, autograd, x, y, row, column):
    return x.astype("float16") * 3 + 1


def small_integers(nd, autograd, x, y, row, column):
    return x.astype("int8") * 100 * 3


def sum_of_all(nd, autograd, x, y, row, column):
    return nd.sum(x * y)


def sum_of_columns(nd, autograd, x, y, row, column):
    return nd.sum(x * y, axis=0)


def sum_of_rows(nd, autograd, x, y, row, column):
    return nd.sum(x * y, axis=1)


def mean_and_largest(nd, autograd, x, y, row, column):
    z = nd.abs(x)
    return nd.mean(z), nd.max(z)


def several_results(nd, autograd, x, y, row, column):
    z = x + y
    return z, z * z, nd.exp(z)


def nobody_reads(nd, autograd, x, y, row, column):
    for _ in range(10):
        nd.exp(x)
    return x + 1


def dense_layer(nd, autograd, x, y, row, column):
    return nd.relu(nd.dot(x, y.T) + 1)


def transposed(nd, autograd, x, y, row, column):
    return (x * 2).T + 1


def reshaped(nd, autograd, x, y, row, column):
    return (x * 2).reshape((-1,)) + 1


def part_written(nd, autograd, x, y, row, column):
    z = x * 1
    nd.waitall()
    z[1:3] = y[1:3] * 2
    return z


def norm(nd, autograd, x, y, row, column):
    return nd.norm(x, axis=1)


def constants(nd, autograd, x, y, row, column):
    return x + nd.ones((1,)) * 2 + nd.zeros_like(x)


GRAPHS = (
    adam, broadcasts, casts, chain, chain_gradient, comparisons, constants, cross_entropy,
    dense_layer, halves, layer_norm, log_softmax, mean_and_largest, momentum, nobody_reads, norm,
    part_written, reshaped, several_results, small_integers, softmax, softmax_gradient,
    sum_of_all, sum_of_columns, sum_of_rows, transposed,
)  # fmt: skip


def programs() -> dict[str, str]:
    """The text of each graph's windows, made in a process of its own."""
    ran = subprocess.run(
        [sys.executable, __file__, "--print"],
        env=dict(os.environ, PYTHONPATH=str(HERE.parents[1] / "python"), **SETTINGS),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    texts, name = {}, ""
    for line in ran.stderr.splitlines():
        if line.startswith("graph "):
            name = line[6:]
            texts[name] = ""
        elif name:
            texts[name] += line + "\n"
    return texts


def _print() -> None:
    import numpy
    from swnd import autograd, nd

    for function in GRAPHS:
        arrays = [
            nd.array(numpy.linspace(-1, 1, rows * columns).reshape(rows, columns))
            for rows, columns in ((6, 48), (6, 48), (1, 48), (6, 1))
        ]
        nd.waitall()
        print("graph", function.__name__, file=sys.stderr, flush=True)
        results = function(nd, autograd, *arrays)
        nd.waitall()
        del results


def main() -> None:
    if "--print" in sys.argv:
        _print()
        return
    for old in TEXTS.glob("*.txt"):
        old.unlink()
    for name, text in programs().items():
        (TEXTS / f"{name}.txt").write_text(text)


if __name__ == "__main__":
    main()
