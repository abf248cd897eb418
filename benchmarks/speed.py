"""How long a question, an article and a start take."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.cold import imported, measure_cold, plain_command, summit_command
from benchmarks.copies import material
from benchmarks.golden import golden_of_set
from benchmarks.growth import growth_rows
from benchmarks.indexing import ENGLISH, english_articles, fill_measured
from benchmarks.libraries import fill, seeds
from benchmarks.options import Options
from benchmarks.report import Goal, Row
from benchmarks.workers import Worker, alternate
from index import Library, Source
from index.encode.models import PACKAGED, find_model
from training.sets import load_set

COLD_QUESTION = "What songs did they play?"
COLD_ROUNDS = 5
SENTENCES = 10_000
QUESTIONS, WARM_UP = 400, 20
NEVER = {"torch", "discord", "sentence_transformers", "transformers"}


def run(options: Options) -> list[Row]:
    """Return what starts, questions and articles cost."""
    with tempfile.TemporaryDirectory(prefix="summit-bench-") as name:
        folder = Path(name)
        rows = list(_cold_rows(folder / "cold"))
        if sources := english_articles(options):
            rows += _warm_rows(folder, sources, options)
            spare = [source.article.text for source in reversed(sources) if source.article]
            with Library.open(folder / "warm") as library:
                made_of = material(library)
            rows += growth_rows(folder, made_of, spare, COLD_QUESTION)
    return rows


def _cold_rows(folder: Path) -> Iterator[Row]:
    """Yield what `summit ask` costs from nothing, on the seeds."""
    with Library.open(folder / "shared") as library:
        texts = [sentence.text for sentence in fill(library, seeds()).sentences()]
        (folder / "sentences.json").write_text(json.dumps(texts), "utf-8")
        save_plain(library, folder)
    commands = [
        plain_command(find_model(PACKAGED).folder, folder, COLD_QUESTION),
        summit_command(folder, COLD_QUESTION),
    ]
    (plain_s, plain_mb), (summit_s, summit_mb) = measure_cold(commands, COLD_ROUNDS)
    yield Row("cold question on the seeds", plain_s, summit_s, "s", Goal(0.1, "ratio", "at most"))
    yield Row("cold question, peak memory", plain_mb, summit_mb, "MB", Goal(200, "figure", "at most"))
    heavy = [float(len(NEVER & imported(command))) for command in commands]
    yield Row("cold question, heavy imports", heavy[0], heavy[1], "packages", Goal(0, "figure", "at most"))


def _warm_rows(folder: Path, sources: Sequence[Source], options: Options) -> Iterator[Row]:
    with Library.open(folder / "warm") as library:
        indexing = fill_measured(library, sources, SENTENCES)
        save_plain(library, folder)
    questions = real_questions(options, WARM_UP + QUESTIONS)
    with Worker("plain", folder / "vectors.npy") as plain, Worker("summit", folder / "warm") as summit:
        alternate([plain, summit], questions[:WARM_UP])
        times = alternate([plain, summit], questions[WARM_UP:])
        spent = summit.stages(questions[WARM_UP:][:100])
    yield from time_rows(f"warm question, {SENTENCES:,} sentences", times, Goal(1 / 6, "ratio", "at most"))
    yield from stage_rows(spent)
    yield indexing


def time_rows(what: str, times: Sequence[Sequence[float]], goal: Goal) -> Iterator[Row]:
    """Yield the median and the slow end of the plain way's milliseconds and Summit's."""
    for share, its_goal in ((50, goal), (99, None)):
        plain, summit = (float(np.percentile(some, share)) for some in times)
        yield Row(f"{what}, p{share}", plain, summit, "ms", its_goal)


def stage_rows(spent: Mapping[str, float]) -> Iterator[Row]:
    """Yield where the time of Summit's questions goes."""
    for stage, milliseconds in spent.items():
        yield Row(f"    {stage}", None, milliseconds, "ms")


def real_questions(options: Options, count: int) -> list[str]:
    """Return questions of the English sets, mixed."""
    questions = [one.text for folder in options.sets(ENGLISH[:2]) for one in golden_of_set(load_set(folder))]
    return random.Random(0).sample(questions, count)


def save_plain(library: Library, folder: Path) -> NDArray[np.int64]:
    """Save the vectors of a library as the plain way has them, and return the ids of their sentences."""
    with library.reading() as view:
        assert view
        size = view.store.counts()[1]
        vectors = np.lib.format.open_memmap(
            folder / "vectors.npy", "w+", np.dtype(np.float32), (size, view.edition.dimension)
        )
        ids, at = np.zeros(size, np.int64), 0
        for row in view.store.passages_after(0, view.edition):
            end = at + len(row.counts)
            vectors[at:end], ids[at:end], at = row.vectors, row.sentence_ids, end
    vectors.flush()
    return ids
