"""Answers to messages: a reply that pings nobody, edited where more is to be said."""

from __future__ import annotations

import contextlib
from typing import cast

import discord
from discord.utils import MISSING

from bot.discord.conversation.showing import Shown
from bot.log import log
from bot.texts import Phrases


class Reply:
    """The one reply to a message."""

    def __init__(self, message: discord.Message, say: Phrases) -> None:
        self._message = message
        self._say = say
        self._sent: discord.Message | None = None

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

    def may(self, *permissions: str) -> bool:
        """Tell whether the bot has these permissions where it would reply."""
        guild, channel = self._message.guild, self._message.channel
        # Of a channel that is not in its memory discord.py knows no permissions: Discord will tell.
        if guild is None or isinstance(channel, discord.PartialMessageable):
            return True
        granted = channel.permissions_for(guild.me)
        return all(getattr(granted, name) for name in permissions)

    async def _send(self, words: str | None, answer: Shown | None) -> discord.Message | None:
        if self._sent:
            embed, view = (answer.embed, answer.view) if answer else (None, None)
            return await self._sent.edit(content=words, embed=embed, view=view)
        in_thread = isinstance(self._message.channel, discord.Thread)
        if not self.may("send_messages_in_threads" if in_thread else "send_messages"):
            log.info("may_not_send", channel=self._message.channel.id)
            return None
        self._sent = await self._message.channel.send(
            words,
            embed=answer.embed if answer else MISSING,
            view=answer.view if answer else MISSING,
            # None is taken too, though the overloads do not say so; MISSING is not.
            reference=cast(discord.MessageReference, self._reference()),
            # It keeps Discord from posting the reply twice where a request is sent again.
            nonce=str(self._message.id),
        )
        return self._sent

    def _reference(self) -> discord.MessageReference | None:
        if not self.may("read_message_history"):
            return None
        return discord.MessageReference.from_message(self._message, fail_if_not_exists=False)
