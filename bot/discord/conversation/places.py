"""Where an interaction or a message comes from."""

from __future__ import annotations

import discord

from bot.records import Place


def place_of(source: discord.Interaction | discord.Message) -> Place:
    """Return the server, the channel and, of a thread, the channel that it belongs to."""
    channel = source.channel
    server = source.guild.id if source.guild else getattr(source, "guild_id", None)
    if server is None:
        return Place(None, channel.id if channel else None)
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    return Place(server, channel.id if channel else None, parent)
