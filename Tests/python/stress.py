"""Random programs on many threads, compared with NumPy: what `make test-long` runs for ten minutes.

Each thread builds programs of random operators on arrays of its own and of all, writes in place and
through views, reads now and then, and carries every value along in NumPy, in float64. Forks happen
in between: children go on with what is pending and end. usage: stress.py SECONDS [THREADS] [SEED]
"""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback

import numpy as np
import swnd as mx
from swnd import autograd, nd

SHAPES = [(3, 5), (64, 70), (1, 4100), (300, 40), (4096,), (17, 3, 29)]
UNARY = {
    "tanh": np.tanh,
    "abs": np.abs,
    "square": lambda x: np.clip(x, -3, 3) ** 2,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "relu": lambda x: np.maximum(x, 0),
}


class Pair:
    """An array here and its copy there."""

    def __init__(self, ours, theirs):
        self.ours, self.theirs = ours, theirs

    def check(self, history):
        got = self.ours.asnumpy()
        if not np.allclose(got, self.theirs, rtol=2e-4, atol=2e-4):
            worst = np.abs(got - self.theirs).max()
            raise AssertionError(f"off by {worst}, shape {got.shape}:\n" + "\n".join(history))


class Program:
    """One thread's arrays, and the operators that it applies to them."""

    def __init__(self, rng, shared):
        self.rng = rng
        self.shape = SHAPES[rng.randint(len(SHAPES))]
        self.pairs = [self.fresh() for _ in range(3)]
        self.shared = shared[self.shape]
        self.history = [f"shape {self.shape}"]

    def fresh(self):
        values = self.rng.uniform(-1, 1, self.shape)
        return Pair(nd.array(values), values.astype(np.float32).astype(np.float64))

    def any(self):
        return self.pairs[self.rng.randint(len(self.pairs))]

    def put(self, pair):
        # Values stay small, so that errors do.
        if np.abs(pair.theirs).max(initial=0) > 4:
            pair = Pair(nd.tanh(pair.ours), np.tanh(pair.theirs))
        if len(self.pairs) < 8:
            self.pairs.append(pair)
        else:
            self.pairs[self.rng.randint(8)] = pair

    def step(self):
        action = self.ACTIONS[self.rng.randint(len(self.ACTIONS))]
        self.history.append(action.__name__)
        action(self)

    def unary(self):
        name = list(UNARY)[self.rng.randint(len(UNARY))]
        self.history[-1] += " " + name
        pair = self.any()
        ours = nd.clip(pair.ours, -3, 3) if name == "square" else pair.ours
        self.put(Pair(getattr(nd, name)(ours), UNARY[name](pair.theirs)))

    def binary(self):
        a, b = self.any(), self.any()
        self.put(Pair(a.ours * b.ours - a.ours, a.theirs * b.theirs - a.theirs))

    def scalar(self):
        a, number = self.any(), float(self.rng.uniform(-1, 1))
        self.put(Pair(number - a.ours * 0.5, number - a.theirs * 0.5))

    def with_shared(self):
        a = self.any()
        self.put(Pair(a.ours + self.shared.ours, a.theirs + self.shared.theirs))

    def softmax(self):
        a = self.any()
        powers = np.exp(a.theirs - a.theirs.max(-1, keepdims=True))
        self.put(Pair(nd.softmax(a.ours), powers / powers.sum(-1, keepdims=True)))

    def centred(self):
        a = self.any()
        axis = int(self.rng.randint(len(self.shape)))
        mean = a.theirs.mean(axis, keepdims=True)
        self.put(Pair(a.ours - nd.mean(a.ours, axis=axis, keepdims=True), a.theirs - mean))

    def in_place(self):
        a, b = self.any(), self.any()
        a.ours[:] = 0.5 * a.ours + 0.25 * b.ours
        a.theirs = 0.5 * a.theirs + 0.25 * b.theirs

    def minus_in_place(self):
        a, b = self.any(), self.any()
        a.ours -= b.ours * 0.5
        a.theirs = a.theirs - b.theirs * 0.5

    def part(self):
        a = self.any()
        start = int(self.rng.randint(self.shape[0]))
        number = float(self.rng.uniform(-1, 1))
        a.ours[start:] = number
        a.theirs = a.theirs.copy()
        a.theirs[start:] = number

    def through_view(self):
        a = self.any()
        view = a.ours.reshape((-1,))
        count = view.shape[0]
        begin, end = sorted(self.rng.randint(0, count + 1, 2))
        if begin < end:
            view[int(begin) : int(end)] = a.ours.reshape((-1,))[int(begin) : int(end)] * 0.5
            flat = a.theirs.copy().reshape(-1)
            flat[begin:end] *= 0.5
            a.theirs = flat.reshape(self.shape)

    def transposed(self):
        a = self.any()
        self.put(Pair((a.ours.T * 0.5).T, a.theirs * 0.5))

    def gradient(self):
        a, b = self.any(), self.any()
        x = a.ours.copy()
        x.attach_grad()
        with autograd.record():
            loss = nd.sum(nd.tanh(x) * b.ours)
        loss.backward()
        self.put(Pair(x.grad, (1 - np.tanh(a.theirs) ** 2) * b.theirs))

    def read(self):
        self.any().check(self.history)

    def forget(self):
        self.pairs[self.rng.randint(len(self.pairs))] = self.fresh()

    ACTIONS = (
        unary, unary, binary, binary, scalar, with_shared, softmax, centred, in_place,
        minus_in_place, part, through_view, transposed, gradient, read, forget,
    )  # fmt: skip


def in_child(program):
    """The child of a fork computes what was pending, and more."""
    child = os.fork()
    if child == 0:
        try:
            for _ in range(20):
                program.step()
            for pair in program.pairs:
                pair.check(program.history)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        raise AssertionError("a child failed")


def main() -> None:
    seconds = float(sys.argv[1])
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time())
    deadline = time.time() + seconds
    rng = np.random.RandomState(seed)
    shared = {}
    for shape in SHAPES:
        values = rng.uniform(-1, 1, shape).astype(np.float32)
        shared[shape] = Pair(nd.array(values), values.astype(np.float64))
    problems, counts = [], [0] * threads

    def run(number):
        own = np.random.RandomState(seed + 1 + number)
        try:
            while time.time() < deadline and not problems:
                program = Program(own, shared)
                for step in range(own.randint(10, 400)):
                    program.step()
                    if number == 0 and step % 150 == 149:
                        in_child(program)
                for pair in program.pairs:
                    pair.check(program.history[-60:])
                counts[number] += 1
        except BaseException:
            problems.append(traceback.format_exc())

    workers = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    mx.nd.waitall()
    print(f"seed {seed}: {sum(counts)} programs", *problems, sep="\n")
    sys.exit(bool(problems))


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")  # of Python, that forks with threads are dangerous
    main()
