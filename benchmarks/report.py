"""Figures -> a table for people and JSON for machines."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

Unit = Literal["", "%", "s", "ms", "MB", "/s", "packages"]
HEADINGS = ("what", "plain way", "Summit", "ratio", "to reach")
DIGITS: dict[Unit, int] = {"": 3, "%": 1, "s": 2, "ms": 1, "MB": 0, "/s": 0, "packages": 0}


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure, or its ratio to the plain way's, is to reach."""

    limit: float
    of: Literal["figure", "ratio"] = "figure"
    wanted: Literal["at least", "at most"] = "at least"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured: the plain way's figure where it has one, and Summit's."""

    what: str
    plain: float | None
    summit: float
    unit: Unit = ""
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        """Return Summit's figure as a share of the plain way's."""
        return self.summit / self.plain if self.plain else None

    @property
    def reached(self) -> bool | None:
        """Tell whether the goal is reached, None where there is none."""
        figure = self.summit if self.goal is None or self.goal.of == "figure" else self.ratio
        if self.goal is None or figure is None:
            return None
        return figure >= self.goal.limit if self.goal.wanted == "at least" else figure <= self.goal.limit


def print_table(title: str, rows: Sequence[Row]) -> None:
    """Print rows under a title, in columns."""
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    print(f"\n{title}  (load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")
    for line in lines:
        cells = (
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        print("  ".join(cells).rstrip(), flush=True)


def write_json(path: Path, rows: Sequence[Row]) -> None:
    """Write rows with the time and the machine they were measured on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    measured = [{**asdict(row), "ratio": row.ratio, "reached": row.reached} for row in rows]
    machine = {"cores": os.cpu_count(), "load": os.getloadavg(), "machine": platform.machine()}
    when = datetime.now(UTC).isoformat(timespec="seconds")
    path.write_text(json.dumps({"when": when, **machine, "rows": measured}, indent=1), "utf-8")


def _cells(row: Row) -> tuple[str, ...]:
    ratio = "" if row.ratio is None else f"{row.ratio:.3g}"
    return row.what, _figure(row.plain, row.unit), _figure(row.summit, row.unit), ratio, _goal(row)


def _figure(value: float | None, unit: Unit) -> str:
    if value is None:
        return "-"
    if unit == "%":
        return f"{100 * value:.1f} %"
    return f"{value:.{DIGITS[unit]}f} {unit}".rstrip()


def _goal(row: Row) -> str:
    if row.goal is None:
        return ""
    limit = f"{row.goal.limit:.3g} times" if row.goal.of == "ratio" else _figure(row.goal.limit, row.unit)
    return f"{row.goal.wanted} {limit}: {'reached' if row.reached else 'MISSED'}"
