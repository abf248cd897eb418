"""The way of one reindex: begun by an admin or by the next run of the bot, told as it goes, noted when it is done."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import discord

from bot.desk.curating.noting import what_changed
from bot.desk.reindexer import Stopped
from bot.discord.access import refuse_strangers
from bot.discord.base import DeskBot, bot_of
from bot.discord.conversation.attending import defer, tell
from bot.discord.conversation.speaking import spoken_in
from bot.discord.embeds.articles.reindexing import done_embed, note_embed, progress_embed
from bot.discord.embeds.parts import person
from bot.discord.reindexing.live import Live
from bot.discord.telling.admin_notices import tell_admins
from bot.errors import reference_of, sentence
from bot.log import log
from bot.records import Change, Reindexing, What
from bot.texts import Phrases, phrases
from index import Act, Busy, Reindexed, SummitError

MOST_TRIES = 3
"""Runs of the bot that begin a reindex: one that brings the bot down must not do so for ever."""


@dataclass(slots=True)
class _Way:
    """A reindex, and what shows it."""

    bot: DeskBot
    run: Reindexing
    live: Live
    say: Phrases
    notes: tuple[str, ...] = ()
    """What is to be said of it all along."""
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    done: int = 0
    total: int = 0
    ended: bool = False

    @property
    def known(self) -> Reindexing:
        """Return the reindex as it may be told and stored."""
        return self.bot.desk.reindexer.without_forgotten(self.run)


async def begin(interaction: discord.Interaction, say: Phrases, *, public: bool) -> None:
    """Begin a reindex of the server's articles, or say who runs one; only a `public` one is shown to everybody."""
    server, bot = refuse_strangers(interaction), bot_of(interaction)
    channel = (interaction.channel_id or 0) if public else 0
    run = Reindexing(server, interaction.user.id, channel, datetime.now(UTC))
    reindexer = bot.desk.reindexer
    if not reindexer.reserve(run):
        await tell(interaction, _refusal(reindexer.running(server), say))
        return
    try:
        await defer(interaction, private=not public)
        way = await _prepared(interaction, run, say)
    except BaseException:
        reindexer.release(server)
        raise
    if way is None:
        reindexer.release(server)
        await tell(interaction, say("reindex.empty"))
    else:
        reindexer.begin(server, _go(way))


async def resume(bot: DeskBot) -> None:
    """Begin again what the last run of the bot has left, or say that it stopped."""
    reindexer = bot.desk.reindexer
    for run in await bot.desk.record(lambda store: store.reindexings()):
        guild = bot.get_guild(run.server)
        if guild and reindexer.reserve(run):
            way = _Way(bot, run, Live(bot, run), phrases(spoken_in(guild, bot)))
            reindexer.begin(run.server, _go_on(way))


def _refusal(running: Reindexing | None, say: Phrases) -> str:
    return say("reindex.refused", who=person(running.who, say)) if running else say("reindex.terminal")


async def _prepared(interaction: discord.Interaction, run: Reindexing, say: Phrases) -> _Way | None:
    """Return the way of a reindex, remembered for the next run of the bot; None where there is nothing to do."""
    bot = bot_of(interaction)
    library = bot.desk.libraries.of
    edition = await bot.desk.questions.run(lambda: library(run.server).edition())
    if edition is None or not await bot.desk.questions.run(lambda: library(run.server).list()):
        return None
    run = replace(run, edition=edition)
    await bot.desk.record(lambda store: store.put_reindexing(run))
    return _Way(bot, run, Live(bot, run, interaction), say)


async def _go_on(way: _Way) -> None:
    """Go on with what an earlier run of the bot has begun; it is all said in a message of its own."""
    bot, run, say = way.bot, way.run, way.say
    try:
        edition = await bot.desk.questions.run(lambda: bot.desk.libraries.of(run.server).edition())
        if run.message:
            await way.live.leave(run.message, note_embed(run, say("reindex.moved"), say))
        if edition != run.edition:
            await _was_done(way)
        elif run.tries >= MOST_TRIES:
            await _stop(way, say("reindex.stopped"))
        else:
            way.run, way.notes = replace(run, tries=run.tries + 1, message=None), (say("reindex.again"),)
            await _remember(way)
            await _go(way)
    except Exception as error:
        await _fail(way, error)


