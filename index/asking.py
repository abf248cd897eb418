"""Question and libraries -> Answer: the whole way of a question, once."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index.answer import Strictness, answer
from index.facts import answer_about
from index.following import Before, Understood, understand
from index.models import Models
from index.paging import with_pages
from index.picking import hidden, pinned, with_pinned, without_hidden
from index.question import obstacle, prepare, tidy
from index.rank.features import features
from index.rank.pool import Pool, Query
from index.rank.traits import question_traits
from index.reader import Passage, Reader, Reading
from index.reader.verdict import DOUBTFUL, FIRST, MOST, SURE, decide, in_doubt, weigh, worth_reading
from index.records import Answer
from index.search import View, gather
from index.store import PassageRow
from index.timing import Timing, untimed

FIRST_BEFORE = 1.0
"""Log-odds, before anything is read, that a sentence of the last answer's articles is worth to what follows it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How a question is asked: for how many quotes, how many more behind them, and how sure they must be."""

    top: int = 3
    further: int = 0
    strictness: Strictness = "normal"
    read: int = MOST
    """Passages that are read at most; fewer are faster, and the right one is first less often."""
    before: Before | None = None
    """What was asked and quoted before it, where it may follow that."""
    timing: Timing = untimed


def ask_views(views: Sequence[View], question: str, models: Models, asking: Asking) -> Answer:
    """Return the answer of several libraries."""
    began = time.perf_counter()
    result = _answer(views, tidy(question), models, asking)
    return replace(result, question=question, ms=(time.perf_counter() - began) * 1000)


def _answer(views: Sequence[View], asked: str, models: Models, asking: Asking) -> Answer:
    before = asking.before.articles if asking.before else ()
    understood = understand(asked, asking.before)
    # What was pinned to "Why?" is nothing for what follows another question.
    chosen = pinned(views, asked) if understood.about is None else ()
    if not chosen and (told := answer_about(views, asked, before[0] if before else None, models.encoder)):
        return told
    stands_in_the_way = obstacle(asked, _languages(views), models.known)
    # "Why?" says enough after what was said before.
    if stands_in_the_way and not (stands_in_the_way == "short" and understood.about):
        return with_pinned(Answer(asked, obstacle=None if chosen else stands_in_the_way), chosen, asking.top)
    if not views:
        return Answer(asked)
    found = with_pinned(_found(views, asked, understood, models, asking), chosen, asking.top)
    shown = without_hidden(with_pages(found, {view.source: view for view in views}), views)
    return replace(shown, about=understood.about)


def _found(views: Sequence[View], asked: str, understood: Understood, models: Models, asking: Asking) -> Answer:
    with asking.timing("encode"):
        query = _query(asked, understood, models)
    with asking.timing("search"):
        pool, statistics = gather(views, query)
    if not len(pool):
        return Answer(asked)
    with asking.timing("weigh"):
        logits = models.fusion().logits(features(query, pool, statistics))
    if asking.before:
        logits += FIRST_BEFORE * _among(pool, asking.before.articles)
    unseen = hidden(views, pool)
    lent = {view.source: view for view in views}
    readers = models.readers()
    reader = readers.for_question(query.text, {head.language for head in pool.heads}) if readers else None
    with asking.timing("read"):
        readings = read(reader, query, pool, logits, lent, asking.read) if reader else {}
    weights = reader.weights if reader else None
    return answer(
        query,
        pool,
        np.where(unseen, -np.inf, decide(logits, readings, weights)),
        partial(beside, lent, pool),
        top=asking.top,
        further=asking.further,
        strictness=asking.strictness,
        # Another reader tells no part of a sentence.
        readings=readings if weights else {},
    )


def _query(asked: str, understood: Understood, models: Models) -> Query:
    """Return what is searched for and read; what is asked for, the new question alone says."""
    query = prepare(understood.search, models.encoder())
    return replace(query, text=understood.read, traits=question_traits(asked))


def _among(pool: Pool, articles: Collection[tuple[int, int]]) -> NDArray[np.float32]:
    """Return 1.0 for each sentence of some articles, else 0.0; shape (n,)."""
    homes = zip(pool.sources, pool.heads, strict=True)
    of_passages = np.array([(source, head.article) in articles for source, head in homes], np.float32)
    among: NDArray[np.float32] = of_passages[pool.passage_of]
    return among


def read(
    reader: Reader,
    query: Query,
    pool: Pool,
    fused: NDArray[np.float32],
    views: Mapping[int, View],
    most: int = MOST,
) -> dict[int, Reading]:
    """Return what is read of the best passages' sentences.

    Of the second-best only where the best leave doubt; where all do, the best one once more after what leads up to it.
    """
    wanted, readings, weights = worth_reading(fused, pool.passage_of, most), dict[int, Reading](), reader.weights
    for some in (wanted[:FIRST], wanted[FIRST:]):
        # Whether another reader's scores leave any doubt nobody knows.
        if some and (not readings or not weights or in_doubt(fused, readings, weights, SURE)):
            found = reader.read(query.text, [_passage(pool, at, views) for at in some])
            for at, each in zip(some, found, strict=True):
                readings.update(zip(pool.inside(at), each, strict=True))
    if weights and most > 1 and in_doubt(fused, readings, weights, DOUBTFUL):
        weighed = weigh(fused, readings, weights)
        best = int(pool.passage_of[max(readings, key=lambda i: float(weighed[i]))])
        (each,) = reader.read(query.text, [_passage(pool, best, views, along=True)])
        again = dict(zip(pool.inside(best), each, strict=True))
        readings |= {i: one for i, one in again.items() if one.logit > readings[i].logit}
    return readings


def _passage(pool: Pool, at: int, views: Mapping[int, View], *, along: bool = False) -> Passage:
    row = pool.passages[at]
    earlier = _sentences(_beside(views[pool.sources[at]], row, -1))
    before = earlier[-1] if earlier else ""
    return Passage(pool.heads[at].title, before, _sentences(row), earlier if along else ())


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
    return _sentences(row)[place] if row is not None else None


def _sentences(row: PassageRow | None) -> tuple[str, ...]:
    return tuple(row.text[start:end] for start, end in row.spans) if row is not None else ()
