"""Programs where `gpu(0)` is whatever OpenCL has, which may be the processor (PoCL)."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from child_processes import PACKAGE, run_program

START = """
import numpy as np
import swnd as mx
from swnd import autograd, nd
gpu = mx.gpu(0)
def raises(call, *words):
    try:
        call()
    except mx.MXNetError as error:
        assert all(word in str(error) for word in words), str(error)
    else:
        raise AssertionError("no error")
"""


def variables(cache, **more):
    """The environment of a program. Windows end at reads only: kernels are the same each time."""
    given = {"SWND_OPENCL_DEVICE": "any", "SWND_QUIET": "100000000"}
    return dict(given, SWND_OPENCL_CACHE=str(cache), **more)


def run(text, cache, timeout=120, **more):
    """Runs a program in a process of its own; gives what it prints."""
    return run_program(START + text, timeout=timeout, **variables(cache, **more))


def run_telling(text, cache, **more):
    """The same; gives what it says on stderr."""
    return subprocess.run(
        [sys.executable, "-c", START + text],
        env=dict(os.environ, PYTHONPATH=PACKAGE, **variables(cache, **more)),
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    ).stderr


def has_device():
    found = subprocess.run(
        [sys.executable, "-c", "import swnd; print(swnd.num_gpus())"],
        env=dict(os.environ, PYTHONPATH=PACKAGE, SWND_OPENCL_DEVICE="any"),
        stdout=subprocess.PIPE,
        check=False,
    )
    return int(found.stdout or 0) > 0


needs_device = pytest.mark.skipif(not has_device(), reason="OpenCL has no device here")
