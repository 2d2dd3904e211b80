"""`python -m swnd convert SOURCE TARGET`: files of arrays in another format."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from typing import Any

from swnd import nd
from swnd.base import MXNetError

SUFFIXES = (".params", ".npz", ".npy", ".safetensors")


def main(arguments: list[str]) -> int:
    """Does what the command line says; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m swnd convert",
        description="Writes the arrays of a file in another format, with the same names.",
        epilog="The content tells the format of SOURCE, the suffix that of TARGET: .params is "
        "MXNet's, .npz and .npy are NumPy's, .safetensors is that of the package of this name.",
    )
    parser.add_argument("source", metavar="SOURCE", help="the file to read")
    parser.add_argument("target", metavar="TARGET", help="the file to write")
    given = parser.parse_args(arguments)
    if os.path.splitext(given.target)[1].lower() not in SUFFIXES:
        parser.error(f"no format is known for {given.target}: TARGET ends with {_words(SUFFIXES)}")
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            arrays = _unnamed(nd.load(given.source))
            nd.save(given.target, arrays)
    except MXNetError as error:
        print(f"python -m swnd convert: {error}", file=sys.stderr)
        return 1
    for warning in said:
        print(f"python -m swnd convert: {warning.message}", file=sys.stderr)
    return 0


def _unnamed(arrays: Any) -> Any:
    """A list again where names are those that arrays without names get in files that need names."""
    if isinstance(arrays, dict) and list(arrays) == [f"arr_{n}" for n in range(len(arrays))]:
        return list(arrays.values())
    return arrays


def _words(choices: tuple[str, ...]) -> str:
    return ", ".join(choices[:-1]) + " or " + choices[-1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
