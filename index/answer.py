"""Scored candidates -> Answer: which sentences, in which order, each once, or plainly nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.listing import items
from index.marks import mark
from index.rank.fusion import probability
from index.rank.pool import Pool, Query
from index.reader import Reading
from index.records import Answer, Elsewhere, Quote, Span, Strength

Strictness = Literal["low", "normal", "high"]
Neighbours = Callable[[int], tuple[str | None, str | None]]
_UNREAD: Mapping[int, Reading] = MappingProxyType({})

THRESHOLDS: Mapping[Strictness, float] = {"low": 0.3, "normal": 0.45, "high": 0.6}
"""How probable it must be that the best sentence answers; with `normal` an answer is more often right than wrong."""
FOLLOWING = 0.6
"""What a further quote needs, as a share of the best one's score: others would be quotes that nobody asked for."""
LEAST_FURTHER = 0.08
"""What a quote must score that is shown as one of the next: below it hardly a word has to do with the question."""
USUAL_TOP = 3
"""Who asks for more quotes than this asks for the ranking, and gets all of it."""
STRONG, LIKELY = 0.78, 0.55
"""From which probability on the support is called so."""
EQUAL_LOGITS = 0.15
ALIKE = 0.6
"""Log-odds by which two sentences may differ, and the cosine they need, to support alike: newer ones come first."""
CONSIDERED = 60
"""Candidates that are put in order: more are never shown."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A sentence of the pool, those that say the same elsewhere, and its score."""

    index: int
    same: tuple[int, ...]
    logit: float
    day: date


def answer(
    query: Query,
    pool: Pool,
    logits: NDArray[np.float32],
    neighbours: Neighbours,
    *,
    top: int,
    strictness: Strictness,
    further: int = 0,
    readings: Mapping[int, Reading] = _UNREAD,
) -> Answer:
    """Return at most `top` quotes and `further` ones; without support the first are only named as the nearest."""
    ranked = _newest_first(pool, _each_once(pool, logits))
    scores = np.minimum.accumulate(probability(np.array([one.logit for one in ranked], np.float32)))
    least = THRESHOLDS[strictness]
    found = bool(len(scores)) and bool(scores[0] >= least)
    first = _above(scores[:top], FOLLOWING * scores[0] if found and top <= USUAL_TOP else 0)
    last = first + (_above(scores[first : first + further], LEAST_FURTHER) if found else 0)
    shown = tuple(
        _quote(pool, one, float(score), _marked(query, pool, one.index, readings), neighbours)
        for one, score in zip(ranked[:last], scores[:last], strict=True)
    )
    if not found:
        return Answer(query.text, nearest=shown)
    support = _above(scores, min(least, FOLLOWING * scores[0]))
    return Answer(query.text, quotes=shown[:first], further=shown[first:], total=support)


def _above(scores: NDArray[np.float32], least: float) -> int:
    return int((scores >= least).sum())


def _each_once(pool: Pool, logits: NDArray[np.float32]) -> list[_Ranked]:
    """Return the best candidates, best first, with sentences that are the same put together."""
    groups: dict[str, list[int]] = {}
    # What is hidden has none.
    for i in np.argsort(-logits, kind="stable")[: min(CONSIDERED, int(np.isfinite(logits).sum()))]:
        groups.setdefault(fold(pool.sentence(int(i))), []).append(int(i))
    return [_ranked(pool, group, float(logits[group[0]])) for group in groups.values()]


def _ranked(pool: Pool, group: Sequence[int], logit: float) -> _Ranked:
    """Return a group under its newest article; the best of equal ones where dates do not tell."""
    first = max(group, key=lambda i: (_day(pool, i), -group.index(i)))
    home = _home(pool, first)
    return _Ranked(first, tuple(i for i in group if _home(pool, i) != home), logit, _day(pool, first))


def _newest_first(pool: Pool, ranked: Sequence[_Ranked]) -> list[_Ranked]:
    """Return candidates with the newer of two neighbours first where both support the answer alike."""
    order: list[_Ranked] = []
    for one in ranked:
        place = len(order)
        while place and _supersedes(pool, one, order[place - 1]):
            place -= 1
        order.insert(place, one)
    return order


def _supersedes(pool: Pool, newer: _Ranked, older: _Ranked) -> bool:
    if newer.day <= older.day or older.logit - newer.logit > EQUAL_LOGITS:
        return False
    return float(pool.vectors[newer.index] @ pool.vectors[older.index]) >= ALIKE


def _marked(query: Query, pool: Pool, i: int, readings: Mapping[int, Reading]) -> tuple[Span, ...] | None:
    """Return the part that the reader is sure of; where it has not read, what the kind of the question tells."""
    if i in readings:
        span = readings[i].span
        if query.traits["several"]:
            return items(pool.sentence(i), span) or None
        return (span,) if span else None
    return mark(query.text, query.traits, pool.sentence(i))


def _quote(pool: Pool, one: _Ranked, score: float, marked: Sequence[Span] | None, neighbours: Neighbours) -> Quote:
    quote = quote_of(pool, one.index, score, marked, neighbours(one.index))
    return replace(quote, also=tuple(_elsewhere(pool, i) for i in one.same))


def quote_of(
    pool: Pool, i: int, score: float, marked: Sequence[Span] | None, beside: tuple[str | None, str | None]
) -> Quote:
    """Return a sentence of a pool as a quote; `marked` counts in the sentence."""
    head = pool.heads[pool.passage_of[i]]
    start, end = pool.span(i)
    before, after = beside
    return Quote(
        text=pool.sentence(i),
        article=head.article,
        title=head.title,
        author=head.author,
        publisher=head.publisher,
        published=published_of(pool, i),
        url=head.url,
        start=start,
        end=end,
        mark=tuple((start + left, start + right) for left, right in marked) if marked else None,
        before=before,
        after=after,
        score=score,
        strength=_strength(score),
        source=pool.sources[pool.passage_of[i]],
    )


def _elsewhere(pool: Pool, i: int) -> Elsewhere:
    head = pool.heads[pool.passage_of[i]]
    return Elsewhere(
        head.article,
        head.title,
        head.url,
        published_of(pool, i),
        *pool.span(i),
        source=pool.sources[pool.passage_of[i]],
    )


def _strength(score: float) -> Strength:
    return "strong" if score >= STRONG else "likely" if score >= LIKELY else "weak"


def _home(pool: Pool, i: int) -> tuple[int, int]:
    passage = pool.passage_of[i]
    return pool.sources[passage], pool.heads[passage].article


def _day(pool: Pool, i: int) -> date:
    return published_of(pool, i) or date.min


def published_of(pool: Pool, i: int) -> date | None:
    """Return the day of a sentence's article."""
    published = pool.heads[pool.passage_of[i]].published
    return date.fromisoformat(published) if published else None


def fold(sentence: str) -> str:
    """Return what two copies of a sentence have in common: their letters and digits, where there are any."""
    return re.sub(r"\W+", " ", sentence.casefold()).strip() or sentence
