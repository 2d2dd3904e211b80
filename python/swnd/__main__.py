"""`python -m swnd script.py ARGS`: runs a script that imports mxnet, unchanged."""

from __future__ import annotations

import os
import runpy
import sys
from types import TracebackType
from typing import Any, Callable

from swnd import __version__, _library, _mxnet_names

USAGE = """\
usage: python -m swnd [-h] [--version] (SCRIPT | -c CODE | -m MODULE) [ARGUMENT ...]
       python -m swnd convert SOURCE TARGET

Runs a Python script in which `import mxnet` and its parts mean swnd.

  SCRIPT       a Python file, or a folder or archive with a __main__.py
  -c CODE      run a program given as text
  -m MODULE    run a module, as `python -m` does
  ARGUMENT     passed on, in sys.argv
  convert      write the arrays of a file in another format, by the suffix of TARGET: .params, .npz,
               .npy or .safetensors (a script that is called convert comes first)
  -h, --help   show this and exit
  --version    show the version and the library in use, and exit
"""


def main(arguments: list[str]) -> int:
    """Runs what the command line says; returns the exit status."""
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help"):
        print(USAGE, end="")
        return 0
    if first in ("-V", "--version"):
        print(f"swnd {__version__} ({_library.text('swnd_isa')}, {_library.path})")
        return 0
    if first == "convert" and not _is_script(first):
        from swnd import convert  # scripts do not need it

        return convert.main(arguments[1:])
    if first in ("-c", "-m"):
        if len(arguments) < 2:
            return _misused(f"{first} needs an argument")
        subject, rest = arguments[1], arguments[2:]
    elif first.startswith("-") or not first:
        return _misused(f"no option {first}" if first else "no script is given")
    else:
        subject, rest = first, arguments[1:]
    _mxnet_names.install()
    if first == "-c":
        sys.argv = ["-c", *rest]
        _put_on_path("")
        return _run(_run_text, subject)
    if first == "-m":
        sys.argv = ["-m", *rest]
        return _run(_run_module, subject)
    sys.argv = [subject, *rest]
    _put_on_path(os.path.dirname(os.path.realpath(subject)))
    if not os.path.exists(subject):
        print(f"{sys.executable} -m swnd: can't open file {subject!r}", file=sys.stderr)
        return 2
    return _run(_run_file, subject)


def _is_script(path: str) -> bool:
    """Whether it is a file, or a folder that can be run."""
    return os.path.isfile(path) or os.path.isfile(os.path.join(path, "__main__.py"))


def _put_on_path(folder: str) -> None:
    """Replaces the folder that `python -m` put first, unless it was told not to."""
    if not getattr(sys.flags, "safe_path", False):
        sys.path[0] = folder


def _misused(reason: str) -> int:
    print(f"{USAGE}\npython -m swnd: {reason}", file=sys.stderr)
    return 2


def _run_text(text: str) -> None:
    module = type(sys)("__main__")
    module.__dict__["__builtins__"] = __builtins__
    sys.modules["__main__"] = module
    exec(compile(text, "<string>", "exec"), module.__dict__)


def _run_module(name: str) -> None:
    runpy.run_module(name, run_name="__main__", alter_sys=True)


def _run_file(path: str) -> None:
    runpy.run_path(path, run_name="__main__")


def _run(runner: Callable[[str], None], subject: str) -> int:
    """Runs; an error is shown as Python shows it, without the frames of the runner."""
    try:
        runner(subject)
    except SystemExit:
        raise
    except BaseException as error:
        kind = type(error)
        trace = _without_runner(error.__traceback__)
        sys.excepthook(kind, error.with_traceback(trace), trace)
        return 130 if isinstance(error, KeyboardInterrupt) else 1
    return 0


def _without_runner(trace: TracebackType | None) -> TracebackType | None:
    """The frames that follow the last of this file and of runpy at the head of a traceback."""
    while trace is not None and _is_runner(trace.tb_frame.f_globals):
        trace = trace.tb_next
    return trace


def _is_runner(names: dict[str, Any]) -> bool:
    # Modules that are run are called __main__ as well, but only this file has this function.
    return names.get("_is_runner") is _is_runner or names.get("__name__") == "runpy"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
