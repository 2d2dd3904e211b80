"""Files of arrays made by hand, of versions and dtypes that MXNet 1.9.1 does not write."""

from __future__ import annotations

import struct

import numpy as np

V1, V2, V3 = 0xF993FAC8, 0xF993FAC9, 0xF993FACA

CODES = {
    "float32": 0,
    "float64": 1,
    "float16": 2,
    "uint8": 3,
    "int32": 4,
    "int8": 5,
    "int64": 6,
    "bool": 7,
    "int16": 8,
    "uint16": 9,
    "uint32": 10,
    "uint64": 11,
    "bfloat16": 12,
}


def shape(lengths):
    return struct.pack(f"<i{len(lengths)}q", len(lengths), *lengths)


def _tail(data, device=(1, 0), code=None):
    code = CODES[data.dtype.name] if code is None else code
    return struct.pack("<iii", *device, code) + data.tobytes()


def v0(data, device=(1, 0)):
    """The oldest: the number of axes comes first, lengths have 32 bits."""
    lengths = data.shape
    return struct.pack(f"<I{len(lengths)}I", len(lengths), *lengths) + _tail(data, device)


def v1(data, device=(1, 0)):
    return struct.pack("<I", V1) + shape(data.shape) + _tail(data, device)


def v2(data, device=(1, 0), code=None):
    return struct.pack("<Ii", V2, 0) + shape(data.shape) + _tail(data, device, code)


def v3(data):
    return struct.pack("<Ii", V3, 0) + shape(data.shape) + _tail(data)


def none(version=V2):
    """An array that never had a shape."""
    if version == 0:
        return struct.pack("<I", 0)
    if version == V1:
        return struct.pack("<I", V1) + shape(())
    return struct.pack("<Ii", version, 0) + (shape(()) if version == V2 else struct.pack("<i", -1))


def undefined():
    """The same, as MXNet 1.9.1 writes it: without a storage type."""
    return struct.pack("<Ii", V2, -1) + shape(())


def row_sparse(values, rows, lengths, stored=None):
    return (
        struct.pack("<Ii", V2, 1)
        + shape(values.shape if stored is None else stored)
        + shape(lengths)
        + struct.pack("<iii", 1, 0, CODES[values.dtype.name])
        + struct.pack("<i", CODES[rows.dtype.name])
        + shape(rows.shape)
        + values.tobytes()
        + rows.tobytes()
    )


def csr(values, starts, columns, lengths, stored=None):
    return (
        struct.pack("<Ii", V2, 2)
        + shape(values.shape if stored is None else stored)
        + shape(lengths)
        + struct.pack("<iii", 1, 0, CODES[values.dtype.name])
        + struct.pack("<i", CODES[starts.dtype.name])
        + shape(starts.shape)
        + struct.pack("<i", CODES[columns.dtype.name])
        + shape(columns.shape)
        + values.tobytes()
        + starts.tobytes()
        + columns.tobytes()
    )


def file(records, names=(), reserved=0, count=None):
    """A whole file."""
    return (
        struct.pack("<QQQ", 0x112, reserved, len(records) if count is None else count)
        + b"".join(records)
        + struct.pack("<Q", len(names))
        + b"".join(struct.pack("<Q", len(name)) + name for name in names)
    )


def numbers(dtype, lengths=(2, 3)):
    count = int(np.prod(lengths))
    return (np.arange(count) - (0 if dtype.startswith("u") else 2)).astype(dtype).reshape(lengths)


OLD = {
    "V0": file([v0(numbers("float32")), v0(numbers("int32", (4,)))], [b"a", b"b"]),
    "V0 without names": file([v0(numbers("uint8", (1, 2, 1, 3)))]),
    "V1": file([v1(numbers("float64")), v1(numbers("float16", (5,)))], [b"arg:x", b"aux:y"]),
    "V1 on a GPU": file([v1(numbers("float32", (3, 1)), device=(2, 0))]),
    "V1, V0 and V2 mixed": file(
        [v1(numbers("int8")), v0(numbers("float32")), v2(numbers("int64"))]
    ),
    "bytes after the end": file([v2(numbers("float32"))], [b"x"]) + b"more",
    "a second word": file([v2(numbers("float32"))], [b"x"], reserved=2**63),
}
"""Files that MXNet 1.9.1 reads."""
