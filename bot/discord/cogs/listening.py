"""Mentions, replies and DMs: a message that is meant for the bot is a question."""

from __future__ import annotations

from dataclasses import dataclass, replace

import discord
from discord.ext import commands

from bot.discord.base import DeskBot
from bot.discord.conversation import audiences
from bot.discord.conversation.addressing import Way, author_of, is_question, is_talk, question_in, replied_to, way_of
from bot.discord.conversation.answering import is_sure, post
from bot.discord.conversation.bursts import Bursts
from bot.discord.conversation.places import place_of
from bot.discord.conversation.replying import Reply
from bot.discord.conversation.speaking import spoken
from bot.errors import is_expected, reference_of, sentence
from bot.log import log
from bot.records import Asking, Footing, Kept, Place
from bot.texts import Phrases, phrases


@dataclass(frozen=True, slots=True)
class _Addressed:
    """A message that is meant for the bot."""

    message: discord.Message
    way: Way
    question: str
    place: Place
    say: Phrases
    author: int | None
    """Whose words the question is, where it stands in somebody else's message."""


class Listening(commands.Cog):
    """Questions by message."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        self._bursts = Bursts()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer what is addressed to the bot."""
        me, place = self._bot.user, place_of(message)
        if me is None or not is_talk(message) or (way := way_of(message, me.id)) is None:
            return
        if not self._bot.desk.channel(place).enabled:
            return
        question, author = question_in(message.content, me.id), None
        if way == "mention" and not question and (meant := replied_to(message)):
            question, author = question_in(meant.content, me.id), author_of(meant, message.author.id)
        say = phrases(spoken(message, self._bot))
        await self._attend(_Addressed(message, way, question, place, say, author))

    async def _attend(self, one: _Addressed) -> None:
        reply, reference = Reply(one.message, one.say), reference_of(one.message.id)
        try:
            with self._bot.desk.working():
                await self._answer(one, reply)
        except discord.HTTPException as error:
            log.warning("discord_refused", reference=reference, status=error.status, code=error.code)
        except Exception as error:
            if is_expected(error):
                self._bot.meter.refused(type(error).__name__)
            else:
                log.exception("failed", reference=reference)
            await _apologise(reply, sentence(error, one.say, reference))

    async def _answer(self, one: _Addressed, reply: Reply) -> None:
        person = one.message.author.id
        if seconds := self._bot.cooldown.take(person):
            await self._bursts.refuse(person, one.message.channel.id, reply, one.question, seconds, one.say)
        elif not one.question:
            await reply.words(self._hint(one))
        else:
            await self._deliver(one, reply)

    async def _deliver(self, one: _Addressed, reply: Reply) -> None:
        desk = self._bot.desk
        kept = await desk.ask(await self._asking(one), reply.say_place)
        if one.way == "reply" and is_chatter(kept):
            return
        await post(desk, reply, kept, one.say)

    async def _asking(self, one: _Addressed) -> Asking:
        stands, person = await self._footing(one.message, one.place), one.message.author.id
        private, channel = one.message.guild is None, one.place.channel
        language, meant = one.say.language, stands.meant
        scope = replace(stands.scope, audience=audiences.everybody(one.place))
        # People talk under an answer: "so cool" asks nothing of it.
        follows = None if one.way == "reply" and not is_question(one.question) else stands.follows
        return Asking(one.question, scope, person, channel, language, "message", private, meant, one.author, follows)

    async def _footing(self, message: discord.Message, place: Place) -> Footing:
        """Return the footing of the answer that a message replies to, else the usual one of its place."""
        reference = message.reference.message_id if message.reference else None
        if reference is not None:
            before = await self._bot.desk.record(lambda store: store.kept_by_message(reference))
            if before and before.asking.scope.server == place.server:
                return before.footing
        return await self._bot.desk.footing(place, message.author.id)

    def _hint(self, one: _Addressed) -> str:
        if one.way == "reply":
            return one.say("hint.bare_follow", button=one.say("button.ask"))
        if one.way == "mention" and one.message.reference is not None:
            return one.say("hint.bare_reply", find=one.say("command.find.name"))
        mention = self._bot.user.mention if self._bot.user else ""
        return one.say("hint.bare", mention=mention, ask=self._bot.command_mention("ask"))


def is_chatter(kept: Kept) -> bool:
    """Tell whether a reply such as "thanks!" asked nothing: clients ping by default, so people talk under an answer."""
    if kept.answer.unknown:
        return False
    if is_question(kept.asking.question):
        return not (kept.answer.found or kept.answer.nearest)
    return not is_sure(kept)


async def _apologise(reply: Reply, words: str) -> None:
    try:
        await reply.words(words)
    except discord.HTTPException as error:
        log.warning("discord_refused", status=error.status, code=error.code)
