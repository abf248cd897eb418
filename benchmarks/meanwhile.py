"""Questions at the desk before and during a reindex, in a process of their own.

`python -m benchmarks.meanwhile DATA` reads a JSON list of questions and writes what was measured as a JSON object.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path

from benchmarks.callers import SERVER, Held, watched
from bot import Settings
from bot.desk.desk import Desk
from bot.records import Asking, Scope
from index import Act

WARM, USUAL = 5.0, 15.0
"""Seconds of asking: until everything is read from the disk, and for the comparison."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds a question, the first quote of each question, and how the event loop was held up."""

    ms: list[float]
    first: dict[str, str]
    held: Held


@dataclass(frozen=True, slots=True)
class Run:
    """Before and during a reindex of so many seconds."""

    before: Asked
    during: Asked
    seconds: float


async def ask_until(desk: Desk, questions: Iterator[str], end: asyncio.Event) -> Asked:
    """Ask one question after the other until something has ended."""
    ms, first = list[float](), dict[str, str]()
    async with watched() as held:
        while not end.is_set():
            question, began = next(questions), time.perf_counter()
            kept = await desk.ask(Asking(question, Scope(SERVER), 1, 1, "en", "command"))
            ms.append((time.perf_counter() - began) * 1000)
            first[question] = kept.answer.quotes[0].text if kept.answer.quotes else ""
    return Asked(ms, first, held)


async def ask_for(desk: Desk, questions: Iterator[str], seconds: float) -> Asked:
    """Ask one question after the other for some seconds."""
    end = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, end.set)
    return await ask_until(desk, questions, end)


async def measure(data: Path, questions: list[str]) -> Run:
    """Return a run over a data folder, from a desk that was just opened."""
    desk, asked = await Desk.open(Settings(data=data)), cycle(questions)
    await ask_for(desk, asked, WARM)
    before = await ask_for(desk, asked, USUAL)
    end, began = asyncio.Event(), time.perf_counter()
    reindex = asyncio.create_task(desk.reindexer.work(SERVER, lambda _done, _total: None, Act()))
    reindex.add_done_callback(lambda _task: end.set())
    during = await ask_until(desk, asked, end)
    seconds = time.perf_counter() - began
    reindex.result()
    await desk.finish()
    await desk.close()
    return Run(before, during, seconds)


def main() -> None:
    """Measure with the questions on standard input."""
    # What the collector has to look through is that of the whole bot.
    import bot.discord.client  # noqa: F401

    print(json.dumps(asdict(asyncio.run(measure(Path(sys.argv[1]), json.load(sys.stdin))))))


if __name__ == "__main__":
    main()
