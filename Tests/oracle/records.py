"""Recorded answers: what a case is, and the file that holds cases.

A *case* is a question (inputs, and one or more calls on them) with the answer that a library gave.
Nothing here knows an operator: a case is data.

The file is gzipped JSON: `{"library", "arrays", "cases"}`. `arrays` holds every array once, as
`[dtype, shape, base64 of the little-endian bytes in C order]`; everything else refers to one by its number. A case is

    op       group that the case belongs to, such as "sum"
    inputs   arrays that become NDArrays of the same dtype
    steps    calls, one after the other: [name, arguments, keyword arguments]; the last one's result is the answer
    heads    head gradients, one for each output; their presence means: attach gradients to the inputs of floating-point
             dtype, record the steps, go backward
    outputs  the answer: {"array": n}, {"input": i} (the very object that is input i) or {"value": v} (a Python value)
    grads    gradients, one for each input of floating-point dtype
    changed  [i, array] for each input that holds other numbers afterwards; all others must be untouched
    scale    what errors are measured against where terms cancel, one number for each output and gradient: the largest
             element of the same answer computed on absolute values
    error    instead of an answer: the class of the exception

Names of calls: "nd.sum" (function of `nd`), "x.sum" (method or attribute of the first argument), "operator.add" and
"builtins.repr" (Python's own). Arguments are JSON values, or objects with one key (see `_DECODERS`).
"""

from __future__ import annotations

import base64
import builtins
import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Input:
    """Argument: the NDArray made from input `index`."""

    index: int


@dataclass(frozen=True)
class Step:
    """Argument: the result of step `index`."""

    index: int


@dataclass(frozen=True)
class Cpu:
    """Argument: the context `cpu(index)`."""

    index: int


@dataclass(frozen=True)
class Raw:
    """Argument: a NumPy array that stays one."""

    array: np.ndarray


@dataclass
class Answer:
    """What a library made of the steps. An output is an array, an `Input` or another Python value."""

    outputs: list = field(default_factory=list)
    grads: list = field(default_factory=list)
    changed: dict = field(default_factory=dict)
    error: str | None = None
    message: str = ""


@dataclass
class Case:
    """A question (everything up to `heads`) and its recorded answer."""

    op: str
    inputs: list
    steps: list
    heads: list | None = None
    answer: Answer = field(default_factory=Answer)
    scale: list | None = None

    def __str__(self) -> str:
        def text(value: Any) -> str:
            if isinstance(value, Input):
                array = self.inputs[value.index]
                return f"{array.dtype}[{','.join(map(str, array.shape))}]"
            if isinstance(value, Step):
                return f"${value.index}"
            if isinstance(value, Raw):
                return f"numpy {value.array.dtype}{list(value.array.shape)}"
            if isinstance(value, slice):
                parts = ["" if v is None else str(v) for v in (value.start, value.stop, value.step)]
                return ":".join(parts if parts[2] else parts[:2])
            if isinstance(value, (tuple, list)):
                inside = ", ".join(map(text, value)) + ("," if value and len(value) == 1 else "")
                return f"({inside})" if isinstance(value, tuple) else f"[{inside.rstrip(',')}]"
            if isinstance(value, type):
                return value.__name__
            return "..." if value is Ellipsis else repr(value)

        def call(name: str, args: list, kwargs: dict) -> str:
            parts = [text(a) for a in args] + [f"{k}={text(v)}" for k, v in kwargs.items()]
            return f"{name}({', '.join(parts)})"

        return "; ".join(call(*step) for step in self.steps)


def _encode(value: Any, arrays: _Arrays) -> Any:
    if (
        value is None
        or (isinstance(value, (bool, int, float, str))
        and not isinstance(value, np.generic))
    ):
        return value
    if isinstance(value, list):
        return [_encode(v, arrays) for v in value]
    if isinstance(value, tuple):
        return {"tuple": [_encode(v, arrays) for v in value]}
    if isinstance(value, slice):
        return {"slice": [value.start, value.stop, value.step]}
    if value is Ellipsis:
        return {"ellipsis": 1}
    if isinstance(value, Input):
        return {"input": value.index}
    if isinstance(value, Step):
        return {"step": value.index}
    if isinstance(value, Cpu):
        return {"cpu": value.index}
    if isinstance(value, Raw):
        return {"numpy": arrays.number(value.array)}
    if isinstance(value, np.generic):
        return {"scalar": [value.dtype.name, value.item()]}
    if isinstance(value, np.dtype):
        return {"dtype": value.name}
    if isinstance(value, type):
        return {"numpy type" if issubclass(value, np.generic) else "python type": value.__name__}
    raise TypeError(f"no notation for {value!r}")


