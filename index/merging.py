"""Answers and summaries of libraries that different models have indexed -> one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest

from index.asking import Asking
from index.records import Answer, Quote, Summary


def together(answers: Sequence[Answer], question: str, asking: Asking) -> Answer:
    """Return one answer: what is told of articles comes first, then the quotes by how probable they are."""
    if len(answers) == 1:
        return answers[0]
    facts, unknown = (
        chain.from_iterable(one.facts for one in answers),
        chain.from_iterable(one.unknown for one in answers),
    )
    told, found = (*facts,), [one for one in answers if one.found]
    ranked = sorted(chain.from_iterable((*one.quotes, *one.further) for one in found), key=_rank)
    first = max((len(one.quotes) for one in found), default=0)
    nearest = sorted(chain.from_iterable(one.nearest for one in answers), key=lambda one: -one.score)
    quotes, further = (ranked[:first], ranked[first : first + asking.further]) if not told else ([], [])
    obstacles = [one.obstacle for one in answers]
    return Answer(
        question,
        quotes=tuple(quotes),
        facts=told,
        nearest=() if found else tuple(nearest[: asking.top]),
        further=tuple(further),
        total=sum(one.total for one in found),
        ms=sum(one.ms for one in answers),
        obstacle=obstacles[0] if None not in obstacles else None,
        unknown=tuple(unknown),
    )


def _rank(quote: Quote) -> tuple[bool, float]:
    return not quote.pinned, -quote.score


def shared_out(summaries: Sequence[Summary], topic: str | None, wanted: int) -> Summary:
    """Return one summary with a sentence of each in turn."""
    if len(summaries) == 1:
        return summaries[0]
    turns = chain.from_iterable(zip_longest(*(one.sentences for one in summaries)))
    lines = [line for line in turns if line is not None]
    return Summary(None, topic, sum(one.of for one in summaries), tuple(lines[:wanted]))
