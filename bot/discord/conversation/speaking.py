"""Which language a message is answered in."""

from __future__ import annotations

import discord

from bot.discord.base import DeskBot
from bot.texts import language_in, language_of


def spoken(message: discord.Message, bot: DeskBot) -> str | None:
    """Return the language of a question's script, else the one chosen for its server, else the server's own."""
    if language := language_in(message.content):
        return language
    return spoken_in(message.guild, bot) if message.guild else None


def spoken_in(guild: discord.Guild, bot: DeskBot) -> str | None:
    """Return the language chosen for a server, else the server's own."""
    return bot.desk.server(guild.id).language or language_of(guild.preferred_locale.value)
