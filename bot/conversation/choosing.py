"""The option `article`: what it offers while somebody types, and which article is meant."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import discord
from discord import app_commands

from bot.base import bot_of
from bot.log import log
from bot.records import Scope
from bot.titles import matching
from index import SummitError, UnknownArticle

MOST = 25
LONGEST = 100
FIRST_LOOK = 1.0
"""Seconds that the first offer may wait for the titles: Discord waits three."""


async def complete(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Return the articles in reach whose title holds what was typed, from memory."""
    return await offers(interaction, typed, bot_of(interaction).desk.reach(interaction.guild_id))


async def offers(interaction: discord.Interaction, typed: str, reach: Scope) -> list[app_commands.Choice[str]]:
    """Return the articles of a scope whose title holds what was typed, from memory."""
    desk = bot_of(interaction).desk
    looking = desk.titles.refresh(reach)
    looking.add_done_callback(_log_failure)
    if not desk.titles.knows(reach):
        await asyncio.wait({looking}, timeout=FIRST_LOOK)
    found = matching(typed, desk.titles.known(reach))[:MOST]
    return [app_commands.Choice(name=one.entry.title[:LONGEST].strip() or "–", value=str(one.ref)) for one in found]


async def narrow(interaction: discord.Interaction, words: str) -> Scope:
    """Return the scope of the one article that somebody chose or typed.

    Raises:
        UnknownArticle: there is none, or several are meant.

    """
    desk = bot_of(interaction).desk
    reach = desk.reach(interaction.guild_id)
    found = await desk.titles.find(words, reach)
    if found is None:
        raise UnknownArticle("No article is meant by these words: choose one from the list.")
    return replace(reach, articles=(found,))


def _log_failure(looking: asyncio.Task[object]) -> None:
    if not looking.cancelled() and isinstance(error := looking.exception(), SummitError):
        log.warning("titles_not_read", reason=str(error))
