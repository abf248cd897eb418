"""Discord's numbers, and texts brought inside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import discord

TITLE = 256
DESCRIPTION = 4096
FIELD_NAME = 256
FIELD = 1024
FIELDS = 25
FOOTER = 2048
EMBED = 6000
"""Over all embeds of a message."""
EMBEDS = 10

BLANK = "–"
_ELLIPSIS = "…"
_WORD = 30
"""How far a cut goes back to end between two words."""
_TOKEN = re.compile(r"\\.|\*\*|\[[^\[\]\\\n]{1,512}\]\([^()\s]{1,512}\)|.", re.DOTALL)
# NUL and the lone halves of a pair cannot be sent; everything else is Discord's to show.
_UNSENDABLE = re.compile(r"[\x00\ud800-\udfff]")


def size(text: str) -> int:
    """Return the length in UTF-16 units: Discord counts characters, so this is never too small."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, most: int) -> str:
    """Return escaped text of at most so many units; where cut it ends in "…", no escape, bold or link left open."""
    if size(text[: most + 1]) <= most:
        return text
    kept = _first((found[0] for found in _TOKEN.finditer(text)), most - len(_ELLIPSIS))
    while kept and (kept[-1].isspace() or (kept[-1] == "**" and _in_bold(kept))):
        kept.pop()
    return "".join(kept) + "**" * _in_bold(kept) + _ELLIPSIS


def cut_start(text: str, most: int) -> str:
    """Return the end of escaped text without bold, of at most so many units; where cut it begins with "…"."""
    if size(text[: most + 1]) <= most:
        return text
    kept = _first(reversed(_TOKEN.findall(text)), most - len(_ELLIPSIS))
    return _ELLIPSIS + "".join(reversed(kept)).lstrip()


def shorten(text: str, most: int) -> str:
    """Return plain text of at most so many units; where cut it ends in "…"."""
    if size(text[: most + 1]) <= most:
        return text
    return "".join(_first(text, most - len(_ELLIPSIS))).rstrip() + _ELLIPSIS


def fit(embed: discord.Embed) -> discord.Embed:
    """Return the embed inside every limit of Discord, the last guard: what it cuts should have been short before."""
    embed.title = _sendable(embed.title, TITLE)
    embed.description = _sendable(embed.description, DESCRIPTION)
    footer = _sendable(embed.footer.text, FOOTER)
    embed = embed.set_footer(text=footer) if footer else embed.remove_footer()
    for index, field in enumerate(embed.fields[:FIELDS]):
        name, value = _sendable(field.name, FIELD_NAME), _sendable(field.value, FIELD)
        embed.set_field_at(index, name=name or BLANK, value=value or BLANK, inline=field.inline)
    if (over := total(embed) - EMBED) > 0 and embed.description:
        embed.description = cut(embed.description, max(size(embed.description) - over, 1))
    return embed


def total(embed: discord.Embed) -> int:
    """Return how much of the sum over all embeds this one takes."""
    return sum(map(size, _texts(embed)))


def _texts(embed: discord.Embed) -> Iterator[str]:
    yield from (embed.title or "", embed.description or "", embed.footer.text or "")
    for field in embed.fields:
        yield from (field.name or "", field.value or "")


def _sendable(text: str | None, most: int) -> str | None:
    if text is None or not text.strip():
        return None
    return cut(_UNSENDABLE.sub("\N{REPLACEMENT CHARACTER}", text), most)


def _first(tokens: Iterable[str], room: int) -> list[str]:
    """Return the tokens that fit, and then no half of a word where that is short."""
    kept: list[str] = []
    bold = False
    for piece in tokens:
        room -= size(piece)
        bold ^= piece == "**"
        if room < 2 * bold:
            return kept if piece.isspace() else _whole_words(kept)
        kept.append(piece)
    return kept


def _whole_words(kept: list[str]) -> list[str]:
    gaps = (place for place in range(len(kept) - 1, max(len(kept) - _WORD, 0), -1) if kept[place].isspace())
    return kept[: next(gaps, len(kept))]


def _in_bold(tokens: list[str]) -> bool:
    return bool(tokens.count("**") % 2)
