"""Compiles and runs the programs of this folder.

usage: Tests/fuzz/run.py calls|files COUNT [SEED]
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / ".build/sanitized"
LIBRARY = BUILD / "release/libswnd.so"
FOLDER = BUILD / "fuzz"

sys.path.insert(0, str(HERE))

import corpus  # noqa: E402
import operator_calls  # noqa: E402


def compiler():
    """Swift's own C compiler: its AddressSanitizer is that of the library."""
    swiftc = subprocess.check_output(["sh", "-c", "command -v swiftc"], text=True).strip()
    return Path(swiftc).resolve().parent / "clang"


def compiled(name):
    """Compiles a program."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    flags = ["-std=c11", "-D_GNU_SOURCE", "-O1", "-g", "-Wall", "-Wextra", "-fsanitize=address"]
    places = [f"-I{HERE}", f"-I{FOLDER}", f"-I{ROOT / 'Include'}"]
    link = ["-fuse-ld=lld", LIBRARY, f"-Wl,-rpath,{LIBRARY.parent}", "-lm"]
    subprocess.run(
        [compiler(), *flags, *places, HERE / f"{name}.c", "-o", FOLDER / name, *link], check=True
    )
    return FOLDER / name


def main(name, count, seed="1"):
    arguments = [count, seed]
    if name == "files":
        corpus.write(FOLDER / "corpus")
        arguments.append(FOLDER / "corpus")
    else:
        table = json.loads(subprocess.check_output([compiled("table")]))
        (FOLDER / "operators.inc").write_text(operator_calls.text(table))
    return subprocess.run([compiled(name), *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
