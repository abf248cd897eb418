"""Whether the bot can post in a channel that somebody chose for what it tells by itself."""

from __future__ import annotations

import discord

from bot.discord.conversation.permissions import missing_for_digest
from bot.discord.embeds.settings import permissions
from bot.errors import Rejected
from bot.texts import Phrases


def check_channel(interaction: discord.Interaction, channel: int, say: Phrases) -> None:
    """Refuse a channel that is none of the server's, or in which the bot may not post.

    Raises:
        Rejected: it is one.

    """
    found = interaction.guild.get_channel(channel) if interaction.guild else None
    if found is None:
        raise Rejected("settings.no_channel")
    if missing := missing_for_digest(found):
        raise Rejected("settings.admin_refused", channel=f"<#{channel}>", names=permissions(missing, say))
