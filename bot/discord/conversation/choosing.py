"""The option `article`: what it offers while somebody types, and which article is meant."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import discord
from discord import app_commands

from bot.desk.titles import matching, meant
from bot.discord.base import bot_of
from bot.discord.conversation import audiences
from bot.discord.conversation.attending import language_of
from bot.discord.conversation.places import server_of
from bot.discord.embeds.limits import BLANK, shorten
from bot.discord.embeds.parts import joined
from bot.errors import Rejected
from bot.log import log
from bot.records import Scope, Shelved
from bot.texts import Phrases, phrases
from index import BadDay, SummitError, UnknownArticle, first_day

MOST = 25
LONGEST = 100
FIRST_LOOK = 1.0
"""Seconds that the first offer may wait for the titles: Discord waits three."""


def reach_of(interaction: discord.Interaction, *, private: bool = True) -> Scope:
    """Return all that a person may ask in a place, and be told of there, alone or beside others."""
    reach = bot_of(interaction).desk.reach(server_of(interaction))
    return replace(reach, audience=audiences.of(interaction, private=private))


def managed(interaction: discord.Interaction) -> Scope:
    """Return all articles in reach of a server, for those who manage them."""
    return replace(bot_of(interaction).desk.reach(interaction.guild_id), audience=audiences.KEEPER)


async def complete(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Return the articles in reach whose title holds what was typed, from memory."""
    return await offers(interaction, typed, reach_of(interaction))


async def complete_publisher(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Return the publishers of the articles in reach whose name holds what was typed, from memory."""
    known = await _known(interaction, reach_of(interaction))
    names = {" ".join(name.split()) for one in known if (name := one.entry.publisher)}
    found = sorted(name for name in names if typed.strip().casefold() in name.casefold() and len(name) <= LONGEST)
    return [app_commands.Choice(name=name, value=name) for name in found[:MOST]]


def day_of(since: str) -> date:
    """Return the first day that is meant by a date or a number of days.

    Raises:
        Rejected: it is neither.

    """
    try:
        return first_day(since, datetime.now(UTC).date())
    except BadDay:
        raise Rejected("choosing.since") from None


async def offers(interaction: discord.Interaction, typed: str, reach: Scope) -> list[app_commands.Choice[str]]:
    """Return the articles of a scope whose title holds what was typed, from memory."""
    return offered(interaction, matching(typed, await _known(interaction, reach))[:MOST])


async def _known(interaction: discord.Interaction, reach: Scope) -> tuple[Shelved, ...]:
    """Return the articles of a scope from memory; where it is not there yet, after a short look."""
    desk = bot_of(interaction).desk
    looking = desk.titles.refresh(reach)
    looking.add_done_callback(_log_failure)
    if not desk.titles.knows(reach):
        await asyncio.wait({looking}, timeout=FIRST_LOOK)
    return desk.titles.known(reach)


def offered(interaction: discord.Interaction, shelved: Sequence[Shelved]) -> list[app_commands.Choice[str]]:
    """Return articles as they are offered."""
    names = labels(shelved, phrases(language_of(interaction)))
    return [app_commands.Choice(name=name, value=str(one.ref)) for name, one in zip(names, shelved, strict=True)]


def labels(shelved: Sequence[Shelved], say: Phrases) -> list[str]:
    """Return what articles are offered as: their titles, with a date and the id where these repeat."""
    titles = [one.entry.title[:LONGEST].strip() or BLANK for one in shelved]
    several = Counter(title.casefold() for title in titles)
    told = zip(titles, shelved, strict=True)
    return [title if several[title.casefold()] == 1 else _told_apart(title, one, say) for title, one in told]


def _told_apart(title: str, shelved: Shelved, say: Phrases) -> str:
    entry = shelved.entry
    shared = say("library.shared") if shelved.home == "shared" else None
    rest = joined((say.date(entry.published or entry.added.date()), f"ID {entry.id}", shared))
    return joined((shorten(title, LONGEST - len(f" · {rest}")), rest))


async def narrow(interaction: discord.Interaction, words: str, reach: Scope, *, alone: bool = False) -> Scope:
    """Return the scope of the one article that somebody chose or typed; of one title the newest, or `alone` none.

    Raises:
        Rejected: several have this title, and it must stand alone.
        UnknownArticle: there is none, or several are meant.

    """
    found = await bot_of(interaction).desk.titles.find(words, reach, alone=alone)
    if found is None:
        raise UnknownArticle("No article is meant by these words: choose one from the list.")
    return replace(reach, articles=(found,))


def is_for_roles(interaction: discord.Interaction, words: str) -> bool:
    """Tell whether the article that was chosen is for holders of a role: then what it says is for this person alone."""
    known = bot_of(interaction).desk.titles.known(reach_of(interaction))
    return any(one.entry.restriction.roles for one in known if one.ref in meant(words, known)[:1])


def _log_failure(looking: asyncio.Task[object]) -> None:
    if not looking.cancelled() and isinstance(error := looking.exception(), SummitError):
        log.warning("titles_not_read", reason=str(error))
