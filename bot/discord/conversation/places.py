"""Where an interaction or a message comes from."""

from __future__ import annotations

import discord

from bot.records import Place


def server_of(interaction: discord.Interaction) -> int | None:
    """Return the server that an interaction comes from, where the bot is one of it: else it is asked as in a DM.

    Who has installed the bot for themselves brings it into servers that have never invited it, or have removed it.
    """
    is_guest = interaction.is_user_integration() and not interaction.is_guild_integration()
    return None if is_guest else interaction.guild_id


def place_of(source: discord.Interaction | discord.Message) -> Place:
    """Return the server, the channel and, of a thread, the channel that it belongs to."""
    channel, guild = source.channel, source.guild
    server = server_of(source) if isinstance(source, discord.Interaction) else guild.id if guild else None
    if server is None:
        return Place(None, channel.id if channel else None)
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    return Place(server, channel.id if channel else None, parent)
