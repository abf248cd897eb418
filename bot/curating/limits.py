"""What one server's library may hold, and the sentences that say so; the shared library has no limits."""

from __future__ import annotations

from typing import Literal

from bot.settings import Settings
from index import Article, Library, TooLarge

Limit = Literal["articles", "bytes", "upload"]
GROWTH = 24
"""Bytes on disk for a byte of text, its sentences' vectors and terms included: measured on English news."""


class OverLimit(TooLarge):
    """Refuse what a server's library has no room for; `limit` says which limit, in numbers of the same unit."""

    def __init__(self, limit: Limit, most: int, found: int, sentence: str) -> None:
        super().__init__(sentence)
        self.limit = limit
        self.most = most
        self.found = found


def check_upload(size: int, settings: Settings) -> None:
    """Raise OverLimit where a file of so many bytes may not be added."""
    most = settings.max_upload
    if size > most:
        raise OverLimit(
            "upload",
            most,
            size,
            f"This has {megabytes(size)} and one file may have {megabytes(most)}: split it, "
            "or ask the bot's owner to raise SUMMIT_MAX_UPLOAD.",
        )


def check_room(library: Library, article: Article, settings: Settings) -> None:
    """Raise OverLimit where a server's library has no room for an article."""
    held = library.size()
    if held.articles >= settings.max_articles and library.find(article) is None:
        raise _too_many(held.articles, settings.max_articles)
    wanted = held.bytes + GROWTH * len(article.text.encode())
    if wanted > settings.max_bytes:
        raise _too_full(held.bytes, wanted, settings.max_bytes)


def megabytes(size: int) -> str:
    """Return a size in bytes as people write it, "12.3 MB"."""
    return f"{size / 1e6:,.1f} MB"


def _too_many(held: int, most: int) -> OverLimit:
    return OverLimit(
        "articles",
        most,
        held,
        f"This server has {held:,} {'article' if held == 1 else 'articles'} and may have {most:,}: remove some first, "
        "or ask the bot's owner to raise SUMMIT_MAX_ARTICLES.",
    )


def _too_full(held: int, wanted: int, most: int) -> OverLimit:
    return OverLimit(
        "bytes",
        most,
        held,
        f"This server's articles take {megabytes(held)} of the {megabytes(most)} that they may, and this one would "
        f"take about {megabytes(wanted - held)} more: remove some first, or ask the bot's owner to raise "
        "SUMMIT_MAX_BYTES.",
    )
