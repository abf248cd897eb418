"""Options that take a channel."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread

from bot.discord.views.settings.panel import ASKED, TOLD


class AskedChannel(app_commands.Transformer):
    """A channel in which people can ask, by its id."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Return that Discord offers channels."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return which channels Discord offers."""
        return ASKED

    async def transform(self, _interaction: discord.Interaction, value: AppCommandChannel | AppCommandThread, /) -> int:
        """Return the channel's id, without asking whether discord.py remembers the channel."""
        return value.id


class ToldChannel(AskedChannel):
    """A channel in which admins can be told something, by its id."""

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return which channels Discord offers."""
        return TOLD
