"""One library's process: `python worker.py LIBRARY THREADS`.

Reads requests from standard input and answers on standard output, one JSON object a line:

    (at the start)                              {"version": ..., "python": ...}
    {"do": "set_up", "workload": NAME, "quick": BOOL}
                                                {"digest": {...} or null}
    {"do": "calibrate", "seconds": S}           {"count": runs that take about S seconds}
    {"do": "run", "count": N}                   {"seconds": of N runs}

Any of them may answer {"error": TEXT} instead, with "lacks": true where the library has no such
operator. It ends when its input does.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import warnings
from time import perf_counter

import libraries
import numpy
import workloads
from inputs import Inputs
from samples import next_count


class Worker:
    """Answers requests with one library."""

    def __init__(self, library):
        self.library = library
        self.sample = None

    def set_up(self, workload: str, quick: bool) -> dict:
        # What the last workload holds goes first.
        self.sample = None
        gc.collect()
        declared = workloads.ALL[workload]
        data = Inputs(quick)
        if self.library.name == "machine":
            task = self.library.moving(declared.limit, data)
        else:
            task = declared.build(self.library, data)
        if declared.alive:
            self.sample, results = self._small(task, declared.alive), task(1)
        else:
            function, *arguments = task if isinstance(task, tuple) else (task,)
            function = self.library.prepared(function)
            self.sample = self._large(function, arguments)
            results = function(*arguments)
            self.library.wait(results)
        checked = declared.checked and self.library.name != "machine"
        return {"digest": self._digest(results) if checked else None}

    def _large(self, function, arguments):
        wait = self.library.wait

        def sample(count):
            start = perf_counter()
            for _ in range(count):
                wait(function(*arguments))
            return perf_counter() - start

        return sample

    def _small(self, loop, alive):
        wait_all = self.library.wait_all

        def sample(count):
            start = perf_counter()
            while count > 0:
                results = loop(min(count, alive))
                wait_all(results)
                # To let go of them is part of the work.
                del results
                count -= alive
            return perf_counter() - start

        return sample

    def _digest(self, results) -> dict:
        """How many elements the results have, their sum, and the sum of their absolute values."""
        parts = results if isinstance(results, (list, tuple)) else [results]
        if isinstance(parts[0], (list, tuple)):  # a small workload with several results
            parts = parts[0]
        if not isinstance(parts[0], numpy.ndarray):
            parts = [self.library.numpy(part) for part in parts]
        values = [numpy.asarray(part, numpy.float64) for part in parts]
        return {
            "elements": sum(part.size for part in values),
            "sum": float(sum(part.sum() for part in values)),
            "absolute": float(sum(abs(part).sum() for part in values)),
        }

    def calibrate(self, seconds: float) -> dict:
        count, better = 0, 1
        while count != better:
            count = better
            better = next_count(count, self.sample(count), seconds)
        return {"count": count}

    def run(self, count: int) -> dict:
        # Caches and threads have been another library's meanwhile.
        self.sample(1 + count // 8)
        return {"seconds": self.sample(count)}

    def answer(self, request: dict) -> dict:
        action = request.pop("do")
        try:
            return getattr(self, action)(**request)
        except (NotImplementedError, AttributeError) as error:
            return {"error": in_one_line(error), "lacks": True}
        except Exception as error:
            return {"error": in_one_line(error)}


def in_one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def main(name: str, threads: int) -> None:
    # Libraries may print; answers have the pipe for themselves.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    warnings.simplefilter("ignore")

    def reply(answer):
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    try:
        library = libraries.load(name, threads)
    except Exception as error:
        reply({"error": in_one_line(error)})
        return
    reply({"version": library.version, "python": sys.version.split()[0]})
    worker = Worker(library)
    # As timeit does; collections would come at other times in each library.
    gc.collect()
    gc.disable()
    for line in sys.stdin:
        reply(worker.answer(json.loads(line)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
