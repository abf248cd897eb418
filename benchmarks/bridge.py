"""Fifty callers at the desk: is each one answered, how soon, and is the event loop ever held up?"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.callers import CALLERS
from benchmarks.indexing import english_articles, fill_up
from benchmarks.libraries import ROOT
from benchmarks.options import Options
from benchmarks.report import Goal, Row
from benchmarks.speed import real_questions
from index import Library, Source

SENTENCES = 10_000
QUESTIONS = 1_000
MOST_MS = Goal(3000, "figure", "at most")
MOST_HELD = Goal(50, "figure", "at most")


def run(options: Options) -> list[Row]:
    """Return what fifty callers meet at the default settings."""
    sources = english_articles(options)
    if not sources:
        return []
    with filled(sources) as name:
        return list(_rows(alone("benchmarks.callers", [name], real_questions(options, QUESTIONS))))


@contextmanager
def filled(sources: Sequence[Source], sentences: int = SENTENCES, library: str = "shared") -> Iterator[str]:
    """Lend a data folder with so many sentences in one of its libraries."""
    with tempfile.TemporaryDirectory(prefix="summit-bench-") as name:
        with Library.open(Path(name) / library) as opened:
            fill_up(opened, sources, sentences)
        yield name


def alone(module: str, words: Sequence[str], questions: Sequence[str]) -> list[dict[str, Any]]:
    """Return what a process of its own measures over these questions: its memory and its times are nobody else's."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(questions), stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _rows(runs: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """Yield the figures of all runs together; the plain way is one caller after the other."""
    alone, together = ([one[who] for one in runs] for who in ("alone", "together"))
    answered = sum(len(one["ms"]) for one in together) / (QUESTIONS * len(runs))
    yield Row(f"answered, {CALLERS} callers at once", None, answered, "%", Goal(1.0))
    for what, share, goal in (("p50", 50, None), ("p99", 99, None), ("slowest", 100, MOST_MS)):
        yield Row(f"a question, {what}", _share(alone, "ms", share), _share(together, "ms", share), "ms", goal)
    yield Row("questions answered", _rate(alone), _rate(together), "/s")
    idle, held = [one["idle"] for one in runs], [one["held"] for one in together]
    for what, times, at, goal in (
        ("p99.9", "late_ms", 99.9, None),
        ("longest", "late_ms", 100, MOST_HELD),
        ("longest by Summit itself", "own_ms", 100, None),
    ):
        label = f"event loop held up, {what} (beside: nobody asks)"
        yield Row(label, _share(idle, times, at), _share(held, times, at), "ms", goal)
    yield Row("peak memory of the process", None, runs[0]["peak_mb"], "MB", Goal(400, "figure", "at most"))


def _share(rounds: Sequence[dict[str, Any]], what: str, share: float) -> float:
    return float(np.percentile(list(chain.from_iterable(one[what] for one in rounds)), share))


def _rate(rounds: Sequence[dict[str, Any]]) -> float:
    return float(np.median([len(one["ms"]) / one["seconds"] for one in rounds]))
