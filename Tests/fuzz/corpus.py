"""Writes the files that are changed at random: those of MXNet and those made by hand."""

from __future__ import annotations

import gzip
import json
import struct
import sys
from pathlib import Path

import numpy as np

FILES = Path(__file__).resolve().parents[1] / "oracle" / "files"
sys.path.insert(0, str(FILES))

import hand_made  # noqa: E402


def files():
    """All of them, as bytes."""
    for entry in json.loads(gzip.decompress((FILES / "mxnet.json.gz").read_bytes())):
        yield bytes.fromhex(entry["bytes"])
    yield from hand_made.OLD.values()
    halves = np.array([0x3F80, 0x4000], "<u2")
    other = [hand_made.v2(hand_made.numbers(d)) for d in ("int16", "uint16", "uint32", "uint64")]
    yield hand_made.file([*other, hand_made.v2(halves, code=12)])
    scalar = hand_made.v2(np.array(3.0, "float32"))
    yield hand_made.file(
        [hand_made.none(), scalar, hand_made.none(), scalar, hand_made.undefined()],
        [b"a", b"b", b"c", b"d", b"e"],
    )
    yield hand_made.file([hand_made.none(0), hand_made.none(hand_made.V1), scalar])
    yield hand_made.file([hand_made.none(hand_made.V3)])


def write(path):
    """Writes them one after the other, each after its length."""
    with open(path, "wb") as out:
        for content in files():
            out.write(struct.pack("<Q", len(content)) + content)
