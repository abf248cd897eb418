"""Where the time of a warm question goes, stage by stage."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from index import Config, Library
from index.asking import read
from index.config import encoder_of, models_of
from index.question import obstacle, prepare, tidy
from index.rank.features import features
from index.search import CODED_HITS, PASSAGE_HITS, SENTENCE_HITS, View, gather, term_names
from index.store import PLACES

Result = TypeVar("Result")
Times = dict[str, list[float]]


class Stopwatch:
    """Collect milliseconds by stage."""

    def __init__(self) -> None:
        self.times: Times = defaultdict(list)
        self._last = time.perf_counter()

    def start(self) -> None:
        """Let the next stage begin now."""
        self._last = time.perf_counter()

    def stop(self, stage: str, result: Result) -> Result:
        """Book the time since the last stage, and hand its result on."""
        now = time.perf_counter()
        self.times[stage].append((now - self._last) * 1000)
        self._last = time.perf_counter()
        return result


def stages(library: Library, questions: Sequence[str]) -> dict[str, float]:
    """Return the median milliseconds of each stage; gathering is timed whole, then part by part."""
    watch = Stopwatch()
    for question in questions:
        watch.start()
        with library.reading() as view:
            watch.stop("view of the library", view)
            if view:
                _walk(view, question, watch)
    return {stage: float(np.median(found)) for stage, found in watch.times.items()}


def _walk(view: View, question: str, watch: Stopwatch) -> None:
    asked = tidy(question)
    watch.stop("is it a question", obstacle(asked, view.store.languages()))
    query = watch.stop("encode and analyse", prepare(asked, encoder_of(Config())))
    pool, statistics = watch.stop("gather", gather([view], query))
    near = SENTENCE_HITS if view.vectors.exact else CODED_HITS
    ids, _ = watch.stop("  of it: vectors", view.vectors.search(query.vector, near))
    names = term_names(np.unique(query.terms))
    words = watch.stop("  of it: words", view.words.search(names, PASSAGE_HITS))
    wanted = set((ids // PLACES).tolist()) | set(words.tolist())
    rows = watch.stop("  of it: passages", view.store.passages(wanted, view.edition))
    watch.stop("  of it: articles", view.store.heads({row.article for row in rows}, view.edition))
    watch.stop("features", features(query, pool, statistics))
    models = models_of(Config())
    logits = watch.stop("features and network", models.fusion().logits(features(query, pool, statistics)))
    readers = models.readers()
    if readers and (reader := readers.for_question(query.text, {"en"})):
        watch.stop("reading", read(reader, query, pool, logits, {view.source: view}))
