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
        outputs = _outputs(results[-1])
        answer.outputs = [_plain(output, inputs) for output in outputs]
        if leaves:
            heads = [mx.nd.array(head, dtype=head.dtype) for head in case.heads or []]
            mx.autograd.backward(outputs, heads)
            answer.grads = [leaf.grad.asnumpy() for leaf in leaves]
        for index, (array, before) in enumerate(zip(inputs, case.inputs)):
            after = array.asnumpy()
            if after.shape != before.shape or after.tobytes() != before.tobytes():
                answer.changed[index] = after
    except Exception as error:  # its class is the answer
        names = [c.__name__ for c in type(error).__mro__]
        return Answer(errors=names[: names.index("Exception")], message=str(error))
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
        is_property = isinstance(function, type) or not callable(function)
        return function if is_property else function(*args, **kwargs)
    library = {"nd": mx.nd, "operator": operator, "builtins": builtins}[owner]
    return operator.attrgetter(attribute)(library)(*args, **kwargs)


def _outputs(result: Any) -> list:
    """The results of an operator with several, or the one result."""
    several = isinstance(result, list) or (
        isinstance(result, tuple) and any(hasattr(item, "asnumpy") for item in result)
    )
    return list(result) if several else [result]


def _plain(output: Any, inputs: list) -> Any:
    for index, x in enumerate(inputs):
        if output is x:
            output.asnumpy()  # an error may come as late as this
            return Input(index)
    return output.asnumpy() if hasattr(output, "asnumpy") else output


@dataclass(frozen=True)
class Tolerance:
    """How far numbers may be from the recorded ones, in units in the last place.

    The unit is that of the recorded number, or of the case's `scale` if that is larger.
    """

    values: float = 0.0
    grads: float = 0.0
    signed_zeros: bool = False  # whether -0 and 0 are told apart in outputs
    float32: float = 0.0  # this far is near enough for float32 outputs, whatever the unit


def differences(case: Case, got: Answer, tolerance: Tolerance) -> list:
    """What in `got` is not as recorded, as lines of text; none if all is."""
    want = case.answer
    if want.errors or got.errors:
        fits = {"MXNetError", *want.errors} if want.errors else set()
        if fits & set(got.errors):
            return []
        return [f"{_outcome(got)}; expected: {_outcome(want)}"]
    if len(got.outputs) != len(want.outputs):
        return [f"{len(got.outputs)} outputs; expected: {len(want.outputs)}"]
    scale = iter(case.scale or [0.0] * (len(want.outputs) + len(want.grads)))
    values = tolerance.values, tolerance.signed_zeros, tolerance.float32
    found: list = []
    for index, (mine, theirs) in enumerate(zip(got.outputs, want.outputs)):
        found += _compare(f"output {index}", mine, theirs, next(scale), *values)
    for index, (mine, theirs) in enumerate(zip(got.grads, want.grads)):
        found += _compare(f"gradient {index}", mine, theirs, next(scale), tolerance.grads)
    for index in sorted(set(got.changed) | set(want.changed)):
        mine, theirs = (a.changed.get(index, case.inputs[index]) for a in (got, want))
        found += _compare(f"input {index} afterwards", mine, theirs, 0.0, *values)
    return found


def _outcome(answer: Answer) -> str:
    if not answer.errors:
        return "gave a result"
    return f"raised {' or '.join(answer.errors)} {answer.message}".rstrip()


def _compare(
    what: str,
    mine: Any,
    theirs: Any,
    scale: float,
    ulps: float,
    signed_zeros: bool = False,
    float32: float = 0.0,
) -> list:
    if not isinstance(theirs, np.ndarray):
        equal = mine == theirs or (mine != mine and theirs != theirs)  # NaN is as good as NaN
        same = type(mine) is type(theirs) and equal
        return [] if same else [f"{what} is {mine!r}; expected: {theirs!r}"]
    if not isinstance(mine, np.ndarray):
        return [f"{what} is {mine!r}; expected: an array"]
    if mine.dtype != theirs.dtype or mine.shape != theirs.shape:
        return [f"{what} is {mine.dtype}{mine.shape}; expected: {theirs.dtype}{theirs.shape}"]
    absolute = float32 if mine.dtype == np.float32 else 0.0
    wrong = ~np.atleast_1d(_close(mine, theirs, scale, ulps, signed_zeros, absolute)).reshape(-1)
    if not wrong.any():
        return []
    first = int(wrong.argmax())
    text = f"{what}: {wrong.sum()} of {wrong.size} differ, element {first} is {mine.flat[first]!r}"
    return [f"{text}; expected: {theirs.flat[first]!r}"]


def _close(
    mine: np.ndarray,
    theirs: np.ndarray,
    scale: float,
    ulps: float,
    signed_zeros: bool,
    absolute: float,
) -> np.ndarray:
    if mine.dtype.kind != "f":
        return mine == theirs
    with np.errstate(all="ignore"):
        same = (mine == theirs) | (np.isnan(mine) & np.isnan(theirs))
        if signed_zeros:
            same &= (theirs != 0) | (np.signbit(mine) == np.signbit(theirs))
        unit = np.spacing(np.maximum(np.abs(theirs), theirs.dtype.type(scale))).astype(np.float64)
        error = np.abs(mine.astype(np.float64) - theirs.astype(np.float64))
        near = np.isfinite(theirs) & (ulps > 0) & (error <= np.maximum(ulps * unit, absolute))
    return same | near
