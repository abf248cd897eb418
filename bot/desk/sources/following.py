"""The sources of all servers: one round after the other, and whatever an admin wants of one."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.desk.bridge import Bridge
from bot.desk.curating.limits import admitting
from bot.desk.curating.noting import made, refreshing, settle, what_came
from bot.desk.libraries import SHARED, Libraries
from bot.desk.sources.common import Common
from bot.errors import Closing
from bot.log import log
from bot.records import ArticleRef, Intent, Offered, Told
from bot.settings import Settings
from bot.store import Store
from index import Act, Arrived, Feed, IngestError, Known, Refreshed, Rules, Source, SummitError, first_due

if TYPE_CHECKING:
    from index import Draft, Offer, Readers, Tools, Web

T = TypeVar("T")
AT_ONCE = 4
"""Servers whose sources are looked at side by side."""
MOST_WAITING = 200
PATIENCE = 14 * 60.0
"""Seconds that an admin waits for a source: an interaction can be answered for fifteen minutes."""
KEPT = timedelta(days=1)
"""How long an offer is kept."""


class Recorder(Protocol):
    """What writes into the bot's own file."""

    async def record(self, act: Callable[[Store], T]) -> T:
        """Return what `act` does with the store."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an admin is shown before they follow something."""

    offered: Offered
    offer: Offer
    draft: Draft | None
    """Of its newest article; None where it has none yet."""


