"""Question -> Pool: meaning and words each name passages, and every sentence of these is a candidate."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from index.audience import Audience
from index.narrowing import Narrowing
from index.rank.pool import Pool, Query, Statistics
from index.store import PLACES, Edition, Head, PassageRow, Store
from index.vectors import VectorIndex
from index.words import WordIndex

SENTENCE_HITS = 40
PASSAGE_HITS = 25
CODED_HITS = 60
"""Nearest sentences by 8-bit codes: enough that the nearest ten by the stored vectors are among them."""
WIDEST = 64
"""How many times more is asked for where removed articles fill the first hits."""
CLOSEST = 100
"""Passages of a narrow scope that become candidates: a whole book has more."""
NARROW = 4000
"""Passages of some articles up to which all of them are read, 40 µs each; beyond, the indexes name those worth it."""


@dataclass(frozen=True, slots=True)
class View:
    """One library at one moment: a snapshot of the database, and indexes that are at least as new."""

    store: Store
    edition: Edition
    vectors: VectorIndex
    words: WordIndex
    source: int = 0
    """The place of the library among those asked."""
    only: frozenset[int] | None = None
    """The articles that may be quoted; None: all."""

    def newest(self, most: int) -> list[Head]:
        """Return the articles published last, newest first."""
        return self.store.newest_heads(most, self.edition, self.only)

    def open_to(self, audience: Audience) -> View:
        """Return a view of those articles that are for an audience."""
        barred = self.store.barred(audience)
        if not barred:
            return self
        return replace(self, only=(self.store.ids() if self.only is None else self.only) - barred)

    def narrowed(self, narrowing: Narrowing) -> View:
        """Return a view of those articles that may answer."""
        fitting = self.store.fitting(narrowing)
        return replace(self, only=fitting if self.only is None else fitting & self.only)

    def since(self, moment: datetime) -> View:
        """Return a view of those articles that were added or replaced at or after a moment."""
        new = self.store.added_since(moment)
        return replace(self, only=new if self.only is None else new & self.only)


def gather(views: Sequence[View], query: Query) -> tuple[Pool, Statistics]:
    """Return the candidates of several libraries as one pool."""
    passages, heads, sources = [], [], []
    for view in views:
        rows = _closest(view, query) if _narrow(view) else _named(view, query)
        known = view.store.heads({row.article for row in rows}, view.edition)
        rows = [row for row in rows if row.article in known and len(row.counts)]
        passages += rows
        heads += [known[row.article] for row in rows]
        sources += [view.source] * len(rows)
    return Pool(passages, heads, sources), _statistics(views, query)


def _narrow(view: View) -> bool:
    return view.only is not None and view.store.count_passages(view.only, view.edition) <= NARROW


def _named(view: View, query: Query) -> list[PassageRow]:
    """Return the passages that meaning and words name; hits in removed or other articles call for more hits."""
    near, wide = SENTENCE_HITS if view.vectors.exact else CODED_HITS, 1
    while True:
        ids, _ = view.vectors.search(query.vector, near * wide)
        wanted = set((ids // PLACES).tolist()) | set(view.words.search(_names(query), PASSAGE_HITS * wide).tolist())
        rows = view.store.passages(wanted, view.edition, view.only)
        if len(rows) >= len(wanted) / 2 or len(rows) >= SENTENCE_HITS or wide >= WIDEST:
            return rows
        wide *= 4


def _closest(view: View, query: Query) -> list[PassageRow]:
    def closeness(row: PassageRow) -> float:
        shared = np.isin(np.unique(query.terms), row.terms).sum()
        return float((row.vectors @ query.vector).max()) + float(shared)

    best = heapq.nlargest(CLOSEST, view.store.passages_of(view.only or (), view.edition), key=closeness)
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
