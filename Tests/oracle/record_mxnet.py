"""Asks MXNet 1.9.1 all questions and writes its answers, or checks answers that were written.

    python record_mxnet.py [FAMILY ...]           record into answers/FAMILY.json.gz
    python record_mxnet.py --check [FAMILY ...]   replay on MXNet itself: every case must agree

A family is a module of `questions/`; without a name, all are meant.

Needs a Python with mxnet 1.9.1 (and so NumPy < 1.24). The answers hold no random numbers and no
dates: recording again gives the same file.
"""

from __future__ import annotations

import argparse
import builtins
import collections
import copy
import sys
from pathlib import Path

import mxnet as mx
import numpy as np
from questions import families
from records import Case, Input, load, save
from replay import differences, run
from tolerances import tolerance

# Operators whose sums have terms that are products or quotients of inputs.
SUMS_OF_PRODUCTS = {
    *("sum", "mean", "prod", "norm", "dot", "batch_dot"),
    *("broadcast_div", "divide", "true_divide", "operator truediv"),
    *("nansum", "nanprod", "moments", "multi_sum_sq", "broadcast_hypot"),
}
# Operators whose gradients subtract numbers of the size of the head gradients.
DIFFERENCES_OF_HEADS = {
    *("tanh", "sigmoid", "softmax", "softmin", "log_softmax", "softmax_cross_entropy"),
    "L2Normalization",
}
# Operators in whose results each number depends on all of a matrix: errors are of the size of the
# largest one.
FACTORS = {"potrf", "potri", "trsm", "inverse", "det", "slogdet", "gelqf", "syevd"}
PRODUCTS = {"gemm", "gemm2", "syrk", "trmm"}
# Complaints about missing, unknown or unusable arguments, for which Python's word is TypeError.
ARGUMENT_ERRORS = (
    "Cannot find argument",
    "Required parameter",
    "Invalid Parameter format",
    "Invalid Input",
    "Empty shape parameter",
    " inputs, but got ",
)
# What MXNet says where there is no gradient, of an operator or of one of its inputs.
NO_GRADIENT = ("is non-differentiable", "Cannot take gradient")


def record(case: Case) -> None:
    """Fills in the answer of a question, and the head gradients if it asks for gradients."""
    wants_gradients = case.heads is not None
    case.heads = None
    case.answer = run(mx, case)
    if case.answer.errors:
        case.answer.errors = _fitting_errors(case)
    elif wants_gradients:
        case.heads = [_head(case, output) for output in case.answer.outputs]
        case.answer = run(mx, case)
        if not case.answer.errors:
            case.scale = _scale(case)
        elif any(text in case.answer.message for text in NO_GRADIENT):
            case.answer.errors = _fitting_errors(case)
        else:
            sys.exit(f"{case} has no gradient: {case.answer.message}")
    elif case.op in SUMS_OF_PRODUCTS | FACTORS | PRODUCTS:
        case.scale = _scale(case)


def _fitting_errors(case: Case) -> list:
    """The class that everybody knows (Python's own, or MXNetError), and others that fit."""
    classes = case.answer.errors
    known = next(name for name in classes if name == "MXNetError" or hasattr(builtins, name))
    about_arguments = any(text in case.answer.message for text in ARGUMENT_ERRORS)
    if known in ("AssertionError", "KeyError") or about_arguments:
        return [known, "TypeError"]
    return [known]


def _head(case: Case, output: np.ndarray | Input) -> np.ndarray:
    """Head gradients: multiples of 1/4 of both signs, never zero, all different at first."""
    if isinstance(output, Input):
        output = case.inputs[output.index]
    numbers = (7 * np.arange(output.size) % 11 - 5.5) / 2
    return numbers.reshape(output.shape).astype(output.dtype)


def _scale(case: Case) -> list | None:
    """The size of the terms, where terms may cancel: what errors are to be measured against."""
    answer, heads = case.answer, case.heads or []
    arrays = answer.outputs + answer.grads
    if not all(isinstance(array, np.ndarray) for array in arrays):
        return None
    if case.op in FACTORS | PRODUCTS:
        return [_largest([array]) for array in arrays]
    if case.op in DIFFERENCES_OF_HEADS:
        output = _largest(answer.outputs) if case.op == "log_softmax" else 0.0
        return [output] * len(answer.outputs) + [_largest(heads)] * len(answer.grads)
    sizes = {array.size for array in case.inputs + answer.outputs}
    if len(sizes) == 1 and case.op not in SUMS_OF_PRODUCTS:
        return None
    absolute = copy.deepcopy(case)
    absolute.heads = case.heads and [np.abs(head) for head in heads]
    if case.op in SUMS_OF_PRODUCTS:
        absolute.inputs = [np.abs(array) for array in case.inputs]
    terms = run(mx, absolute)
    scale = [_largest([array]) for array in terms.outputs + terms.grads]
    return scale if any(s > _smallest(a) for s, a in zip(scale, arrays)) else None


def _largest(arrays: list) -> float:
    sizes = [np.abs(array[np.isfinite(array)].astype(np.float64)) for array in arrays]
    return float(f"{max(size.max(initial=0.0) for size in sizes):.3g}")


def _smallest(array: np.ndarray) -> float:
    sizes = np.abs(array[np.isfinite(array) & (array != 0)].astype(np.float64))
    return float(sizes.min(initial=np.inf))


def check(cases: list) -> int:
    """Replays cases; prints what differs and returns how many cases do."""
    wrong = 0
    for case in cases:
        found = differences(case, run(mx, case), tolerance(case))
        wrong += bool(found)
        for line in found:
            print(f"{case.op}: {case}: {line}")
    print(f"{len(cases)} cases, {wrong} differ")
    return wrong


def main() -> None:
    """Records or checks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="replay answers, write nothing")
    parser.add_argument("family", nargs="*", metavar="FAMILY")
    arguments = parser.parse_args()
    if unknown := set(arguments.family) - set(families()):
        parser.error(f"there are no questions {', '.join(unknown)}, but {', '.join(families())}")
    folder = Path(__file__).resolve().parent / "answers"
    wrong = 0
    for name in arguments.family or families():
        file = folder / f"{name}.json.gz"
        if arguments.check:
            wrong += check(load(file))
            continue
        cases = list(families()[name].questions())
        for case in cases:
            record(case)
        save(file, f"mxnet {mx.__version__}", cases)
        for op, number in sorted(collections.Counter(case.op for case in cases).items()):
            print(f"{number:5}  {op}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
