"""Which language a message is answered in."""

from __future__ import annotations

import discord

from bot.base import DeskBot
from bot.texts import language_in, language_of


def spoken(message: discord.Message, bot: DeskBot) -> str | None:
    """Return the language of a question's script, else the one chosen for its server, else the server's own."""
    if language := language_in(message.content):
        return language
    if message.guild is None:
        return None
    return bot.desk.server(message.guild.id).language or language_of(message.guild.preferred_locale.value)
