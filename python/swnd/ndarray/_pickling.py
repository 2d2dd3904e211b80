"""What is pickled of an array: a record as MXNet's files have it.

A record is a magic number, the kind of storage, rank and lengths, a context, a dtype, and the
elements in C order; all numbers are little-endian.
"""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING, Any

import numpy

from swnd.base import MXNetValueError
from swnd.context import Context
from swnd.ndarray._runtime import DTYPES
from swnd.ndarray.creation import array

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray

# Of MXNet 1.0 to 1.4, 1.5 to 1.9, and 1.6 to 1.9 in NumPy's ways.
_V1, _V2, _V3 = 0xF993FAC8, 0xF993FAC9, 0xF993FACA
_DENSE = 0


def to_record(source: NDArray) -> bytearray:
    """The record of an array."""
    values = source.asnumpy()
    code = DTYPES.index(values.dtype.type)
    context = source.context
    head = struct.pack(
        f"<Iii{values.ndim}qiii",
        *(_V2, _DENSE, values.ndim, *values.shape),
        *(context.device_typeid, context.device_id, code),
    )
    return bytearray(head) + values.astype(values.dtype.newbyteorder("<"), copy=False).tobytes()


class _Record:
    """The bytes of a record, read from the front."""

    def __init__(self, data: Any) -> None:
        self.data = memoryview(data).cast("B")
        self.place = 0

    def take(self, form: str) -> tuple[Any, ...]:
        size = struct.calcsize("<" + form)
        part = self.data[self.place : self.place + size]
        if len(part) < size:
            raise MXNetValueError(
                f"unpickle: the record ends at byte {len(self.data)}, {size} were expected from "
                f"{self.place} on"
            )
        self.place += size
        return struct.unpack("<" + form, part)


def from_record(data: Any) -> NDArray:
    """The array of a record."""
    record = _Record(data)
    (magic,) = record.take("I")
    if magic not in (_V1, _V2, _V3):
        raise MXNetValueError(f"unpickle: a record begins with {magic:#x}, which is not known")
    if magic != _V1 and record.take("i") != (_DENSE,):
        raise MXNetValueError("unpickle: the record is of a sparse array; only dense ones are read")
    (rank,) = record.take("i")
    if not 0 <= rank <= 32:
        raise MXNetValueError(f"unpickle: the record has {rank} axes")
    shape = record.take(f"{rank}q")
    device, index, code = record.take("iii")
    count = math.prod(shape)
    if not 0 <= code < len(DTYPES) or min(shape, default=0) < 0:
        raise MXNetValueError(f"unpickle: the record has dtype {code} and shape {shape}")
    dtype = numpy.dtype(DTYPES[code]).newbyteorder("<")
    rest = record.data[record.place :]
    if len(rest) < count * dtype.itemsize:
        raise MXNetValueError(
            f"unpickle: shape {shape} takes {count * dtype.itemsize} bytes, there are {len(rest)}"
        )
    values = numpy.frombuffer(rest, dtype, count).reshape(shape)
    # What was on a GPU comes to the processor, as everything that there is none for.
    kind = Context.devtype2str.get(device, "cpu")
    context = Context("cpu" if kind == "gpu" else kind, max(index, 0) if kind != "gpu" else 0)
    return array(values, context, DTYPES[code])
