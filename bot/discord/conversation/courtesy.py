"""Questions that people may answer first: what waits, what somebody has answered meanwhile, what was taken back."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import discord

from bot.store import begun

COURTESY = 30.0
"""Seconds in which people may answer first."""
MOST_PENDING = 20
"""Questions that may wait in one channel: in a flood the bot stays out of it."""


@dataclass(slots=True)
class Pending:
    """A question that waits."""

    message: discord.Message
    is_answered: bool = False
    """Whether a person has answered it."""
    task: asyncio.Task[None] | None = field(default=None, repr=False)

    def cancel(self) -> None:
        """Leave it."""
        if self.task:
            self.task.cancel()


class Courtesy:
    """Know what waits in each channel."""

    def __init__(self) -> None:
        self._pending: defaultdict[int, list[Pending]] = defaultdict(list)

    def wait(self, message: discord.Message, act: Callable[[Pending], Awaitable[None]]) -> None:
        """Do something about a question once people have had their time to answer it."""
        waiting = self._pending[message.channel.id]
        if len(waiting) >= MOST_PENDING:
            return
        pending = Pending(message)

        async def later() -> None:
            await asyncio.sleep(COURTESY)
            await act(pending)

        with begun():
            # Asked now, whenever it is answered.
            pending.task = asyncio.create_task(later(), name=f"summit-question-{message.id}")
        waiting.append(pending)
        pending.task.add_done_callback(lambda _task: self._forget(message))

    def those(self, channel: int, which: Callable[[Pending], bool]) -> list[Pending]:
        """Return what waits in a channel and is meant."""
        return [one for one in self._pending.get(channel, ()) if which(one)]

    def drop(self, channel: int, which: Callable[[Pending], bool]) -> None:
        """Leave what waits in a channel and is meant."""
        for pending in self.those(channel, which):
            pending.cancel()

    def drop_all(self) -> None:
        """Leave everything."""
        for channel in list(self._pending):
            self.drop(channel, lambda _: True)

    def _forget(self, message: discord.Message) -> None:
        channel = message.channel.id
        left = [one for one in self._pending.pop(channel, []) if one.message.id != message.id]
        if left:
            self._pending[channel] = left
