"""What one server's library may hold, and the sentences that say so; the shared library has no limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.settings import Settings
from index import Article, Library, TooLarge

Limit = Literal["articles", "bytes", "upload"]
GROWTH = 24
"""Bytes on disk for a byte of text, its sentences' vectors and terms included: measured on English news."""
_KILO, _MEGA = 1_000, 1_000_000
_EXACT = 6
"""Digits of a megabyte with which no byte is lost."""


class OverLimit(TooLarge):
    """Refuse what a server's library has no room for; `limit` says which limit, in numbers of the same unit."""

    def __init__(self, limit: Limit, most: int, found: int, sentence: str, needed: int = 0) -> None:
        super().__init__(sentence)
        self.limit = limit
        self.most = most
        self.found = found
        self.needed = needed
        """Bytes that the article would take beside those found."""


@dataclass(slots=True)
class Room:
    """What a server's library holds, and would hold with the articles that were taken in."""

    articles: int
    bytes: int
    settings: Settings

    @classmethod
    def of(cls, library: Library, settings: Settings) -> Room:
        """Return what there is at the moment."""
        held = library.size()
        return cls(held.articles, held.bytes, settings)

    def take(self, article: Article, met: Article | None) -> None:
        """Take an article in, in the place of the one that it would meet; raise OverLimit where it has no room."""
        if met and met.text == article.text:
            return
        if met is None and self.articles >= self.settings.max_articles:
            raise _too_many(self.articles, self.settings.max_articles)
        growth = GROWTH * (_bytes(article) - (_bytes(met) if met else 0))
        if growth > 0 and self.bytes + growth > self.settings.max_bytes:
            raise _too_full(self.bytes, growth, self.settings.max_bytes)
        self.articles += met is None
        self.bytes += growth


def check_upload(size: int, settings: Settings) -> None:
    """Raise OverLimit where a file of so many bytes may not be added."""
    most = settings.max_upload
    if size > most:
        found, allowed = apart(size, most)
        raise OverLimit(
            "upload",
            most,
            size,
            f"This has {found} and one file may have {allowed}: split it, "
            "or ask the bot's owner to raise SUMMIT_MAX_UPLOAD.",
        )


def check_room(library: Library, article: Article, settings: Settings) -> None:
    """Raise OverLimit where a server's library has no room for an article."""
    Room.of(library, settings).take(article, library.find(article))


def in_units(size: int, digits: int = 1) -> str:
    """Return a size in bytes as people write it: "950 bytes", "12.3 kB", "12.3 MB"."""
    if size < _KILO:
        return "1 byte" if size == 1 else f"{size} bytes"
    unit, name = (_MEGA, "MB") if round(size / _KILO, digits) >= _KILO else (_KILO, "kB")
    return f"{size / unit:,.{digits}f} {name}"


def apart(found: int, most: int) -> tuple[str, str]:
    """Return two sizes with as many digits as it takes to tell them apart."""
    pairs = ((in_units(found, digits), in_units(most, digits)) for digits in range(1, _EXACT + 1))
    return next((pair for pair in pairs if pair[0] != pair[1]), (in_units(found), in_units(most)))


def _bytes(article: Article) -> int:
    return len(article.text.encode())


def _too_many(held: int, most: int) -> OverLimit:
    return OverLimit(
        "articles",
        most,
        held,
        f"This server has {held:,} {'article' if held == 1 else 'articles'} and may have {most:,}: remove some first, "
        "or ask the bot's owner to raise SUMMIT_MAX_ARTICLES.",
    )


def _too_full(held: int, needed: int, most: int) -> OverLimit:
    found, allowed = apart(held, most)
    return OverLimit(
        "bytes",
        most,
        held,
        f"This server's articles take {found} of the {allowed} that they may, and this one would "
        f"take about {in_units(needed)} more: remove some first, or ask the bot's owner to raise "
        "SUMMIT_MAX_BYTES.",
        needed,
    )
