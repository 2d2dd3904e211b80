"""Which build of the library runs here: one for each instruction set lies in `lib/<isa>/`."""

from __future__ import annotations

import os

from swnd.base import MXNetLibraryError

LIBRARY = "libswnd.so.0"
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib")

# Flags of /proc/cpuinfo that a level adds to the one before.
_LEVELS = (
    ("x86-64-v2", "cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3"),
    ("x86-64-v3", "abm avx avx2 bmi1 bmi2 f16c fma movbe xsave"),
    ("x86-64-v4", "avx512bw avx512cd avx512dq avx512f avx512vl"),
)


def _flags() -> frozenset[str]:
    """What the first processor can do; nothing on processors that are not x86."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.startswith("flags"):
                    return frozenset(line.partition(":")[2].split())
                if line == "\n":
                    break
    except OSError:
        pass
    return frozenset()


def supported() -> list[str]:
    """Instruction sets that this processor has, the best first, then "generic"."""
    flags = _flags()
    names = ["generic"]
    for name, needs in _LEVELS:
        if not flags.issuperset(needs.split()):
            break
        names.insert(0, name)
    return names


def _path(isa: str) -> str:
    return os.path.join(FOLDER, isa, LIBRARY)


def available() -> list[str]:
    """Instruction sets that a build exists for."""
    try:
        names = sorted(os.listdir(FOLDER))
    except OSError:
        return []
    return [name for name in names if os.path.isfile(_path(name))]


def choose() -> str:
    """The path of the library to load: that of SWND_ISA, else the best that exists and runs."""
    wanted = os.environ.get("SWND_ISA", "")
    usable = supported()
    if not wanted:
        for isa in usable:
            if os.path.isfile(_path(isa)):
                return _path(isa)
        raise MXNetLibraryError(
            f"swnd: no {LIBRARY} for this processor in {FOLDER} (`make build` makes it): "
            f"there is {_listing(available())}; the processor runs {_listing(usable)}"
        )
    if not os.path.isfile(_path(wanted)):
        raise MXNetLibraryError(
            f"swnd: SWND_ISA is '{wanted}', but there is no {LIBRARY} of that name in {FOLDER}: "
            f"there is {_listing(available())}"
        )
    if wanted not in usable:
        raise MXNetLibraryError(
            f"swnd: SWND_ISA is '{wanted}', which this processor does not run; "
            f"of the builds that exist it runs {_listing([i for i in available() if i in usable])}"
        )
    return _path(wanted)


def _listing(names: list[str]) -> str:
    return ", ".join(names) or "none"
