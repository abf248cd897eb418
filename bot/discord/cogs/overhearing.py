"""Channels and forums where every question is answered: only when sure, and quietly where a person has answered."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

import discord
from discord.ext import commands

from bot.discord.base import DeskBot
from bot.discord.conversation import audiences
from bot.discord.conversation.addressing import is_question, is_talk, way_of
from bot.discord.conversation.answering import is_sure, offer, post
from bot.discord.conversation.courtesy import Courtesy, Pending
from bot.discord.conversation.places import place_of
from bot.discord.conversation.posts import post_of, wordings
from bot.discord.conversation.replying import Reply
from bot.discord.conversation.speaking import spoken
from bot.errors import reference_of
from bot.log import log
from bot.records import Asking, Door, Kept, Place
from bot.texts import phrases
from index import SummitError

_MOST_NEW = 1_000
"""New posts that are remembered until their first message comes."""


class Overhearing(commands.Cog):
    """Questions that nobody addressed to the bot."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        self._courtesy = Courtesy()
        self._new: OrderedDict[int, None] = OrderedDict()

    async def cog_unload(self) -> None:
        """Drop what waits."""
        self._courtesy.drop_all()

    @commands.Cog.listener()
    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Remember a new post: Discord lets nobody write in it before its first message has come."""
        if isinstance(thread.parent, discord.ForumChannel):
            self._new[thread.id] = None
            while len(self._new) > _MOST_NEW:
                self._new.popitem(last=False)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Wait with a question for people to answer it; take what somebody else says as their answer."""
        me, place = self._bot.user, place_of(message)
        is_first = self._is_first(message)
        if me is None or not self._is_open(message, place) or not is_talk(message):
            return
        addressed = way_of(message, me.id) is not None
        self._settle(message, addressed=addressed)
        if not addressed and (is_first if post_of(message) else _is_for_anybody(message)):
            self._courtesy.wait(message, lambda pending: self._answer_later(pending, place))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Leave a question that was taken back."""
        self._courtesy.drop(payload.channel_id, lambda one: one.message.id == payload.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Leave questions that a moderator swept away."""
        self._courtesy.drop(payload.channel_id, lambda one: one.message.id in payload.message_ids)

    def _is_first(self, message: discord.Message) -> bool:
        """Tell whether a message is the one that a post begins with."""
        thread = post_of(message)
        if thread is None or message.author.id != thread.owner_id:
            return False
        return message.id == thread.id or self._new.pop(thread.id, self) is None

    def _is_open(self, message: discord.Message, place: Place) -> bool:
        chosen = self._bot.desk.channel(place)
        # The title of a post comes without the right to read texts.
        readable = self._bot.settings.message_content or post_of(message) is not None
        return readable and place.server is not None and chosen.enabled and chosen.auto

    def _settle(self, message: discord.Message, *, addressed: bool) -> None:
        """Take a message as what it is to the questions that wait: an answer, or the same put to the bot itself."""
        for pending in self._courtesy.those(message.channel.id, lambda _: True):
            if message.author.id == pending.message.author.id:
                if addressed:
                    pending.cancel()
            elif _answers(message, pending.message, addressed=addressed):
                pending.is_answered = True

    async def _answer_later(self, pending: Pending, place: Place) -> None:
        message = pending.message
        if not self._is_open(message, place) or self._bot.cooldown.take(message.author.id):
            return
        try:
            with self._bot.desk.working():
                await self._answer(pending, place)
        except (SummitError, discord.HTTPException) as error:
            log.info("not_answered_unasked", reference=reference_of(message.id), reason=str(error))
        except Exception:
            log.exception("failed", reference=reference_of(message.id))

    async def _answer(self, pending: Pending, place: Place) -> None:
        message, desk = pending.message, self._bot.desk
        thread = post_of(message)
        questions = wordings(thread.name, message.content) if thread else [message.content]
        say = phrases(spoken(message, self._bot))
        reply = Reply(message, say)
        kept = await self._sure(message, questions, place, say.language, "post" if thread else "channel")
        if kept is None or not reply.may("embed_links"):
            return
        await (offer if pending.is_answered else post)(desk, reply, kept, say)

    async def _sure(
        self, message: discord.Message, questions: list[str], place: Place, language: str, door: Door
    ) -> Kept | None:
        """Return the first answer that is good enough for somebody who did not ask the bot, or None."""
        desk, person = self._bot.desk, message.author.id
        stands = await desk.footing(place, person)
        scope = replace(stands.scope, audience=audiences.everybody(place))
        for question in questions:
            asking = Asking(question, scope, person, place.channel, language, door, meant=stands.meant)
            if is_sure(kept := await desk.ask(asking)):
                return kept
        return None


def _is_for_anybody(message: discord.Message) -> bool:
    """Tell whether a message asks something of nobody in particular: one that names somebody is theirs to answer."""
    names_somebody = message.mentions or message.role_mentions or message.reference
    return not names_somebody and is_question(message.content)


def _answers(message: discord.Message, question: discord.Message, *, addressed: bool) -> bool:
    """Tell whether what somebody else says answers a question."""
    if message.reference and message.reference.message_id == question.id:
        return True
    return not addressed and not is_question(message.content)
