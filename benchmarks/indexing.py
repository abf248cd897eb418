"""How many sentences a second are indexed: whole articles by Summit, nothing but vectors by the plain way."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence

from benchmarks.libraries import corpus, fill
from benchmarks.options import Options
from benchmarks.plain import encode, load_model
from benchmarks.report import Goal, Row
from index import Library, Source

ENGLISH = ("squad20-dev", "clapnq-dev", "train/squad20", "train/squadshifts-wiki")
CHUNK = 100_000
"""Characters that are indexed at once: some 800 sentences."""
COMPARED = range(1, 4)
"""Chunks that both ways take, in turns, so that the machine's other load is the same for both; the first warms up."""


def english_articles(options: Options) -> list[Source]:
    """Return the articles of the English sets, mixed."""
    sources = [source for folder in options.sets(ENGLISH) for source in corpus(folder)]
    random.Random(0).shuffle(sources)
    return sources


def fill_up(library: Library, sources: Sequence[Source], sentences: int) -> None:
    """Index articles until a library holds so many sentences."""
    for chunk in _chunks(sources):
        fill(library, chunk)
        if library.status().sentences >= sentences:
            break


def fill_measured(library: Library, sources: Sequence[Source], sentences: int) -> Row:
    """Index articles until a library holds so many sentences; return the rates of both ways over some of them."""
    model, done = load_model(), 0
    took: list[tuple[int, float, float]] = []
    for number, chunk in enumerate(_chunks(sources)):
        began = time.perf_counter()
        added = fill(library, chunk)
        middle = time.perf_counter()
        texts = [sentence.text for sentence in added.sentences()]
        done += len(texts)
        if number in COMPARED:
            start = time.perf_counter()
            encode(model, texts)
            took.append((len(texts), time.perf_counter() - start, middle - began))
        if done >= sentences:
            break
    count, plain, summit = (sum(column) for column in zip(*took, strict=True))
    what = f"sentences indexed a second, over {count:,}"
    return Row(what, count / plain, count / summit, "/s", Goal(2.5, "ratio"))


def _chunks(sources: Sequence[Source]) -> Iterator[list[Source]]:
    chunk: list[Source] = []
    size = 0
    for source in sources:
        chunk.append(source)
        size += len(source.article.text) if source.article else 0
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
