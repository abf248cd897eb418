"""Which servers have removed the bot, as Discord tells it; the desk keeps their data for a while, and deletes it."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.desk.departing.aside import folders
from bot.desk.departing.departures import KEPT, counted, delete, note_departure, note_return, tidy
from bot.discord.base import UNREACHABLE, DeskBot
from bot.log import log


class Departures:
    """Compare, count the days, and have deleted what is due."""

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
                await asyncio.shield(delete(self._bot.desk, server, partial(self._is_here, server)))
        await tidy(self._bot.desk)

    def _is_here(self, server: int) -> bool:
        return self._bot.get_guild(server) is not None

    def _ran(self) -> timedelta | None:
        """Return how long the bot has run since the last count, by a clock that nobody sets; None at the first."""
        last, self._counted = self._counted, time.monotonic()
        return None if last is None else timedelta(seconds=self._counted - last)


async def compare(bot: DeskBot) -> None:
    """Compare the servers that Discord lists with those that there is data of: some may have left, or returned, unseen.

    Where the list cannot be had, nothing follows from it.
    """
    if not bot.is_ready():
        return
    here = {guild.id for guild in bot.guilds}
    departed = await bot.desk.record(lambda store: store.departed())
    for server in departed.keys() & here:
        await note_return(bot.desk, server)
    with_data = await bot.desk.record(lambda store: store.servers_with_data())
    with_data |= await asyncio.to_thread(folders, bot.settings.data)
    missing = with_data - here - departed.keys()
    listed = await _listed(bot) if missing else None
    if listed is not None:
        for server in missing - listed:
            await note_departure(bot.desk, server)


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
