"""Compiles and runs the programs of this folder.

usage: Tests/fuzz/run.py calls|files COUNT [SEED]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / ".build/sanitized"
LIBRARY = BUILD / "release/libswnd.so"

sys.path.insert(0, str(HERE))

import corpus  # noqa: E402
import operator_calls  # noqa: E402


def compiler():
    """Swift's own C compiler: its AddressSanitizer is that of the library."""
    swiftc = subprocess.check_output(["sh", "-c", "command -v swiftc"], text=True).strip()
    return Path(swiftc).resolve().parent / "clang"


def table_library():
    """A library that can be loaded here, for its table of operators."""
    for isa in sorted((ROOT / "python/swnd/lib").iterdir(), reverse=True):
        if (isa / "libswnd.so.0").exists():
            return isa / "libswnd.so.0"
    raise SystemExit("there is no library: `make build` makes it")


def compiled(name):
    """Compiles a program."""
    generated = BUILD / "fuzz"
    generated.mkdir(parents=True, exist_ok=True)
    (generated / "operators.inc").write_text(operator_calls.text(table_library()))
    binary = generated / name
    flags = ["-std=c11", "-D_GNU_SOURCE", "-O1", "-g", "-Wall", "-Wextra", "-fsanitize=address"]
    places = [f"-I{HERE}", f"-I{generated}", f"-I{ROOT / 'Include'}"]
    link = ["-fuse-ld=lld", LIBRARY, f"-Wl,-rpath,{LIBRARY.parent}", "-lm"]
    subprocess.run(
        [compiler(), *flags, *places, HERE / f"{name}.c", "-o", binary, *link], check=True
    )
    return binary


def main(name, count, seed="1"):
    arguments = [count, seed]
    binary = compiled(name)
    if name == "files":
        corpus.write(BUILD / "fuzz/corpus")
        arguments.append(BUILD / "fuzz/corpus")
    return subprocess.run([binary, *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
