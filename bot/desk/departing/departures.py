"""Servers that have removed the bot: their data is kept for a while, and then deleted for good.

removed -> departure noted -> KEPT days of the running clock -> folder moved aside -> rows deleted -> folder deleted
        <- struck out, where the server returns                  <- put back, where the rows were not deleted
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.desk.departing.aside import aside, delete_aside, folders, move_aside, put_back
from bot.discord.base import UNREACHABLE, DeskBot
from bot.log import log

KEPT = timedelta(days=30)
LAST_DAY = timedelta(days=1)
"""What of it the bot must have been running: a clock that was set wrong while it stood still deletes nothing."""
_NONE = timedelta(0)


class Departures:
    """Note departures, count their days, and delete what is due."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        self._counted: float | None = None

    async def sweep(self) -> None:
        """Do all that is due now; what fails is done at the next turn."""
        await compare(self._bot)
        now, ran = datetime.now(UTC), self._ran()
        count = partial(counted, now=now, ran=ran)
        departed = await self._bot.desk.record(lambda store: store.count_departures(now, count))
        for server in [server for server, moment in departed.items() if now - moment >= KEPT]:
            if await _is_gone(self._bot, server):
                # A stop lets it end: what is half deleted would be nobody's.
                await asyncio.shield(delete(self._bot, server))
        await tidy(self._bot)

    def _ran(self) -> timedelta | None:
        """Return how long the bot has run since the last count, by a clock that nobody sets; None at the first."""
        last, self._counted = self._counted, time.monotonic()
        return None if last is None else timedelta(seconds=self._counted - last)


def counted(moment: datetime, last: datetime | None, now: datetime, ran: timedelta | None) -> datetime:
    """Return since when a server is away, so that only time that has passed counts, and no clock that jumps.

    `last`: when it was counted last; `ran`: for how long the bot has run since, None where it did not run.
    """
    before = max(moment, last or moment)
    age = before - moment
    if ran is None:
        return now - max(age, min(age + max(now - before, _NONE), KEPT - LAST_DAY))
    return now - age - (ran if before == last else _NONE)


async def compare(bot: DeskBot) -> None:
    """Compare the servers that Discord lists with those that there is data of: some may have left, or returned, unseen.

    Where the list cannot be had, nothing follows from it.
    """
    if not bot.is_ready():
        return
    here = {guild.id for guild in bot.guilds}
    departed = await bot.desk.record(lambda store: store.departed())
    for server in departed.keys() & here:
        await note_return(bot, server)
    with_data = await bot.desk.record(lambda store: store.servers_with_data())
    with_data |= await asyncio.to_thread(folders, bot.settings.data)
    missing = with_data - here - departed.keys()
    listed = await _listed(bot) if missing else None
    if listed is not None:
        for server in missing - listed:
            await note_departure(bot, server)


async def note_departure(bot: DeskBot, server: int) -> None:
    """Note that a server has removed the bot."""
    now = datetime.now(UTC)
    if await bot.desk.record(lambda store: store.depart(server, now)):
        log.warning("server_left", server=server, deleted_in_days=KEPT.days)


async def note_return(bot: DeskBot, server: int) -> None:
    """Strike out a server's departure, where there is one: it has everything that it had."""
    now = datetime.now(UTC)
    async with bot.desk.settling:
        if server in await bot.desk.record(lambda store: store.departed()):
            # Before the row goes: without it, what stands aside counts as deleted.
            await asyncio.to_thread(put_back, bot.settings.data, server)
            await bot.desk.record(lambda store: store.come_back(server, now))
            log.info("server_returned", server=server)


async def delete(bot: DeskBot, server: int) -> None:
    """Delete all data of a server; where that stops half-way, `tidy` undoes or ends it at the next start."""
    desk, data = bot.desk, bot.settings.data
    with desk.working():
        async with desk.settling:
            if bot.get_guild(server) is not None:
                return
            await asyncio.to_thread(desk.libraries.leave, server)
            await asyncio.to_thread(move_aside, data, server)
            try:
                await desk.forget_server(server)
            except Exception:
                await asyncio.to_thread(put_back, data, server)
                raise
            await asyncio.to_thread(delete_aside, data, server)
    log.warning("server_deleted", server=server)


async def tidy(bot: DeskBot) -> None:
    """Put back what was moved aside without being deleted from the store, and delete the rest of what was."""
    data = bot.settings.data
    async with bot.desk.settling:
        departed = await bot.desk.record(lambda store: store.departed())
        for server in await asyncio.to_thread(aside, data):
            await asyncio.to_thread(put_back if server in departed else delete_aside, data, server)


async def _listed(bot: DeskBot) -> set[int] | None:
    """Return the servers that Discord lists when it is asked; None where it does not answer."""
    try:
        return {guild.id async for guild in bot.fetch_guilds(limit=None, with_counts=False)}
    except Exception as error:
        log.warning("servers_not_listed", reason=str(error))
        return None


async def _is_gone(bot: DeskBot, server: int) -> bool:
    """Tell whether Discord says that the bot is not in a server; where it does not answer, it may be."""
    if bot.get_guild(server) is not None:
        return False
    try:
        await bot.fetch_guild(server, with_counts=False)
    except UNREACHABLE:
        return True
    except Exception as error:
        log.warning("server_not_looked_up", server=server, reason=str(error))
    return False
