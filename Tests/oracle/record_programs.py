"""Runs all programs on MXNet 1.9.1 and writes what they print to answers/programs.json.

    python record_programs.py [THEME ...]

Needs a Python with mxnet 1.9.1 (and so NumPy < 1.24). Each theme has a process of its own; where
MXNet dies, that is the answer, and the next program starts in another process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from programs import ANSWERS, answers, run, themes


def ask(theme: str, names: list[str]) -> dict[str, list[str]]:
    """What the programs of a theme print, each line of text with the program's name before it."""
    printed: dict[str, list[str]] = {}
    while rest := [name for name in names if name not in printed]:
        command = [sys.executable, str(Path(__file__).resolve()), "--run", theme, *rest]
        process = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=600
        )
        for line in process.stdout.splitlines():
            name, lines = json.loads(line)
            printed[name] = lines
        died = [name for name in rest if name not in printed]
        if died:
            printed[died[0]] = ["dies"]
    return {name: printed[name] for name in names}


def run_all(theme: str, names: list[str]) -> None:
    """Runs programs in this process and prints what they print, one line of JSON for each."""
    import mxnet as mx

    for name in names:
        line = json.dumps([name, run(mx, themes()[theme][name])])
        print(line, flush=True)


def main(arguments: list[str]) -> None:
    """Records themes, or is one of the processes that do."""
    if arguments[:1] == ["--run"]:
        return run_all(arguments[1], arguments[2:])
    known = answers() if ANSWERS.exists() else {}
    for theme in arguments or themes():
        known[theme] = ask(theme, list(themes()[theme]))
        print(f"{len(known[theme]):5}  {theme}")
    ordered = {theme: known[theme] for theme in themes()}
    ANSWERS.write_text(json.dumps(ordered, indent=1) + "\n", encoding="ascii")
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
