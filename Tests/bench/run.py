"""Compares the speed of swnd with other libraries.

    make bench ARGS="--peers DIR"

Each library has a process of its own; they take turns, round by round, with a pause in between.
Ratios are taken within a round. docs/benchmarks.md tells more.
"""

from __future__ import annotations

import argparse
import fnmatch
import os
import sys
from pathlib import Path

import report
import workloads
from libraries import MODULES
from measuring import Row, Settings, measure
from processes import Process, Unavailable
from targets import OWN


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--peers", type=Path, metavar="DIR", help="where NAME/bin/python is, for torch, mxnet, jax")
    add("--libraries", metavar="NAMES", help=f"of {','.join(MODULES)}; all if not given")
    add("--only", metavar="PATTERN", help="workloads whose names hold this, or fit it (*, ?)")
    add("--rounds", type=int, metavar="N", help="samples of each library (11; quick: 3)")
    add("--threads", type=int, metavar="N", help="threads of every library (all cores)")
    add("--pause", type=float, metavar="S", default=0.05, help="seconds between libraries (0.05)")
    add("--quick", action="store_true", help="smaller arrays, short samples: to try the harness")
    add("--json", type=Path, metavar="FILE", help="write all that was measured")
    add("--markdown", type=Path, metavar="FILE", help="write the table between the file's markers")
    add("--list", action="store_true", help="list the workloads")
    return parser.parse_args()


def chosen(pattern: str | None) -> list[workloads.Workload]:
    def fits(name: str) -> bool:
        return pattern is None or pattern in name or fnmatch.fnmatchcase(name, pattern)

    found = [workload for workload in workloads.ALL.values() if fits(workload.name)]
    return found or sys.exit(f"no workload fits '{pattern}'; --list lists them")


def start(names: list[str], settings: Settings) -> dict[str, Process]:
    """The processes of all libraries that are there; a line about each other one."""
    processes = {}
    for name in names:
        try:
            process = Process(name, settings.threads, settings.peers)
            process.start()
            processes[name] = process
        except Unavailable as reason:
            print(f"without {name}: {reason}", flush=True)
    return processes


def measure_all(
    selected: list[workloads.Workload], processes: dict[str, Process], settings: Settings
) -> tuple[list[Row], report.Table]:
    table = report.Table(list(processes))
    screen = report.Screen(table, [workload.name for workload in selected])
    rows = []
    for workload in selected:
        row = measure(workload, processes, settings)
        screen.show(row)
        rows.append(row)
    return rows, table


def main() -> None:
    options = arguments()
    selected = chosen(options.only)
    if options.list:
        print("\n".join(workload.name for workload in selected))
        return
    settings = Settings(
        rounds=options.rounds or (3 if options.quick else 11),
        seconds=0.005 if options.quick else 0.04,
        pause=options.pause,
        quick=options.quick,
        threads=options.threads or len(os.sched_getaffinity(0)),
        peers=options.peers,
    )
    names = options.libraries.split(",") if options.libraries else list(MODULES)
    unknown = set(names) - set(MODULES)
    if unknown:
        sys.exit(f"no library {', '.join(sorted(unknown))}; there are {', '.join(MODULES)}")
    processes = start(names, settings)
    try:
        above = report.conditions(processes, settings)
        print("\n".join(above), end="\n\n")
        rows, table = measure_all(selected, processes, settings)
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        for process in processes.values():
            process.stop()
    print(f"\n{report.closing(rows)}")
    if options.json:
        report.write_json(options.json, rows, processes, settings)
    if options.markdown:
        report.write_markdown(options.markdown, rows, table, above)
    if OWN in names and OWN not in processes:
        sys.exit(1)


if __name__ == "__main__":
    main()
