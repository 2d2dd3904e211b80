"""Asks MXNet 1.9.1 all questions and writes its answers, or checks answers that were written.

    python record_mxnet.py OUT            record into OUT
    python record_mxnet.py --check FILE   replay FILE on MXNet itself: every case must agree

Needs a Python with mxnet 1.9.1 (and so NumPy < 1.24). Answers are reproducible: no randomness, no dates.
"""

from __future__ import annotations

import argparse
import collections
import copy
import sys
from pathlib import Path

import mxnet as mx
import numpy as np

from questions import all_questions
from records import Case, Input, load, save
from replay import differences, run
from tolerances import tolerance


def record(case: Case) -> None:
    """Fills in the answer of a question, and the head gradients if it asks for gradients."""
    wants_gradients = case.heads is not None
    case.heads = None
    case.answer = run(mx, case)
    if not wants_gradients or case.answer.error:
        return
    case.heads = [_head(case, output) for output in case.answer.outputs]
    case.answer = run(mx, case)
    if case.answer.error:
        print("NOGRAD", case, case.answer.message.splitlines()[-1]); return
    case.scale = _scale(case)


def _head(case: Case, output: np.ndarray | Input) -> np.ndarray:
    """Head gradients: multiples of 1/4 of both signs, without zeros, all different at first."""
    if isinstance(output, Input):
        output = case.inputs[output.index]
    numbers = (7 * np.arange(output.size) % 11 - 5.5) / 2
    return numbers.reshape(output.shape).astype(output.dtype)


def _scale(case: Case) -> list | None:
    """The largest elements of the same answer on absolute values, where they are larger."""
    absolute = copy.deepcopy(case)
    absolute.inputs = [np.abs(array) for array in case.inputs]
    absolute.heads = [np.abs(head) for head in case.heads or []]
    answer = run(mx, absolute)
    own = case.answer.outputs + case.answer.grads
    if answer.error or not all(isinstance(array, np.ndarray) for array in own):
        return None
    pairs = list(zip(answer.outputs + answer.grads, own))
    scale = [_largest(array) for array, _ in pairs]
    return scale if any(s > _smallest(mine) for s, (_, mine) in zip(scale, pairs)) else None


def _largest(array: np.ndarray) -> float:
    finite = np.abs(array[np.isfinite(array)].astype(np.float64))
    return float(f"{finite.max():.3g}") if finite.size else 0.0


def _smallest(array: np.ndarray) -> float:
    numbers = np.abs(array[np.isfinite(array) & (array != 0)].astype(np.float64))
    return float(numbers.min()) if numbers.size else 0.0


def check(cases: list) -> int:
    """Replays cases; prints what differs and returns how many cases do."""
    wrong = 0
    for case in cases:
        found = differences(case, run(mx, case), tolerance(case.op))
        wrong += bool(found)
        for line in found:
            print(f"{case.op}: {case}: {line}")
    print(f"{len(cases)} cases, {wrong} differ")
    return wrong


def main() -> None:
    """Records or checks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="replay FILE instead of writing it")
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    if arguments.check:
        sys.exit(1 if check(load(arguments.file)) else 0)
    cases = list(all_questions())
    for case in cases:
        record(case)
    save(arguments.file, f"mxnet {mx.__version__}", cases)
    print(*sorted(collections.Counter(case.op for case in cases).items()), sep="\n")


if __name__ == "__main__":
    main()
