"""Where swnd answers otherwise than MXNet 1.9.1 on purpose: one module for each theme."""

from __future__ import annotations

import importlib
import pkgutil

_NAMES = sorted(info.name for info in pkgutil.iter_modules(__path__))
_MODULES = [importlib.import_module(f"{__name__}.{name}") for name in _NAMES]

DIFFERENCES = tuple(entry for module in _MODULES for entry in module.DIFFERENCES)
