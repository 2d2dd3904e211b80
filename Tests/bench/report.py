"""The table: on the screen row by row, as Markdown, as JSON."""

from __future__ import annotations

import datetime
import json
import os
import platform
from pathlib import Path
from typing import Any, Sequence

from measuring import Row, Settings
from processes import Process
from samples import median, ratios, spread
from targets import OWN, Ratio, verdict

BEGIN = "<!-- figures: begin (make bench ARGS='--markdown docs/benchmarks.md' writes this) -->"
END = "<!-- figures: end -->"
LIMIT = "machine"


def duration(seconds: float) -> str:
    """Three digits and a unit: `1.23us`."""
    unit, size = "s", 1.0
    if seconds < 1e-3:
        unit, size = "us", 1e-6
    elif seconds < 1:
        unit, size = "ms", 1e-3
    value = seconds / size
    decimals = 2 if value < 9.995 else 1 if value < 99.95 else 0
    return f"{value:.{decimals}f}{unit}"


def verdicts(row: Row) -> list[tuple[str, bool | None]]:
    """A line for each target; without targets, the ratio to the fastest peer."""
    if row.workload.targets:
        return [verdict(target, row.times) for target in row.workload.targets]
    peers = [name for name in row.times if name not in (OWN, LIMIT)]
    if OWN not in row.times or not peers:
        return [("", None)]
    fastest = min(peers, key=lambda name: median(row.times[name]))
    return [verdict(Ratio((fastest,)), row.times)]


class Table:
    """Lays out rows in cells."""

    def __init__(self, libraries: Sequence[str]):
        self.libraries = libraries
        self.peers = [name for name in libraries if name not in (OWN, LIMIT)]

    def heading(self) -> list[str]:
        shares = [f"/{name}" for name in self.peers] if OWN in self.libraries else []
        return ["workload", *self.libraries, *shares, "figure (quartiles), target"]

    def cells(self, row: Row) -> list[list[str]]:
        """The lines of a row: the first has the times, one more follows for each further target."""
        times = [
            duration(median(row.times[name])) if name in row.times else "-"
            for name in self.libraries
        ]
        shares = [self._share(row, peer) for peer in self.peers] if OWN in self.libraries else []
        first, *further = [text for text, _ in verdicts(row)]
        blank = [""] * (1 + len(times) + len(shares))
        lines = [[row.workload.name, *times, *shares, first]]
        return lines + [[*blank, text] for text in further]

    def _share(self, row: Row, peer: str) -> str:
        if OWN not in row.times or peer not in row.times:
            return "-"
        return f"{median(ratios(row.times[OWN], row.times[peer])):.2f}"


class Screen:
    """Prints rows as they come."""

    def __init__(self, table: Table, names: Sequence[str]):
        self.table = table
        self.width = max(map(len, [*names, "workload"]))
        self._print(table.heading())

    def show(self, row: Row) -> None:
        for line in self.table.cells(row):
            self._print(line)
        for remark in row.remarks:
            print(f"    {remark}", flush=True)

    def _print(self, cells: Sequence[str]) -> None:
        name, *middle, last = cells
        count = len(self.table.libraries)
        parts = [name.ljust(self.width)]
        parts += [cell.rjust(7) for cell in middle[:count]]
        parts += [cell.rjust(6) for cell in middle[count:]]
        print("  ".join([*parts, last]).rstrip(), flush=True)


def closing(rows: Sequence[Row]) -> str:
    """How many targets were met."""
    judged = [met for row in rows for _, met in verdicts(row)]
    met, over = judged.count(True), judged.count(False)
    targets = sum(len(row.workload.targets) for row in rows)
    return f"{met} targets met, {over} over, {targets - met - over} not judged"


def machine() -> str:
    """What it ran on."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{model}, {len(os.sched_getaffinity(0))} cores, {platform.system()}"


def conditions(processes: dict[str, Process], settings: Settings) -> list[str]:
    """The lines above the table."""
    versions = [
        f"{name} {process.version} (Python {process.python_version})"
        for name, process in processes.items()
        if name != LIMIT
    ]
    lines = [
        f"{machine()}; {settings.threads} threads; {settings.rounds} rounds; "
        f"{datetime.date.today().isoformat()}",
        ", ".join(versions),
    ]
    load = os.getloadavg()[0]
    if load > 0.5:
        lines.append(f"load average {load:.1f} at the start: other work disturbs these figures")
    if settings.quick:
        lines.append("--quick: smaller arrays and short samples; these are no figures")
    return lines


def write_json(
    path: Path, rows: Sequence[Row], processes: dict[str, Process], settings: Settings
) -> None:
    """Everything that was measured."""
    document: dict[str, Any] = {
        "conditions": conditions(processes, settings),
        "quick": settings.quick,
        "threads": settings.threads,
        "versions": {name: process.version for name, process in processes.items()},
        "rows": [_row_object(row) for row in rows],
    }
    path.write_text(json.dumps(document, indent=1) + "\n")


def _row_object(row: Row) -> dict[str, Any]:
    own = row.times.get(OWN)
    peers = {name: times for name, times in row.times.items() if own and name != OWN}
    return {
        "workload": row.workload.name,
        "seconds": row.times,
        "runs per sample": row.counts,
        "ratios": {name: spread(ratios(own, times))._asdict() for name, times in peers.items()},
        "verdicts": [{"text": text, "met": met} for text, met in verdicts(row)],
        "remarks": row.remarks,
    }


def write_markdown(path: Path, rows: Sequence[Row], table: Table, above: Sequence[str]) -> None:
    """Puts the table between the markers of a file."""
    text = path.read_text()
    if BEGIN not in text or END not in text:
        raise SystemExit(f"{path} has no lines\n{BEGIN}\n{END}")
    heading = table.heading()
    rule = [":--", *["--:"] * (len(heading) - 2), ":--"]
    lines = [heading, rule, *(line for row in rows for line in table.cells(row))]
    body = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    conditions = "  \n".join(above)
    figures = f"{BEGIN}\n\n{conditions}\n\n{body}\n\n{closing(rows)}.\n\n{END}"
    path.write_text(before + figures + after)
