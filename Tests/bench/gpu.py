#!/usr/bin/env python3
"""Checks and measures gpu(0), on a machine that need not have anything but the library.

    python3 Tests/bench/gpu.py [--checks SECONDS] [--quick] [--markdown FILE]

Needs NumPy and the built library in python/swnd/lib; with torch and CUDA there, its times stand
beside. First every operator is compared with NumPy on the device, as many cases as there is time
for; then come bandwidth, a launch-bound LSTM step and matrix products.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("SWND_OPENCL_DEVICE", "any")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "python"), str(ROOT / "Tests/python")]

import numpy as np  # noqa: E402
import swnd as mx  # noqa: E402
from swnd import autograd, nd  # noqa: E402

GPU = mx.gpu(0)
MIB = 1 << 20


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add(
        "--checks",
        type=float,
        default=120,
        metavar="S",
        help="seconds for checks (120); 0: none",
    )
    add("--quick", action="store_true", help="smaller arrays: to try the script")
    add("--markdown", type=Path, metavar="FILE", help="write the table there")
    return parser.parse_args()


def check_operators(seconds: float) -> int:
    """Every operator on the device against NumPy; the number of calls that were wrong."""
    import test_operators_numpy as harness

    end = time.monotonic() + seconds
    wrong = done = 0
    sources = [harness.declared]
    sources += [
        lambda name, aspect=aspect: harness.cases(name, aspect)
        for aspect in ("dtypes", "edges", "shapes", "large")
    ]
    with GPU:
        for source in sources:
            for name in harness.NAMES:
                if source is not harness.declared and name not in harness.WITH_INPUTS:
                    continue
                for inputs, parameters in source(name):
                    if time.monotonic() > end and source is not harness.declared:
                        print(
                            f"checks: {done} calls, {wrong} wrong; the time is up",
                            flush=True,
                        )
                        return wrong
                    done += 1
                    try:
                        harness.check(name, inputs, parameters)
                    except Exception as error:
                        wrong += 1
                        print(f"WRONG {name}: {str(error)[:600]}", flush=True)
    print(f"checks: {done} calls, {wrong} wrong; that is all of them", flush=True)
    return wrong


def check_random() -> int:
    """The numbers of the processor, or within rounding of them."""
    wrong = 0
    for draw in (nd.random.uniform, nd.random.normal):
        results = []
        for context in (mx.cpu(), GPU):
            mx.random.seed(7)
            results.append(draw(0, 1, shape=(1000, 77), ctx=context).asnumpy())
        if not np.allclose(*results, rtol=1e-5, atol=1e-6):
            wrong += 1
            print(
                f"WRONG {draw.__name__}: other numbers than on the processor",
                flush=True,
            )
    return wrong


def check_training() -> int:
    """Some steps of a small network there and on the processor."""
    losses = []
    for context in (mx.cpu(), GPU):
        rng = np.random.default_rng(0)
        x = nd.array(rng.normal(size=(64, 20)), ctx=context)
        t = nd.array(rng.normal(size=(64, 1)), ctx=context)
        sizes = [(20, 32), (32, 1)]
        weights = [nd.array(rng.normal(size=size) * 0.1, ctx=context) for size in sizes]
        for weight in weights:
            weight.attach_grad()
        for _ in range(30):
            with autograd.record():
                y = nd.dot(nd.tanh(nd.dot(x, weights[0])), weights[1])
                loss = ((y - t) ** 2).mean()
            loss.backward()
            for weight in weights:
                weight[:] = weight - 0.1 * weight.grad
        losses.append(float(loss.asscalar()))
    if np.isclose(*losses, rtol=1e-4):
        return 0
    print(f"WRONG training: losses {losses}", flush=True)
    return 1


def seconds_of(work, repeats: int = 20) -> float:
    """The least time of some runs, after two that compile and warm up."""
    for _ in range(2):
        work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


class Torch:
    """The same in torch, if it is there and sees the GPU."""

    def __init__(self) -> None:
        try:
            import torch
        except ImportError:
            self.library = None
            return
        self.library = torch if torch.cuda.is_available() else None
        if self.library is not None:
            torch.backends.cuda.matmul.allow_tf32 = False

    def seconds(self, make, work) -> float | None:
        """The time of `work` on what `make` gives; None without torch."""
        torch = self.library
        if torch is None:
            return None
        given = make(torch)

        def run():
            work(torch, *given)
            torch.cuda.synchronize()

        return seconds_of(run)


def several(work, count: int = 10):
    """Runs something a few times before it waits, each in a window of its own."""

    def run():
        results = [work() for _ in range(count)]
        mx.waitall()
        return results

    return run


def measure_bandwidth(torch: Torch, quick: bool) -> list[tuple[str, str, str, str]]:
    """Pointwise work at 256 MiB an array."""
    count = (4 if quick else 256) * MIB // 4
    x = nd.random.uniform(shape=(count,)).as_in_context(GPU)
    y = nd.random.uniform(shape=(count,)).as_in_context(GPU)
    mx.waitall()

    def make(library):
        return [library.rand(count, device="cuda") for _ in range(3)]

    copied = torch.seconds(make, lambda library, a, b, c: c.copy_(a))
    times = 3 if quick else 5
    before = mx.engine.set_bulk_size(1)
    own_copy = seconds_of(several(lambda: nd.identity(x), times)) / times
    reference = 2 * 4 * count / (copied or own_copy)
    rows = [
        (
            "copy",
            f"{2 * 4 * count / own_copy / 1e9:.0f} GB/s",
            f"{2 * 4 * count / copied / 1e9:.0f} GB/s" if copied else "",
            f"{2 * 4 * count / own_copy / reference:.0%}",
        )
    ]
    mx.engine.set_bulk_size(before)

    def fused():
        return nd.exp(x * 2 + 1) * y - x

    def add():
        return x + y

    for name, work, theirs in (
        ("x + y", add, lambda library, a, b, c: library.add(a, b, out=c)),
        (
            "exp(x * 2 + 1) * y - x",
            fused,
            lambda library, a, b, c: library.exp(a * 2 + 1) * b - a,
        ),
    ):
        own = seconds_of(lambda work=work: work().wait_to_read())
        other = torch.seconds(make, theirs)
        moved = 3 * 4 * count
        rows.append(
            (
                name,
                f"{moved / own / 1e9:.0f} GB/s, {own * 1e3:.3f} ms",
                f"{other * 1e3:.3f} ms" if other else "",
                f"{moved / own / reference:.0%} of a copy",
            )
        )
    for name, work, theirs in (
        ("x.sum()", lambda: x.sum(), lambda library, a, b, c: a.sum()),
        (
            "softmax, rows of 1024",
            lambda: nd.softmax(x.reshape((-1, 1024))),
            lambda library, a, b, c: library.softmax(a.reshape(-1, 1024), -1),
        ),
        (
            "softmax, rows of 100",
            lambda: nd.softmax(x[: count // 100 * 100].reshape((-1, 100))),
            lambda library, a, b, c: library.softmax(a[: count // 100 * 100].reshape(-1, 100), -1),
        ),
        (
            "sum of rows of 1024",
            lambda: x.reshape((-1, 1024)).sum(axis=1),
            lambda library, a, b, c: a.reshape(-1, 1024).sum(1),
        ),
        (
            "sum over rows of 1024",
            lambda: x.reshape((-1, 1024)).sum(axis=0),
            lambda library, a, b, c: a.reshape(-1, 1024).sum(0),
        ),
        (
            "transposed copy",
            lambda: nd.identity(x.reshape((-1, 4096)).T),
            lambda library, a, b, c: a.reshape(-1, 4096).T.contiguous(),
        ),
    ):
        own = seconds_of(lambda work=work: work().wait_to_read())
        other = torch.seconds(make, theirs)
        moved = 4 * count * (1 if "sum" in name else 2)
        rows.append(
            (
                name,
                f"{moved / own / 1e9:.0f} GB/s, {own * 1e3:.3f} ms",
                f"{other * 1e3:.3f} ms" if other else "",
                f"{moved / own / reference:.0%} of a copy",
            )
        )
    return rows


def measure_lstm(torch: Torch) -> list[tuple[str, str, str, str]]:
    """One step of an LSTM, batch 32 and 256 units: bound by launches, not by what they compute."""
    batch, units = 32, 256
    shapes = {"x": (batch, units), "h": (batch, units), "c": (batch, units)}
    values = {
        name: nd.random.uniform(-1, 1, shape=shape).as_in_context(GPU)
        for name, shape in shapes.items()
    }
    w = nd.random.uniform(-0.1, 0.1, shape=(units, 4 * units)).as_in_context(GPU)
    u = nd.random.uniform(-0.1, 0.1, shape=(units, 4 * units)).as_in_context(GPU)
    b = nd.zeros((4 * units,), ctx=GPU)
    steps = 50

    def run():
        h, c, x = values["h"], values["c"], values["x"]
        for _ in range(steps):
            gates = nd.dot(x, w) + nd.dot(h, u) + b
            i, f, g, o = nd.split(gates, 4, axis=1)
            c = nd.sigmoid(f) * c + nd.sigmoid(i) * nd.tanh(g)
            h = nd.sigmoid(o) * nd.tanh(c)
        h.wait_to_read()

    def make(library):
        def rand(*shape):
            return library.rand(*shape, device="cuda") * 0.2 - 0.1

        return [rand(batch, units) for _ in range(3)] + [
            rand(units, 4 * units),
            rand(units, 4 * units),
            rand(4 * units),
        ]

    def theirs(library, x, h, c, w, u, b):
        for _ in range(steps):
            gates = x @ w + h @ u + b
            i, f, g, o = gates.chunk(4, dim=1)
            c = library.sigmoid(f) * c + library.sigmoid(i) * library.tanh(g)
            h = library.sigmoid(o) * library.tanh(c)

    launches = mx.context.gpu_facts(0)["launches"]
    run()
    launches = (mx.context.gpu_facts(0)["launches"] - launches) / steps
    own = seconds_of(run, 10) / steps
    other = torch.seconds(make, theirs)
    return [
        (
            "LSTM step, batch 32, 256 units",
            f"{own * 1e6:.0f} us, {launches:.1f} launches",
            f"{other / steps * 1e6:.0f} us" if other else "",
            "",
        )
    ]


def measure_products(torch: Torch, quick: bool) -> list[tuple[str, str, str, str]]:
    """Matrix products in float32 (no TF32 in torch)."""
    rows = []
    for size in (256, 1024) if quick else (256, 512, 1024, 2048, 4096):
        a = nd.random.uniform(-1, 1, shape=(size, size)).as_in_context(GPU)
        b = nd.random.uniform(-1, 1, shape=(size, size)).as_in_context(GPU)
        mx.waitall()
        own = seconds_of(lambda a=a, b=b: nd.dot(a, b).wait_to_read())
        work = 2 * size**3
        other = torch.seconds(
            lambda library, size=size: [library.rand(size, size, device="cuda") for _ in "ab"],
            lambda library, a, b: a @ b,
        )
        rows.append(
            (
                f"dot {size}",
                f"{work / own / 1e9:.0f} GFLOP/s, {own * 1e3:.3f} ms",
                f"{work / other / 1e9:.0f} GFLOP/s" if other else "",
                f"{other / own:.0%} of the vendor's" if other else "",
            )
        )
    return rows


def measure_beside_cpu() -> list[tuple[str, str, str, str]]:
    """The device beside swnd's own back end for the processor: for where the device is one."""

    def fused(context) -> float:
        x, y = (nd.random.uniform(shape=(4 * MIB,), ctx=context) for _ in "xy")
        return seconds_of(lambda: (nd.exp(x * 2 + 1) * y - x).wait_to_read())

    def product(context) -> float:
        a, b = (nd.random.uniform(-1, 1, shape=(1024, 1024), ctx=context) for _ in "ab")
        return seconds_of(lambda: nd.dot(a, b).wait_to_read())

    rows = []
    for name, work in (("exp(x * 2 + 1) * y - x, 4 M", fused), ("dot 1024", product)):
        own, cpu = work(GPU), work(mx.cpu())
        rows.append((name, f"{own * 1e3:.3f} ms", "", f"{own / cpu:.2f} x cpu(0)"))
    return rows


def main() -> int:
    given = arguments()
    if mx.num_gpus() == 0:
        print("there is no OpenCL device")
        return 2
    facts = mx.context.gpu_facts(0)
    print(f"{facts['name']}, driver {facts['driver']}", flush=True)
    wrong = 0
    if given.checks:
        wrong = check_operators(given.checks) + check_random() + check_training()
    torch = Torch()
    rows = measure_bandwidth(torch, given.quick)
    rows += measure_lstm(torch)
    rows += measure_products(torch, given.quick)
    rows += measure_beside_cpu()
    lines = [
        f"{facts['name']}, driver {facts['driver']}:",
        "",
        "| work | swnd | torch | share |",
        "|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    text = "\n".join(lines) + "\n"
    print(text)
    if given.markdown:
        given.markdown.write_text(text)
    facts = mx.context.gpu_facts(0)
    names = ("launches", "programs_built", "programs_loaded", "bytes_peak")
    print(", ".join(f"{name} {facts[name]}" for name in names))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
