"""A reindex of a server's articles: how far it is, what it has changed, why it ended otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.discord.embeds.limits import fit
from bot.discord.embeds.parts import LIBRARY, NEUTRAL, STRENGTH, escaped, person
from bot.records import Reindexing
from bot.texts import Phrases
from index import Reindexed

_STEPS = 20
_TITLES = 10
_TITLE = 150
_MODEL = 200


def progress_embed(run: Reindexing, done: int, total: int, say: Phrases, *notes: str) -> discord.Embed:
    """Return how many of the articles are done, who has started it, and what else is to be said of it."""
    lines = [f"{_bar(done, total)}  {say('reindex.progress', done=done, n=total)}" if total else ""]
    return _embed(say("reindex.title"), (*lines, *notes, say("reindex.meanwhile")), run, say, LIBRARY)


def note_embed(run: Reindexing, words: str, say: Phrases) -> discord.Embed:
    """Return why a reindex is shown here no longer, waits or has stopped."""
    return _embed(say("reindex.title"), (words,), run, say, NEUTRAL)


def done_embed(run: Reindexing, done: Reindexed, say: Phrases, *notes: str) -> discord.Embed:
    """Return what there is now, and what is otherwise than before."""
    counted = f"{say('reindex.articles', n=done.articles)} · {say('reindex.sentences', n=done.sentences)}"
    lines = (*notes, counted, _model(done, say), _changed(done.changed, say))
    return _embed(say("reindex.done"), lines, run, say, STRENGTH["strong"])


def _embed(title: str, lines: Sequence[str], run: Reindexing, say: Phrases, colour: int) -> discord.Embed:
    described = "\n".join(filter(None, (*lines, say("reindex.started", who=person(run.who, say)))))
    return fit(discord.Embed(title=title, description=described, colour=colour))


def _bar(done: int, total: int) -> str:
    full = _STEPS * done // total
    return "▰" * full + "▱" * (_STEPS - full)


def _model(done: Reindexed, say: Phrases) -> str:
    model, before = escaped(done.model, _MODEL), escaped(done.before or "", _MODEL)
    if before in {"", model}:
        return say("reindex.model", model=model)
    return say("reindex.model_changed", model=model, before=before)


def _changed(titles: Sequence[str], say: Phrases) -> str:
    if not titles:
        return say("reindex.unchanged")
    named = [f"• {escaped(title, _TITLE)}" for title in titles[:_TITLES]]
    more = [say("reindex.more", n=len(titles) - _TITLES)] if len(titles) > _TITLES else []
    return "\n".join((say("reindex.changed", n=len(titles)), *named, *more))
