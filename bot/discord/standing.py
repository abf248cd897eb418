"""What there is in a server now: its channels and roles as Discord tells them, and the articles in reach."""

from __future__ import annotations

import discord

from bot.desk.arranging.chosen import Standing
from bot.discord.base import DeskBot
from bot.log import log
from bot.records import ArticleRef, Scope
from index import KEEPER, SummitError


def is_forum(guild: discord.Guild | None, channel: int) -> bool:
    """Tell whether a channel holds posts."""
    return guild is not None and isinstance(guild.get_channel(channel), discord.ForumChannel)


async def standing(bot: DeskBot, server: int) -> Standing:
    """Return what there is; of what cannot be known now, nothing is said."""
    guild, titles = bot.get_guild(server), await _titles(bot, server)
    if guild is None or guild.unavailable:
        return Standing(None, None, titles)
    return Standing({channel.id for channel in guild.channels}, {role.id for role in guild.roles}, titles)


async def _titles(bot: DeskBot, server: int) -> dict[ArticleRef, str] | None:
    """Return all titles, of shared articles too where these are switched off: they are hidden, not removed."""
    try:
        shelved = await bot.desk.titles.all(Scope(server, audience=KEEPER))
    except SummitError as error:
        log.warning("library_not_read", server=server, reason=str(error))
        return None
    return {one.ref: one.entry.title for one in shelved}
