"""What the tests of processes run: work for children, and programs in processes of their own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import swnd as mx
from swnd import autograd, nd

PACKAGE = str(Path(__file__).resolve().parents[2] / "python")


def work(seed):
    """Tile loops, reductions, products, random numbers and a backward pass; a hash of the bits."""
    mx.random.seed(seed)
    x = nd.random.normal(shape=(400, 500))
    w = nd.random.uniform(-1, 1, shape=(500, 300))
    w.attach_grad()
    with autograd.record():
        y = nd.sum(nd.tanh(nd.dot(x, w)), axis=0)
    y.backward()
    parts = (x + 1, nd.sum(x), nd.softmax(y), w.grad, nd.dot(w.T, w))
    return hashlib.sha256(b"".join(part.asnumpy().tobytes() for part in parts)).hexdigest()


def work_on(array):
    """An array that came through a pickle."""
    return float(nd.sum(array).asscalar()), work(3)


def work_with_threads(count):
    """Sets how many threads compute, in the child."""
    mx.engine.set_num_threads(count)
    return mx.engine.num_threads(), work(4)


def work_in_threads(count):
    """Several Python threads compute at once."""
    results = [None] * count

    def run(number):
        results[number] = work(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# What Python 3.12 and later say of programs that fork.
QUIET = {"PYTHONWARNINGS": "ignore:This process:DeprecationWarning"}


def run_program(text, *arguments, given="", timeout=120, **variables):
    """Runs Python with swnd on its path; fails when it does not end well. Gives what it printed."""
    ran = subprocess.run(
        [sys.executable, "-c", text, *arguments],
        env=dict(os.environ, PYTHONPATH=PACKAGE, **QUIET, **variables),
        input=given,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert ran.returncode == 0, f"exit code {ran.returncode}\n{ran.stderr[-3000:]}"
    assert ran.stderr == "", ran.stderr[-3000:]
    return ran.stdout
