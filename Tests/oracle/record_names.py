"""Writes `names.json`: what `dir()` shows of MXNet 1.9.1's modules and of its NDArray.

usage: python record_names.py, with a Python that has mxnet==1.9.1
"""

import json
from pathlib import Path

import mxnet as mx

OWNERS = {
    "nd": mx.nd,
    "nd.NDArray": mx.nd.NDArray,
    "nd.linalg": mx.nd.linalg,
    "nd.random": mx.nd.random,
    "nd.contrib": mx.nd.contrib,
    "autograd": mx.autograd,
    "random": mx.random,
    "context": mx.context,
}


def main():
    """Public names only: those with an underscore in front are nobody's promise."""
    names = {
        owner: [name for name in dir(thing) if not name.startswith("_")]
        for owner, thing in OWNERS.items()
    }
    path = Path(__file__).with_name("names.json")
    path.write_text(json.dumps(names, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
