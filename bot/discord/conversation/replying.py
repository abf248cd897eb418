"""Answers to messages: a reply that pings nobody, edited where more is to be said, in a thread where that is chosen."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, cast

import discord
from discord.utils import MISSING

from bot.discord.conversation.permissions import TO_OPEN_THREADS
from bot.discord.conversation.showing import Shown
from bot.discord.embeds.limits import BLANK
from bot.discord.embeds.parts import plain
from bot.log import log
from bot.texts import Phrases

if TYPE_CHECKING:
    from discord.types.threads import ThreadArchiveDuration

NAME = 100
"""Characters of a thread's name."""


class Reply:
    """The one reply to a message."""

    def __init__(self, message: discord.Message, say: Phrases) -> None:
        self.message = message
        self._say = say
        self._sent: discord.Message | None = None
        self._thread: discord.Thread | None = None

    async def say_place(self, place: int) -> None:
        """Tell the place in the line; it is only a courtesy."""
        with contextlib.suppress(discord.HTTPException):
            await self.words(self._say("wait.place", place=place))

    async def words(self, words: str) -> discord.Message | None:
        """Reply in words."""
        return await self._send(words, None)

    async def show(self, answer: Shown) -> discord.Message | None:
        """Reply with an answer, or name the permission that is missing for it."""
        if not self.may("embed_links"):
            name = self._say("permission.embed_links")
            await self.words(self._say("error.embed_links", name=name))
            return None
        return await self._send(None, answer)

    async def offer(self, words: str, view: discord.ui.View) -> discord.Message | None:
        """Reply in words with buttons, without anybody's client making a sound."""
        return await self._send(words, None, view)

    async def open_thread(self, name: str, minutes: int) -> discord.Thread | None:
        """Begin a thread at the message, in which the reply will stand; None where the bot may not, or has replied."""
        channel = self.message.channel
        if self._sent or isinstance(channel, discord.Thread) or not self.may(*TO_OPEN_THREADS):
            return None
        try:
            self._thread = await self.message.create_thread(
                name=plain(name, NAME) or BLANK, auto_archive_duration=cast("ThreadArchiveDuration", minutes)
            )
        except (discord.HTTPException, ValueError) as error:
            # It may have one already, or stand where there can be none: the answer is worth more.
            log.info("no_thread", channel=channel.id, reason=repr(error))
        return self._thread

    def may(self, *permissions: str) -> bool:
        """Tell whether the bot has these permissions where it would reply."""
        guild, channel = self.message.guild, self.message.channel
        # Of a channel that is not in its memory discord.py knows no permissions: Discord will tell.
        if guild is None or isinstance(channel, discord.PartialMessageable):
            return True
        granted = channel.permissions_for(guild.me)
        return all(getattr(granted, name) for name in permissions)

    async def _send(
        self, words: str | None, answer: Shown | None, view: discord.ui.View | None = None
    ) -> discord.Message | None:
        embed, buttons = (answer.embed, answer.view) if answer else (None, view)
        if self._sent:
            return await self._sent.edit(content=words, embed=embed, view=buttons)
        in_thread = self._thread or isinstance(self.message.channel, discord.Thread)
        if not self.may("send_messages_in_threads" if in_thread else "send_messages"):
            log.info("may_not_send", channel=self.message.channel.id)
            return None
        self._sent = await (self._thread or self.message.channel).send(
            words,
            embed=embed or MISSING,
            view=buttons or MISSING,
            # None is taken too, though the overloads do not say so; MISSING is not.
            reference=cast(discord.MessageReference, None if self._thread else self._reference()),
            # It keeps Discord from posting the reply twice where a request is sent again.
            nonce=str(self.message.id),
            silent=view is not None,
        )
        return self._sent

    def _reference(self) -> discord.MessageReference | None:
        if not self.may("read_message_history"):
            return None
        return discord.MessageReference.from_message(self.message, fail_if_not_exists=False)
