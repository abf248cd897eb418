"""Records for tests of how they are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from index import Answer, Elsewhere, Entry, Quote

QUOTE = Quote(
    text="They played “Golden” for twenty minutes.",
    article=7,
    title="A duet",
    author="Ann Writer",
    publisher="The Paper",
    published=date(2026, 1, 17),
    url="https://example.org/duet",
    start=100,
    end=140,
    mark=((112, 120),),
    before="The guest sat down.",
    after="Everybody clapped.",
    score=0.912345,
    strength="strong",
    also=(Elsewhere(9, "A copy", None, date(2026, 1, 18), 5, 45),),
)
NEXT = replace(
    QUOTE,
    text="Everybody clapped.",
    start=QUOTE.end + 1,
    end=QUOTE.end + 19,
    mark=None,
    before=QUOTE.text,
    after="It rained.",
)
"""The sentence after it."""
ENTRY = Entry(
    7, "A duet", "Ann Writer", "The Paper", QUOTE.published, QUOTE.url, "en", 12, datetime(2026, 2, 1, tzinfo=UTC)
)
HOSTILE = "[bold]not bold[/bold] \x1b[2J\x1b]0;title\x07 \u202eesrever \ud800"


def answer(*quotes: Quote, total: int | None = None) -> Answer:
    """Return an answer of these quotes."""
    return Answer("What was played?", quotes, total=len(quotes) if total is None else total, ms=12.3456)


def hostile_quote() -> Quote:
    """Return a quote whose every word wants to be obeyed."""
    return replace(QUOTE, text=HOSTILE, title=HOSTILE, before=HOSTILE, publisher=HOSTILE, mark=None)
