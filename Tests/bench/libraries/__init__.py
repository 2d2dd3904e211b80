"""The libraries that take part, behind one vocabulary."""

from __future__ import annotations

import importlib

MODULES = {
    "swnd": "libraries.nd",
    "torch": "libraries.torch_tensors",
    "mxnet": "libraries.nd",
    "numpy": "libraries.numpy_arrays",
    "jax": "libraries.jax_arrays",
    "machine": "libraries.machine",
}
"""Which module speaks for each; also their order in the table."""


def load(name: str, threads: int):
    """Imports a library, set to compute with so many threads."""
    return importlib.import_module(MODULES[name]).load(name, threads)
