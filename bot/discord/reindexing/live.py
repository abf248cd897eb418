"""One message that is kept up to date for longer than Discord lets an interaction be answered."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from datetime import timedelta

import discord

from bot.discord.base import UNREACHABLE, DeskBot
from bot.log import log
from bot.records import Reindexing

TOKEN = timedelta(minutes=14)
"""How long the answer to an interaction is edited: Discord takes a quarter of an hour, and its clock is not ours."""
DELETED = 10008
"""Discord's code for a message that is not there: somebody does not want to see it."""

Way = Callable[[discord.Embed], Awaitable[None]]


class Live:
    """The answer to an interaction, and after its time, or without one, an ordinary message in the channel.

    What is for the person alone who began goes on nowhere: only its end reaches them, by direct message.
    """

    def __init__(self, bot: DeskBot, run: Reindexing, interaction: discord.Interaction | None = None) -> None:
        self._bot = bot
        self._who = run.who
        self._is_private = not run.channel
        self._place = bot.get_partial_messageable(run.channel)
        self._interaction = interaction
        self._answered: int | None = None
        self._ordinary: int | None = None
        self._silent = False

    @property
    def message(self) -> int | None:
        """Return the message that shows it now, once there is one."""
        return self._ordinary or self._answered

    async def show(self, embed: discord.Embed, *, last: bool = False) -> bool:
        """Show an embed, and tell whether that was possible; the last one is tried in every way there is."""
        if self._silent and not last:
            return False
        for way in self._ways(last=last):
            try:
                await way(embed)
            except Exception as error:
                # What is shown is a courtesy; what it tells of goes on.
                log.info("not_shown", channel=self._place.id, reason=repr(error))
                self._refuse(way, error)
            else:
                return True
        return False

    async def leave(self, message: int, words: discord.Embed) -> None:
        """Say a last word in a message that is kept up to date no longer; it is only a courtesy."""
        if self._is_private:
            return
        with contextlib.suppress(Exception):
            await self._place.get_partial_message(message).edit(embed=words)

    def _ways(self, *, last: bool) -> list[Way]:
        if self._interaction and discord.utils.utcnow() - self._interaction.created_at >= TOKEN:
            self._interaction = None
        if self._is_private:
            return [*([self._answer] if self._interaction else []), *([self._tell] if last else [])]
        first = self._answer if self._interaction else self._edit if self._ordinary else self._send
        # A second message would stand beside the first, which may only be out of reach for a moment.
        return [first, self._send] if last and first != self._send else [first]

    def _refuse(self, way: Way, error: Exception) -> None:
        """Say nothing more where it cannot or shall not be seen; what else goes wrong is over in some seconds."""
        if not isinstance(error, UNREACHABLE):
            return
        if way == self._answer and error.code != DELETED:
            self._interaction = None
        else:
            self._silent = True

    async def _answer(self, embed: discord.Embed) -> None:
        if self._interaction:
            self._answered = (await self._interaction.edit_original_response(embed=embed)).id

    async def _edit(self, embed: discord.Embed) -> None:
        if self._ordinary:
            await self._place.get_partial_message(self._ordinary).edit(embed=embed)

    async def _send(self, embed: discord.Embed) -> None:
        self._ordinary = (await self._place.send(embed=embed)).id

    async def _tell(self, embed: discord.Embed) -> None:
        await (await self._bot.fetch_user(self._who)).send(embed=embed)
