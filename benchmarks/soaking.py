"""One bot that answers for long, in a process of its own: does its memory stay where it was?

`python -m benchmarks.soaking desk|bot DATA EARLY` reads a JSON list of questions, asks them, and writes how many
megabytes the process held after EARLY of them, after all, and at its most.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from benchmarks.callers import SERVER, ask_all
from benchmarks.workers import peak_mb
from bot import Settings, create_bot

CALLERS = 10
BATCH = 100
Ask = Callable[[Sequence[str]], Awaitable[object]]


def rss_mb() -> float:
    """Return the memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1024**2


async def soak(ask: Ask, questions: Sequence[str], early: int) -> dict[str, float]:
    """Ask everything, and return the memory at the marks."""
    held = {}
    for at in range(0, len(questions), BATCH):
        await ask(questions[at : at + BATCH])
        if at + BATCH in (early, len(questions)):
            gc.collect()
            held["early" if at + BATCH == early else "late"] = rss_mb()
    return {**held, "peak": peak_mb()}


async def soak_desk(data: Path, questions: Sequence[str], early: int) -> dict[str, float]:
    """Ask at the desk, with discord.py and the bot loaded."""
    from bot.desk.desk import Desk

    desk = await Desk.open(Settings(data=data))
    held = await soak(lambda some: ask_all(desk, some, CALLERS), questions, early)
    await desk.finish()
    await desk.close()
    return held


async def soak_bot(data: Path, questions: Sequence[str], early: int) -> dict[str, float]:
    """Ask the whole bot by /ask; the simulated Discord's own memory is emptied on the way."""
    import simcord

    # A timer of the bot that is due soon is waited for.
    env = simcord.Env(create_bot(Settings(data=data, cooldown=0)), settle_timeout=15.0)
    server = env.create_guild("Soak", id=SERVER)
    channel = server.create_text_channel("summit")
    member = server.add_member(env.create_user("mina"))
    world = env.backend
    await env.start()

    async def ask(some: Sequence[str]) -> None:
        for question in some:
            await member.slash(channel, "ask", question=question)
        for grown in (world.http_requests, world.transcript, world.interactions, world.interaction_tokens):
            grown.clear()
        world.messages[channel.id].clear()

    try:
        return await soak(ask, questions, early)
    finally:
        await env.bot.close()
        await env.shutdown()


def main() -> None:
    """Soak what the command line names."""
    what, data, early = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    # discord.py is part of what is weighed.
    import bot.discord.client  # noqa: F401

    questions = json.load(sys.stdin)
    print(json.dumps(asyncio.run((soak_bot if what == "bot" else soak_desk)(data, questions, early))))


if __name__ == "__main__":
    main()
