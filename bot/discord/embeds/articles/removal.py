"""The article that is about to be removed."""

from __future__ import annotations

import discord

from bot.discord.embeds.escape import escape
from bot.discord.embeds.limits import fit
from bot.discord.embeds.parts import LIBRARY, escaped, joined, named, written
from bot.texts import Phrases
from index import KEPT, Article, Entry

_FIELD = 80
_SENTENCE = 400


def removal_embed(entry: Entry, article: Article, say: Phrases) -> discord.Embed:
    """Return what goes when the admin confirms it, with what tells it from others of its title."""
    # What cuts sentences takes its time to load, and a bot that only answers needs none of it.
    from index import first_sentence

    facts = (
        written(entry.published, say),
        say("draft.sentences", n=entry.sentences),
        escaped(entry.author or "", _FIELD),
        escaped(entry.publisher or "", _FIELD),
    )
    known_by = say("removing.known_by", id=entry.id, date=say.date(entry.added.date()))
    first = first_sentence(article)
    pieces = (
        f"{joined(facts)}\n{known_by}",
        escaped(first, _SENTENCE) if first else None,
        say("removing.note", n=KEPT.days),
    )
    title = say("removing.title", title=escape(named(entry.title, entry.url)))
    description = "\n\n".join(piece for piece in pieces if piece)
    return fit(discord.Embed(title=title, description=description, colour=LIBRARY))
