"""Writes `mxnet.json.gz`: files as MXNet 1.9.1 writes them, and what it finds in others."""

from __future__ import annotations

import gzip
import json
import os
import tempfile

import hand_made
import mxnet as mx
import numpy as np
from mxnet import nd

HERE = os.path.dirname(os.path.abspath(__file__))
DTYPES = ("float32", "float64", "float16", "uint8", "int32", "int8", "int64", "bool")


def contents(loaded):
    """Names and arrays; an array is its dtype, shape and elements in hexadecimal."""
    named = isinstance(loaded, dict)
    arrays = []
    for array in loaded.values() if named else loaded:
        data = np.ascontiguousarray(array.asnumpy())
        arrays.append([data.dtype.name, list(data.shape), data.tobytes().hex()])
    return {"names": list(loaded) if named else None, "arrays": arrays}


def written(data):
    """The bytes of a file, and what was written."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x")
        nd.save(path, data)
        with open(path, "rb") as file:
            return file.read()


def entry(what, data, exact=True):
    """A file of dense or sparse arrays; `exact` where swnd writes the same bytes."""
    nd.waitall()
    given = data if isinstance(data, (dict, list)) else [data]
    return dict(what=what, bytes=written(data).hex(), exact=exact, **contents(given))


def dense():
    x = nd.array(np.arange(24).reshape(4, 6) - 7.5)
    for dtype in DTYPES:
        low = 0 if dtype.startswith(("u", "b")) else -3
        yield f"dtype {dtype}", nd.array(np.arange(low, low + 6).reshape(2, 3), dtype=dtype)
    yield "a dict", {"arg:w": nd.ones((2, 3)), "aux:m": nd.array([1, 2], dtype="int64")}
    yield "a list", [nd.ones((2,)), nd.zeros((3, 1)), nd.array([7], dtype="uint8")]
    yield "a list of one", [nd.arange(5)]
    yield "an array", nd.arange(3)
    yield "an empty list", []
    yield "an empty dict", {}
    yield "order is kept", {"z": nd.ones(1), "a": nd.zeros(2), "m": nd.ones(3)}
    yield (
        "names of all kinds",
        {
            "": nd.ones(1),
            "größe.重み.🎲": nd.ones(2),
            "with space/and.dots:": nd.ones(3),
            "long" * 100: nd.ones(4),
        },
    )
    yield "transposed", x.T
    yield "a column", x[:, 1:2]
    yield "rows", x[1:3]
    yield "a step", x[::2]
    yield "reshaped", {"r": x.reshape((2, -1)), "e": x.expand_dims(0)}
    yield "one axis to eight", [nd.ones((1,) * rank) for rank in range(1, 9)]
    yield "numbers at the ends", nd.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 1e-45, 3e38])
    yield (
        "integers at the ends",
        [
            nd.array([2**63 - 1, -(2**63)], dtype="int64"),
            nd.array([2**31 - 1, -(2**31)], dtype="int32"),
            nd.array([255, 0], dtype="uint8"),
            nd.array([127, -128], dtype="int8"),
        ],
    )
    yield "another device", nd.array([1, 2], ctx=mx.cpu(1))


def sparse():
    matrix = np.array([[0, 0], [1, 2], [0, 0], [3, 0]])
    for dtype in ("float32", "float64", "float16", "int32", "int64", "uint8", "int8"):
        for stype in ("csr", "row_sparse"):
            yield f"{stype} {dtype}", nd.array(matrix, dtype=dtype).tostype(stype)
    yield (
        "row_sparse with three axes",
        nd.array(np.arange(24).reshape(4, 3, 2) * (np.arange(4) % 2).reshape(4, 1, 1)).tostype(
            "row_sparse"
        ),
    )
    yield (
        "zeros",
        {
            "csr": nd.sparse.zeros("csr", (3, 4)),
            "row_sparse": nd.sparse.zeros("row_sparse", (3, 4)),
        },
    )
    yield "mixed", {"a": nd.ones((2, 2)), "b": nd.array(matrix).tostype("csr"), "c": nd.zeros(3)}


def numpy_shapes():
    """Written in MXNet's NumPy mode: records of version V3."""
    with mx.util.np_shape(True):
        data = {
            "scalar": mx.np.array(3.5),
            "empty": mx.np.zeros((2, 0, 3)),
            "usual": mx.np.arange(6).reshape(2, 3),
        }
        given = {name: value.as_nd_ndarray() for name, value in data.items()}
        return dict(what="V3", bytes=written(given).hex(), exact=False, **contents(given))


def read(what, content):
    """What MXNet finds in a file made by hand."""
    return dict(
        what=what, bytes=content.hex(), exact=False, **contents(nd.load_frombuffer(content))
    )


def main():
    # What is read is on cpu(0), whatever it was written on.
    entries = [
        entry(f"dense: {what}", data, exact=what != "another device") for what, data in dense()
    ]
    entries += [entry(f"sparse: {what}", data, exact=False) for what, data in sparse()]
    entries.append(numpy_shapes())
    scalar = nd.array(np.float32(3))
    entries.append(
        {
            "what": "rank 0 outside of NumPy mode, which MXNet itself cannot read",
            "bytes": written(scalar).hex(),
            "exact": False,
            "names": None,
            "arrays": [["float32", [], np.float32(3).tobytes().hex()]],
        }
    )
    entries += [read(f"by hand: {what}", content) for what, content in hand_made.OLD.items()]
    text = json.dumps(entries, indent=0, sort_keys=True).encode()
    with gzip.GzipFile(os.path.join(HERE, "mxnet.json.gz"), "wb", mtime=0) as file:
        file.write(text)
    print(len(entries), "files")


if __name__ == "__main__":
    main()
