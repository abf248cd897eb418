"""Question -> Pool: meaning and words each name passages, and every sentence of these is a candidate."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.rank.pool import Pool, Query, Statistics
from index.store import PLACES, Edition, PassageRow, Store
from index.vectors import VectorIndex
from index.words import WordIndex

SENTENCE_HITS = 40
PASSAGE_HITS = 25
CODED_HITS = 60
"""Nearest sentences by 8-bit codes: enough that the nearest ten by the stored vectors are among them."""
WIDEST = 64
"""How many times more is asked for where removed articles fill the first hits."""
ARTICLE_PASSAGES = 100
"""Passages of one article that are read closely: a whole book has more."""


@dataclass(frozen=True, slots=True)
class View:
    """One library at one moment: a snapshot of the database, and indexes that are at least as new."""

    store: Store
    edition: Edition
    vectors: VectorIndex
    words: WordIndex


def gather(views: Sequence[View], query: Query, article: int | None = None) -> tuple[Pool, Statistics]:
    """Return the candidates of several libraries as one pool; `article` keeps to one article of the only library."""
    passages, heads, sources = [], [], []
    for source, view in enumerate(views):
        rows = _passages(view, query) if article is None else _passages_of(view, query, article)
        known = view.store.heads({row.article for row in rows}, view.edition)
        rows = [row for row in rows if row.article in known and len(row.counts)]
        passages += rows
        heads += [known[row.article] for row in rows]
        sources += [source] * len(rows)
    return Pool(passages, heads, sources), _statistics(views, query)


def _passages(view: View, query: Query) -> list[PassageRow]:
    """Return the passages that meaning and words name; hits in removed articles call for more hits."""
    near, wide = SENTENCE_HITS if view.vectors.exact else CODED_HITS, 1
    while True:
        ids, _ = view.vectors.search(query.vector, near * wide)
        wanted = set((ids // PLACES).tolist()) | set(view.words.search(_names(query), PASSAGE_HITS * wide).tolist())
        rows = view.store.passages(wanted, view.edition)
        if len(rows) >= len(wanted) / 2 or len(rows) >= SENTENCE_HITS or wide >= WIDEST:
            return rows
        wide *= 4


def _passages_of(view: View, query: Query, article: int) -> list[PassageRow]:
    def closeness(row: PassageRow) -> float:
        shared = np.isin(np.unique(query.terms), row.terms).sum()
        return float((row.vectors @ query.vector).max()) + float(shared)

    best = heapq.nlargest(ARTICLE_PASSAGES, view.store.passages_of(article, view.edition), key=closeness)
    return sorted(best, key=lambda row: row.id)


def _statistics(views: Sequence[View], query: Query) -> Statistics:
    terms = np.unique(query.terms)
    frequency = np.zeros(len(terms), np.float32)
    for view in views:
        frequency += view.words.document_frequency(_names(query))
    return Statistics(terms, frequency, sum(len(view.words) for view in views))


def _names(query: Query) -> list[str]:
    return term_names(np.unique(query.terms))


def term_names(terms: Iterable[int]) -> list[str]:
    """Return term numbers as the word index holds them."""
    return [format(int(term), "x") for term in terms]
