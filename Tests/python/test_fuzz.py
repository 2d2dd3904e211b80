"""Random calls through the C interface: a result or an error, whatever the arguments.

The calls run in a process of their own with little memory, so that a crash is a failed test and a
hostile size an error. SWND_LONG=1 makes a hundred times as many.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import swnd

CALLS = 2_000_000 if os.environ.get("SWND_LONG") else 20_000

PROGRAM = r"""
import ctypes, json, random, sys

from swnd import nd
from swnd._library import path

seed, calls = int(sys.argv[1]), int(sys.argv[2])
rng = random.Random(seed)
library = ctypes.PyDLL(str(path))
library.swnd_operator_table.restype = ctypes.c_char_p
table = json.loads(library.swnd_operator_table())
last_error = library.swnd_last_error
last_error.restype = ctypes.c_char_p
release = library.swnd_array_release
release.argtypes = [ctypes.c_void_p]


class Context(ctypes.Structure):
    _fields_ = [("device", ctypes.c_int32), ("index", ctypes.c_int32)]


INTS = [0, 1, 2, 3, -1, -2, 5, 7, 100, 2**31, -(2**31), 2**62, -(2**63), 2**63 - 1, 10**9]
REALS = [0.0, 1.0, -1.0, 0.5, 1e300, -1e300, float("inf"), float("nan"), 1e-320, 3.0]
SHAPES = [(1,), (3,), (0,), (2, 3), (3, 1), (1, 3), (2, 0, 3), (2, 3, 4), (1,) * 8, (2, 2, 2)]
TYPES = ["float32", "float64", "float16", "uint8", "int32", "int8", "int64", "bool"]


def array():
    shape = rng.choice(SHAPES)
    made = nd.random.uniform(-3, 5, shape=shape) if 0 not in shape else nd.zeros(shape)
    made = made.astype(rng.choice(TYPES) if rng.random() < 0.3 else "float32")
    return made.T if rng.random() < 0.3 else made


def ints():
    count = rng.choice([0, 1, 1, 2, 2, 3, 4, 9, 70])
    if rng.random() < 0.05:
        return None, rng.choice([0, 1, 2])
    return (ctypes.c_int64 * max(count, 1))(*[rng.choice(INTS) for _ in range(count)]), count


def argument(kind):
    if kind == "bool":
        return [ctypes.c_bool(rng.random() < 0.5)]
    if kind == "int":
        return [ctypes.c_int64(rng.choice(INTS))]
    if kind == "real":
        return [ctypes.c_double(rng.choice(REALS))]
    if kind == "ints":
        values, count = ints()
        return [values, ctypes.c_size_t(count)]
    if kind == "dtype":
        return [ctypes.c_int(rng.choice([-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 99, -5]))]
    if kind == "context":
        return [Context(rng.choice([1, 1, 1, 2, 3, 5, 9, -1]), rng.choice([0, 0, 1, -1, 99]))]
    return [ctypes.c_int32(rng.choice([0, 1, 2, 3, -1, 99]))]


worked = 0
for number in range(calls):
    op = rng.choice(table)
    call = getattr(library, op["c_name"])
    call.restype = ctypes.c_int
    many = op["outputs"] != 1
    out = (ctypes.c_void_p * 8)()
    arguments = [out]
    if many:
        arguments.append(ctypes.c_size_t(rng.choice([0, 1, 2, 3])))
    keep = []
    for given in op["inputs"]:
        if given["variadic"]:
            keep = [array() for _ in range(rng.choice([0, 1, 2, 3]))]
            handles = (ctypes.c_void_p * max(len(keep), 1))(*[a._cell.value for a in keep])
            arguments += [handles, ctypes.c_size_t(len(keep))]
        else:
            one = array()
            keep.append(one)
            arguments.append(None if rng.random() < 0.01 else one._cell)
    for parameter in op["parameters"]:
        arguments += argument(parameter["kind"])
    if call(*arguments):
        message = last_error().decode()
        assert message, op["name"]
        assert not any(out), op["name"]
    else:
        worked += 1
        for handle in out:
            if handle:
                release(handle)
print(worked)
"""


def test_random_calls_never_crash():
    """Some calls work, many fail, none ends the process."""
    environment = dict(
        os.environ,
        SWND_MEMORY_LIMIT=str(256 << 20),
        PYTHONPATH=str(Path(swnd.__file__).parents[1]),
    )
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, "1", str(CALLS)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert int(ran.stdout) > CALLS // 10
