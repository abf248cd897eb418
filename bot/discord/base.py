"""What commands and buttons know of the bot that they belong to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.desk.desk import Desk
from bot.discord.conversation.cooldown import Cooldown
from bot.errors import Closing
from bot.metrics import meter_of
from bot.settings import Settings

UNREACHABLE = (discord.Forbidden, discord.NotFound)
"""What Discord says where a channel or a person is out of reach for good."""


class DeskBot(commands.Bot):
    """A Discord client with a desk that answers, between start and stop."""

    def __init__(self, settings: Settings) -> None:
        # discord.py would warn that voice needs more packages; with another prefix than a mention, that text commands
        # need an intent. The bot has neither voice nor text commands.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            commands.when_mentioned,
            help_command=None,
            intents=_intents(settings),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.settings = settings
        self.meter = meter_of(settings)
        self.cooldown = Cooldown(settings.cooldown, self.meter)
        self.sleep: Callable[[float], Coroutine[Any, Any, None]] = _sleep
        """Wait so many seconds for what is due later; whoever plays Discord may wait otherwise."""
        self._desk: Desk | None = None
        self._commands: dict[str, int] = {}
        self.absent: set[int] = set()
        """Channels that Discord does not show the bot, or has deleted."""

    @property
    def desk(self) -> Desk:
        """Return what answers."""
        if self._desk is None:
            raise Closing("The bot is not started, or was stopped: ask again in a minute.")
        return self._desk

    async def member(self, server: int, person: int) -> discord.Member:
        """Return a member of a server, as Discord knows them now; raise one of UNREACHABLE where they are none."""
        guild = self.get_guild(server) or await self.fetch_guild(server)
        return await guild.fetch_member(person)

    def command_mention(self, name: str) -> str:
        """Return a command as people can press it, or as they can type it where its id is not known."""
        known = self._commands.get(name.partition(" ")[0])
        return f"</{name}:{known}>" if known else f"`/{name}`"

    def remember_commands(self, registered: Iterable[app_commands.AppCommand]) -> None:
        """Remember the ids that Discord gave to the commands."""
        self._commands = {command.name: command.id for command in registered}


def bot_of(interaction: discord.Interaction) -> DeskBot:
    """Return the bot that an interaction came to."""
    return cast(DeskBot, interaction.client)


async def _sleep(seconds: float) -> None:
    await asyncio.sleep(seconds)


def _intents(settings: Settings) -> discord.Intents:
    """Return what the bot asks Discord for: nothing privileged, unless the owner wants whole channels answered."""
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = True
    intents.message_content = settings.message_content
    return intents
