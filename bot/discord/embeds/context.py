"""Quotes where they stand: the passage around each, as the article has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import discord

from bot.discord.embeds.escape import bold, escape
from bot.discord.embeds.limits import DESCRIPTION, EMBED, EMBEDS, cut, cut_start, fit, size
from bot.discord.embeds.parts import NEUTRAL, STRENGTH, escaped, small, source
from bot.texts import Phrases
from index import Quote

_TITLE = 150
_LEAST = 24
"""A neighbour cut shorter than this says nothing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote in its article as that is now; `before` and `after` are the raw text around it."""

    quote: Quote
    before: str
    after: str
    title: str
    url: str | None
    published: date | None
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Gone:
    """A quote whose article was changed, or else removed, since."""

    title: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Unreached:
    """Quotes of a library that is no longer asked: neither they nor their titles are shown again."""


def context_embeds(found: Sequence[Passage | Gone | Unreached], say: Phrases) -> list[discord.Embed]:
    """Return an embed a passage and one for all that is gone: no more than fit in one message."""
    gone = [one for one in found if not isinstance(one, Passage)]
    passages = [one for one in found if isinstance(one, Passage)][: EMBEDS - 1]
    title = say("context.title")
    room = (EMBED - size(title)) // (len(passages) + bool(gone) or 1)
    embeds = [_shown(passage, min(room, DESCRIPTION), say) for passage in passages]
    if gone:
        embeds.append(discord.Embed(description=cut(_missing(gone, say), min(room, DESCRIPTION)), colour=NEUTRAL))
    if embeds:
        embeds[0].title = title
    return [fit(embed) for embed in embeds]


def _missing(gone: Sequence[Gone | Unreached], say: Phrases) -> str:
    return "\n".join(dict.fromkeys(_why(one, say) for one in gone))


def _why(one: Gone | Unreached, say: Phrases) -> str:
    if isinstance(one, Unreached):
        return say("context.unreached")
    return say("context.changed" if one.changed else "context.removed", title=escaped(one.title, _TITLE))


def _shown(passage: Passage, most: int, say: Phrases) -> discord.Embed:
    quote = replace(
        passage.quote,
        title=passage.title,
        url=passage.url,
        published=passage.published,
        publisher=passage.publisher,
    )
    foot = small(source(quote, say))
    if size(foot) > most // 2:
        foot = small(source(quote, say, linked=False))
    text = _text(passage, most - size(foot) - 2)
    return discord.Embed(description=f"{text}\n\n{foot}", colour=STRENGTH[quote.strength])


def _text(passage: Passage, most: int) -> str:
    """Return the quote in bold inside its surroundings, which share what it leaves."""
    middle = bold(passage.quote.text[: most + 1], [(0, most + 1)])
    side = (most - size(middle)) // 2
    if side < _LEAST:
        return cut(middle, most)
    before = cut_start(escape(passage.before.lstrip()[-side - 1 :]), side)
    after = cut(escape(passage.after.rstrip()[: side + 1]), side)
    return f"{before}{middle}{after}"
