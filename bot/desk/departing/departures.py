"""Servers that have removed the bot: their data is kept for a while, and then deleted for good.

removed -> departure noted -> KEPT days of the running clock -> folder moved aside -> rows deleted -> folder deleted
        <- struck out, where the server returns                  <- put back, where the rows were not deleted
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.desk.departing.aside import aside, delete_aside, move_aside, put_back
from bot.desk.desk import Desk
from bot.log import log

KEPT = timedelta(days=30)
LAST_DAY = timedelta(days=1)
"""What of it the bot must have been running: a clock that was set wrong while it stood still deletes nothing."""
_NONE = timedelta(0)


def counted(moment: datetime, last: datetime | None, now: datetime, ran: timedelta | None) -> datetime:
    """Return since when a server is away, so that only time that has passed counts, and no clock that jumps.

    `last`: when it was counted last; `ran`: for how long the bot has run since, None where it did not run.
    """
    before = max(moment, last or moment)
    age = before - moment
    if ran is None:
        return now - max(age, min(age + max(now - before, _NONE), KEPT - LAST_DAY))
    return now - age - (ran if before == last else _NONE)


async def note_departure(desk: Desk, server: int) -> None:
    """Note that a server has removed the bot."""
    now = datetime.now(UTC)
    if await desk.record(lambda store: store.depart(server, now)):
        log.warning("server_left", server=server, deleted_in_days=KEPT.days)


async def note_return(desk: Desk, server: int) -> None:
    """Strike out a server's departure, where there is one: it has everything that it had."""
    now = datetime.now(UTC)
    async with desk.settling:
        if server in await desk.record(lambda store: store.departed()):
            # Before the row goes: without it, what stands aside counts as deleted.
            await asyncio.to_thread(put_back, desk.settings.data, server)
            await desk.record(lambda store: store.come_back(server, now))
            log.info("server_returned", server=server)


async def delete(desk: Desk, server: int, has_returned: Callable[[], bool]) -> None:
    """Delete all data of a server, unless it `has_returned` by now.

    Where that stops half-way, `tidy` undoes or ends it at the next start.
    """
    data = desk.settings.data
    with desk.working():
        async with desk.settling:
            if has_returned():
                return
            await asyncio.to_thread(desk.libraries.leave, server)
            await asyncio.to_thread(move_aside, data, server)
            try:
                await desk.forget_server(server)
            except Exception:
                await asyncio.to_thread(put_back, data, server)
                raise
            await asyncio.to_thread(delete_aside, data, server)
    log.warning("server_deleted", server=server)


async def tidy(desk: Desk) -> None:
    """Put back what was moved aside without being deleted from the store, and delete the rest of what was."""
    data = desk.settings.data
    async with desk.settling:
        departed = await desk.record(lambda store: store.departed())
        for server in await asyncio.to_thread(aside, data):
            await asyncio.to_thread(put_back if server in departed else delete_aside, data, server)
