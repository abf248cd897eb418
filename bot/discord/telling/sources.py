"""Rounds over the sources of all servers, and what channels and admins are told of them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord

from bot.desk.sources.following import AT_ONCE
from bot.discord.base import UNREACHABLE, DeskBot
from bot.discord.embeds.sources import arrived_embed, digest_embed
from bot.discord.telling.admin_notices import admin_phrases, tell_admins
from bot.discord.views.sources import arrived_view
from bot.errors import Closing
from bot.log import log
from bot.records import ArticleRef, Scope, Told
from index import Arrived, Audience, Feed, Refreshed, SummitError

CARDS = 5
"""Articles of one run that have a card each; of more there is one list."""
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
_PATIENCE = 20.0


class Rounds:
    """Look at what is due, one round after the other."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        self._task: asyncio.Task[None] | None = None
        self._left: dict[tuple[int, int], datetime] = {}
        """Until when a source is left alone whose library could not be written: its own row says nothing of that."""

    def begin(self) -> None:
        """Begin a round, unless the last one has not ended yet."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._round(), name="summit-sources")

    async def pause(self) -> float:
        """Return how many seconds there are until the next source is due."""
        due = await self._bot.desk.following.next_due()
        return max((due - datetime.now(UTC)).total_seconds(), 0.0) if due else AN_HOUR.total_seconds()

    async def stop(self) -> None:
        """Let the round end before its next article."""
        self._bot.desk.following.stop()
        if self._task and not self._task.done():
            await asyncio.wait({self._task}, timeout=_PATIENCE)
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _round(self) -> None:
        """Look at each source that is due, those of one server one after the other."""
        places = asyncio.Semaphore(AT_ONCE)

        async def of_server(server: int, feeds: Sequence[Feed]) -> None:
            async with places:
                for feed in feeds:
                    if self._left.get((server, feed.id), feed.next_run) <= datetime.now(UTC):
                        await self._refresh(server, feed)

        try:
            due = await self._bot.desk.following.due(datetime.now(UTC))
            await asyncio.gather(*(of_server(server, feeds) for server, feeds in due.items()))
            await tell_daily(self._bot)
            await self._bot.desk.following.rest()
        except Closing:
            return
        except Exception:
            log.exception("round_failed")

    async def _refresh(self, server: int, feed: Feed) -> None:
        try:
            with self._bot.desk.working():
                await tell_of(self._bot, server, await self._bot.desk.following.refresh(server, feed))
        except Closing:
            raise
        except SummitError as error:
            log.warning("source_not_refreshed", server=server, source=feed.id, reason=str(error))
            self._left[server, feed.id] = datetime.now(UTC) + AN_HOUR
        except Exception:
            log.exception("source_failed", server=server, source=feed.id)
            self._left[server, feed.id] = datetime.now(UTC) + AN_HOUR


async def tell_of(bot: DeskBot, server: int, done: Refreshed) -> None:
    """Tell a server's admins and the channel that was chosen what a run of a source has come to."""
    feed = done.feed
    if feed is None:
        return
    say = admin_phrases(bot, server)
    words = {"name": feed.called, "reason": done.error or "", "url": done.moved or ""}
    for key, is_so in (("fails", done.fell), ("well", done.rose), ("moved", bool(done.moved))):
        if is_so:
            await tell_admins(bot, server, say(f"source.{key}", **words))
    for told in await bot.desk.record(lambda store: store.told_of_sources()):
        if (told.server, told.feed) == (server, feed.id) and not told.daily:
            await _tell(bot, told, feed)


async def tell_daily(bot: DeskBot) -> None:
    """Tell the channels that want one list a day, where a day has passed."""
    now = datetime.now(UTC)
    for told in await bot.desk.record(lambda store: store.told_of_sources()):
        if (
            told.daily
            and now - told.until >= A_DAY
            and (found := await bot.desk.following.show(told.server, told.feed))
        ):
            await _tell(bot, told, found[0])


async def _tell(bot: DeskBot, told: Told, feed: Feed) -> None:
    """Tell a channel what has come since it was told last; one that is out of reach is told nothing more."""
    arrived = await bot.desk.following.arrived(told)
    until = max((one.taken for one in arrived), default=told.until)
    after = replace(told, until=datetime.now(UTC) if told.daily else until)
    scope = Scope(told.server, shared=False, audience=Audience(told.channel))
    barred = await bot.desk.questions.run(lambda: bot.desk.libraries.barred(scope))
    arrived = [one for one in arrived if ArticleRef("server", one.article) not in barred]
    try:
        if arrived and bot.get_guild(told.server) is not None:
            await _send(bot, told, feed, arrived)
    except UNREACHABLE as error:
        log.info("channel_not_told", server=told.server, channel=told.channel, reason=str(error))
    except discord.HTTPException as error:
        # The next run tries again.
        log.warning("channel_not_told", server=told.server, channel=told.channel, reason=str(error))
        return
    if after != told:
        await bot.desk.record(lambda store: store.tell_of(after))


async def _send(bot: DeskBot, told: Told, feed: Feed, arrived: Sequence[Arrived]) -> None:
    place = bot.get_partial_messageable(told.channel, guild_id=told.server)
    say = admin_phrases(bot, told.server)
    if told.daily or len(arrived) > CARDS:
        await place.send(embed=digest_embed(feed, arrived, say), allowed_mentions=discord.AllowedMentions.none())
        return
    for one in arrived:
        await place.send(
            embed=arrived_embed(feed, one, say),
            view=arrived_view(one.article, say),
            allowed_mentions=discord.AllowedMentions.none(),
        )
