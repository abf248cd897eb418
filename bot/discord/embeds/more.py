"""The quotes after the first ones, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.discord.embeds.answer import QUOTES
from bot.discord.embeds.limits import fit
from bot.discord.embeds.parts import STRENGTH, asked_of, joined
from bot.discord.embeds.quotes import stacked
from bot.records import Kept
from bot.texts import Phrases
from index import Quote


def more_pages(quotes: Sequence[Quote]) -> int:
    """Return how many pages these quotes take, one at the least."""
    return max(-(-len(quotes) // QUOTES), 1)


def more_embed(kept: Kept, page: int, gone: int, say: Phrases, quotes: Sequence[Quote]) -> discord.Embed:
    """Return a page, the first one is 1, of the quotes that are still in their articles; `gone` counts the others."""
    pages = more_pages(quotes)
    page = min(max(page, 1), pages)
    shown = quotes[(page - 1) * QUOTES : page * QUOTES]
    left_out = say("more.gone", n=gone) if gone else None
    if not shown:
        text = "\n".join(filter(None, (say("more.none"), left_out)))
        return fit(discord.Embed(title=say("more.title"), description=text, colour=STRENGTH["weak"]))
    embed = discord.Embed(title=say("more.title"), description=stacked(shown, say), colour=STRENGTH[shown[0].strength])
    footer = joined((say("more.page", page=page, pages=pages), say("more.note"), asked_of(kept, say)))
    return fit(embed.set_footer(text="\n".join(filter(None, (footer, left_out)))))
