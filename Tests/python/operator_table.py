"""The operator table of the library, and how to call any operator of it by its name.

The table is data (`swnd_operator_table`): tests go through it, so that an operator without a test
is a failure and not an oversight.
"""

from __future__ import annotations

import ctypes
import json

from swnd import nd
from swnd._library import ARRAY, OUT, REAL, failure, function, path
from swnd.ndarray._runtime import pointer, wrap


def _read():
    library = ctypes.PyDLL(str(path))
    library.swnd_operator_table.restype = ctypes.c_char_p
    return json.loads(library.swnd_operator_table().decode())


TABLE = {op["name"]: op for op in _read()}


def is_random(op):
    """Whether the result is drawn: these have tests of their own, in test_random_*.py."""
    return op["test"]["is_random"]


def is_creation(op):
    """Whether there is no input."""
    return not op["inputs"]


def call(name, arrays, parameters):
    """Applies an operator: the Python function of the table or, where it has none, the C function.

    Operators without a Python function are those of an array and a number, which `x + 2` calls, and
    parts of functions that are written by hand.
    """
    op = TABLE[name]
    if op["python_name"]:
        return getattr(nd.op, op["python_name"])(*arrays, **parameters)
    assert all(p["kind"] == "real" for p in op["parameters"]), name
    cell = pointer()
    types = [ARRAY] * len(op["inputs"]) + [REAL] * len(op["parameters"])
    numbers = [parameters[p["name"]] for p in op["parameters"]]
    status = function(op["c_name"], OUT, *types)(cell, *(x._cell for x in arrays), *numbers)
    if status:
        raise failure(status)
    return wrap(cell)


def declared_cases(op):
    """The calls that a declaration names for its tests: shapes of inputs, and parameters."""
    for case in op["test"]["cases"]:
        parameters = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in case["parameters"].items()
        }
        yield [tuple(shape) for shape in case["shapes"]], parameters
