"""Draws `docs/dashboard.svg`: what Prometheus reads of a bot that is asked for some minutes in a simulated Discord."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import simcord
from prometheus_client.parser import text_string_to_metric_families

from bot.discord import preview
from bot.discord.client import SummitBot
from bot.settings import Settings
from bot.terminal.report.drawing import Frame, Point
from bot.terminal.report.markup import tag
from index import Library, read_paths

HERE = Path(__file__).parent
SECONDS, EVERY, WINDOW = 180.0, 2.0, 15
COLOURS = ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#17becf")
WIDTH, HEIGHT, LEFT, TOP, LEGEND = 330, 150, 60, 36, 110
STYLE = "text{font:11px sans-serif;fill:#333}.title{font-weight:bold}.grid{stroke:#ddd}.line{fill:none}"

Page = dict[tuple[str, str], float]
"""Each number by its name and the value of the label by which it is drawn, or nothing."""
Curves = dict[str, list[Point]]


async def watch() -> list[tuple[float, Page]]:
    """Return what was seen, each with the seconds that had passed."""
    with tempfile.TemporaryDirectory(prefix="summit-dashboard-") as folder:
        with Library.open(Path(folder) / "shared") as library:
            for _ in library.add_all(read_paths([HERE.parent / "seeds"])):
                pass
        bot = SummitBot(Settings(data=Path(folder), metrics="127.0.0.1:0", cooldown=0))
        env = simcord.Env(bot)
        world = preview.build(env)
        async with preview.running(env):
            asking, began, seen = asyncio.create_task(ask(world)), time.perf_counter(), []
            while (passed := time.perf_counter() - began) < SECONDS:
                seen.append((passed, await asyncio.to_thread(look, bot)))
                await asyncio.sleep(EVERY)
            asking.cancel()
            return seen


async def ask(world: preview.World) -> None:
    """Ask one question after the other, with pauses as people make them."""
    chance = random.Random(7)
    files = [HERE.parent / f"benchmarks/questions/{name}.jsonl" for name in ("seeds", "unanswerable")]
    questions = [json.loads(line)["question"] for path in files for line in path.read_text("utf-8").splitlines()]
    while True:
        # A machine that is too busy misses one.
        with suppress(TimeoutError):
            await world.member.slash(world.channel, "ask", question=chance.choice([*questions, "hello", "Nara"]))
        await asyncio.sleep(chance.expovariate(1.0))


def look(bot: SummitBot) -> Page:
    """Return the numbers that the bot shows now."""
    assert bot._outside
    host, port = bot._outside.address
    with urllib.request.urlopen(f"http://{host}:{port}/metrics") as page:
        families = list(text_string_to_metric_families(page.read().decode()))
    samples = [one for family in families for one in family.samples if "le" not in one.labels]
    return {(one.name, one.labels.get("outcome") or one.labels.get("stage", "")): one.value for one in samples}


def rates(seen: list[tuple[float, Page]], name: str, of: str | None = None) -> Curves:
    """Return by how much each number of a name grew a second, or a unit of another, over some looks."""
    curves: Curves = {}
    for (before, old), (now, new) in zip(seen, seen[WINDOW:], strict=False):
        for key, value in new.items():
            base = new.get((of, key[1]), 0) - old.get((of, key[1]), 0) if of else now - before
            if key[0] == name and base:
                curves.setdefault(key[1], []).append((now, (value - old.get(key, 0)) / base))
    return curves


def values(seen: list[tuple[float, Page]], name: str, unit: float = 1.0) -> Curves:
    """Return a number as it was."""
    return {"": [(now, page[name, ""] / unit) for now, page in seen]}


def scaled(curves: Curves, by: float) -> Curves:
    """Return curves in another unit."""
    return {name: [(x, y * by) for x, y in points] for name, points in curves.items()}


def plots(seen: list[tuple[float, Page]]) -> Iterator[tuple[str, Curves]]:
    """Yield the titles of the panels, with what is drawn in them."""
    lag = rates(seen, "summit_loop_lag_seconds_sum", "summit_loop_lag_seconds_count")
    stages = rates(seen, "summit_stage_seconds_sum", "summit_stage_seconds_count")
    yield "Questions a minute, by outcome", scaled(rates(seen, "summit_questions_total"), 60)
    yield "Milliseconds of a question, by stage", scaled(stages, 1000)
    yield "Event loop: milliseconds that it lets wait", scaled(lag, 1000)
    yield "Processor: cores in use", rates(seen, "process_cpu_seconds_total")
    yield "Memory of the process, MB", values(seen, "process_resident_memory_bytes", 1e6)
    yield "Memory of libraries, MB", values(seen, "summit_cache_bytes", 1e6)


def panel(place: int, title: str, curves: Curves) -> Iterator[Element]:
    """Yield the elements of a panel in its place."""
    x, y = LEFT + (place % 2) * (WIDTH + LEFT + LEGEND), TOP + (place // 2) * (HEIGHT + 2 * TOP)
    everything = [point for points in curves.values() for point in points]
    frame = Frame(x, y, WIDTH, HEIGHT).showing([*everything, (0, 0), (SECONDS, 0)])
    yield tag("text", title, x=x, y=y - 10, class_="title")
    yield from frame.axes(3)
    for number, (name, points) in enumerate(curves.items()):
        colour = COLOURS[number % len(COLOURS)]
        yield frame.line(points, stroke=colour)
        yield tag("text", name, x=x + WIDTH + 8, y=y + 12 + 15 * number, style=f"fill:{colour}")


def main() -> None:
    """Look, and draw."""
    panels = list(plots(asyncio.run(watch())))
    width, height = 2 * (WIDTH + LEFT + LEGEND), (len(panels) + 1) // 2 * (HEIGHT + 2 * TOP)
    drawn = [one for place, (title, curves) in enumerate(panels) for one in panel(place, title, curves)]
    shape: dict[str, object] = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width} {height}"}
    back = tag("rect", width=width, height=height, fill="white")
    picture = tag("svg", tag("style", STYLE), back, *drawn, width=width, height=height, **shape)
    (HERE / "dashboard.svg").write_text(tostring(picture, encoding="unicode") + "\n", "utf-8")


if __name__ == "__main__":
    main()
