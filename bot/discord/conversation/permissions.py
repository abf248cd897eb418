"""What the bot may do in a channel, and the names of what it may not."""

from __future__ import annotations

import discord

NEEDED = ("view_channel", "send_messages", "embed_links", "read_message_history")
FOR_NOTICES = ("view_channel", "send_messages")
FOR_WELCOME = (*FOR_NOTICES, "embed_links")
IN_THREADS = ("view_channel", "send_messages_in_threads", "embed_links", "read_message_history")


def missing(interaction: discord.Interaction) -> tuple[str, ...]:
    """Return discord.py's names of the permissions that the bot lacks where an interaction comes from."""
    if interaction.guild_id is None:
        return ()
    needed = IN_THREADS if isinstance(interaction.channel, discord.Thread) else NEEDED
    granted = interaction.app_permissions
    return tuple(name for name in needed if not getattr(granted, name))


def missing_for_notices(channel: discord.abc.GuildChannel) -> tuple[str, ...]:
    """Return discord.py's names of the permissions that the bot lacks to tell a server's admins something there."""
    granted = channel.permissions_for(channel.guild.me)
    return tuple(name for name in FOR_NOTICES if not getattr(granted, name))
