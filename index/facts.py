"""Questions about an article itself -> its fields, or the word that it is stored without them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.asked import about, asked_field, asked_of_it
from index.encode import Encoder
from index.hints import hint
from index.question import prepare
from index.records import Answer, Fact, Field, Unknown
from index.search import View, gather
from index.store import Head

MOST = 3
"""Articles of which a field is told."""
DESCRIBED = 0.6
"""How near an article must be to the words that describe it, shared words and cosine added: 2 at the most."""
Meant = tuple[int, int]
"""An article by the place of its library among those asked, and its id there."""


@dataclass(frozen=True, slots=True)
class _Held:
    """An article in its library."""

    view: View
    head: Head


def answer_about(
    views: Sequence[View], question: str, meant: Meant | None, encoder: Callable[[], Encoder]
) -> Answer | None:
    """Return what is known of the articles that a question is about, or None where it is about none that is here."""
    quoted = _quoted(views, meant)
    field, words = asked_field(question), ""
    if field:
        words = about(question, field)
    elif quoted:
        field = asked_of_it(question)
    if field is None:
        return None
    held = _described_in(views, words, encoder) if words and not _alone(views) else quoted or _newest(views)
    return _told(question, held, field) if held else None


def _told(question: str, held: Sequence[_Held], field: Field) -> Answer:
    facts = [fact for one in held if (fact := _fact(one, field))][:MOST]
    without = [one for one in held if not getattr(one.head, field)][: MOST - len(facts)]
    return Answer(question, facts=tuple(facts), unknown=tuple(_unknown(one, field) for one in without))


def _fact(one: _Held, field: Field) -> Fact | None:
    head, value = one.head, getattr(one.head, field)
    return Fact(head.article, head.title, field, value, one.view.source) if value else None


def _unknown(one: _Held, field: Field) -> Unknown:
    store, head = one.view.store, one.head
    article = store.article(head.article)
    found = hint(article, store.bounds(head.article, one.view.edition), field) if article else None
    return Unknown(head.article, head.title, field, found, one.view.source)


def _alone(views: Sequence[View]) -> bool:
    """Tell whether a single article is asked."""
    return [len(view.only) if view.only is not None else 0 for view in views] == [1]


def _quoted(views: Sequence[View], meant: Meant | None) -> list[_Held]:
    """Return the article that was just quoted, where it is still there and in reach."""
    source, article = meant or (None, 0)
    reach = [view for view in views if view.source == source and (view.only is None or article in view.only)]
    return [_Held(view, head) for view in reach for head in view.store.heads([article], view.edition).values()]


def _newest(views: Sequence[View]) -> list[_Held]:
    return [_Held(view, head) for view in views for head in view.newest(MOST)]


def _described_in(views: Sequence[View], words: str, encoder: Callable[[], Encoder]) -> list[_Held]:
    return [_Held(view, head) for view in views for head in _described(view, words, encoder)]


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
