"""Recorded answers: what a case is, and the file that holds cases.

A *case* is a question (inputs, and one or more calls on them) with the answer that a library gave.
Nothing here knows an operator: a case is data.

The file is gzipped JSON: `{"library", "arrays", "cases"}`. `arrays` holds every array once, as
`[dtype, shape, base64 of the little-endian bytes in C order]`; everything else refers to an array
by its number. A case is

    op       group that the case belongs to, such as "sum"
    inputs   arrays that become NDArrays of the same dtype
    steps    calls, one after the other: [name, arguments, keyword arguments];
             the result of the last one is the answer
    heads    head gradients, one for each output. Their presence means: attach gradients to the
             inputs of floating-point dtype, record the steps, go backward
    outputs  the answer: {"array": n}, or {"input": i} (the very object that is input i),
             or {"value": v} (another Python value)
    grads    gradients, one for each input of floating-point dtype
    changed  [i, array] for each input that holds other numbers afterwards; all other inputs
             must be untouched
    scale    where terms cancel, the size of the terms: one number for each output and gradient
    errors   instead of an answer: the class of the exception, and others that fit as well

Names of calls: "nd.sum" or "nd.contrib.boolean_mask" (a function of `nd`), "x.sum" (a method or
attribute of the first argument), "operator.add" and "builtins.repr" (Python's own). Arguments are
JSON values, or objects with one key for what JSON has no notation for (see `_decoders`).
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
    """What a library made of the steps. An output is an array, an `Input` or a Python value."""

    outputs: list = field(default_factory=list)
    grads: list = field(default_factory=list)
    changed: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)
    message: str = ""


@dataclass
class Case:
    """A question and its recorded answer."""

    op: str
    inputs: list
    steps: list
    heads: list | None = None
    answer: Answer = field(default_factory=Answer)
    scale: list | None = None

    def __str__(self) -> str:
        """The calls as one would write them, with `dtype[shape]` for the inputs."""
        return "; ".join(self._call(*step) for step in self.steps)

    def _call(self, name: str, args: list, kwargs: dict) -> str:
        parts = [self._text(a) for a in args] + [f"{k}={self._text(v)}" for k, v in kwargs.items()]
        return f"{name}({', '.join(parts)})"

    def _text(self, value: Any) -> str:
        if isinstance(value, Input):
            array = self.inputs[value.index]
            return f"{array.dtype}[{','.join(map(str, array.shape))}]"
        if isinstance(value, Step):
            return f"${value.index}"
        if isinstance(value, Raw):
            return f"numpy {value.array.dtype}[{','.join(map(str, value.array.shape))}]"
        if isinstance(value, slice):
            ends = [value.start, value.stop] + ([] if value.step is None else [value.step])
            return ":".join("" if end is None else str(end) for end in ends)
        if isinstance(value, tuple):
            return f"({', '.join(map(self._text, value))}{',' if len(value) == 1 else ''})"
        if isinstance(value, list):
            return f"[{', '.join(map(self._text, value))}]"
        if isinstance(value, type):
            return value.__name__
        if isinstance(value, np.generic):
            return f"{value.dtype}({value})"
        return "..." if value is Ellipsis else repr(value)


class _Arrays:
    """All arrays of a file, each kept once."""

    def __init__(self, rows: list | None = None) -> None:
        self.rows: list = rows or []
        self._numbers: dict = {}

    def number(self, array: np.ndarray) -> int:
        row = (array.dtype.name, array.shape, array.tobytes())
        if row not in self._numbers:
            self._numbers[row] = len(self.rows)
            text = base64.b64encode(row[2]).decode("ascii")
            self.rows.append([row[0], list(row[1]), text])
        return self._numbers[row]

    def __getitem__(self, number: int) -> np.ndarray:
        dtype, shape, text = self.rows[number]
        return np.frombuffer(base64.b64decode(text), dtype=dtype).reshape(shape).copy()


def _encode(value: Any, arrays: _Arrays) -> Any:
    if isinstance(value, list):
        return [_encode(v, arrays) for v in value]
    if isinstance(value, dict):
        return {key: _encode(v, arrays) for key, v in value.items()}
    if isinstance(value, tuple):
        return {"tuple": [_encode(v, arrays) for v in value]}
    if isinstance(value, slice):
        return {"slice": [value.start, value.stop, value.step]}
    if value is Ellipsis:
        return {"ellipsis": 1}
    if isinstance(value, (Input, Step, Cpu)):
        return {type(value).__name__.lower(): value.index}
    if isinstance(value, Raw):
        return {"numpy": arrays.number(value.array)}
    if isinstance(value, np.generic):
        return {"scalar": [value.dtype.name, value.item()]}
    if isinstance(value, np.dtype):
        return {"dtype": value.name}
    if isinstance(value, type):
        kind = "numpy type" if issubclass(value, np.generic) else "python type"
        return {kind: value.__name__}
    assert value is None or isinstance(value, (bool, int, float, str)), value
    return value


def _decoders(arrays: _Arrays) -> dict:
    return {
        "tuple": lambda v: tuple(_decode(v, arrays)),
        "slice": lambda v: slice(*v),
        "ellipsis": lambda v: Ellipsis,
        "input": Input,
        "step": Step,
        "cpu": Cpu,
        "numpy": lambda v: Raw(arrays[v]),
        "scalar": lambda v: np.dtype(v[0]).type(v[1]),
        "dtype": np.dtype,
        "numpy type": lambda v: np.dtype(v.rstrip("_")).type,
        "python type": lambda v: getattr(builtins, v),
        "array": lambda v: arrays[v],
        "value": lambda v: _decode(v, arrays),
    }


def _decode(value: Any, arrays: _Arrays) -> Any:
    if isinstance(value, list):
        return [_decode(v, arrays) for v in value]
    if not isinstance(value, dict):
        return value
    ((key, content),) = value.items()
    return _decoders(arrays)[key](content)


def save(path: Path, library: str, cases: list) -> None:
    """Writes cases; the same cases give the same bytes."""
    arrays = _Arrays()
    rows = [_row(case, arrays) for case in cases]
    content = {"library": library, "arrays": arrays.rows, "cases": rows}
    text = json.dumps(content, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("ascii"), compresslevel=9, mtime=0))


def load(path: Path) -> list:
    """Reads the cases of a file."""
    content = json.loads(gzip.decompress(path.read_bytes()))
    arrays = _Arrays(content["arrays"])
    return [_case(row, arrays) for row in content["cases"]]


def load_all(folder: Path) -> list:
    """Reads the cases of all files in a folder."""
    return [case for path in sorted(folder.glob("*.json.gz")) for case in load(path)]


def _row(case: Case, arrays: _Arrays) -> dict:
    def output(value: Any) -> dict:
        if isinstance(value, np.ndarray):
            return {"array": arrays.number(value)}
        return (
            _encode(value, arrays)
            if isinstance(value, Input)
            else {"value": _encode(value, arrays)}
        )

    row = {
        "op": case.op,
        "inputs": [arrays.number(array) for array in case.inputs],
        "steps": _encode(case.steps, arrays),
        "heads": case.heads and [arrays.number(array) for array in case.heads],
        "outputs": [output(value) for value in case.answer.outputs],
        "grads": [arrays.number(array) for array in case.answer.grads],
        "changed": [[index, arrays.number(array)] for index, array in case.answer.changed.items()],
        "scale": case.scale,
        "errors": case.answer.errors,
    }
    return {key: value for key, value in row.items() if value}


def _case(row: dict, arrays: _Arrays) -> Case:
    heads = row.get("heads")
    answer = Answer(
        outputs=_decode(row.get("outputs", []), arrays),
        grads=[arrays[number] for number in row.get("grads", [])],
        changed={index: arrays[number] for index, number in row.get("changed", [])},
        errors=row.get("errors", []),
    )
    steps = [
        [
            name,
            _decode(args, arrays),
            {key: _decode(v, arrays) for key, v in kwargs.items()},
        ]
        for name, args, kwargs in row["steps"]
    ]
    return Case(
        op=row["op"],
        inputs=[arrays[number] for number in row.get("inputs", [])],
        steps=steps,
        heads=heads and [arrays[number] for number in heads],
        answer=answer,
        scale=row.get("scale"),
    )
