"""The article that is about to be removed."""

from __future__ import annotations

import discord

from bot.embeds.escape import escape
from bot.embeds.limits import fit
from bot.embeds.parts import LIBRARY, escaped, joined, named, written
from bot.texts import Phrases
from index import Entry

_FIELD = 80


def removal_embed(entry: Entry, say: Phrases) -> discord.Embed:
    """Return what goes for good when the admin confirms it."""
    facts = (
        written(entry.published, say),
        say("draft.sentences", n=entry.sentences),
        escaped(entry.author or "", _FIELD),
        escaped(entry.publisher or "", _FIELD),
    )
    title = say("removing.title", title=escape(named(entry.title, entry.url)))
    return fit(discord.Embed(title=title, description=f"{joined(facts)}\n\n{say('removing.note')}", colour=LIBRARY))
