"""MXNet's files of `Tests/oracle/files`, and those made by hand beside them."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parents[1] / "oracle" / "files"
sys.path.insert(0, str(FOLDER))

import hand_made  # noqa: E402, F401


class Recorded:
    """A file and what is in it."""

    def __init__(self, entry):
        self.what = entry["what"]
        self.bytes = bytes.fromhex(entry["bytes"])
        self.exact = entry["exact"]
        self.names = entry["names"]
        self.arrays = [
            # There are no arrays of rank 0.
            np.frombuffer(bytes.fromhex(data), dtype).reshape(shape or [1])
            for dtype, shape, data in entry["arrays"]
        ]


def recorded():
    """All of them."""
    return [
        Recorded(e) for e in json.loads(gzip.decompress((FOLDER / "mxnet.json.gz").read_bytes()))
    ]


def same(array, data):
    """Whether an array has exactly these elements."""
    got = array.asnumpy()
    return got.dtype == data.dtype and got.shape == data.shape and got.tobytes() == data.tobytes()
