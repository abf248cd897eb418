"""A bot that answers for long: does its memory stay flat, and how much is it?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

from benchmarks.bridge import alone, filled
from benchmarks.indexing import english_articles
from benchmarks.options import Options
from benchmarks.report import Goal, Row
from benchmarks.speed import real_questions

DIFFERENT = 5_000
AT_DESK, EARLY_AT_DESK = 10_000, 1_000
BY_COMMAND, EARLY_BY_COMMAND = 2_000, 200
FLAT, MOST = Goal(1.05, "ratio", "at most"), Goal(400, "figure", "at most")


def run(options: Options) -> list[Row]:
    """Return the memory of the process at the desk, and of the whole bot in a simulated Discord."""
    sources = english_articles(options)
    if not sources:
        return []
    with filled(sources) as name:
        questions = real_questions(options, DIFFERENT)
        return [
            *_rows("at the desk", "desk", name, list(islice(cycle(questions), AT_DESK)), EARLY_AT_DESK),
            *_rows("by /ask", "bot", name, questions[:BY_COMMAND], EARLY_BY_COMMAND),
        ]


def _rows(where: str, what: str, data: str, questions: list[str], early: int) -> Iterator[Row]:
    """Yield the memory after all questions, beside that after the early ones."""
    (held,) = alone("benchmarks.soaking", [what, data, str(early)], questions)
    label = f"memory after {len(questions):,} questions {where} (beside: after {early:,})"
    yield Row(label, held["early"], held["late"], "MB", FLAT)
    yield Row(f"peak memory, {where}", None, held["peak"], "MB", MOST)
