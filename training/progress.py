"""What training tells of itself: a log of JSON lines, and plots made from it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.losses import Losses
from training.passages import Asked
from training.plots import Line, Plot
from training.ranking import SHARES, figures, read_all, reliability
from training.reading import Reader, WindowMaker

SMOOTHED = 0.8
"""Part of the past in the loss that is plotted."""


class Progress:
    """The log and the plots beside the reader that is being trained."""

    def __init__(self, out: Path, reported: Mapping[str, Sequence[Asked]]) -> None:
        self._out, self._log, self._reported = out, out.with_suffix(".jsonl"), reported

    def forget_after(self, step: int) -> None:
        """Drop what the log tells of steps that are to be taken again."""
        kept = [row for row in self._rows() if row["step"] <= step] if step else []
        self._log.write_text("".join(json.dumps(row) + "\n" for row in kept), "utf-8")

    def log_step(self, step: int, steps: int, losses: Losses, rate: float, seconds: float) -> None:
        """Tell of a step."""
        row = {"step": step, "steps": steps, **losses.figures(), "rate": rate, "seconds": round(seconds, 1)}
        self._write(row)

    def log_dev(self, step: int, reader: Reader, maker: WindowMaker) -> None:
        """Tell how well the reader ranks by now, and plot everything anew."""
        lines: dict[str, Line] = {}
        for name, asked in self._reported.items():
            readings = read_all(reader.eval(), maker, asked)
            found = reliability(readings)
            for share in SHARES:
                self._write({"step": step, "set": name, "share": share, **figures(readings, share)})
            self._write({"step": step, "set": name, "calibration_error": found.error})
            lines[f"{name}, error {found.error}"] = found.points
        plot = Plot("Reliability of the first sentence", "said", "came true", lines, diagonal=True)
        self._draw("calibration", plot)
        self._draw("loss", self._losses())
        self._draw("ranking", self._ranking())

    def _losses(self) -> Plot:
        rows = [row for row in self._rows() if "listwise" in row]
        kinds = ("listwise", "pointwise", "spanwise")
        return Plot(
            "Losses", "step", "loss", {kind: _smooth([(row["step"], row[kind]) for row in rows]) for kind in kinds}
        )

    def _ranking(self) -> Plot:
        rows = [row for row in self._rows() if row.get("share") in {0.0, 1.0}]
        lines: dict[str, list[tuple[float, float]]] = {}
        for row in rows:
            name = f"{row['set']}, {'reader' if row['share'] else 'fused search'}"
            lines.setdefault(name, []).append((row["step"], row["first"]))
        return Plot("First sentence answers", "step", "share", lines)

    def _draw(self, name: str, plot: Plot) -> None:
        self._out.with_suffix(f".{name}.svg").write_text(plot.svg(), "utf-8")

    def _write(self, row: Mapping[str, object]) -> None:
        line = json.dumps(row)
        print(line, flush=True)
        with self._log.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def _rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._log.read_text("utf-8").splitlines()] if self._log.is_file() else []


def _smooth(line: Line) -> Line:
    smoothed: list[tuple[float, float]] = []
    for step, value in line:
        before = smoothed[-1][1] if smoothed else value
        smoothed.append((step, SMOOTHED * before + (1 - SMOOTHED) * value))
    return smoothed
