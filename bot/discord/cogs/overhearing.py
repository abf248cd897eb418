"""Channels where every question is answered: only when sure, and only where nobody else has answered."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import discord
from discord.ext import commands

from bot.discord.base import DeskBot
from bot.discord.conversation.addressing import is_question, is_talk, way_of
from bot.discord.conversation.answering import is_sure, post
from bot.discord.conversation.places import place_of
from bot.discord.conversation.replying import Reply
from bot.discord.conversation.speaking import spoken
from bot.errors import reference_of
from bot.log import log
from bot.records import Asking, Place
from bot.store import begun
from bot.texts import phrases
from index import SummitError

COURTESY = 30.0
"""Seconds in which people may answer first."""
MOST_PENDING = 20
"""Questions that may wait in one channel: in a flood the bot stays out of it."""


@dataclass(frozen=True, slots=True)
class _Pending:
    message: discord.Message
    task: asyncio.Task[None]


class Overhearing(commands.Cog):
    """Questions that nobody addressed to the bot."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        self._pending: defaultdict[int, list[_Pending]] = defaultdict(list)

    async def cog_unload(self) -> None:
        """Drop what waits."""
        for pending in [one for several in self._pending.values() for one in several]:
            pending.task.cancel()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Wait with a question for people to answer it; take what somebody else says as their answer."""
        me, place = self._bot.user, place_of(message)
        if me is None or not self._is_open(place) or not is_talk(message):
            return
        addressed = way_of(message, me.id) is not None
        self._drop(message.channel.id, lambda one: _settles(message, one.message, addressed=addressed))
        # A question that names somebody is theirs to answer.
        alone = not (addressed or message.mentions or message.role_mentions or message.reference)
        if alone and is_question(message.content):
            self._wait(message, place)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Leave a question that was taken back."""
        self._drop(payload.channel_id, lambda one: one.message.id == payload.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Leave questions that a moderator swept away."""
        self._drop(payload.channel_id, lambda one: one.message.id in payload.message_ids)

    def _is_open(self, place: Place) -> bool:
        chosen = self._bot.desk.channel(place)
        return self._bot.settings.message_content and place.server is not None and chosen.enabled and chosen.auto

    def _wait(self, message: discord.Message, place: Place) -> None:
        waiting = self._pending[message.channel.id]
        if len(waiting) >= MOST_PENDING:
            return
        with begun():
            # Asked now, whenever it is answered.
            task = asyncio.create_task(self._answer_later(message, place), name=f"summit-question-{message.id}")
        waiting.append(_Pending(message, task))
        task.add_done_callback(lambda _task: self._forget(message))

    def _drop(self, channel: int, which: Callable[[_Pending], bool]) -> None:
        for pending in [one for one in self._pending.get(channel, ()) if which(one)]:
            pending.task.cancel()

    def _forget(self, message: discord.Message) -> None:
        channel = message.channel.id
        left = [one for one in self._pending.pop(channel, []) if one.message.id != message.id]
        if left:
            self._pending[channel] = left

    async def _answer_later(self, message: discord.Message, place: Place) -> None:
        await asyncio.sleep(COURTESY)
        if not self._is_open(place) or self._bot.cooldown.take(message.author.id):
            return
        try:
            with self._bot.desk.working():
                await self._answer(message, place)
        except (SummitError, discord.HTTPException) as error:
            log.info("not_answered_unasked", reference=reference_of(message.id), reason=str(error))
        except Exception:
            log.exception("failed", reference=reference_of(message.id))

    async def _answer(self, message: discord.Message, place: Place) -> None:
        desk = self._bot.desk
        say = phrases(spoken(message, self._bot))
        person = message.author.id
        stands = await desk.footing(place, person)
        asking = Asking(
            message.content,
            stands.scope,
            person,
            place.channel,
            say.language,
            "channel",
            meant=stands.meant,
            follows=stands.follows,
        )
        kept, reply = await desk.ask(asking), Reply(message, say)
        if not is_sure(kept) or not reply.may("embed_links"):
            return
        await post(desk, reply, kept, say)


def _settles(message: discord.Message, question: discord.Message, *, addressed: bool) -> bool:
    """Tell whether a message makes it needless to answer a question: it is answered, or was put to the bot itself."""
    if message.author.id == question.author.id:
        return addressed
    if message.reference and message.reference.message_id == question.id:
        return True
    return not addressed and not is_question(message.content)
