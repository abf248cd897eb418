"""Articles that were removed for good: kept answers lose what they quote of them, and answers under way too."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.records import ArticleRef, Kept
from bot.store.packing import ANSWER, ASKING, to_microseconds
from index import Answer, Fact, Quote, Unknown

UNDER_WAY = timedelta(hours=1)
"""How long an answer that was found may take until it is kept: much longer than any does."""

Removed = tuple[int, int]
"""A server, 0 for the shared library, and an article's id there."""


def removed(server: int | None, article: ArticleRef) -> Removed:
    """Return how an article is remembered."""
    return (server or 0 if article.home == "server" else 0), article.id


def forget_quotes(sql: sqlite3.Connection, gone: Removed) -> None:
    """Take what is quoted of an article out of the kept answers, and out of those that are kept soon."""
    server, article = gone
    now = to_microseconds(datetime.now(UTC))
    sql.execute("INSERT OR REPLACE INTO removed (server, article, moment) VALUES (?, ?, ?)", (server, article, now))
    rows = sql.execute(
        """SELECT id, asking, answer FROM answer WHERE (?1 = 0 OR server = ?1)
           AND answer GLOB '*"article":' || ?2 || '[,}]*'""",
        (server, article),
    ).fetchall()
    for identity, asking, answer in rows:
        asked, given = ASKING.unpack(asking, f"answer {identity}"), ANSWER.unpack(answer, f"answer {identity}")
        if asked and given:
            left = _without(given, {gone}, asked.scope.server, asked.scope.homes)
            sql.execute("UPDATE answer SET answer = ? WHERE id = ?", (ANSWER.pack(left), identity))


def allow_quotes(sql: sqlite3.Connection, back: Removed) -> None:
    """Let answers quote an article that was removed and is there again."""
    sql.execute("DELETE FROM removed WHERE server = ? AND article = ?", back)


def without_removed(sql: sqlite3.Connection, kept: Kept) -> Answer:
    """Return an answer as it may be kept: what was removed while it was found is not quoted."""
    since = to_microseconds(datetime.now(UTC) - UNDER_WAY)
    gone = set(sql.execute("SELECT server, article FROM removed WHERE moment >= ?", (since,)).fetchall())
    scope = kept.asking.scope
    return _without(kept.answer, gone, scope.server, scope.homes) if gone else kept.answer


def _without(answer: Answer, gone: set[Removed], server: int | None, homes: tuple[str, ...]) -> Answer:
    def is_gone(one: Quote | Fact | Unknown) -> bool:
        return ((server or 0) if homes[one.source] == "server" else 0, one.article) in gone

    def blank(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
        return tuple(_blank(quote) if is_gone(quote) else quote for quote in quotes)

    return replace(
        answer,
        quotes=blank(answer.quotes),
        nearest=blank(answer.nearest),
        further=blank(answer.further),
        facts=tuple(replace(fact, value="") if is_gone(fact) else fact for fact in answer.facts),
        unknown=tuple(replace(one, hint=None) if is_gone(one) else one for one in answer.unknown),
        # It may be a name that stood in what was quoted before.
        about=None if any(map(is_gone, (*answer.quotes, *answer.nearest))) else answer.about,
    )


def _blank(quote: Quote) -> Quote:
    """Return a quote of which its article's title is left, to say what was removed."""
    return replace(quote, text="", start=0, end=0, mark=None, before=None, after=None, author=None, publisher=None)
