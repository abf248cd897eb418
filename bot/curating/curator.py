"""What admins and editors do with a server's articles: one after the other, each with a line in the audit log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.bridge import Bridge
from bot.curating.limits import check_room
from bot.errors import NotSaved
from bot.libraries import Libraries
from bot.log import log
from bot.records import Change, What
from bot.settings import Settings
from bot.store import Store
from index import Added, Source, Status

if TYPE_CHECKING:
    from index import Draft

T = TypeVar("T")
MOST_WAITING = 200
LAST_CHANGES = 8
PATIENCE = 14 * 60.0
"""Seconds that one act may take: an interaction can be answered for fifteen minutes."""


class Recorder(Protocol):
    """What writes into the bot's own file."""

    async def record(self, act: Callable[[Store], T]) -> T:
        """Return what `act` does with the store."""


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What a server's library holds, and what was changed last, newest first."""

    status: Status
    bytes: int
    """What counts against the server's limit."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a draft, and whether the library is another one now."""

    added: Added
    changed: bool


class Curator:
    """Change the libraries of servers; made in a running event loop."""

    def __init__(self, settings: Settings, libraries: Libraries, recorder: Recorder) -> None:
        self._settings = settings
        self._libraries = libraries
        self._recorder = recorder
        # One thread: what two admins do at the same time is done one after the other.
        self._writes = Bridge(1, MOST_WAITING, "summit-curator", PATIENCE)
        # Not behind the writes: a draft that takes long to read must keep nobody from removing an article.
        self.reads = Bridge(1, MOST_WAITING, "summit-draft", PATIENCE)
        self._looks = Bridge(1, MOST_WAITING, "summit-status")
        self.listeners: list[Callable[[int], None]] = []
        """Called with the server's id after each change of its articles."""

    async def draft(self, server: int, name: str, data: bytes) -> list[Draft]:
        """Return what a file would become, an article each; nothing is stored."""

        def read() -> list[Draft]:
            # Readers take their time to load, and a bot that only answers needs none.
            from index import read_attachment

            return self.drafts_of(server, read_attachment(name, data))

        return await self.reads.run(read)

    def drafts_of(self, server: int, sources: Iterable[Source]) -> list[Draft]:
        """Return what sources would become, no more than a library may hold and one; it blocks."""
        library = self._libraries.of(server)
        return [library.draft(source) for source in islice(sources, self._settings.max_articles + 1)]

    async def publish(self, server: int, draft: Draft, who: int | None) -> Added:
        """Store a draft, and return what became of it.

        Raises:
            OverLimit: the server's library has no room for it.
            SummitError: the library cannot be written.

        """
        done = await self._writes.run(lambda: self._publish(server, draft))
        if done.changed:
            title = done.added.title or draft.source.path
            await self.note(server, who, "add" if done.added.state == "added" else "replace", title)
            await self.changed(server)
        return done.added

    async def remove(self, server: int, article: int, who: int | None) -> bool:
        """Delete an article for good, and tell whether it was there."""
        title = await self._writes.run(lambda: self._remove(server, article))
        if title is None:
            return False
        await self.note(server, who, "remove", title)
        await self.changed(server)
        return True

    async def status(self, server: int) -> ServerStatus:
        """Return what a server's library holds, and its last changes."""

        def look() -> tuple[Status, int]:
            library = self._libraries.of(server)
            return library.status(), library.size().bytes

        status, size = await self._looks.run(look)
        changes = await self._recorder.record(lambda store: store.changes(server, LAST_CHANGES))
        return ServerStatus(status, size, tuple(changes))

    async def note(self, server: int, who: int | None, what: What, detail: str) -> None:
        """Add a line to a server's audit log; what was done stays done where that fails."""
        change = Change(datetime.now(UTC), server, who, what, detail)
        try:
            await self._recorder.record(lambda store: store.note(change))
        except NotSaved as error:
            log.error("change_not_noted", server=server, what=what, reason=str(error))

    async def changed(self, server: int) -> None:
        """Tell whoever waits for it that a server's articles have changed."""
        for listener in self.listeners:
            listener(server)

    async def close(self) -> None:
        """Take nothing more, and wait until the work in hand is done."""
        await self._looks.close()
        await self.reads.close()
        await self._writes.close()

    def _publish(self, server: int, draft: Draft) -> _Done:
        library = self._libraries.of(server)
        if draft.article:
            check_room(library, draft.article, self._settings)
        before = library.version()
        added = library.publish(draft)
        # New fields of an article with the same text are a change too.
        return _Done(added, library.version() != before)

    def _remove(self, server: int, article: int) -> str | None:
        """Delete an article, and return its title, or None where it was not there."""
        library = self._libraries.of(server)
        found = library.show(article)
        return found[0].title if found and library.remove(article) else None
