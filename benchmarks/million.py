"""A million sentences: does a question stay quick, and does it still find what is nearest?"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.copies import material, write_copies
from benchmarks.indexing import english_articles
from benchmarks.libraries import fill
from benchmarks.options import Options
from benchmarks.plain import exact_index
from benchmarks.recall import recall
from benchmarks.report import Goal, Row
from benchmarks.speed import real_questions, save_plain, stage_rows, time_rows
from benchmarks.workers import Worker, alternate
from index import Library

SENTENCES = 1_000_000
QUESTIONS, WARM_UP = 200, 20


def run(options: Options) -> list[Row]:
    """Return what a million sentences cost; a folder with some 4 GB is used and emptied."""
    with tempfile.TemporaryDirectory(prefix="summit-bench-") as name:
        folder = Path(name)
        return [*build(folder, options), *measure(folder, options)] if any(options.sets(["squad20-dev"])) else []


def build(folder: Path, options: Options) -> Iterator[Row]:
    """Write the library into a folder and build its indexes, in a process of its own."""
    with Library.open(folder / "real") as library:
        _say(f"{sum(1 for _ in fill(library, english_articles(options)).sentences()):,} real sentences are indexed")
        made_of = material(library)
    began = time.perf_counter()
    write_copies(folder / "million", made_of, SENTENCES, _progress)
    _say(f"written in {time.perf_counter() - began:.0f} s")
    with Worker("summit", folder / "million") as worker:
        yield Row(f"derived indexes of {SENTENCES:,} sentences built", None, worker.settle(), "s")
        yield Row("building, peak memory", None, worker.peak_mb(), "MB")


def measure(folder: Path, options: Options) -> Iterator[Row]:
    """Ask the library in a folder, beside the plain way."""
    questions = real_questions(options, WARM_UP + QUESTIONS)
    with Library.open(folder / "million") as library:
        ids = save_plain(library, folder)
        _say("the plain way's vectors are saved")
        with library.reading() as view:
            assert view
            share = recall(view, questions[WARM_UP:], exact_index(np.load(folder / "vectors.npy")), ids)
    yield from _asked(folder, questions)
    yield Row("recall@10 of the search by meaning", 1.0, share, "", Goal(0.99))


def _asked(folder: Path, questions: list[str]) -> Iterator[Row]:
    with Worker("plain", folder / "vectors.npy") as plain, Worker("summit", folder / "million") as summit:
        first = summit.ask(questions[:1])[0]
        alternate([plain, summit], questions[:WARM_UP])
        times = alternate([plain, summit], questions[WARM_UP:])
        peaks = plain.peak_mb(), summit.peak_mb()
        spent = summit.stages(questions[WARM_UP:])
    yield Row("first question after opening", None, first, "ms")
    yield from time_rows(f"warm question, {SENTENCES:,} sentences", times, Goal(40, "figure", "at most"))
    yield from stage_rows(spent)
    yield Row("peak memory of the process that answers", *peaks, "MB", Goal(1536, "figure", "at most"))


def _progress(done: int) -> None:
    print(f"\r{done:,} of {SENTENCES:,} sentences are written", end="", file=sys.stderr, flush=True)


def _say(words: str) -> None:
    print(f"\r{words}", file=sys.stderr, flush=True)