class Following:
    """Follow feeds for servers; made in a running event loop."""

    def __init__(self, settings: Settings, libraries: Libraries, recorder: Recorder, web: Callable[[], Web]) -> None:
        self._settings = settings
        self._libraries = libraries
        self._recorder = recorder
        self._web = web
        self._bridge = Bridge(AT_ONCE, MOST_WAITING, "summit-source", PATIENCE)
        self._looks = Bridge(1, MOST_WAITING, "summit-sources")
        self._turns: dict[int, asyncio.Lock] = {}
        self._closing = False
        self.changed: Callable[[int], Awaitable[None]] = _nothing
        """Awaited with a server's id after a change of its articles."""

    async def offer(
        self, server: int, url: str, rules: Rules, name: str | None, told: tuple[int | None, bool]
    ) -> Shown:
        """Return what following an address would bring, kept for whoever decides.

        Raises:
            IngestError: there is no feed.

        """

        def look() -> tuple[Offer, Draft | None]:
            from index import sample

            tools, library = self._tools(server), self._libraries.of(server)
            offer = library.feeds.offer(url, tools)
            try:
                found = sample(offer, tools)
            except IngestError as error:
                found = Source(url, refusal=error)
            return offer, library.draft(found) if found else None

        offer, draft = await self._bridge.run(look)
        offered = Offered(secrets.token_hex(8), server, datetime.now(UTC), offer.seen.url, rules, name, *told)
        await self._recorder.record(lambda store: store.offer(offered))
        return Shown(offered, offer, draft)

    async def follow(self, server: int, offer: str) -> Feed | None:
        """Follow what was offered; None where that is no longer kept.

        Raises:
            IngestError: there is no feed any longer, or the server follows too many.

        """
        offered = await self._recorder.record(lambda store: store.offered(server, offer))
        if offered is None:
            return None

        def act() -> Feed | None:
            feeds = self._libraries.of(server).feeds
            found = feeds.offer(offered.url, self._tools(server))
            return feeds.follow(found, offered.rules, offered.name, datetime.now(UTC)).feed

        feed = await self._bridge.run(act)
        await self._recorder.record(lambda store: store.drop_offer(server, offer))
        return feed

    async def tell_of(self, server: int, feed: int, offered: Offered) -> None:
        """Have the channel told that was chosen of what comes from now on."""
        if offered.channel is not None:
            told = Told(server, feed, offered.channel, offered.daily, datetime.now(UTC))
            await self._recorder.record(lambda store: store.tell_of(told))

    async def offered(self, server: int, offer: str) -> Offered | None:
        """Return what was offered, or None where it is no longer kept."""
        return await self._recorder.record(lambda store: store.offered(server, offer))

    async def discard(self, server: int, offer: str) -> bool:
        """Forget what was offered, and tell whether it was kept."""
        return await self._recorder.record(lambda store: store.drop_offer(server, offer))

    async def all(self, server: int) -> list[Feed]:
        """Return the sources of a server."""
        library = self._libraries.of
        return await self._looks.run(lambda: [*library(server).feeds.list()])

    async def show(self, server: int, feed: int) -> tuple[Feed, list[Known]] | None:
        """Return a source with what is known of its entries, or None."""

        def look() -> tuple[Feed, list[Known]] | None:
            feeds = self._libraries.of(server).feeds
            found = feeds.get(feed)
            return (found, feeds.entries(feed)) if found else None

        return await self._looks.run(look)

    async def pause(self, server: int, feed: int, *, paused: bool) -> Feed | None:
        """Let a source rest, or look at it again; None where it is not there."""
        feeds = self._libraries.of
        return await self._looks.run(lambda: feeds(server).feeds.pause(feed, paused=paused, now=datetime.now(UTC)))

    async def remove(self, server: int, feed: int) -> bool:
        """Follow a source no longer, and tell whether it was there."""
        was_there = await self._looks.run(lambda: self._libraries.of(server).feeds.remove(feed))
        await self._recorder.record(lambda store: store.tell_no_more(server, feed))
        return was_there

    async def refresh(self, server: int, feed: Feed) -> Refreshed:
        """Look at a source, one of a server after the other; what it changes is one line of the audit log.

        Raises:
            SummitError: the library cannot be written; the next run goes on.

        """
        async with self._turns.setdefault(server, asyncio.Lock()):
            act = Act(feed.called, "refresh")
            intent = refreshing(server, act)
            # What is changed in the shared library is told in its own history alone.
            number = None if server == SHARED else await self._recorder.record(lambda store: store.intend(intent))
            try:
                done = await self._bridge.run(lambda: self._refresh(server, feed, act))
                intent = refreshing(server, Act(what_came(feed, done), "refresh", act.mark, act.moment))
            finally:
                await self._settle(server, number, intent)
            return done

    async def due(self, now: datetime) -> dict[int, list[Feed]]:
        """Return the sources that are due, by server."""

        def look() -> dict[int, list[Feed]]:
            found = {}
            for server in self._libraries.kept_servers():
                first = first_due(self._libraries.database(server))
                if first is not None and first <= now:
                    found[server] = self._libraries.kept(server).feeds.due(now)
            return found

        return await self._looks.run(look)

    async def next_due(self) -> datetime | None:
        """Return when the first source is due."""

        def look() -> datetime | None:
            servers = self._libraries.kept_servers()
            return min(filter(None, (first_due(self._libraries.database(one)) for one in servers)), default=None)

        return await self._looks.run(look)

    async def arrived(self, told: Told) -> list[Arrived]:
        """Return what a channel is to be told of."""
        library = self._libraries.kept
        return await self._looks.run(lambda: library(told.server).feeds.arrived(told.feed, told.until))

    async def is_gone(self, server: int, article: int) -> bool:
        """Tell whether a server's own article is no longer there."""
        return await self._looks.run(lambda: self._libraries.of(server).show(article)) is None

    async def tidy(self) -> None:
        """Forget offers on which nobody has decided, and give back what is not used."""
        moment = datetime.now(UTC) - KEPT
        await self._recorder.record(lambda store: store.drop_offers_before(moment))
        self._common.forget()

    async def rest(self) -> None:
        """Give back the memory of what was not used for long."""
        if "_readers" in self.__dict__:
            await self._looks.run(self._readers.tidy)
        self._common.forget()

    def stop(self) -> None:
        """Let what is under way end before its next article."""
        self._closing = True

    async def close(self) -> None:
        """Take nothing more; what is under way ends before its next article, and goes on with the next start."""
        self._closing = True
        await self._bridge.close()
        await self._looks.close()
        if "_readers" in self.__dict__:
            await asyncio.to_thread(self._readers.close)

    def _refresh(self, server: int, feed: Feed, act: Act) -> Refreshed:
        if self._closing:
            raise Closing("The bot is about to stop: ask again in a minute.")
        return self._libraries.kept(server).feeds.refresh(feed.id, self._tools(server), datetime.now(UTC), act)

    async def _settle(self, server: int, number: int | None, intent: Intent) -> None:
        library = self._libraries.kept
        try:
            done = await self._looks.run(lambda: made(library(server), intent))
            if number is not None:
                await self._recorder.record(lambda store: settle(store, number, intent.change, done))
            for article in done.gone if number is None else ():
                ref = ArticleRef("shared", article)
                await self._recorder.record(lambda store, ref=ref: store.forget_quotes(None, ref))  # type: ignore[misc]
            for article in done.back if number is None else ():
                ref = ArticleRef("shared", article)
                await self._recorder.record(lambda store, ref=ref: store.allow_quotes(None, ref))  # type: ignore[misc]
        except SummitError as error:
            log.error("change_not_noted", server=server, what="refresh", reason=str(error))
            return
        if done.is_made:
            await self.changed(server)

    def _tools(self, server: int) -> Tools:
        from index import Tools

        room = None if server == SHARED else admitting(self._libraries.of(server), self._settings)
        return Tools(self._common, self._readers, room or _admit, lambda: self._closing)

    @cached_property
    def _common(self) -> Common:
        return Common(self._web().fetch)

    @cached_property
    def _readers(self) -> Readers:
        from index import Readers

        return Readers(AT_ONCE)


async def _nothing(_server: int) -> None:
    """Do nothing: nobody wants to know."""


def _admit(source: Source) -> Source:
    return source
