"""One question by an interaction: announced, answered, kept."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable

import discord

from bot.desk.desk import Desk
from bot.discord.base import bot_of
from bot.discord.conversation.attending import defer, tell
from bot.discord.conversation.objecting import objection
from bot.discord.conversation.places import place_of
from bot.discord.conversation.replying import Reply
from bot.discord.conversation.showing import Shown, shown
from bot.records import Asking, Door, Footing, Kept
from bot.texts import Phrases


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
    private = private or interaction.guild_id is None
    refused = objection(interaction, say, question) if question.strip() else say("hint.empty")
    await defer(interaction, private=private or refused is not None)
    if refused:
        await tell(interaction, refused)
        return
    place, person = place_of(interaction), interaction.user.id
    stands = await (footing() if footing else bot_of(interaction).desk.footing(place, person))
    scope, meant, follows = stands.scope, stands.meant, stands.follows
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


async def show(desk: Desk, kept: Kept, say: Phrases) -> Shown:
    """Return what a message shows of an answer, which says so where there is nothing to ask."""
    nothing_near = not (kept.answer.found or kept.answer.nearest or kept.answer.unknown)
    empty = nothing_near and not await desk.asked_of(kept.asking.scope)
    return shown(kept, say, empty=empty)


async def post(desk: Desk, reply: Reply, kept: Kept, say: Phrases) -> None:
    """Keep an answer and show it in a reply, which a further reply can follow up."""
    await desk.keep(kept)
    answered = await show(desk, kept, say)
    with desk.meter.timed("discord"):
        sent = await reply.show(answered)
    if sent:
        await desk.sent(kept, sent.id)


def is_sure(kept: Kept) -> bool:
    """Tell whether an answer is good enough for somebody who did not ask the bot."""
    return bool(kept.answer.facts) or any(quote.strength == "strong" for quote in kept.answer.quotes[:1])
