"""Environment variables whose values make no sense."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from child_processes import PACKAGE


def told(**variables):
    """What importing swnd says."""
    ran = subprocess.run(
        [sys.executable, "-c", "import swnd; print(swnd.nd.ones(2).asnumpy().sum())"],
        env=dict(os.environ, PYTHONPATH=PACKAGE, **variables),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "2.0\n"
    return ran.stderr


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SWND_OPENCL_MEMORY", "1.5G", "a number of bytes such as 4G"),
        ("SWND_NUM_THREADS", "many", "a number from 1 to 1024"),
        ("SWND_ENGINE", "Sync", "one of"),
        ("SWND_OPENCL_STRICT", "true", "a number from 0 to 1"),
    ],
)
def test_values_that_make_no_sense_are_told(name, value, expected):
    said = told(**{name: value})
    assert f"RuntimeWarning: {name}={value} is ignored: expected {expected}" in said


def test_others_are_not():
    assert told(SWND_NUM_THREADS="2", SWND_OPENCL_MEMORY="64MiB", SWND_ENGINE="sync") == ""
