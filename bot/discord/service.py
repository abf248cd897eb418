"""The bot on Discord: it runs until it is told to stop, finishes what is in work, and closes in order."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from bot.discord.starting import check_token, explaining
from index import allow_files

if TYPE_CHECKING:
    import discord

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def serve(bot: discord.Client, token: str) -> None:
    """Keep the bot on Discord until SIGTERM or Ctrl-C.

    Raises:
        CannotStart: Discord or this machine does not let it.

    """
    check_token(token)
    allow_files()
    with explaining():
        asyncio.run(_serve(bot, token))


async def _serve(bot: discord.Client, token: str) -> None:
    running = asyncio.create_task(bot.start(token))
    with told_to_stop() as stop:
        try:
            await first_of(running, stop.wait())
            if not bot.is_ready():
                # Nothing is in work yet, and what still opens must not open behind what closes.
                await _end(running)
        finally:
            await bot.close()
            await _end(running)
    if not running.cancelled() and (error := running.exception()):
        raise error


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])


@contextmanager
def told_to_stop() -> Iterator[asyncio.Event]:
    """Yield what is set by the first SIGTERM or Ctrl-C; a second one ends the process at once."""
    loop, event = asyncio.get_running_loop(), asyncio.Event()

    def stop() -> None:
        event.set()
        leave()

    def leave() -> None:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)

    # Windows has no such handlers: there Ctrl-C interrupts the loop.
    with suppress(NotImplementedError):
        for number in _SIGNALS:
            loop.add_signal_handler(number, stop)
    try:
        yield event
    finally:
        with suppress(NotImplementedError):
            leave()


async def first_of(*acts: Awaitable[Any]) -> None:
    """Return when one of them has ended; those made here for the wait are cancelled, tasks go on."""
    tasks = {act: asyncio.ensure_future(act) for act in acts}
    try:
        await asyncio.wait(tasks.values(), return_when=asyncio.FIRST_COMPLETED)
    finally:
        for act, task in tasks.items():
            if task is not act:
                task.cancel()
