"""Why an answer is what it is, in words: what was searched, what was read, and why this one comes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import discord

from bot.discord.embeds.limits import fit
from bot.discord.embeds.parts import LIBRARY, asked_of, escaped, named
from bot.records import Kept
from bot.texts import Phrases

_WORDS = 200
_TITLE = 150


@dataclass(frozen=True, slots=True)
class Why:
    """What is told of an answer beside the answer itself."""

    articles: int
    """How many could be asked."""
    reads: bool
    """Whether a reader is in use."""
    shared: tuple[str, ...] | None
    """The words of the question that stand in the first quote; None where that cannot be told."""


def why_embed(kept: Kept, why: Why, say: Phrases) -> discord.Embed:
    """Return three fields: searched, read, chosen."""
    embed = discord.Embed(title=say("why.title"), colour=LIBRARY)
    for name, lines in (
        ("searched", _searched(kept, why, say)),
        ("read", _read(kept, why, say)),
        ("first", _first(kept, why, say)),
    ):
        embed.add_field(name=say(f"why.{name}_title"), value="\n".join(lines), inline=False)
    return fit(embed)


def _searched(kept: Kept, why: Why, say: Phrases) -> Iterator[str]:
    if limits := asked_of(kept, say):
        yield limits
    yield say("why.searched", n=why.articles)
    if kept.answer.quotes:
        yield say("why.by")


def _read(kept: Kept, why: Why, say: Phrases) -> Iterator[str]:
    if not kept.answer.quotes:
        yield say("why.stored")
    else:
        yield say("why.read" if why.reads else "why.unread")


def _first(kept: Kept, why: Why, say: Phrases) -> Iterator[str]:
    for fact in kept.answer.facts[:1]:
        yield say("why.fact", title=escaped(named(fact.title), _TITLE))
    for quote in kept.answer.quotes[:1]:
        yield say("why.first", n=kept.answer.total, strength=say(f"strength.{quote.strength}"))
        if why.shared is not None:
            yield say("why.words", words=escaped(", ".join(why.shared), _WORDS)) if why.shared else say("why.meaning")
        if quote.mark and quote.strength != "weak":
            yield say("why.bold")
        yield say("why.judged")