def _decode(value: Any, arrays: _Arrays) -> Any:
    if isinstance(value, list):
        return [_decode(v, arrays) for v in value]
    if not isinstance(value, dict):
        return value
    ((key, content),) = value.items()
    return _DECODERS[key](content, arrays)


_DECODERS = {
    "tuple": lambda v, arrays: tuple(_decode(item, arrays) for item in v),
    "slice": lambda v, arrays: slice(*v),
    "ellipsis": lambda v, arrays: Ellipsis,
    "input": lambda v, arrays: Input(v),
    "step": lambda v, arrays: Step(v),
    "cpu": lambda v, arrays: Cpu(v),
    "numpy": lambda v, arrays: Raw(arrays[v]),
    "scalar": lambda v, arrays: np.dtype(v[0]).type(v[1]),
    "dtype": lambda v, arrays: np.dtype(v),
    "numpy type": lambda v, arrays: np.dtype(v.rstrip("_")).type,
    "python type": lambda v, arrays: getattr(builtins, v),
    "array": lambda v, arrays: arrays[v],
    "value": lambda v, arrays: _decode(v, arrays),
}


class _Arrays:
    """All arrays of a file, each kept once."""

    def __init__(self, rows: list | None = None) -> None:
        self.rows: list = rows or []
        self._numbers: dict = {}

    def number(self, array: np.ndarray) -> int:
        array = np.ascontiguousarray(array).reshape(array.shape)
        row = (array.dtype.name, array.shape, array.tobytes())
        if row not in self._numbers:
            self._numbers[row] = len(self.rows)
            text = base64.b64encode(row[2]).decode("ascii")
            self.rows.append([row[0], list(row[1]), text])
        return self._numbers[row]

    def __getitem__(self, number: int) -> np.ndarray:
        dtype, shape, text = self.rows[number]
        return np.frombuffer(base64.b64decode(text), dtype=dtype).reshape(shape).copy()


def save(path: Path, library: str, cases: list) -> None:
    """Writes cases; the same cases give the same bytes."""
    arrays = _Arrays()
    rows = []
    for case in cases:
        answer = case.answer
        row = {
            "op": case.op,
            "inputs": [arrays.number(a) for a in case.inputs],
            "steps": [
                [
                    name,
                    _encode(list(args), arrays),
                    {k: _encode(v, arrays) for k, v in kwargs.items()},
                ]
                for name, args, kwargs in case.steps
            ],
            "heads": None if case.heads is None else [arrays.number(a) for a in case.heads],
            "outputs": [_encode_output(output, arrays) for output in answer.outputs],
            "grads": [arrays.number(a) for a in answer.grads],
            "changed": [[index, arrays.number(a)] for index, a in answer.changed.items()],
            "scale": case.scale,
            "error": answer.error,
        }
        rows.append({key: value for key, value in row.items() if value not in (None, [])})
    text = json.dumps(
        {"library": library, "arrays": arrays.rows, "cases": rows}, separators=(",", ":")
    )
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))


def load(path: Path) -> list:
    """Reads the cases of a file."""
    content = json.loads(gzip.decompress(path.read_bytes()))
    arrays = _Arrays(content["arrays"])
    return [_case(row, arrays) for row in content["cases"]]


def _case(row: dict, arrays: _Arrays) -> Case:
    heads = row.get("heads")
    answer = Answer(
        outputs=[_decode(output, arrays) for output in row.get("outputs", [])],
        grads=[arrays[n] for n in row.get("grads", [])],
        changed={index: arrays[n] for index, n in row.get("changed", [])},
        error=row.get("error"),
    )
    return Case(
        op=row["op"],
        inputs=[arrays[n] for n in row.get("inputs", [])],
        steps=[
            [name, _decode(args, arrays), {key: _decode(v, arrays) for key, v in kwargs.items()}]
            for name, args, kwargs in row["steps"]
        ],
        heads=None if heads is None else [arrays[n] for n in heads],
        answer=answer,
        scale=row.get("scale"),
    )


def _encode_output(output: Any, arrays: _Arrays) -> dict:
    if isinstance(output, np.ndarray):
        return {"array": arrays.number(output)}
    return (
        {"input": output.index} if isinstance(output, Input) else {"value": _encode(output, arrays)}
    )
