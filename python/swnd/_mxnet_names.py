"""Lets `import mxnet` find the modules of swnd: the very same objects under a second name."""

from __future__ import annotations

import sys

import swnd


def install() -> None:
    """From here on `import mxnet`, `import mxnet.ndarray as nd`... mean swnd."""
    for name, module in list(sys.modules.items()):
        if module is swnd or name.startswith("swnd."):
            sys.modules["mxnet" + name[len("swnd") :]] = module
