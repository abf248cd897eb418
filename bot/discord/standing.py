"""What there is in a server now: its channels and roles as Discord tells them, and the articles in reach."""

from __future__ import annotations

from bot.desk.arranging.chosen import Standing
from bot.discord.base import DeskBot
from bot.log import log
from bot.records import ArticleRef, Scope
from index import SummitError


async def standing(bot: DeskBot, server: int) -> Standing:
    """Return what there is; of what cannot be known now, nothing is said."""
    guild, titles = bot.get_guild(server), await _titles(bot, server)
    if guild is None or guild.unavailable:
        return Standing(None, None, titles)
    return Standing({channel.id for channel in guild.channels}, {role.id for role in guild.roles}, titles)


async def _titles(bot: DeskBot, server: int) -> dict[ArticleRef, str] | None:
    """Return all titles, of shared articles too where these are switched off: they are hidden, not removed."""
    try:
        shelved = await bot.desk.titles.all(Scope(server))
    except SummitError as error:
        log.warning("library_not_read", server=server, reason=str(error))
        return None
    return {one.ref: one.entry.title for one in shelved}
