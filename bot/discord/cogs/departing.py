"""Servers that remove the bot, and that take it back: noted as it happens, and compared where it was not there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord
from discord.ext import commands

from bot.desk.departing.departures import note_departure, note_return
from bot.discord.base import DeskBot
from bot.discord.departures import compare
from bot.errors import Closing
from bot.log import log


class Departing(commands.Cog):
    """Hear who leaves and who returns; an outage is neither, and has events of its own."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Compare, now that Discord has named all servers."""
        await _attempt(lambda: compare(self._bot))

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that a server has removed the bot."""
        await _attempt(lambda: note_departure(self._bot.desk, guild.id))

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note that a server has the bot again."""
        await _attempt(lambda: note_return(self._bot.desk, guild.id))

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Note the same of a server that was away for another reason."""
        await _attempt(lambda: note_return(self._bot.desk, guild.id))


async def _attempt(note: Callable[[], Awaitable[None]]) -> None:
    """Do it, or leave it to the scheduler, which compares again."""
    try:
        await note()
    except Closing:
        return
    except Exception:
        log.exception("departure_not_noted")
