"""Quotes of documents with pages -> the same with the page on which each stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.records import Answer, Quote
from index.search import View


def with_pages(answer: Answer, views: Mapping[int, View]) -> Answer:
    """Return an answer whose quotes name their page, counted from 1, where they have one; views go by their source."""
    shown = (*answer.quotes, *answer.nearest, *answer.further)
    pages: dict[tuple[int, int], Sequence[int]] = {}
    for source in {quote.source for quote in shown}:
        wanted = {quote.article for quote in shown if quote.source == source}
        pages |= {(source, article): begins for article, begins in views[source].store.pages(wanted).items()}
    if not pages:
        return answer

    def paged(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
        return tuple(replace(quote, page=_page(pages.get((quote.source, quote.article)), quote)) for quote in quotes)

    return replace(answer, quotes=paged(answer.quotes), nearest=paged(answer.nearest), further=paged(answer.further))


def _page(begins: Sequence[int] | None, quote: Quote) -> int | None:
    return bisect_right(begins, quote.start) or None if begins else None
