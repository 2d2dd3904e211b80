"""Starting the libraries' processes, and talking to them."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON_FOLDER = HERE.parents[1] / "python"
PATIENCE = 300
"""Seconds that an answer may take."""

# What libraries read at their start.
_THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "SWND_NUM_THREADS",
)


class Unavailable(Exception):
    """A library that is not there, or cannot run a workload."""


def interpreter(library: str, peers: Path | None) -> str:
    """The Python that has a library: this one for swnd and NumPy, else DIR/LIBRARY/bin/python."""
    if library in ("swnd", "numpy", "machine"):
        return sys.executable
    if peers is None:
        raise Unavailable("no --peers given")
    path = peers.absolute() / library / "bin" / "python"
    if not path.exists():
        raise Unavailable(f"no {path}")
    return str(path)


def environment(library: str, threads: int) -> dict[str, str]:
    """The variables of a library's process."""
    result = dict(os.environ)
    result.pop("PYTHONPATH", None)
    # Modules are compiled once, as those of an installed package are, and not at every start.
    result.pop("PYTHONDONTWRITEBYTECODE", None)
    if library == "swnd":
        result["PYTHONPATH"] = str(PYTHON_FOLDER)
    result.update(dict.fromkeys(_THREAD_VARIABLES, str(threads)))
    return result


class Lacking(Unavailable):
    """A library that has no operator for a workload."""


class Process:
    """The process of one library: started on the first question, and again after it has died."""

    def __init__(self, library: str, threads: int, peers: Path | None):
        self.library = library
        self.threads = threads
        self.python = interpreter(library, peers)
        self.version = self.python_version = ""
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Starts it and waits until the library has been imported."""
        cores = sorted(os.sched_getaffinity(0))[: self.threads]
        self._process = subprocess.Popen(
            [self.python, str(HERE / "worker.py"), self.library, str(self.threads)],
            env=environment(self.library, self.threads),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            # Ctrl-C is for run.py, which ends the others.
            start_new_session=True,
        )
        # For libraries that ask neither us nor the environment how many threads to use.
        os.sched_setaffinity(self._process.pid, cores)
        answer = self._answer()
        self.version, self.python_version = answer["version"], answer["python"]

    def ask(self, action: str, **details: object) -> dict:
        """Sends a request and returns the answer."""
        if self._process is None:
            self.start()
        with contextlib.suppress(BrokenPipeError):  # _answer says why
            self._process.stdin.write(json.dumps({"do": action, **details}) + "\n")
            self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict:
        process = self._process
        late = threading.Timer(PATIENCE, process.kill)
        late.start()
        started = time.monotonic()
        line = process.stdout.readline()
        late.cancel()
        if not line:
            self.stop()
            if time.monotonic() - started >= PATIENCE:
                raise Unavailable(f"no answer within {PATIENCE} s")
            raise Unavailable(f"its process died with status {process.returncode}")
        answer = json.loads(line)
        if "error" in answer:
            raise (Lacking if answer.get("lacks") else Unavailable)(answer["error"])
        return answer

    def stop(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()


def time_of_process(library: str, statement: str, threads: int, peers: Path | None) -> float:
    """Seconds that a Python process takes for one statement, from start to end."""
    command = [interpreter(library, peers), "-c", statement]
    variables = environment(library, threads)
    start = time.perf_counter()
    done = subprocess.run(command, env=variables, stderr=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        raise Unavailable((done.stderr.strip().splitlines() or ["failed"])[-1])
    return seconds
