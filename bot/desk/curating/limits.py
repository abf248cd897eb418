"""What one server's library may hold, and the sentences that say so; the shared library has no limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import OverLimit
from bot.settings import Settings
from bot.sizes import apart, in_units
from index import Article, Library, Source


@dataclass(slots=True)
class Room:
    """What a server's library holds, and would hold with the articles that were taken in."""

    articles: int
    bytes: int
    settings: Settings
    weigh: Callable[[Article], int]
    """Tells how many bytes an article would take."""

    @classmethod
    def of(cls, library: Library, settings: Settings) -> Room:
        """Return what there is at the moment."""
        held = library.size()
        return cls(held.articles, held.bytes, settings, library.weigh)

    def take(self, article: Article, met: Article | None) -> None:
        """Take an article in, in the place of the one that it would meet; raise OverLimit where it has no room."""
        if met and met.text == article.text:
            return
        if met is None and self.articles >= self.settings.max_articles:
            raise _too_many(self.articles, self.settings.max_articles)
        growth = self.weigh(article) - (self.weigh(met) if met else 0)
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


def check_return(library: Library, entry: int, settings: Settings) -> None:
    """Raise OverLimit where a server's library has no room for what undoing an entry would bring back."""
    room, past = Room.of(library, settings), library.past(entry)
    room.articles -= len(past.new) if past else 0
    for article in library.returning(entry):
        room.take(article, library.find(article))


def admitting(library: Library, settings: Settings) -> Callable[[Source], Source]:
    """Return what lets the articles of one run of a source into a server's library.

    It refuses those that are too large for themselves, and raises OverLimit where there is no room for any more.
    """
    room = Room.of(library, settings)

    def admit(source: Source) -> Source:
        article = source.article
        if article is None:
            return source
        try:
            check_upload(len(article.text.encode()), settings)
        except OverLimit as error:
            return Source(source.path, refusal=error)
        room.take(article, library.find(article))
        return source

    return admit


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
        f"take about {in_units(needed)} more: remove some first, with --forever, or ask the bot's owner to raise "
        "SUMMIT_MAX_BYTES.",
        needed,
    )
