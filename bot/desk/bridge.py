"""The one crossing from the event loop to what blocks: worker threads, a line before them, a time limit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.desk.line import Line, Notice, Turn
from bot.errors import Slow

T = TypeVar("T")

LIMIT = 60.0
"""Seconds after which nobody waits any longer; the thread itself cannot be stopped, and keeps its place."""
CROWD = 10
"""Questions that wait, from which on each is answered in a hurry: what they would take together is felt."""


class Bridge:
    """Run blocking work in threads; made in a running event loop."""

    def __init__(self, workers: int, queue: int, name: str, limit: float | None = None) -> None:
        self._limit = limit
        self._line = Line(workers, queue)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix=name)

    @property
    def crowded(self) -> bool:
        """Tell whether so many wait that each should be served faster."""
        return self._line.length >= CROWD

    @property
    def waiting(self) -> int:
        """Return how many wait for their turn."""
        return self._line.length

    async def run(self, act: Callable[[], T], notice: Notice | None = None) -> T:
        """Return what `act` returns, called in a thread when its turn has come; a notice has ended by then.

        Raises:
            QueueFull, Slow, Closing: it was not done, or nobody waited for it.

        """
        turn = self._line.enter()
        if notice is None or turn.done():
            return await self._served(turn, act)
        # Beside the work, not before it: a place must not stand empty while Discord takes its time with the notice.
        telling = asyncio.create_task(self._line.tell(turn, notice))
        try:
            return await self._served(turn, act)
        finally:
            await asyncio.wait({telling})

    async def _served(self, turn: Turn, act: Callable[[], T]) -> T:
        await self._line.wait(turn)
        work = asyncio.get_running_loop().run_in_executor(self._pool, act)
        work.add_done_callback(self._finished)
        limit = LIMIT if self._limit is None else self._limit
        try:
            return await asyncio.wait_for(asyncio.shield(work), limit)
        except TimeoutError:
            if work.done():
                return work.result()
            raise Slow(f"It took longer than {limit:.0f} seconds: ask again in a minute.") from None

    def _finished(self, work: asyncio.Future[T]) -> None:
        if not work.cancelled():
            # Where nobody waits any longer, nobody else would fetch the exception, and asyncio would complain.
            work.exception()
        self._line.leave()

    async def close(self) -> None:
        """Send away those who wait, take nothing more, and wait until the work in hand is done."""
        await self._line.close()
        await asyncio.to_thread(self._pool.shutdown)
