"""An article's text with the kinds of its parts, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import discord

from bot.discord.embeds.articles.restriction import restricted_to
from bot.discord.embeds.escape import escape
from bot.discord.embeds.limits import fit, size
from bot.discord.embeds.links import web
from bot.discord.embeds.parts import LIBRARY, escaped, joined, named, written
from bot.texts import Phrases
from index import Article, Entry, Part

PAGE = 4000
"""Units of a page, kinds and escapes included."""
_PIECE = 1500
"""Characters of a part that are kept together."""
_FIELD = 80


def text_pages(article: Article, say: Phrases) -> list[str]:
    """Return the text in pages, each part under its kind, escaped."""
    pages: list[list[str]] = []
    room, last = 0, ""
    for kind, piece in _pieces(article):
        heading = f"**{say(f'kind.{kind}')}**\n"
        line = piece if kind == last else heading + piece
        if size(line) >= room:
            pages.append([])
            room, line = PAGE, heading + piece
        pages[-1].append(line)
        room -= size(line) + 1
        last = kind
    return ["\n".join(page) for page in pages]


def text_embed(entry: Entry, pages: Sequence[str], page: int, say: Phrases) -> discord.Embed:
    """Return a page of an article, counted from 1."""
    title = escape(named(entry.title, entry.url))
    embed = discord.Embed(title=title, url=web(entry.url), colour=LIBRARY, description=pages[page - 1])
    if lines := [*restricted_to(entry.restriction, say)]:
        embed.add_field(name=say("restriction.field"), value="\n".join(lines), inline=False)
    facts = (
        written(entry.published, say),
        say("draft.sentences", n=entry.sentences),
        escaped(entry.author or "", _FIELD),
        escaped(entry.publisher or "", _FIELD),
        say("library.page", page=page, pages=len(pages)) if len(pages) > 1 else None,
    )
    return fit(embed.set_footer(text=joined(facts)))


def text_file(article: Article, say: Phrases) -> str:
    """Return the whole text for a file, each run of parts under its kind in brackets."""
    runs = groupby(article.parts, key=lambda part: part.kind)
    return "\n\n".join(f"[{say(f'kind.{kind}')}]\n{_run(article, list(parts))}" for kind, parts in runs)


def _run(article: Article, parts: Sequence[Part]) -> str:
    return article.text[parts[0].start : parts[-1].end]


def _pieces(article: Article) -> Iterator[tuple[str, str]]:
    """Yield the kind and the escaped text of each part, long ones in several pieces."""
    for part in article.parts:
        for start in range(part.start, part.end, _PIECE):
            yield part.kind, escape(article.text[start : min(start + _PIECE, part.end)])
