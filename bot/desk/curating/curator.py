"""What admins and editors do with a server's articles: one after the other, each with a line in the audit log."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.desk.bridge import Bridge
from bot.desk.curating.editing import seen as seen_now
from bot.desk.curating.events import Event, events
from bot.desk.curating.limits import check_return, check_room
from bot.desk.curating.noting import adding, changing, editing, erasing, made, removing, settle, undoing
from bot.desk.libraries import Libraries
from bot.errors import Changed
from bot.log import log
from bot.records import Change, Intent, What
from bot.settings import Settings
from bot.store import Store
from index import (
    Act,
    Added,
    Article,
    Edits,
    Library,
    Past,
    Pick,
    Restriction,
    Source,
    Status,
    StoreError,
    SummitError,
    Undone,
)

if TYPE_CHECKING:
    from index import Draft

T = TypeVar("T")
MOST_WAITING = 200
LAST_CHANGES = 200
"""Changes that are looked at: not each of them is for everybody who may see the status."""
PATIENCE = 14 * 60.0
"""Seconds that one act may take: an interaction can be answered for fifteen minutes."""
LONGEST = timedelta(hours=1)
"""How long one change may take: a command on the terminal may be at work while the bot starts."""
SEEN = 12
"""Characters that tell what was seen, short enough for a button."""


class Recorder(Protocol):
    """What writes into the bot's own file."""

    async def record(self, act: Callable[[Store], T]) -> T:
        """Return what `act` does with the store."""


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What a server's library holds, and what was changed last, newest first."""

    status: Status | None
    """None: it cannot be read."""
    bytes: int
    """What counts against the server's limit."""
    changes: tuple[Change, ...]


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
        # From the intent to its line: what another changes in between would count as this one's.
        self._turn = asyncio.Lock()
        self._looks = Bridge(1, MOST_WAITING, "summit-status")
        self.listeners: list[Callable[[int], None]] = []
        """Called with the server's id after each change of its articles."""

    def drafts_of(self, server: int, sources: Iterable[Source]) -> list[Draft]:
        """Return what sources would become, no more than a library may hold and one; it blocks."""
        library = self._libraries.of(server)
        return [library.draft(source) for source in islice(sources, self._settings.max_articles + 1)]

    async def publish(
        self, server: int, draft: Draft, who: int | None, *, as_shown: bool = False, act: Act | None = None
    ) -> Added:
        """Store a draft, and return what became of it; `as_shown`: only where it meets what the draft was shown with.

        Drafts that are published in one `act` are undone together.

        Raises:
            Changed: it would meet another article, or another text.
            OverLimit: the server's library has no room for it.
            SummitError: the library cannot be written.

        """
        library, article, act = self._libraries.of, draft.article, act or Act()
        if article is None:
            return await self._writes.run(lambda: library(server).publish(draft))
        async with self._turn:
            intent = await self._writes.run(lambda: adding(library(server), article, server, who, act))
            return await self._noted(
                intent, lambda: self._publish(library(server), draft, article, act, as_shown=as_shown)
            )

    async def remove(
        self, server: int, article: int, who: int | None, seen: str | None = None, act: Act | None = None
    ) -> bool:
        """Take an article away, and tell whether it was there; it can be undone.

        Raises:
            Changed: by now it is another than was `seen`.

        """
        act = act or Act()
        return await self._change(
            server,
            lambda library: removing(library, article, server, who, act),
            lambda library: _remove(library, article, seen, lambda one: one.remove(article, act)),
        )

    async def erase(
        self, server: int, article: int, who: int | None, seen: str | None = None, act: Act | None = None
    ) -> bool:
        """Delete an article for good, or what is kept of it, and tell whether there was any.

        Raises:
            Changed: by now it is another than was `seen`.

        """
        act = act or Act()
        return await self._change(
            server,
            lambda library: erasing(library, article, server, who, act),
            lambda library: _remove(library, article, seen, lambda one: one.erase(article, act)),
        )

    async def _change(
        self, server: int, intend: Callable[[Library], Intent | None], act: Callable[[Library], bool]
    ) -> bool:
        """Do what is intended in a server's library, and tell whether there was anything to do it to."""
        library = self._libraries.of
        async with self._turn:
            intent = await self._writes.run(lambda: intend(library(server)))
            return intent is not None and await self._noted(intent, lambda: act(library(server)))

    async def erase_gone(self, server: int, entry: int, who: int | None) -> bool:
        """Delete for good what an entry of the history took away and nobody has brought back; tell whether it was."""
        library, past, act = self._libraries.of, await self.past(server, entry), Act()
        gone = False
        for article in sorted(past.gone if past else ()):
            async with self._turn:
                intent = await self._writes.run(
                    lambda article=article: erasing(library(server), article, server, who, act)  # type: ignore[misc]
                )
                if intent and intent.identity is None:
                    gone |= await self._noted(
                        intent,
                        lambda article=article: library(server).erase(article, act, only_kept=True),  # type: ignore[misc]
                    )
        return gone

    async def undo(self, server: int, entry: int, who: int | None) -> Undone:
        """Undo an entry of the history, or say why not.

        Raises:
            OverLimit: the server's library has no room for what would come back.

        """
        library, act = self._libraries.of, Act()

        def undo() -> Undone:
            check_return(library(server), entry, self._settings)
            return library(server).undo(entry, act)

        async with self._turn:
            intent = await self._writes.run(lambda: undoing(library(server), entry, server, who, act))
            return await self._noted(intent, undo)

    async def history(self, server: int, most: int) -> list[Event]:
        """Return what was done to a server's articles and settings, newest first."""
        pasts = await self._looks.run(lambda: self._libraries.of(server).history(most))
        return await self._recorder.record(lambda store: events(store, server, pasts, most))

    async def done(self, server: int, act: Act) -> Past | None:
        """Return the entry of an act, or None where it has changed nothing."""
        return await self._looks.run(lambda: self._libraries.of(server).done(act.mark))

    async def past(self, server: int, entry: int) -> Past | None:
        """Return an entry of a server's history, or None."""
        return await self._looks.run(lambda: self._libraries.of(server).past(entry))

    async def lapse(self) -> None:
        """Delete for good what was kept for too long to be undone, one library after the other."""
        for server in await self._writes.run(self._libraries.kept_servers):
            try:
                await self._writes.run(lambda server=server: self._libraries.kept(server).lapse())  # type: ignore[misc]
            except SummitError as error:
                # The next day tries again.
                log.warning("history_not_lapsed", server=server, reason=str(error))

    async def edit(self, server: int, article: int, edits: Edits, who: int | None, seen: str) -> bool:
        """Change the fields of an article, and tell whether it was there.

        Raises:
            Changed: by now they are others than were `seen`.

        """
        act = Act()

        def change(library: Library) -> bool:
            if (found := library.show(article)) and seen_now(found[0]) != seen:
                raise Changed("editing.changed")
            return library.edit(article, edits, act)

        return await self._change(server, lambda library: editing(library, article, server, who, act), change)

    async def pin(self, server: int, pick: Pick, who: int) -> bool:
        """Have a sentence come first for the pick's question, and tell whether its article has it."""
        question = pick.question or ""
        return await self._pick(server, pick, who, "pin", lambda to: to.pin(question, pick.article, pick.sentence))

    async def hide(self, server: int, pick: Pick, who: int) -> bool:
        """Have a sentence in no answer, and tell whether its article has it."""
        return await self._pick(server, pick, who, "hide", lambda to: to.hide(pick.article, pick.sentence))

    async def take_back(self, server: int, pick: Pick, who: int) -> bool:
        """Forget that a sentence was pinned or hidden, and tell whether it was."""
        return await self._pick(server, pick, who, "take_back", lambda to: to.take_back(pick))

    async def _pick(self, server: int, pick: Pick, who: int, what: What, act: Callable[[Library], bool]) -> bool:
        return await self._change(server, lambda library: changing(library, pick.article, server, who, what), act)

    async def restrict(
        self, server: int, article: int, change: Callable[[Restriction], Restriction], who: int | None
    ) -> bool:
        """Change for whom an article is, and tell whether it was there; two at once do not undo each other."""

        def act() -> bool:
            library = self._libraries.of(server)
            found = library.show(article)
            return found is not None and library.restrict(article, change(found[0].restriction))

        async with self._turn:
            intent = await self._writes.run(lambda: editing(self._libraries.of(server), article, server, who))
            return intent is not None and await self._noted(intent, act)

    async def status(self, server: int) -> ServerStatus:
        """Return what a server's library holds, and its last changes."""

        def look() -> tuple[Status, int]:
            library = self._libraries.of(server)
            return library.status(), library.size().bytes

        changes = tuple(await self._recorder.record(lambda store: store.changes(server, LAST_CHANGES)))
        try:
            status, size = await self._looks.run(look)
        except StoreError as error:
            log.error("library_not_read", server=server, reason=str(error))
            return ServerStatus(None, 0, changes)
        return ServerStatus(status, size, changes)

    async def settle_left(self, *, starting: bool = False) -> None:
        """Note the changes that were made by what was killed before it noted them."""
        await self._recorder.record(lambda store: settle_left(store, self._libraries.of, starting=starting))

    async def cleanse(self) -> bool:
        """Overwrite what was removed and could not be so at once, and tell whether nothing of it is left."""
        return await self._writes.run(self._libraries.cleanse)

    async def changed(self, server: int) -> None:
        """Tell whoever waits for it that a server's articles have changed."""
        for listener in self.listeners:
            listener(server)

    async def close(self) -> None:
        """Take nothing more, and wait until the work in hand is done."""
        await self._looks.close()
        await self.reads.close()
        await self._writes.close()

    async def _noted(self, intent: Intent, act: Callable[[], T]) -> T:
        """Return what an act comes to; what it changes has a line in the audit log."""
        # Before anything is changed: what cannot be noted is not to be done.
        number = await self._recorder.record(lambda store: store.intend(intent))
        try:
            return await self._writes.run(act)
        finally:
            await self._settle(number, intent)

    async def _settle(self, number: int, intent: Intent) -> None:
        server = intent.change.server
        try:
            done = await self._writes.run(lambda: made(self._libraries.of(server), intent))
            await self._recorder.record(lambda store: settle(store, number, intent.change, done))
            was_made = done.is_made
        except SummitError as error:
            # The intent is kept: the next start of the bot sees to it.
            log.error("change_not_noted", server=server, what=intent.change.what, reason=str(error))
            was_made = True
        if was_made:
            await self.changed(server)

    def _publish(self, library: Library, draft: Draft, article: Article, act: Act, *, as_shown: bool) -> Added:
        if as_shown and library.find(article) != draft.before:
            raise Changed("draft.changed")
        check_room(library, article, self._settings)
        return library.publish(draft, act)


def _remove(library: Library, article: int, seen: str | None, remove: Callable[[Library], bool]) -> bool:
    if seen and (found := library.show(article)) and seen_of(library, found[1]) != seen:
        raise Changed("removing.changed")
    return remove(library)


def seen_of(library: Library, article: Article) -> str | None:
    """Return what differs after any change of an article, short enough for a button."""
    return (library.fingerprint(article.identity) or "")[:SEEN] or None


def settle_left(store: Store, library_of: Callable[[int], Library], *, starting: bool) -> None:
    """Note the changes whose process was killed before it noted them; at the start, none of the bot's is under way."""
    now = datetime.now(UTC)
    for number, intent in store.intents().items():
        change = intent.change
        if now - change.moment < LONGEST and (change.who is None or not starting):
            continue
        try:
            library = library_of(change.server)
            if intent.article is not None:
                library.purge()
            settle(store, number, change, made(library, intent))
        except SummitError as error:
            # It stays for the next start: a library that cannot be read now may be restored.
            log.warning("change_not_settled", server=change.server, reason=str(error))
