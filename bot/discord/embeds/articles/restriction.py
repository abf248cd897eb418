"""For whom an article is, in mentions: they name only what whoever reads them can see."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import discord

from bot.discord.embeds.limits import fit
from bot.discord.embeds.parts import LIBRARY, escaped, named
from bot.texts import Phrases
from index import Entry, Restriction

_TITLE = 150


def restriction_embed(entry: Entry, say: Phrases) -> discord.Embed:
    """Return for whom an article is, and what that means."""
    title = say("restriction.title", title=escaped(named(entry.title, entry.url), _TITLE))
    lines = [*restricted_to(entry.restriction, say)]
    body = [*lines, say("restriction.note")] if lines else [say("restriction.open")]
    return fit(discord.Embed(title=title, description="\n".join(body), colour=LIBRARY))


def restricted_to(restriction: Restriction, say: Phrases) -> Iterator[str]:
    """Yield a line for the channels and one for the roles; none where it is for everybody."""
    if restriction.channels:
        yield say("restriction.channels", channels=_mentions("#", restriction.channels))
    if restriction.roles:
        yield say("restriction.roles", roles=_mentions("@&", restriction.roles))


def _mentions(mark: str, ids: Collection[int]) -> str:
    return ", ".join(f"<{mark}{one}>" for one in sorted(ids))
