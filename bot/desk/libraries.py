"""Which folder is whose: a question reaches its own server's library and the shared one, and can name no other."""

from __future__ import annotations

import builtins
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path

from bot.metrics import Meter
from bot.records import ArticleRef, Home, Scope, Shelved
from bot.settings import Settings
from index import (
    KEEPER,
    PUBLIC,
    Answer,
    Article,
    Audience,
    Before,
    Beside,
    Dated,
    Entry,
    Library,
    Quote,
    Shelf,
    Summary,
    SummitError,
    ask,
    compare,
    story,
    summarise,
)

TOP = 3
SHARED = 0
"""Stands for the shared library where others have their server's number: no server has this one."""
FURTHER = 12
"""Quotes kept for More quotes: four pages."""
HURRIED = 1
"""Passages that are read at most while many questions wait."""
_FIRST = "What do the articles say?"


class Libraries:
    """The libraries of all servers and the shared one; each method blocks, and may be called from any thread."""

    def __init__(self, settings: Settings, meter: Meter | None = None) -> None:
        self._data = settings.data
        self._meter = meter or Meter()
        self._shelf = shelf = Shelf(settings.config, settings.memory_bytes, self._meter.opened)
        self._meter.watch("libraries_open", lambda: len(shelf))
        self._meter.watch("cache_bytes", lambda: shelf.bytes)
        self._meter.watch("cache_limit", lambda: shelf.limit)

    def ask(self, question: str, scope: Scope, *, before: Before | None = None, hurried: bool = False) -> Answer:
        """Return the answer of the libraries that a scope reaches; in a hurry fewer passages are read.

        `before` is what the question may follow.

        Raises:
            SummitError: a library cannot be read, or was indexed with another model.

        """
        return ask(
            self._open(scope),
            question,
            only=_only(scope),
            audience=scope.audience,
            narrowing=scope.narrowing,
            before=before,
            top=TOP,
            further=FURTHER,
            read=HURRIED if hurried else None,
            timing=self._meter.timed,
        )

    def candidates(self, server: int, question: str, most: int) -> builtins.list[Quote]:
        """Return the sentences of a server's own articles that come nearest to answering a question, best first."""
        found = ask(self._open(Scope(server, shared=False)), question, audience=KEEPER, top=most)
        return [*found.quotes, *found.nearest]

    def summarise(self, scope: Scope, topic: str | None, sentences: int, since: datetime | None) -> Summary:
        """Return the sentences that stand for the articles of a scope, or for a topic in them."""
        return summarise(
            self._open(scope),
            only=_only(scope),
            audience=scope.audience,
            narrowing=scope.narrowing,
            topic=topic,
            sentences=sentences,
            since=since,
        )

    def story(self, scope: Scope, topic: str, sentences: int) -> tuple[Dated, ...]:
        """Return the sentences about a topic in the articles of a scope by the days that they tell of."""
        return story(self._open(scope), topic, only=_only(scope), audience=scope.audience, sentences=sentences)

    def compare(self, scope: Scope, first: ArticleRef, second: ArticleRef, sentences: int) -> Beside:
        """Return what two articles in reach both say, and what only one says.

        Raises:
            UnknownArticle: one of them is not there.

        """
        one, other = ((scope.homes.index(ref.home), ref.id) for ref in (first, second))
        return compare(self._open(scope), one, other, audience=scope.audience, sentences=sentences)

    def list(self, scope: Scope) -> builtins.list[Shelved]:
        """Return all articles of the libraries that a scope reaches and its audience may see, the newest first."""
        homes = zip(scope.homes, self._open(scope), strict=True)
        shelved = [Shelved(entry, home) for home, library in homes for entry in library.list()]
        return sorted((one for one in shelved if one.is_for(scope.audience)), key=_age, reverse=True)

    def show(self, server: int | None, ref: ArticleRef, audience: Audience = PUBLIC) -> tuple[Entry, Article] | None:
        """Return an article with its text, or None where it is no longer there, or not for an audience."""
        found = self._home(server, ref.home).show(ref.id) if ref.home in Scope(server).homes else None
        return found if found and found[0].restriction.lets(audience) else None

    def barred(self, scope: Scope) -> frozenset[ArticleRef]:
        """Return the articles of the libraries in reach that are not for the audience of a scope."""
        homes = zip(scope.homes, self._open(scope), strict=True)
        return frozenset(
            ArticleRef(home, article) for home, library in homes for article in library.barred(scope.audience)
        )

    def of(self, server: int) -> Library:
        """Return a server's own library, for those who manage it."""
        return self._home(server, "server")

    def left_behind(self) -> builtins.list[int]:
        """Return the servers whose index an older version or another packaged model made; SHARED, the shared library.

        A library that cannot be read is none of them: who asks it is told.
        """
        return [server for server in self.kept_servers() if self._is_left_behind(server)]

    def kept_servers(self) -> builtins.list[int]:
        """Return the servers that have a library of their own, as `kept` takes them; SHARED where that is there."""
        own = sorted(int(path.parent.name) for path in self._own())
        return [SHARED, *own] if (self._data / "shared/library.db").exists() else own

    def _own(self) -> builtins.list[Path]:
        """Return the databases of servers' own libraries."""
        return [path for path in self._data.glob("servers/*/library.db") if path.parent.name.isdecimal()]

    def _is_left_behind(self, server: int) -> bool:
        try:
            return self.kept(server).left_behind()
        except SummitError:
            return False

    def kept(self, server: int) -> Library:
        """Return a server's own library, or the shared one for SHARED."""
        return self._home(None, "shared") if server == SHARED else self.of(server)

    def database(self, server: int) -> Path:
        """Return the file of a server's own library, or of the shared one for SHARED."""
        return self._folder(server or None, "server") / "library.db"

    def version(self, scope: Scope) -> tuple[str, ...]:
        """Return what differs after any change of the articles in reach."""
        return tuple(str(library.version()) for library in self._open(scope))

    def cleanse(self) -> bool:
        """Overwrite what was removed from the libraries that are open, and tell whether nothing of it is left."""
        left = [library for library in self._shelf.opened() if not library.cleanse()]
        return not left

    def leave(self, server: int) -> None:
        """Close a server's own library, before its folder is moved or deleted."""
        self._shelf.drop(self._folder(server, "server"))

    def warm(self) -> None:
        """Ask the shared library and the largest of a server, so that no person's question is the first.

        Raises:
            SummitError: one of them cannot be asked.

        """
        shared = self._data / "shared"
        largest = sorted(self._own(), key=lambda path: path.stat().st_size)[-1:]
        for folder in (shared, *(path.parent for path in largest)):
            self._shelf.open(folder).ask(_FIRST)

    def close(self) -> None:
        """Close all of them."""
        self._shelf.close()

    def _open(self, scope: Scope) -> builtins.list[Library]:
        return [self._home(scope.server, home) for home in scope.homes]

    def _home(self, server: int | None, home: Home) -> Library:
        return self._shelf.open(self._folder(server, home))

    def _folder(self, server: int | None, home: Home) -> Path:
        return self._data / ("shared" if home == "shared" or server is None else f"servers/{server:d}")


def _age(shelved: Shelved) -> tuple[date, datetime, int]:
    """Return when an article is from; many are added in one second, and ids rise with them."""
    entry = shelved.entry
    return shelved.day, entry.added, entry.id


def _only(scope: Scope) -> list[Collection[int] | None] | None:
    """Return for each library of a scope the articles that may be quoted; None: all."""
    if not scope.articles:
        return None
    return [{ref.id for ref in scope.articles if ref.home == home} for home in scope.homes]
