"""How much slower are answers while a reindex runs, and are they the same?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.bridge import MOST_HELD, MOST_MS, alone, filled
from benchmarks.callers import SERVER
from benchmarks.indexing import english_articles
from benchmarks.options import Options
from benchmarks.report import Goal, Row
from benchmarks.speed import real_questions

SENTENCES, QUESTIONS = 5_000, 200


def run(options: Options) -> list[Row]:
    """Return what one caller meets; the plain way is the time before the reindex."""
    sources = english_articles(options)
    if not sources:
        return []
    with filled(sources, SENTENCES, f"servers/{SERVER}") as name:
        (measured,) = alone("benchmarks.meanwhile", [name], real_questions(options, QUESTIONS))
    return list(_rows(measured))


def _rows(measured: dict[str, Any]) -> Iterator[Row]:
    before, during = measured["before"], measured["during"]
    known = [(before["first"][one], first) for one, first in during["first"].items() if one in before["first"]]
    for what, share, goal in (("p50", 50, None), ("p99", 99, None), ("slowest", 100, MOST_MS)):
        figures = (float(np.percentile(asked["ms"], share)) for asked in (before, during))
        yield Row(f"a question, {what}", *figures, "ms", goal)
    for what, times, goal in (("longest", "late_ms", MOST_HELD), ("longest by Summit itself", "own_ms", None)):
        held = (float(np.max(asked["held"][times])) for asked in (before, during))
        yield Row(f"event loop held up, {what}", *held, "ms", goal)
    same = sum(one == other for one, other in known) / len(known)
    yield Row(f"first quotes as before, of {len(known)} questions", None, same, "%", Goal(1.0))
    yield Row(f"the reindex of {SENTENCES:,} sentences, with one caller beside it", None, measured["seconds"], "s")
