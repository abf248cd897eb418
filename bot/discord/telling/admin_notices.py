"""A word to a server's admins, in the channel that they chose for it."""

from __future__ import annotations

import discord

from bot.discord.base import DeskBot
from bot.discord.embeds.limits import cut
from bot.log import log
from bot.texts import Phrases, language_of, phrases

LONGEST = 2000


async def tell_admins(bot: DeskBot, server: int, text: str) -> bool:
    """Post a text for a server's admins, and tell whether they have it; it never fails, and pings nobody."""
    channel = bot.desk.server(server).admin
    if channel is None:
        return False
    try:
        place = bot.get_partial_messageable(channel, guild_id=server)
        await place.send(cut(text, LONGEST), allowed_mentions=discord.AllowedMentions.none())
    except Exception as error:
        log.warning("admins_not_told", server=server, reason=str(error))
        return False
    return True


def admin_phrases(bot: DeskBot, server: int) -> Phrases:
    """Return the texts in the language that a server's admins are told something in."""
    guild = bot.get_guild(server)
    chosen = bot.desk.server(server).language
    return phrases(chosen or (language_of(guild.preferred_locale.value) if guild else None))
