"""The articles that can be asked, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.discord.embeds.limits import DESCRIPTION, cut, fit, size
from bot.discord.embeds.links import link, web
from bot.discord.embeds.parts import LIBRARY, escaped, joined, named, written
from bot.records import Shelved
from bot.texts import Phrases

PAGE = 10
"""How many articles a page shows."""

_PUBLISHER = 60
_LINE = DESCRIPTION // PAGE - 1


def library_embed(shelved: Sequence[Shelved], page: int, pages: int, count: int, say: Phrases) -> discord.Embed:
    """Return one page's articles, the first page is 1; `count` is of all pages."""
    embed = discord.Embed(title=say("library.title"), colour=LIBRARY)
    if not shelved:
        embed.description = say("library.empty" if not count else "library.no_page", n=pages)
        return fit(embed)
    # Which library an article is from matters only where there are two.
    mixed = len({one.home for one in shelved}) > 1
    embed.description = "\n".join(_line(one, say, named_home=mixed) for one in shelved[:PAGE])
    return fit(
        embed.set_footer(text=joined((say("library.page", page=page, pages=pages), say("library.count", n=count))))
    )


def _line(shelved: Shelved, say: Phrases, *, named_home: bool) -> str:
    entry = shelved.entry
    named_by = named(entry.title, entry.url)
    rest = (
        escaped(entry.publisher or "", _PUBLISHER),
        written(entry.published, say),
        say("library.shared") if named_home and shelved.home == "shared" else None,
    )
    line = "• " + joined((link(named_by, web(entry.url), say("fact.url")), *rest))
    return line if size(line) <= _LINE else cut("• " + joined((link(named_by, None), *rest)), _LINE)
