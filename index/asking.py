"""Question and libraries -> Answer: the whole way of a question, once."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index.answer import Neighbours, Strictness, answer
from index.encode import Encoder
from index.facts import Meant, answer_about
from index.question import obstacle, prepare, tidy
from index.rank.features import features
from index.rank.fusion import load_fusion
from index.rank.pool import Pool, Query, Statistics
from index.reader import Passage, Reader, Reading
from index.reader.verdict import FIRST, MOST, decide, in_doubt, legible, worth_reading
from index.records import Answer
from index.search import View, gather
from index.store import PassageRow


@dataclass(frozen=True, slots=True)
class Models:
    """What finds and reads; each is loaded only where there is something to search."""

    encoder: Callable[[], Encoder]
    reader: Callable[[], Reader | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Asking:
    """How a question is asked: for how many quotes, how many more behind them, and how sure they must be."""

    top: int = 3
    further: int = 0
    strictness: Strictness = "normal"
    read: int = MOST
    """Passages that are read at most; fewer are faster, and the right one is first less often."""
    meant: Meant | None = None
    """The article that was just quoted: "it", in a question about an article itself."""


def ask_views(views: Sequence[View], question: str, models: Models, asking: Asking) -> Answer:
    """Return the answer of several libraries."""
    began = time.perf_counter()
    result = _answer(views, tidy(question), models, asking)
    return replace(result, question=question, ms=(time.perf_counter() - began) * 1000)


def _answer(views: Sequence[View], asked: str, models: Models, asking: Asking) -> Answer:
    if told := answer_about(views, asked, asking.meant, models.encoder):
        return told
    if stands_in_the_way := obstacle(asked, _languages(views)):
        return Answer(asked, obstacle=stands_in_the_way)
    if not views:
        return Answer(asked)
    query = prepare(asked, models.encoder())
    pool, statistics = gather(views, query)
    if not len(pool):
        return Answer(asked)
    logits = score(query, pool, statistics)
    neighbours = partial(beside, {view.source: view for view in views}, pool)
    reader = models.reader() if legible(query.text) else None
    readings = read(reader, query, pool, logits, neighbours, asking.read) if reader else {}
    fitted = bool(reader and reader.fitted)
    return answer(
        query,
        pool,
        decide(logits, readings, fitted=fitted),
        neighbours,
        top=asking.top,
        further=asking.further,
        strictness=asking.strictness,
        # Another reader tells no part of a sentence.
        readings=readings if fitted else {},
    )


def score(query: Query, pool: Pool, statistics: Statistics) -> NDArray[np.float32]:
    """Return the log-odds that each sentence of a pool answers, shape (n,)."""
    return load_fusion().logits(features(query, pool, statistics))


def read(
    reader: Reader, query: Query, pool: Pool, fused: NDArray[np.float32], neighbours: Neighbours, most: int = MOST
) -> dict[int, Reading]:
    """Return what is read of the sentences of the best passages; of the second-best only where those leave doubt."""
    wanted, readings = worth_reading(fused, pool.passage_of, most), dict[int, Reading]()
    for some in (wanted[:FIRST], wanted[FIRST:]):
        # Whether another reader's scores leave any doubt nobody knows.
        if some and (not readings or not reader.fitted or in_doubt(fused, readings)):
            found = reader.read(query.text, [_passage(pool, at, neighbours) for at in some])
            for at, each in zip(some, found, strict=True):
                readings.update(zip(pool.inside(at), each, strict=True))
    return readings


def _passage(pool: Pool, at: int, neighbours: Neighbours) -> Passage:
    inside = pool.inside(at)
    return Passage(pool.heads[at].title, neighbours(inside[0])[0] or "", tuple(map(pool.sentence, inside)))


def _languages(views: Sequence[View]) -> Collection[str | None]:
    return frozenset().union(*(view.store.languages(view.only) for view in views))


def beside(views: Mapping[int, View], pool: Pool, i: int) -> tuple[str | None, str | None]:
    """Return the body sentences before and after one, across the bounds of passages."""
    at = pool.passage_of[i]
    row, view, place = pool.passages[at], views[pool.sources[at]], int(pool.place[i])
    before = _sentence(row, place - 1) if place else _sentence(_beside(view, row, -1), -1)
    last = place + 1 == len(row.counts)
    return before, _sentence(_beside(view, row, 1), 0) if last else _sentence(row, place + 1)


def _beside(view: View, row: PassageRow, step: int) -> PassageRow | None:
    return view.store.neighbour(row.article, view.edition, row.ordinal + step)


def _sentence(row: PassageRow | None, place: int) -> str | None:
    if row is None:
        return None
    start, end = row.spans[place]
    return row.text[start:end]
