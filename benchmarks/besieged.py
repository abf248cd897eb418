"""Questions at the desk before and while one server's hostile files are read, in a process of their own.

`python -m benchmarks.besieged DATA` reads a JSON list of questions and writes what was measured as a JSON object.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path

from benchmarks.callers import SERVER
from benchmarks.meanwhile import USUAL, WARM, Asked, ask_for, ask_until
from bot import Settings
from bot.desk.desk import Desk
from index import Item

HOSTILE, HONEST = SERVER + 1, SERVER + 2
PROSE = "<p>The harbour was closed on Monday because of a storm, and two ferries stayed in port until the evening.</p>"


def page(inside: str) -> bytes:
    """Return a page of an article with something else in it."""
    return f"<html><body><h1>Storm</h1>{inside}{PROSE * 6}</body></html>".encode()


FILES = (
    Item("declaration.html", b"<p>" + b" " * 80_000 + page("")),
    Item("declarations.html", b"x" + b"<?xml " * 13_000),
    Item("attributes.html", page("<p " + " ".join(f"a{n}=b" for n in range(2_900)) + ">")),
    Item("countless.html", page("<p " + " ".join(f"a{n}=b" for n in range(52_000)) + ">")),
    Item("items.html", page("<ul><li>" * 120 + "<a></a>" * 10_000)),
    Item("nested.html", page("<div>" * 240 + "<p>a</p>" * 20_000)),
    Item("breaks.html", page("<p>" + "a<br>" * 45_000)),
    Item("spans.html", page("<p>" + "<span>a</span>" * 20_000)),
    Item("lines.txt", b"a b.\n" * 190_000),
    Item("long.txt", b"a " * 4_000_000),
)


@dataclass(frozen=True, slots=True)
class Run:
    """Before and during the reading of hostile files of so many seconds, and of another server's file meanwhile."""

    before: Asked
    during: Asked
    seconds: float
    honest_s: float


async def measure(data: Path, questions: list[str]) -> Run:
    """Return a run over a data folder, from a desk that was just opened."""
    desk, asked = await Desk.open(Settings(data=data)), cycle(questions)
    await ask_for(desk, asked, WARM)
    # What reads is there from the first file on.
    await desk.drafting.begin(HONEST, (Item("a.txt", b"The ferry sails."),))
    before = await ask_for(desk, asked, USUAL)
    end, began = asyncio.Event(), time.perf_counter()
    hostile = asyncio.gather(*(desk.drafting.begin(HOSTILE, (file,)) for file in FILES))
    hostile.add_done_callback(lambda _all: end.set())
    honest = asyncio.create_task(_seconds(desk))
    during = await ask_until(desk, asked, end)
    seconds = time.perf_counter() - began
    await hostile
    honest_s = await honest
    await desk.finish()
    await desk.close()
    return Run(before, during, seconds, honest_s)


async def _seconds(desk: Desk) -> float:
    began = time.perf_counter()
    await desk.drafting.begin(HONEST, (Item("storm.html", page(PROSE * 40)),))
    return time.perf_counter() - began


def main() -> None:
    """Measure with the questions on standard input."""
    # What the collector has to look through is that of the whole bot.
    import bot.discord.client  # noqa: F401

    print(json.dumps(asdict(asyncio.run(measure(Path(sys.argv[1]), json.load(sys.stdin))))))


if __name__ == "__main__":
    main()
