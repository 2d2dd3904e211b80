"""All questions that are asked: one module for each family, with a function `questions`."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def families() -> dict[str, ModuleType]:
    """The modules that ask, by name; `asking` and `drawing` are what they have in common."""
    names = {info.name for info in pkgutil.iter_modules(__path__)} - {"asking", "drawing"}
    return {name: importlib.import_module(f"{__name__}.{name}") for name in sorted(names)}
