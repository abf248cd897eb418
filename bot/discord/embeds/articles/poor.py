"""Answers that people found not helpful, or reported, a page at a time; and what an admin can do about one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.discord.embeds.limits import cut, fit
from bot.discord.embeds.parts import LIBRARY, escaped, joined, small, source
from bot.discord.embeds.quotes import words
from bot.store import Poor
from bot.texts import Phrases

PAGE = 5
"""How many answers a page shows."""
_QUESTION = 200
_QUOTE = 240
_SOURCE = 140


@dataclass(frozen=True, slots=True)
class PoorPage:
    """One page of all such answers; the first page is 1."""

    listed: Sequence[Poor]
    number: int
    pages: int
    all: int


def poor_embed(page: PoorPage, say: Phrases) -> discord.Embed:
    """Return a page's answers with their first quote, numbered as their buttons are."""
    embed = discord.Embed(title=say("poor.title"), colour=LIBRARY)
    if not page.all:
        embed.description = say("poor.empty")
        return fit(embed)
    embed.description = "\n\n".join(_lines(number, one, say) for number, one in enumerate(page.listed, 1))
    paged = say("library.page", page=page.number, pages=page.pages) if page.pages > 1 else None
    return fit(embed.set_footer(text=joined((paged, say("poor.count", n=page.all)))))


def mending_embed(question: str, say: Phrases) -> discord.Embed:
    """Return what can be chosen for a question."""
    body = f"> {escaped(question, _QUESTION)}\n\n{say('mending.body')}"
    return fit(discord.Embed(title=say("mending.title"), description=body, colour=LIBRARY))


def _lines(number: int, one: Poor, say: Phrases) -> str:
    kept = one.kept
    question = cut(escaped(kept.asking.question, _QUESTION), _QUESTION)
    votes = say("poor.votes", n=one.unhelpful) if one.unhelpful else None
    reported = say("poor.reported") if one.reported else None
    when = f"<t:{int(kept.asked.timestamp())}:R>"
    lines = [f"**{number}.** {question}", joined((votes, reported, when))]
    for quote in kept.answer.quotes[:1]:
        # The empty line keeps the source out of the quote's bar in every client.
        lines += [f"{words(quote, _QUOTE)}\n", small(cut(source(quote, say, linked=False), _SOURCE))]
    return "\n".join(lines)
