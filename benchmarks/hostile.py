"""How much slower are answers while one server's hostile files are read, and how soon is another's draft there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.besieged import FILES
from benchmarks.bridge import alone, filled
from benchmarks.indexing import english_articles
from benchmarks.options import Options
from benchmarks.report import Goal, Row
from benchmarks.speed import real_questions

SENTENCES, QUESTIONS = 5_000, 200
MOST_HELD = Goal(50, "figure", "at most")


def run(options: Options) -> list[Row]:
    """Return what one caller meets; the plain way is the time before the files come."""
    sources = english_articles(options)
    if not sources:
        return []
    with filled(sources, SENTENCES) as name:
        (measured,) = alone("benchmarks.besieged", [name], real_questions(options, QUESTIONS))
    return list(_rows(measured))


def _rows(measured: dict[str, Any]) -> Iterator[Row]:
    before, during = measured["before"], measured["during"]
    for what, share, most in (("p50", 50, 1.5), ("p99", 99, 3.0)):
        figures = (float(np.percentile(asked["ms"], share)) for asked in (before, during))
        yield Row(f"a question, {what}", *figures, "ms", Goal(most, "ratio", "at most"))
    for what, times, goal in (("longest", "late_ms", MOST_HELD), ("longest by Summit itself", "own_ms", None)):
        held = (float(np.max(asked["held"][times])) for asked in (before, during))
        yield Row(f"event loop held up, {what}", *held, "ms", goal)
    yield Row("another server's draft", None, measured["honest_s"], "s", Goal(10, "figure", "at most"))
    yield Row(f"all {len(FILES)} hostile files", None, measured["seconds"], "s")
