"""Views -> a story over articles: its sentences by the days that they tell of; or two articles side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.answer import published_of
from index.antecedents import NONE, antecedents
from index.errors import ModelMismatch
from index.models import Models
from index.picking import hidden
from index.question import tidy
from index.rank.pool import Pool
from index.records import SummaryLine
from index.search import View
from index.summarising import about_topic
from index.summary import choose, importance, lines
from index.when import When, when

STATED = 0.1
"""What a date of its own is worth to a sentence of a timeline."""
ALIKE = 0.62
"""The cosine from which on two sentences of two articles say the same."""
APART = 0.5
"""Below which what a sentence says is in no sentence of the other article."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence of a story, and when what it tells has happened."""

    when: When
    line: SummaryLine


@dataclass(frozen=True, slots=True)
class Beside:
    """Two articles side by side, in their own sentences."""

    both: tuple[tuple[SummaryLine, SummaryLine], ...]
    """What both say: a sentence of each."""
    first: tuple[SummaryLine, ...]
    """What the first alone says."""
    second: tuple[SummaryLine, ...]


def timeline(views: Sequence[View], models: Models, topic: str, wanted: int) -> tuple[Dated, ...]:
    """Return the sentences about a topic that stand for it, by the day that they tell of; undated ones are left out."""
    found = about_topic(views, models, tidy(topic))
    if found is None:
        return ()
    pool, relevance, fits = found
    days = [when(pool.sentence(i), published_of(pool, i)) if fits[i] else None for i in range(len(pool))]
    # Apart from what it leans on, "It was closed" tells nothing.
    stands = (antecedents(pool) == NONE) & ~hidden(views, pool)
    fits = fits & stands & np.array([day is not None for day in days], bool)
    worth = relevance + STATED * np.array([bool(day and day.stated) for day in days], np.float32)
    chosen = [i for i in choose(pool, worth.astype(np.float32), wanted, fits) if fits[i]]
    dated = [Dated(day, line) for i, line in zip(chosen, lines(pool, chosen), strict=True) if (day := days[i])]
    return tuple(sorted(dated, key=lambda one: (one.when.day, not one.when.whole_year)))


def side_by_side(first: View, second: View, wanted: int) -> Beside:
    """Return what two articles both say, and what one of them says alone, most important first.

    Raises:
        ModelMismatch: different models have indexed them, so that their sentences cannot be compared.

    """
    if first.edition.model != second.edition.model:
        raise ModelMismatch(
            "These two articles were indexed with different models, and cannot be laid side by side. "
            "Run `summit reindex` for the libraries that hold them."
        )
    one, other = _whole(first), _whole(second)
    if not (len(one) and len(other)):
        return Beside((), (), ())
    shown, also_shown = ~hidden([first], one), ~hidden([second], other)
    likeness = np.where(np.outer(shown, also_shown), one.vectors @ other.vectors.T, -1)
    told = [(lines(one, [i])[0], lines(other, [j])[0]) for i, j in _pairs(likeness, importance(one))[:wanted]]
    alone = _alone(one, likeness, shown, wanted), _alone(other, likeness.T, also_shown, wanted)
    return Beside(tuple(told), *alone)


def _pairs(likeness: NDArray[np.floating], worth: NDArray[np.floating]) -> list[tuple[int, int]]:
    """Return the sentences that are each other's nearest, and near enough."""
    nearest, back = likeness.argmax(axis=1), likeness.argmax(axis=0)
    found = [(i, int(j)) for i, j in enumerate(nearest) if back[j] == i and likeness[i, j] >= ALIKE]
    return sorted(found, key=lambda pair: -float(worth[pair[0]]))


def _alone(
    pool: Pool, likeness: NDArray[np.floating], shown: NDArray[np.bool_], wanted: int
) -> tuple[SummaryLine, ...]:
    apart = shown & (likeness.max(axis=1) < APART)
    return lines(pool, [i for i in choose(pool, importance(pool), wanted, apart) if apart[i]])


def _whole(view: View) -> Pool:
    """Return the sentences of a view's articles."""
    articles = sorted(view.only or ())
    rows, heads = list(view.store.passages_of(articles, view.edition)), view.store.heads(articles, view.edition)
    return Pool(rows, [heads[row.article] for row in rows], [view.source] * len(rows))
