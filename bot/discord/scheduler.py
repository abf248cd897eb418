"""What happens later: forgetting what is old, telling those who wait, sending the commands again."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.desk.curating.unanswered import MOST, Group, grouped
from bot.discord import commandlist
from bot.discord.base import DeskBot
from bot.discord.departures import Departures
from bot.discord.reindexing.upgrading import Upgrade
from bot.discord.telling.digests import Digests
from bot.discord.telling.notices import Notices
from bot.discord.telling.sources import Rounds
from bot.discord.telling.watching import Watch
from bot.errors import Closing
from bot.log import log

SHORTEST = 30.0
"""Seconds of the shortest sleep: several articles that are added one after the other are looked at once."""
SOON = 60.0
"""Seconds until the commands are sent again that Discord did not take."""
EVERY_QUARTER = 900.0
SIX_HOURS = 6 * 3600.0
EVERY_DAY = 24 * 3600.0

Job = Callable[[], Awaitable[float | None]]
"""Do something, and return in how many seconds to do it again; None: never."""


class Scheduler:
    """Run each job when it is due, one at a time; an error costs that job its turn and nothing else."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        self._notices = Notices(bot)
        self._departures = Departures(bot)
        self._watching = Watch(bot)
        self._digests = Digests(bot)
        self._upgrade = Upgrade(bot)
        self._rounds = Rounds(bot)
        self._due: dict[Job, float] = {}
        self._sleep: asyncio.Task[None] | None = None
        self._sleeps_until = 0.0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the running event loop."""
        for job in (
            *(self._forget, self._tell, self._depart, self._watch, self._catch_up, self._follow),
            self._digest,
        ):
            self._due[job] = time.monotonic() + EVERY_QUARTER
        self._bot.desk.curator.listeners.append(self.articles_changed)
        self._bot.desk.again.wake = lambda: self._hasten(self._look, SHORTEST)
        self._bot.desk.waited = lambda: self._hasten(self._tell, EVERY_QUARTER)
        self._bot.desk.erased = lambda: self._hasten(self._cleanse, SHORTEST)
        self._bot.desk.digests = lambda: self._hasten(self._digest, EVERY_QUARTER)
        self._task = asyncio.create_task(self._run(), name="summit-scheduler")

    def sync_later(self) -> None:
        """Try again to bring Discord's list of commands up to date."""
        self._hasten(self._sync, SOON)

    def articles_changed(self, server: int) -> None:
        """Tell those soon who wait for what a server's new articles may answer."""
        self._hasten(self._tell, SHORTEST)
        self._hasten(self._cleanse, EVERY_QUARTER)
        self._bot.desk.again.want(server)

    async def stop(self) -> None:
        """Begin nothing more."""
        await self._rounds.stop()
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def _hasten(self, job: Job, seconds: float) -> None:
        """Have a job done in so many seconds, or when it is due anyway where that is sooner."""
        due = time.monotonic() + seconds
        self._due[job] = min(self._due.get(job, due), due)
        if self._sleep and due < self._sleeps_until:
            self._sleep.cancel()

    async def _run(self) -> None:
        while self._due:
            job = min(self._due, key=self._due.__getitem__)
            if not await self._is_time(self._due[job]):
                continue
            # What happens meanwhile may make it due again.
            del self._due[job]
            again = await self._attempt(job)
            if again is not None:
                self._hasten(job, max(again, SOON))

    async def _is_time(self, due: float) -> bool:
        """Sleep until something is due, and tell whether it is: something else may be due sooner by now."""
        now = time.monotonic()
        if due <= now:
            return True
        seconds = max(due - now, SHORTEST)
        self._sleeps_until = now + seconds
        self._sleep = sleep = asyncio.create_task(self._bot.sleep(seconds), name="summit-sleep")
        try:
            await asyncio.wait({sleep})
        finally:
            sleep.cancel()
        return not sleep.cancelled()

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
        await self._bot.desk.drafting.sweep()
        await self._bot.desk.following.tidy()
        await self._bot.desk.curator.settle_left()
        await self._bot.desk.curator.lapse()
        moment = datetime.now(UTC) - timedelta(days=self._bot.settings.retention_days)
        forgotten = await self._bot.desk.record(lambda store: store.forget_before(moment))
        if forgotten:
            log.info("forgotten", answers=forgotten)
        self._hasten(self._cleanse, SHORTEST)
        return EVERY_DAY

    async def _cleanse(self) -> float | None:
        """Overwrite what was deleted where somebody read it then, or where nobody was to wait for it."""
        return None if await self._bot.desk.cleanse() else EVERY_QUARTER

    async def _tell(self) -> float | None:
        """Tell those who wait; where nobody does, there is nothing to look at until somebody begins to."""
        return EVERY_QUARTER if await self._notices.tell() else None

    async def _look(self) -> float | None:
        """Look whether the articles answer by now what they did not, for the admins' lists."""
        again = self._bot.desk.again
        while again.wanted:
            server = again.wanted.pop()
            if await again.look(await self._unanswered(server), MOST):
                again.wanted.add(server)
                return EVERY_QUARTER
        return None

    async def _unanswered(self, server: int) -> list[Group]:
        desk = self._bot.desk
        questions = await desk.record(lambda store: store.unanswered(server, MOST))
        return await desk.questions.run(lambda: grouped(questions))

    async def _depart(self) -> float | None:
        """Delete the data of servers that have removed the bot long ago."""
        await self._departures.sweep()
        return SIX_HOURS

    async def _watch(self) -> float | None:
        """Tell admins what is not well with their articles."""
        await self._watching.look()
        return EVERY_DAY

    async def _digest(self) -> float | None:
        """Post what is new where it is due."""
        return await self._digests.post()

    async def _catch_up(self) -> float | None:
        """Reindex what an upgrade of the bot left behind."""
        return SOON if await self._upgrade.go_on() else None

    async def _follow(self) -> float | None:
        """Look at the sources that are due, beside all else; what is followed on the terminal is seen here too."""
        self._rounds.begin()
        return min(await self._rounds.pause(), EVERY_QUARTER)

    async def _sync(self) -> float | None:
        return None if await commandlist.sync(self._bot) else EVERY_QUARTER
