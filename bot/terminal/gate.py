"""Kept figures: none of them may fall."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from index import write_aside

if TYPE_CHECKING:
    from index import Figures

NAMES = {
    "top1": "top 1",
    "top3": "top 3",
    "mrr": "MRR",
    "mark_f1": "mark F1",
    "right": "right of all",
    "refused": "rightly refused",
}
"""The figures that are kept, each the better the higher, and what people call them."""
_LONGEST = 100_000
_DIGITS = 4


def read_kept(path: Path) -> dict[str, float]:
    """Return the figures that a file keeps; raise BadParameter where it is none of ours."""
    try:
        with path.open("rb") as file:
            record = json.loads(file.read(_LONGEST))
    except (OSError, ValueError, RecursionError) as error:
        raise _unusable(path, getattr(error, "strerror", None) or "not JSON") from None
    figures = record.get("figures") if isinstance(record, dict) else None
    if not isinstance(figures, dict) or not figures:
        raise _unusable(path, 'no "figures" in it')
    if strange := [name for name, value in figures.items() if name not in NAMES or not _is_share(value)]:
        raise _unusable(path, f"{strange[0][:40]} is no figure that can be kept")
    return figures


def fallen(figures: Figures, kept: Mapping[str, float]) -> str | None:
    """Return the sentence that names what is below its kept figure, or None; a figure that nothing tells is below."""
    now = _rounded(figures)
    below = [
        f"{NAMES[name]} is {now.get(name, 'unknown')} and was {least}"
        for name, least in kept.items()
        if now.get(name, -1) < least
    ]
    return f"Below the kept figures: {'; '.join(below)}." if below else None


def write_kept(path: Path, figures: Figures) -> None:
    """Keep the figures that there are, whole or not at all."""
    record = {"questions": figures.questions, "figures": _rounded(figures)}
    write_aside(path, (json.dumps(record, indent=1) + "\n").encode())


def _rounded(figures: Figures) -> dict[str, float]:
    """Return figures as the file holds them, so that the same answers never fall by a rounding."""
    found = {name: getattr(figures, name) for name in NAMES}
    return {name: round(value, _DIGITS) for name, value in found.items() if value is not None}


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _unusable(path: Path, why: str) -> typer.BadParameter:
    return typer.BadParameter(f"{path} holds no kept figures ({why}): write it with --keep.", param_hint="--gate")
