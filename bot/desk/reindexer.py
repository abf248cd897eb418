"""Reindexing in a thread of its own, one server after the other: answers go on from the old index meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from bot.desk.libraries import Libraries
from bot.errors import Closing
from bot.records import FORGOTTEN, Reindexing
from index import Act, Reindexed

EVERY = 5.0
"""Seconds that pass at least between two tellings of how far it is."""
LAST_WORK = 20.0
"""Seconds that a stop waits for the article in hand; a killed reindex goes on where it was too."""
NICENESS = 10

Tell = Callable[[int, int], None]
"""Takes how many articles are done, and of how many, in the event loop."""


class Stopped(Exception):
    """End a reindex in the middle because the bot stops."""


class Reindexer:
    """Know who reindexes which server's articles, and do it; made in a running event loop."""

    def __init__(self, libraries: Libraries) -> None:
        self._libraries = libraries
        # Not one of the threads that answer, and never two: a machine has few processors.
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="summit-reindex", initializer=_step_back)
        self._running: dict[int, Reindexing] = {}
        self._nobodys: set[int] = set()
        """Servers whose reindex was started by somebody who had their data deleted since."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = threading.Event()

    def running(self, server: int) -> Reindexing | None:
        """Return a server's reindex that is under way, or waits for its turn."""
        run = self._running.get(server)
        return self.without_forgotten(run) if run else None

    def without_forgotten(self, run: Reindexing) -> Reindexing:
        """Return a reindex as it may be told and stored: without who has started it, where they are forgotten."""
        return replace(run, who=FORGOTTEN) if run.server in self._nobodys else run

    def forget_person(self, person: int) -> None:
        """Tell and store no longer that a person has started what is under way."""
        self._nobodys |= {run.server for run in self._running.values() if run.who == person}

    @property
    def is_idle(self) -> bool:
        """Tell whether none is under way."""
        return not self._running

    @property
    def is_busy(self) -> bool:
        """Tell whether one more would have to wait for its turn."""
        return len(self._running) > 1

    def reserve(self, run: Reindexing) -> bool:
        """Take a server's one place, and tell whether it was free; `begin` or `release` comes next.

        Raises:
            Closing: the bot stops.

        """
        if self._stopping.is_set():
            raise Closing("The bot is about to stop: try again in a minute.")
        return self._running.setdefault(run.server, run) is run

    def release(self, server: int) -> None:
        """Give a server's place back."""
        self._running.pop(server, None)
        self._nobodys.discard(server)

    def begin(self, server: int, act: Coroutine[Any, Any, None]) -> None:
        """Run an act, which must not raise, in the place that was reserved, and give that back afterwards."""

        async def run() -> None:
            try:
                await act
            finally:
                self.release(server)

        task = asyncio.create_task(run(), name=f"summit-reindex-{server}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def work(self, server: int, tell: Tell, act: Act | None = None) -> Reindexed:
        """Return what was made anew; the history tells of it as `act`.

        Raises:
            Stopped: the bot stops; what is built is used by the next run.
            Busy: another process reindexes, or writes for long.
            SummitError: it cannot be done.

        """
        loop = asyncio.get_running_loop()
        told: float | None = None

        def progress(done: int, total: int) -> None:
            nonlocal told
            if self._stopping.is_set():
                raise Stopped
            if told is None or time.monotonic() - told >= EVERY:
                told = time.monotonic()
                loop.call_soon_threadsafe(tell, done, total)

        return await loop.run_in_executor(self._pool, lambda: self._reindex(server, progress, act))

    def _reindex(self, server: int, progress: Callable[[int, int], None], act: Act | None) -> Reindexed:
        # It may have waited for its turn until the bot stops.
        if self._stopping.is_set():
            raise Stopped
        return self._libraries.kept(server).reindex(progress, act)

    async def stop(self) -> None:
        """End what is under way; the next run of the bot goes on with it."""
        self._stopping.set()
        late: set[asyncio.Task[None]] = set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=LAST_WORK)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        await asyncio.to_thread(self._pool.shutdown, wait=not late, cancel_futures=True)


def _step_back() -> None:
    """Let questions go first: on Linux a thread, and those that it starts, have a priority of their own."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + NICENESS)
