"""What the bot may do in a channel, and the names of what it may not."""

from __future__ import annotations

import discord

from bot.discord.conversation.places import server_of

NEEDED = ("view_channel", "send_messages", "embed_links", "read_message_history")
FOR_NOTICES = ("view_channel", "send_messages")
FOR_WELCOME = (*FOR_NOTICES, "embed_links")
TO_OPEN_THREADS = ("create_public_threads", "send_messages_in_threads")
FOR_THREADS = ("create_public_threads", "manage_threads")
"""What forums and threads need beyond the link by which the bot is invited."""
IN_THREADS = ("view_channel", "send_messages_in_threads", "embed_links", "read_message_history")


def missing(interaction: discord.Interaction) -> tuple[str, ...]:
    """Return discord.py's names of the permissions that the bot lacks where an interaction comes from."""
    if server_of(interaction) is None:
        return ()
    needed = IN_THREADS if isinstance(interaction.channel, discord.Thread) else NEEDED
    granted = interaction.app_permissions
    return tuple(name for name in needed if not getattr(granted, name))


def missing_for_threads(interaction: discord.Interaction) -> tuple[str, ...]:
    """Return discord.py's names of the permissions that the bot lacks to open threads and to mark posts as solved."""
    if server_of(interaction) is None:
        return ()
    granted = interaction.app_permissions
    return tuple(name for name in FOR_THREADS if not getattr(granted, name))


def missing_for_notices(channel: discord.abc.GuildChannel) -> tuple[str, ...]:
    """Return discord.py's names of the permissions that the bot lacks to tell a server's admins something there."""
    return _missing(channel, FOR_NOTICES)


def missing_to_open_threads(channel: discord.abc.GuildChannel) -> tuple[str, ...]:
    """Return discord.py's names of the permissions that the bot lacks to open threads there and write in them."""
    return _missing(channel, TO_OPEN_THREADS)


def missing_for_digest(channel: discord.abc.GuildChannel) -> tuple[str, ...]:
    """Return discord.py's names of the permissions that the bot lacks to post a digest there."""
    return _missing(channel, FOR_WELCOME)


def _missing(channel: discord.abc.GuildChannel, needed: tuple[str, ...]) -> tuple[str, ...]:
    granted = channel.permissions_for(channel.guild.me)
    return tuple(name for name in needed if not getattr(granted, name))
