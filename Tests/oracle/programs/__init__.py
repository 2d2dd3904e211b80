"""Small programs that run on MXNet and on swnd alike; what they print is compared.

Questions with arrays and calls are data (`questions/`); what needs statements, such as scopes,
functions of the user or several passes backward, is a program here. Each module is a theme, and
each function of it that takes `mx` alone is a program.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import json
import pkgutil
from pathlib import Path
from typing import Any, Callable

from programs.showing import failure

ANSWERS = Path(__file__).resolve().parent.parent / "answers/programs.json"
"""What MXNet printed: for each theme and program the lines."""


def themes() -> dict[str, dict[str, Callable[[Any], None]]]:
    """The programs of each theme, in the order in which they are written down."""
    names = sorted(
        {info.name for info in pkgutil.iter_modules(__path__)} - {"differing", "showing"}
    )
    return {name: _programs(importlib.import_module(f"{__name__}.{name}")) for name in names}


def _programs(module: Any) -> dict[str, Callable[[Any], None]]:
    functions = inspect.getmembers(module, inspect.isfunction)
    own = [
        function
        for _, function in functions
        if function.__module__ == module.__name__
        and list(inspect.signature(function).parameters) == ["mx"]
        and inspect.signature(function).return_annotation is inspect.Signature.empty
    ]
    own.sort(key=lambda function: function.__code__.co_firstlineno)
    return {function.__name__: function for function in own}


def run(mx: Any, program: Callable[[Any], None]) -> list[str]:
    """The lines that a program prints; an exception that it does not catch is the last one."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        try:
            program(mx)
        except Exception as error:
            print(failure(error))
    return text.getvalue().splitlines()


def answers() -> dict[str, dict[str, list[str]]]:
    """What MXNet printed."""
    content: dict[str, dict[str, list[str]]] = json.loads(ANSWERS.read_text(encoding="ascii"))
    return content


def differences(got: list[str], want: list[str]) -> list[str]:
    """Where two prints differ, as lines of text; errors may be of any class that fits."""
    found = [
        f"line {number} is {mine!r}; expected: {theirs!r}"
        for number, (mine, theirs) in enumerate(zip(got, want), 1)
        if mine != theirs and not _is_same_failure(mine, theirs)
    ]
    if len(got) != len(want):
        found.append(f"{len(got)} lines; expected: {len(want)}")
    return found


_FITTING = {"AssertionError": {"TypeError", "ValueError"}, "KeyError": {"ValueError"}}
"""Classes that say more than those that MXNet raises when it stumbles."""


def _is_same_failure(mine: str, theirs: str) -> bool:
    if not (mine.startswith("raises ") and theirs.startswith("raises ")):
        return False
    classes = set(theirs.split()[1:])
    for name in list(classes):
        classes |= _FITTING.get(name, set())
    return bool(set(mine.split()[1:]) & (classes | {"MXNetError"}))
