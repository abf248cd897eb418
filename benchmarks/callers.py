"""Fifty people at the desk at once, in a process of their own.

`python -m benchmarks.callers DATA` reads a JSON list of questions and writes what was measured, a JSON object a run.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.workers import peak_mb
from bot import Settings
from bot.desk.desk import Desk
from bot.records import Asking, Scope

CALLERS = 50
RUNS = 3
ALONE = 300
"""Questions that one person asks, one after the other: what the fifty are compared with."""
SERVER = 1
TICK = 0.001
IDLE = 2.0


@dataclass(frozen=True, slots=True)
class Held:
    """By how many milliseconds the event loop woke up too late from short sleeps, and how many of them are ours."""

    late_ms: list[float] = field(default_factory=list)
    own_ms: list[float] = field(default_factory=list)
    """As long as this process was at work meanwhile: the rest went to others on the same machine."""


@dataclass(frozen=True, slots=True)
class Round:
    """What some callers have met: milliseconds a question, the event loop, and seconds in all."""

    ms: list[float]
    held: Held
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """Nobody, all of them, then one caller."""

    idle: Held
    alone: Round
    together: Round
    peak_mb: float


async def ask_all(desk: Desk, questions: Sequence[str], callers: int) -> Round:
    """Ask and keep as the doors do; each caller takes the next question when theirs is answered."""
    waiting, ms = iter(questions), list[float]()

    async def caller(person: int) -> None:
        for question in waiting:
            began = time.perf_counter()
            await desk.keep(await desk.ask(Asking(question, Scope(SERVER), person, 1, "en", "command")))
            ms.append((time.perf_counter() - began) * 1000)

    async with watched() as held:
        began = time.perf_counter()
        await asyncio.gather(*(caller(person) for person in range(callers)))
        return Round(ms, held, time.perf_counter() - began)


@asynccontextmanager
async def watched() -> AsyncIterator[Held]:
    """Watch how the event loop is held up."""
    held = Held()

    async def watch() -> None:
        while True:
            began, spent = time.perf_counter(), time.process_time()
            await asyncio.sleep(TICK)
            late = time.perf_counter() - began - TICK
            held.late_ms.append(late * 1000)
            held.own_ms.append(min(late, time.process_time() - spent) * 1000)

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    yield held
    watching.cancel()


async def measure(data: Path, questions: Sequence[str]) -> Run:
    """Return a run over a data folder, from a desk that was just opened."""
    desk = await Desk.open(Settings(data=data))
    async with watched() as idle:
        await asyncio.sleep(IDLE)
    together = await ask_all(desk, questions, CALLERS)
    alone = await ask_all(desk, questions[:ALONE], 1)
    await desk.finish()
    await desk.close()
    return Run(idle, alone, together, peak_mb())


def main() -> None:
    """Measure over the questions on standard input."""
    # What the collector has to look through is that of the whole bot.
    import bot.discord.client  # noqa: F401

    questions = json.load(sys.stdin)
    for _ in range(RUNS):
        print(json.dumps(asdict(asyncio.run(measure(Path(sys.argv[1]), questions)))), flush=True)


if __name__ == "__main__":
    main()
