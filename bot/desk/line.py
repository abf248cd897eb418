"""First come, first served: who is worked for now, who waits, and who is sent away."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bot.errors import Closing, QueueFull

Notice = Callable[[int], Awaitable[None]]
"""What tells somebody their place in the line, once; it must not raise."""
Turn = asyncio.Future[None]
"""Done when there is a place for whoever holds it."""

PATIENCE = 3.0
"""Seconds that pass before somebody who waits is told their place."""


class Line:
    """Some places to be served at, and a line of limited length before them; made in a running event loop."""

    def __init__(self, places: int, limit: int) -> None:
        self._free = self._places = places
        self._limit = limit
        self._waiting: deque[Turn] = deque()
        self._empty = asyncio.Event()
        self._empty.set()
        self._closed = False

    @property
    def length(self) -> int:
        """Return how many wait."""
        return len(self._waiting)

    def enter(self) -> Turn:
        """Return a turn to `wait` for; `leave` gives its place back.

        Raises:
            QueueFull, Closing: the line is as long as it may be, or closed.

        """
        if self._closed:
            raise _closing()
        turn = asyncio.get_running_loop().create_future()
        if self._free:
            self._free -= 1
            self._empty.clear()
            turn.set_result(None)
        elif len(self._waiting) < self._limit:
            self._waiting.append(turn)
        else:
            raise QueueFull("Too many questions are waiting: ask again in a minute, or raise SUMMIT_QUEUE.")
        return turn

    async def wait(self, turn: Turn) -> None:
        """Wait for a turn; who is cancelled meanwhile leaves no hole.

        Raises:
            Closing: it will not come any more.

        """
        try:
            await turn
        except BaseException:
            self._give_up(turn)
            raise

    async def tell(self, turn: Turn, notice: Notice) -> None:
        """Tell somebody who waits for long their place, once."""
        await asyncio.wait({turn}, timeout=PATIENCE)
        if turn in self._waiting:
            await notice(self._waiting.index(turn) + 1)

    def leave(self) -> None:
        """Give a place to the first in the line."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
        if self._free == self._places:
            self._empty.set()

    async def close(self) -> None:
        """Send away those who wait, and return when the last one who is served has left."""
        self._closed = True
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_exception(_closing())
        await self._empty.wait()

    def _give_up(self, turn: Turn) -> None:
        if turn in self._waiting:
            self._waiting.remove(turn)
        elif turn.done() and not turn.cancelled() and not turn.exception():
            self.leave()


def _closing() -> Closing:
    return Closing("The bot is about to stop: ask again in a minute.")
