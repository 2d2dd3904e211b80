"""Replays cases on a library that has MXNet's `nd` and `autograd`, and compares two answers."""

from __future__ import annotations

import builtins
import contextlib
import operator
from dataclasses import dataclass
from typing import Any

import numpy as np

from records import Answer, Case, Cpu, Input, Raw, Step


def run(mx: Any, case: Case) -> Answer:
    """Asks library `mx` (a module with `nd`, `autograd`, `cpu`) the question of `case`."""
    inputs = [mx.nd.array(array, dtype=array.dtype) for array in case.inputs]
    answer = Answer()
    try:
        leaves = _leaves(case, inputs)
        with mx.autograd.record() if leaves else contextlib.nullcontext():
            results: list = []
            for step in case.steps:
                results.append(_call(mx, step, inputs, results))
        result = results[-1]
        outputs = list(result) if isinstance(result, (list, tuple)) else [result]
        if isinstance(result, tuple) and not any(hasattr(o, "asnumpy") for o in outputs):
            outputs = [result]
        answer.outputs = [_plain(output, inputs) for output in outputs]
        if leaves:
            heads = [mx.nd.array(head, dtype=head.dtype) for head in case.heads or []]
            mx.autograd.backward(outputs, heads)
            answer.grads = [leaf.grad.asnumpy() for leaf in leaves]
        for index, (array, before) in enumerate(zip(inputs, case.inputs)):
            after = array.asnumpy()
            if after.shape != before.shape or not np.array_equal(_bits(after), _bits(before)):
                answer.changed[index] = after
    except Exception as error:  # the class is the answer
        return Answer(error=_class(error), message=str(error))
    return answer


def _leaves(case: Case, inputs: list) -> list:
    if case.heads is None:
        return []
    leaves = [x for x, array in zip(inputs, case.inputs) if array.dtype.kind == "f"]
    for leaf in leaves:
        leaf.attach_grad()
    return leaves


def _call(mx: Any, step: list, inputs: list, results: list) -> Any:
    def value(argument: Any) -> Any:
        if isinstance(argument, Input):
            return inputs[argument.index]
        if isinstance(argument, Step):
            return results[argument.index]
        if isinstance(argument, Cpu):
            return mx.cpu(argument.index)
        if isinstance(argument, Raw):
            return argument.array.copy()
        if isinstance(argument, (list, tuple)):
            return type(argument)(map(value, argument))
        return argument

    name, args, kwargs = step
    args = [value(argument) for argument in args]
    kwargs = {key: value(argument) for key, argument in kwargs.items()}
    owner, _, attribute = name.partition(".")
    if owner == "x":
        function = getattr(args.pop(0), attribute)
        return (
            function(*args, **kwargs) if callable(function) and attribute != "dtype" else function
        )
    function = {"nd": mx.nd, "operator": operator, "builtins": builtins}[owner]
    for part in attribute.split("."):
        function = getattr(function, part)
    return function(*args, **kwargs)


def _plain(output: Any, inputs: list) -> Any:
    for index, x in enumerate(inputs):
        if output is x:
            output.asnumpy()
            return Input(index)
    return output.asnumpy() if hasattr(output, "asnumpy") else output


def _class(error: Exception) -> str:
    """The first class of the error that everybody knows: Python's own, or MXNetError."""
    names = [c.__name__ for c in type(error).__mro__]
    return next(name for name in names if name == "MXNetError" or hasattr(builtins, name))


def _bits(array: np.ndarray) -> np.ndarray:
    return np.frombuffer(array.tobytes(), dtype=np.uint8)


@dataclass(frozen=True)
class Tolerance:
    """How far numbers may be from the recorded ones, in units in the last place of the recorded one (or of `scale`)."""

    values: float = 0.0
    grads: float = 0.0
    signed_zeros: bool = False  # whether -0 and 0 are told apart in outputs

    def __add__(self, other: Tolerance) -> Tolerance:
        return Tolerance(max(self.values, other.values), max(self.grads, other.grads))


def differences(case: Case, got: Answer, tolerance: Tolerance) -> list:
    """What is different in `got` from the recorded answer, as lines of text; empty if nothing is."""
    want = case.answer
    if want.error or got.error:
        return [] if want.error and got.error else [f"{_outcome(got)}; recorded: {_outcome(want)}"]
    found: list = []
    if len(got.outputs) != len(want.outputs):
        return [f"{len(got.outputs)} outputs; recorded: {len(want.outputs)}"]
    scale = case.scale or [0.0] * (len(want.outputs) + len(want.grads))
    for index, (mine, theirs) in enumerate(zip(got.outputs, want.outputs)):
        ulps = tolerance.values
        found += _compare(
            f"output {index}", mine, theirs, ulps, scale[index], tolerance.signed_zeros
        )
    for index, (mine, theirs) in enumerate(zip(got.grads, want.grads)):
        limit = scale[len(want.outputs) + index]
        found += _compare(f"gradient {index}", mine, theirs, tolerance.grads, limit, False)
    for index in sorted(set(got.changed) | set(want.changed)):
        theirs = want.changed.get(index, case.inputs[index])
        mine = got.changed.get(index, case.inputs[index])
        found += _compare(f"input {index} afterwards", mine, theirs, tolerance.values, 0.0, True)
    return found


def _outcome(answer: Answer) -> str:
    return f"raised {answer.error}: {answer.message}" if answer.error else "gave a result"


def _compare(what: str, mine: Any, theirs: Any, ulps: float, scale: float, zeros: bool) -> list:
    if not isinstance(theirs, np.ndarray):
        same = type(mine) is type(theirs) and mine == theirs
        return [] if same else [f"{what} is {mine!r}; recorded: {theirs!r}"]
    if not isinstance(mine, np.ndarray):
        return [f"{what} is {mine!r}; recorded: an array"]
    if mine.dtype != theirs.dtype or mine.shape != theirs.shape:
        return [f"{what} is {mine.dtype}{mine.shape}; recorded: {theirs.dtype}{theirs.shape}"]
    bad = ~_close(mine, theirs, ulps, scale, zeros)
    if not bad.any():
        return []
    where = tuple(int(i[0]) for i in np.nonzero(bad)) if bad.ndim else ()
    text = f"{what}: {int(bad.sum())} of {bad.size} differ, first at {where}: {mine[where]!r}"
    return [f"{text}; recorded: {theirs[where]!r}"]


def _close(
    mine: np.ndarray, theirs: np.ndarray, ulps: float, scale: float, zeros: bool
) -> np.ndarray:
    if mine.dtype.kind != "f":
        return mine == theirs
    with np.errstate(all="ignore"):
        same = (mine == theirs) | (np.isnan(mine) & np.isnan(theirs))
        if zeros:
            same &= np.isnan(theirs) | (np.signbit(mine) == np.signbit(theirs))
        unit = np.spacing(np.maximum(np.abs(theirs), theirs.dtype.type(scale)))
        error = np.abs(mine.astype(np.float64) - theirs.astype(np.float64))
        return same | (np.isfinite(theirs) & (error <= ulps * unit.astype(np.float64)) & (ulps > 0))
