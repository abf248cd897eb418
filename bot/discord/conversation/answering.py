"""One question by an interaction: announced, answered, kept."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import discord

from bot.desk.desk import Desk
from bot.discord.base import bot_of
from bot.discord.conversation import audiences
from bot.discord.conversation.attending import defer, tell
from bot.discord.conversation.objecting import objection
from bot.discord.conversation.permissions import TO_OPEN_THREADS
from bot.discord.conversation.places import place_of, server_of
from bot.discord.conversation.replying import NAME, Reply
from bot.discord.conversation.showing import Shown, shown
from bot.discord.embeds.limits import BLANK
from bot.discord.embeds.parts import plain, small
from bot.discord.views.buttons import offer_view
from bot.log import log
from bot.records import Asking, Door, Footing, Kept
from bot.texts import Phrases

if TYPE_CHECKING:
    from discord.types.threads import ThreadArchiveDuration


async def answer(
    interaction: discord.Interaction,
    say: Phrases,
    question: str,
    door: Door,
    *,
    footing: Callable[[], Awaitable[Footing]] | None = None,
    private: bool = False,
    author: int | None = None,
) -> None:
    """Answer a question, or say in a word to the person alone why it is not taken now.

    `footing` is found only after the answer was announced: it may have to look at the disk. `author` is whose words the
    question is, where they are somebody else's.
    """
    private = private or server_of(interaction) is None
    refused = objection(interaction, say, question) if question.strip() else say("hint.empty")
    await defer(interaction, private=private or refused is not None)
    if refused:
        await tell(interaction, refused)
        return
    place, person = place_of(interaction), interaction.user.id
    stands = await (footing() if footing else bot_of(interaction).desk.footing(place, person))
    scope = replace(stands.scope, audience=audiences.of(interaction, private=private))
    meant, follows = stands.meant, stands.follows
    asking = Asking(question, scope, person, place.channel, say.language, door, private, meant, author, follows)
    await _deliver(interaction, say, asking)


async def _deliver(interaction: discord.Interaction, say: Phrases, asking: Asking) -> None:
    async def notice(place: int) -> None:
        with contextlib.suppress(discord.HTTPException):
            await interaction.edit_original_response(content=say("wait.place", place=place))

    bot = bot_of(interaction)
    desk = bot.desk
    kept = await desk.ask(asking, notice)
    await desk.keep(kept)
    answered = await show(desk, kept, say)
    try:
        with bot.meter.timed("discord"):
            message = await interaction.edit_original_response(content=None, embed=answered.embed, view=answered.view)
    except discord.HTTPException:
        await desk.take_back(kept)
        raise
    await desk.sent(kept, message.id)
    await _thread_below(interaction, kept, message.id)


async def _thread_below(interaction: discord.Interaction, kept: Kept, message: int) -> None:
    """Open a thread below an answer that everybody sees, where admins chose that and the bot may."""
    place = place_of(interaction)
    minutes = bot_of(interaction).desk.channel(place).thread
    may = all(getattr(interaction.app_permissions, name) for name in TO_OPEN_THREADS)
    if not (minutes and may and kept.answer.found) or kept.asking.private or place.is_conversation:
        return
    channel = bot_of(interaction).get_partial_messageable(place.channel or 0, guild_id=place.server)
    name = plain(kept.asking.question, NAME) or BLANK
    try:
        await channel.get_partial_message(message).create_thread(
            name=name, auto_archive_duration=cast("ThreadArchiveDuration", minutes)
        )
    except (discord.HTTPException, ValueError) as error:
        log.info("no_thread", channel=place.channel, reason=repr(error))


async def show(desk: Desk, kept: Kept, say: Phrases) -> Shown:
    """Return what a message shows of an answer, which says so where there is nothing to ask."""
    nothing_near = not (kept.answer.found or kept.answer.nearest or kept.answer.unknown)
    empty = nothing_near and not await desk.asked_of(kept.asking.scope)
    return shown(kept, say, empty=empty)


async def post(desk: Desk, reply: Reply, kept: Kept, say: Phrases) -> None:
    """Keep an answer and show it in a reply, which a further reply can follow up."""
    kept = await _in_thread(desk, reply, kept)
    await desk.keep(kept)
    answered = await show(desk, kept, say)
    with desk.meter.timed("discord"):
        sent = await reply.show(answered)
    if sent:
        await desk.sent(kept, sent.id)


async def offer(desk: Desk, reply: Reply, kept: Kept, say: Phrases) -> None:
    """Keep an answer that nobody needs at the moment, and say in a small line how to call it up."""
    await desk.keep(kept)
    sent = await reply.offer(small(say("offer.words", button=say("button.show"))), offer_view(kept, say))
    if sent:
        await desk.sent(kept, sent.id)


async def _in_thread(desk: Desk, reply: Reply, kept: Kept) -> Kept:
    """Open a thread for an answer where admins chose that, and return the answer as it is given there."""
    place = place_of(reply.message)
    minutes = desk.channel(place).thread
    if not (minutes and kept.answer.found) or place.is_conversation:
        return kept
    thread = await reply.open_thread(kept.asking.question, minutes)
    if thread is None:
        return kept
    await desk.begin_thread(thread.id, kept.asking.scope)
    return replace(kept, asking=replace(kept.asking, channel=thread.id))


def is_sure(kept: Kept) -> bool:
    """Tell whether an answer is good enough for somebody who did not ask the bot."""
    return bool(kept.answer.facts) or any(quote.strength == "strong" for quote in kept.answer.quotes[:1])