async def _go(way: _Way) -> None:
    """Reindex from here to the end; what goes wrong is said and noted."""
    telling = asyncio.create_task(_tell(way), name=f"summit-reindex-telling-{way.run.server}")
    try:
        done = await way.bot.desk.reindexer.work(way.run.server, lambda *far: _move(way, *far), Act(mark=way.run.mark))
    except Exception as error:
        await _end(way, telling)
        await _fail(way, error)
    else:
        await _end(way, telling)
        await _finish(way, done)
    finally:
        telling.cancel()


def _move(way: _Way, done: int, total: int) -> None:
    way.done, way.total = done, total
    way.moved.set()


async def _tell(way: _Way) -> None:
    """Show how far it is whenever it has moved."""
    while not way.ended:
        waits = not way.total and way.bot.desk.reindexer.is_busy
        notes = (*way.notes, *([way.say("reindex.queued")] if waits else ()))
        await way.live.show(progress_embed(way.known, way.done, way.total, way.say, *notes))
        await _moved_to(way)
        await way.moved.wait()
        way.moved.clear()


async def _end(way: _Way, telling: asyncio.Task[None]) -> None:
    """Let the last telling arrive: one that comes after the end would be what stays."""
    way.ended = True
    way.moved.set()
    await telling


async def _moved_to(way: _Way) -> None:
    """Remember a new message, and leave the one before."""
    before, now = way.run.message, way.live.message
    if now == before:
        return
    way.run = replace(way.run, message=now)
    await _remember(way)
    if before:
        await way.live.leave(before, note_embed(way.known, way.say("reindex.moved"), way.say))


async def _remember(way: _Way) -> None:
    run = way.known
    # Where that fails it goes on all the same; only the next run of the bot would look for the wrong message.
    with contextlib.suppress(SummitError):
        await way.bot.desk.record(lambda store: store.put_reindexing(run))


async def _finish(way: _Way, done: Reindexed) -> None:
    """Say what has changed; those who wait for an answer are told soon."""
    log.info("reindexed", server=way.run.server, articles=done.articles, sentences=done.sentences, model=done.model)
    await way.bot.desk.curator.changed(way.run.server)
    told = await _show_end(way, done_embed(way.known, done, way.say))
    await _moved_to(way)
    await _note(way, "reindex" if told else "reindex_unseen", what_changed(done))


async def _was_done(way: _Way) -> None:
    """Say of a reindex that it was done when the bot was stopped; what it left of the old index goes."""
    bot, server = way.bot, way.run.server
    library = bot.desk.libraries.of

    def left() -> Reindexed:
        with contextlib.suppress(Busy):
            library(server).sweep()
        status = library(server).status()
        return Reindexed(status.articles, status.sentences, status.model or "")

    done = await bot.desk.questions.run(left)
    await _finish(way, done)


async def _fail(way: _Way, error: Exception) -> None:
    if isinstance(error, Stopped):
        # It stays remembered: the next run of the bot goes on with it.
        await way.live.show(note_embed(way.known, way.say("reindex.paused"), way.say), last=True)
    elif isinstance(error, Busy) and not way.total:
        await way.live.show(note_embed(way.known, way.say("reindex.terminal"), way.say), last=True)
        await _forget(way)
    else:
        await _stop(way, _reason(way, error))


def _reason(way: _Way, error: Exception) -> str:
    reference = reference_of(int(way.run.begun.timestamp()))
    log.error("not_reindexed", server=way.run.server, reference=reference, exc_info=error)
    return way.say("reindex.failed", reason=sentence(error, way.say, reference))


async def _stop(way: _Way, words: str) -> None:
    await _show_end(way, note_embed(way.known, words, way.say))
    await _note(way, "reindex_stopped", "")


async def _show_end(way: _Way, embed: discord.Embed) -> bool:
    """Show how it ended where it was begun, or else to the admins, and tell whether somebody could see it."""
    if await way.live.show(embed, last=True):
        return True
    return await tell_admins(way.bot, way.run.server, f"**{embed.title}**\n{embed.description}")


async def _note(way: _Way, what: What, detail: str) -> None:
    """Add a line to the audit log, and forget that the reindex is under way."""
    await _forget(way, Change(datetime.now(UTC), way.run.server, way.known.who, what, detail, mark=way.run.mark))


async def _forget(way: _Way, change: Change | None = None) -> None:
    server = way.run.server
    try:
        await way.bot.desk.record(lambda store: store.forget_reindexing(server, change))
    except SummitError as error:
        log.error("change_not_noted", server=server, reason=str(error))
