"""A kept answer without what is not for those who will see it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.records import ArticleRef, Kept
from index import Quote


def only(kept: Kept, barred: Collection[ArticleRef]) -> Kept:
    """Return an answer in which nothing of some articles is quoted, named or counted."""
    answer = kept.answer
    withheld = sum(ArticleRef(kept.home(quote), quote.article) in barred for quote in (*answer.quotes, *answer.further))
    left = replace(
        answer,
        quotes=_left(kept, answer.quotes, barred),
        further=_left(kept, answer.further, barred),
        nearest=_left(kept, answer.nearest, barred),
        facts=tuple(fact for fact in answer.facts if ArticleRef(kept.home(fact), fact.article) not in barred),
        unknown=tuple(one for one in answer.unknown if ArticleRef(kept.home(one), one.article) not in barred),
        total=max(answer.total - withheld, 0),
    )
    # Whom a follow-up was understood to mean may stand in what is withheld.
    return replace(kept, answer=left if left.told == answer.told else replace(left, about=None))


def is_withheld(before: Kept, now: Kept) -> bool:
    """Tell whether nothing is left of an answer that said something."""
    return before.answer.first is not None and now.answer.first is None


def _left(kept: Kept, quotes: Sequence[Quote], barred: Collection[ArticleRef]) -> tuple[Quote, ...]:
    return tuple(
        _alone(kept, quote, barred) for quote in quotes if ArticleRef(kept.home(quote), quote.article) not in barred
    )


def _alone(kept: Kept, quote: Quote, barred: Collection[ArticleRef]) -> Quote:
    """Return a quote that names none of them as standing there too."""
    homes = kept.asking.scope.homes
    also = tuple(one for one in quote.also if ArticleRef(homes[one.source], one.article) not in barred)
    return quote if also == quote.also else replace(quote, also=also)
