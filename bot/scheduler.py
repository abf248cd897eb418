"""What happens later: forgetting what is old, telling those who wait, sending the commands again."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot import commandlist
from bot.base import DeskBot
from bot.errors import Closing
from bot.log import log
from bot.notices import Notices

SOON = 60.0
"""Seconds until the commands are sent again that Discord did not take."""
EVERY_QUARTER = 900.0
EVERY_DAY = 24 * 3600.0

Job = Callable[[], Awaitable[float | None]]
"""Do something, and return in how many seconds to do it again; None: never."""


class Scheduler:
    """Run each job when it is due, one at a time; an error costs that job its turn and nothing else."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        self._notices = Notices(bot)
        self._due: dict[Job, float] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the running event loop."""
        for job in (self._forget, self._tell):
            self._due[job] = time.monotonic() + EVERY_QUARTER
        self._task = asyncio.create_task(self._run(), name="summit-scheduler")

    def sync_later(self) -> None:
        """Try again to bring Discord's list of commands up to date."""
        self._due[self._sync] = time.monotonic() + SOON

    async def stop(self) -> None:
        """Begin nothing more."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while self._due:
            job = min(self._due, key=self._due.__getitem__)
            await asyncio.sleep(max(self._due[job] - time.monotonic(), 0))
            again = await self._attempt(job)
            if again is None:
                del self._due[job]
            else:
                self._due[job] = time.monotonic() + max(again, SOON)

    async def _attempt(self, job: Job) -> float | None:
        try:
            return await job()
        except Closing:
            return None
        except Exception:
            log.exception("job_failed", job=getattr(job, "__name__", repr(job)))
            return EVERY_QUARTER

    async def _forget(self) -> float | None:
        """Delete what is older than the owner wants it kept."""
        moment = datetime.now(UTC) - timedelta(days=self._bot.settings.retention_days)
        forgotten = await self._bot.desk.record(lambda store: store.forget_before(moment))
        if forgotten:
            log.info("forgotten", answers=forgotten)
        return EVERY_DAY

    async def _tell(self) -> float | None:
        await self._notices.tell()
        return EVERY_QUARTER

    async def _sync(self) -> float | None:
        return None if await commandlist.sync(self._bot) else EVERY_QUARTER
