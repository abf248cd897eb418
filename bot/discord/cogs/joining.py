"""Servers that the bot joins: told once how to begin, in a channel where it may write."""

from __future__ import annotations

from collections.abc import Iterator

import discord
from discord.ext import commands

from bot.discord.base import DeskBot
from bot.discord.conversation.permissions import FOR_WELCOME
from bot.discord.embeds.help import welcome_embed
from bot.discord.telling.admin_notices import admin_phrases
from bot.errors import Closing
from bot.log import log


class Joining(commands.Cog):
    """Hear who invites the bot."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say how to begin; what fails is logged, for nobody waits for it."""
        try:
            with self._bot.desk.working():
                await _welcome(self._bot, guild)
        except Closing:
            return
        except Exception:
            log.exception("not_welcomed", server=guild.id)


async def _welcome(bot: DeskBot, guild: discord.Guild) -> None:
    key, channel = f"welcomed:{guild.id}", next(_channels(guild), None)
    told = await bot.desk.record(lambda store: store.value(key))
    if channel is None or bot.user is None or told:
        return
    # Noted before it is sent: who invites the bot again is not told again, whatever happens in between.
    await bot.desk.record(lambda store: store.set_value(key, str(channel.id)))
    await channel.send(embed=welcome_embed(bot.command_mention, bot.user.mention, admin_phrases(bot, guild.id)))


def _channels(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """Yield the channels where the bot may say it, the server's own for such news first."""
    first = [guild.system_channel] if guild.system_channel else []
    for channel in (*first, *guild.text_channels):
        granted = channel.permissions_for(guild.me)
        if all(getattr(granted, name) for name in FOR_WELCOME):
            yield channel
