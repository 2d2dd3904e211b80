"""What the machine itself can do: C that only moves the bytes of a workload (machine.c)."""

from __future__ import annotations

import ctypes
import os
import subprocess
import tempfile
from pathlib import Path

from libraries.vocabulary import Library

SOURCE = Path(__file__).with_name("machine.c")
FLAGS = ("-O3", "-march=native", "-fopenmp", "-shared", "-fPIC")


class Machine(Library):
    name = "machine"
    version = "C"
    own_names = None

    def __init__(self):
        with tempfile.TemporaryDirectory() as folder:
            library = os.path.join(folder, "machine.so")
            subprocess.run(["cc", *FLAGS, str(SOURCE), "-o", library], check=True)
            self._library = ctypes.CDLL(library)

    def moving(self, kind, data):
        """What moves the bytes of a pass over 4096 x 1024 float32: `add`, `copy` or `read`."""
        x, y, out = (data.normal(4096, 1024) for _ in range(3))
        function = getattr(self._library, f"machine_{kind}")
        pointers = [ctypes.c_void_p(array.ctypes.data) for array in (out, x, y)]
        function.argtypes = [ctypes.c_void_p] * 3 + [ctypes.c_size_t]
        # The arrays come along as arguments, so that they live as long as the pointers.
        return lambda *_: function(*pointers, x.size), x, y, out


def load(name: str, threads: int) -> Library:
    return Machine()
