"""Writes `pickles.json`: arrays as MXNet 1.9.1 pickles them, with their elements.

usage: python record_pickles.py, with a Python that has mxnet==1.9.1
"""

import base64
import json
import pickle
from pathlib import Path

import mxnet as mx


def arrays():
    yield mx.nd.array([[1.5, -2.0], [0.25, 3.0]])
    for dtype in ("float64", "float16", "uint8", "int32", "int8", "int64"):
        yield mx.nd.array([[[1, 2, 3]]], dtype=dtype)
    yield mx.nd.arange(6).reshape((2, 3))[1]
    yield mx.nd.ones((2,), ctx=mx.cpu(1))


def main():
    records = []
    for array in arrays():
        for protocol in range(2, 6):
            data = pickle.dumps(array, protocol)
            records.append(
                {
                    "protocol": protocol,
                    "dtype": array.dtype.__name__,
                    "context": str(array.context),
                    "elements": array.asnumpy().tolist(),
                    "pickle": base64.b64encode(data).decode(),
                }
            )
    path = Path(__file__).with_name("pickles.json")
    path.write_text(json.dumps(records, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
