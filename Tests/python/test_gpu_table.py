"""The operators that GPUs have no kernel for are those that the manual names."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from child_processes import run_program
from gpu_programs import needs_device
from operator_table import TABLE

ROOT = Path(__file__).resolve().parents[2]

# Calls of each operator; those that ask for the processor are told apart by their error.
PROGRAM = """
import json, sys
sys.path.insert(0, sys.argv[1])
import numpy as np
import swnd as mx
from swnd import nd
from operator_table import TABLE, call, declared_cases, is_random
from references import REFERENCES
from test_operators_numpy import declared

def calls(name, dtype):
    if not is_random(TABLE[name]):
        return declared(name, dtype) if dtype in REFERENCES[name].dtypes else []
    return [
        ([np.full(shape, 0.5, dtype) for shape in shapes], parameters)
        for shapes, parameters in declared_cases(TABLE[name])
    ]

refused = set()
with mx.gpu(0):
    for name in TABLE:
        for dtype in sys.argv[2].split(","):
            for inputs, parameters in calls(name, dtype):
                try:
                    made = call(name, [nd.array(x, dtype=x.dtype) for x in inputs], parameters)
                    for y in made if isinstance(made, list) else [made]:
                        y.wait_to_read()
                except mx.MXNetError as error:
                    if "SWND_OPENCL_STRICT" not in str(error):
                        raise
                    refused.add(name)
print(json.dumps(sorted(refused)))
"""


def column():
    """What the table in the manual says of each operator; some have names in C only."""
    names = {op["c_name"]: name for name, op in TABLE.items()}
    found = {}
    for line in (ROOT / "docs/operators.md").read_text().splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)]
        if len(cells) > 8 and cells[1].startswith("`"):
            name = cells[1].split("`")[1].rpartition(".")[2]
            found[names.get(name, name)] = cells[7]
    return found


def left_to_the_processor():
    return {name for name, word in column().items() if word != "yes"}


@needs_device
def test_the_column_is_true():
    dtypes = "float32"
    if os.environ.get("SWND_LONG"):
        dtypes = "float32,float16,float64,int32,int64,int8,uint8,bool"
    # With the programs of earlier runs: there are hundreds.
    printed = run_program(
        PROGRAM,
        str(Path(__file__).parent),
        dtypes,
        timeout=3000,
        SWND_OPENCL_DEVICE="any",
        SWND_OPENCL_STRICT="1",
        SWND_QUIET="100000000",
    )
    assert set(TABLE) == set(column())
    assert set(json.loads(printed)) == left_to_the_processor()


@pytest.mark.tiny
def test_the_manual_names_them():
    text = (ROOT / "docs/opencl.md").read_text()
    rows = text[text.index("**What has no kernel**") : text.index("## Order, memory, time")]
    named = {name for name in re.findall(r"`(\w+)`", rows) if name in TABLE}
    assert named == left_to_the_processor()
