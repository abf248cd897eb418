"""What people chose of sentences: those pinned to a question come first, and those hidden stand in no answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.answer import STRONG, fold, quote_of
from index.likeness import is_alike
from index.marks import mark
from index.rank.pool import Pool
from index.rank.traits import question_traits
from index.records import Answer, Quote
from index.search import View


def hidden(views: Sequence[View], pool: Pool) -> NDArray[np.bool_]:
    """Tell which sentences of a pool are hidden in their library, wherever they stand in it; shape (n,)."""
    folded, at = _folded(views), pool.passage_of
    if not any(folded.values()):
        return np.zeros(len(pool), bool)
    return np.array([fold(pool.sentence(i)) in folded[pool.sources[at[i]]] for i in range(len(pool))], bool)


def without_hidden(answer: Answer, views: Sequence[View]) -> Answer:
    """Return an answer whose quotes have no hidden sentence beside them."""
    folded = _folded(views)
    if not any(folded.values()):
        return answer

    def shown(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
        return tuple(_without(quote, folded[quote.source]) for quote in quotes)

    return replace(answer, quotes=shown(answer.quotes), nearest=shown(answer.nearest), further=shown(answer.further))


def _without(quote: Quote, folded: Collection[str]) -> Quote:
    before, after = (None if text and fold(text) in folded else text for text in (quote.before, quote.after))
    return replace(quote, before=before, after=after)


def _folded(views: Sequence[View]) -> dict[int, set[str]]:
    return {view.source: {fold(one.sentence) for one in view.store.hidden()} for view in views}


def pinned(views: Sequence[View], question: str) -> tuple[Quote, ...]:
    """Return the sentences that are pinned to a question like this one, those that still stand in their articles."""
    return tuple(quote for view in views for quote in _pinned(view, question))


def _pinned(view: View, question: str) -> Iterator[Quote]:
    for pick in view.store.pins():
        in_reach = view.only is None or pick.article in view.only
        if in_reach and pick.question is not None and is_alike(pick.question, question):
            rows = list(view.store.passages_of([pick.article], view.edition))
            head = view.store.heads([pick.article], view.edition)[pick.article]
            pool = Pool(rows, [head] * len(rows), [view.source] * len(rows))
            places = (i for i in range(len(pool)) if rows and pool.sentence(i) == pick.sentence)
            if (i := next(places, None)) is not None:
                marked = mark(question, question_traits(question), pick.sentence)
                yield replace(quote_of(pool, i, STRONG, marked, _beside(pool, i)), pinned=True)


def _beside(pool: Pool, i: int) -> tuple[str | None, str | None]:
    """Return the sentences before and after one, in a pool of one whole article."""
    return pool.sentence(i - 1) if i else None, pool.sentence(i + 1) if i + 1 < len(pool) else None


def with_pinned(answer: Answer, chosen: Sequence[Quote], top: int) -> Answer:
    """Return an answer that begins with what people chose, whose scores are at least those of all others."""
    if not chosen:
        return answer
    places = {(one.source, one.article, one.start) for one in chosen}
    others = [one for one in answer.quotes if (one.source, one.article, one.start) not in places]
    further = tuple(one for one in answer.further if (one.source, one.article, one.start) not in places)
    best = max((one.score for one in (*chosen, *others)), default=STRONG)
    first = [replace(one, score=best) for one in chosen]
    total = answer.total + len(first) - (len(answer.quotes) - len(others)) - (len(answer.further) - len(further))
    quotes = (*first, *others)[: max(top, 1)]
    return replace(
        answer, quotes=quotes, further=further, nearest=(), total=max(total, len(quotes)), facts=(), unknown=()
    )
