"""Question and libraries -> Answer: the whole way of a question, once."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index.answer import Strictness, answer
from index.encode import Encoder
from index.facts import about, asked_field, facts
from index.question import askable, prepare, tidy
from index.rank.features import features
from index.rank.fusion import load_fusion
from index.rank.pool import Pool, Query, Statistics
from index.records import Answer, Fact, Field
from index.search import View, gather
from index.store import Head, PassageRow

MOST_FACTS = 3
DESCRIBED = 0.6
"""How near an article must be to the words that describe it, shared words and cosine added: 2 at the most."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How a question is asked: of one article or of all, for how many quotes, and how sure they must be."""

    article: int | None = None
    top: int = 3
    strictness: Strictness = "normal"


def ask_views(views: Sequence[View], question: str, encoder: Callable[[], Encoder], asking: Asking) -> Answer:
    """Return the answer of several libraries; the encoder is loaded only where there is something to search."""
    began = time.perf_counter()
    result = _answer(views, tidy(question), encoder, asking)
    return replace(result, question=question, ms=(time.perf_counter() - began) * 1000)


def _answer(views: Sequence[View], asked: str, encoder: Callable[[], Encoder], asking: Asking) -> Answer:
    field = asked_field(asked)
    if field and (found := _facts(views, asked, field, encoder, asking.article)):
        return Answer(asked, facts=found)
    if not views or not askable(asked, _languages(views, asking.article)):
        return Answer(asked)
    query = prepare(asked, encoder())
    pool, statistics = gather(views, query, asking.article)
    if not len(pool):
        return Answer(asked)
    logits = score(query, pool, statistics)
    neighbours = partial(_neighbours, views, pool)
    return answer(query, pool, logits, neighbours, top=asking.top, strictness=asking.strictness)


def score(query: Query, pool: Pool, statistics: Statistics) -> NDArray[np.float32]:
    """Return the log-odds that each sentence of a pool answers, shape (n,)."""
    return load_fusion().logits(features(query, pool, statistics))


def _languages(views: Sequence[View], article: int | None) -> Collection[str | None]:
    if article is None:
        return frozenset().union(*(view.store.languages() for view in views))
    return {head.language for head in views[0].store.heads([article], views[0].edition).values()}


def _facts(
    views: Sequence[View], question: str, field: Field, encoder: Callable[[], Encoder], article: int | None
) -> tuple[Fact, ...]:
    """Return the field of the articles that a question means: the one given, those it describes, else the newest."""
    if article is not None:
        return facts(list(views[0].store.heads([article], views[0].edition).values()), field)
    described = about(question, field)
    found: list[Fact] = []
    for source, view in enumerate(views):
        heads = _described(view, described, encoder) if described else view.store.newest_heads(MOST_FACTS, view.edition)
        found += [replace(fact, source=source) for fact in facts(heads, field)]
    return tuple(found[:MOST_FACTS])


def _described(view: View, words: str, encoder: Callable[[], Encoder]) -> list[Head]:
    """Return the article that words describe, or none where no title or text is near enough to them."""
    query = prepare(words, encoder())
    pool, _ = gather([view], query)
    if not len(pool):
        return []
    wanted, passages = set(query.terms.tolist()), len(pool.passages)
    nearness = np.zeros(passages)
    for i, (row, head) in enumerate(zip(pool.passages, pool.heads, strict=True)):
        held = wanted & (set(row.terms.tolist()) | set(head.title_terms.tolist()))
        titled = wanted & set(head.title_terms.tolist())
        nearness[i] = (len(held) + len(titled)) / max(2 * len(wanted), 1) + float(head.title_vector @ query.vector)
    best = int(nearness.argmax())
    return [pool.heads[best]] if nearness[best] >= DESCRIBED else []


def _neighbours(views: Sequence[View], pool: Pool, i: int) -> tuple[str | None, str | None]:
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
