"""The answer that a question follows up -> what the libraries in reach need to know of it."""

from __future__ import annotations

from dataclasses import replace

from bot.records import ArticleRef, Asking, Kept, Scope
from index import Answer, Before, before_of


def followed(asking: Asking, kept: Kept | None) -> Before | None:
    """Return what was asked and said before a question, without what is out of reach by now; None where nothing was."""
    meant = tuple(_places(asking.scope, [asking.meant] if asking.meant else []))
    if kept is None:
        return Before(articles=meant) if meant else None
    before = before_of(_in_reach(kept, asking.scope))
    articles = _places(asking.scope, [ArticleRef(kept.home(one), one.article) for one in kept.answer.told])
    return replace(before, articles=tuple(dict.fromkeys((*meant, *articles))))


def _in_reach(kept: Kept, scope: Scope) -> Answer:
    quotes = tuple(quote for quote in kept.answer.quotes if kept.home(quote) in scope.homes)
    return replace(kept.answer, quotes=quotes)


def _places(scope: Scope, refs: list[ArticleRef]) -> list[tuple[int, int]]:
    """Return articles by the place of their library in a scope."""
    return [(scope.homes.index(ref.home), ref.id) for ref in refs if ref.home in scope.homes]
