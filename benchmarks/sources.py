"""Sources: a feed of many entries beside the engine alone, and a round over many sources that have nothing new."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.callers import watched
from benchmarks.options import Options
from benchmarks.report import Goal, Row
from bot import Settings
from bot.desk.libraries import Libraries
from bot.desk.sources.following import Following
from bot.store import Store
from index import Article, Feed, Library, Readers, Rules, Source, Tools, Web, follow
from tests.site import Site, serving

T = TypeVar("T")
ENTRIES = 1_000
SERVERS, SOURCES = 5, 100
_START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def run(options: Options) -> list[Row]:
    """Measure both."""
    with serving() as site:
        return [*_many_entries(site, ENTRIES), *asyncio.run(_nothing_new(site))]


def _many_entries(site: Site, entries: int) -> list[Row]:
    """Take a feed with whole texts in, and the same articles without a feed."""
    link = site.put("/feed.xml", _feed(site, entries, 12), Content_Type="application/rss+xml")
    settings = Settings(web_allow=site.host)
    readers = Readers(1)
    with TemporaryDirectory() as folder, Library.open(Path(folder, "feed")) as library:
        tools = Tools(Web(settings.manners).fetch, readers)
        assert follow(library.feeds, link, Rules(backlog=1_000, most=1_000), None, tools, _START).feed
        began = time.perf_counter()
        done = library.feeds.refresh(1, tools, _START)
        by_feed = time.perf_counter() - began
        assert done.counts.added == entries, done
        articles = [found[1] for entry in library.list() if (found := library.show(entry.id))]
        with Library.open(Path(folder, "plain")) as plain:
            alone = _added(plain, articles)
    readers.close()
    return [Row(f"a feed of {entries:,} entries", alone, by_feed, "s", Goal(1.1, "ratio", "at most"))]


def _added(library: Library, articles: Iterable[Article]) -> float:
    began = time.perf_counter()
    for _ in library.add_all(Source(article.identity, article) for article in articles):
        pass
    library.settle()
    return time.perf_counter() - began


class _Recorder:
    """The bot's own file behind a thread, as at the desk."""

    def __init__(self, path: Path) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._store = self._pool.submit(Store.open, path).result()

    async def record(self, act: Callable[[Store], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, act, self._store)

    def close(self) -> None:
        self._pool.submit(self._store.close).result()
        self._pool.shutdown()


async def _nothing_new(site: Site) -> list[Row]:
    """Go round over sources of several servers, each of which says that it is as it was."""
    for number in range(SERVERS * SOURCES):
        site.put(f"/feed-{number}.xml", _feed(site, 1, 3, f"{number}-"), ETag=f'"{number}"')
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), web_allow=site.host)
        libraries, recorder = Libraries(settings), _Recorder(Path(folder, "bot.db"))
        first = _following(settings, libraries, recorder)
        for number in range(SERVERS * SOURCES):
            server = 1 + number % SERVERS
            offer = libraries.of(server).feeds.offer(site.link(f"/feed-{number}.xml"), first._tools(server))
            libraries.of(server).feeds.follow(offer, Rules(backlog=0), None, _START)
        await _round(first)
        await first.close()
        second = _following(settings, libraries, recorder)
        began, worked = time.perf_counter(), time.process_time()
        async with watched() as held:
            await _round(second)
        wall, processor = time.perf_counter() - began, time.process_time() - worked
        await second.close()
        recorder.close()
        libraries.close()
    return [
        Row(f"a round over {SERVERS * SOURCES} sources, nothing new", None, wall, "s", Goal(60, "figure", "at most")),
        Row("processor time of it", None, processor, "s", Goal(10, "figure", "at most")),
        Row("event loop held at most", None, max(held.own_ms), "ms", Goal(50, "figure", "at most")),
    ]


def _following(settings: Settings, libraries: Libraries, recorder: _Recorder) -> Following:
    return Following(settings, libraries, recorder, lambda: Web(settings.manners))


async def _round(following: Following) -> None:
    due = await following.due(datetime.now(UTC) + timedelta(days=2))
    assert sum(map(len, due.values())) == SERVERS * SOURCES

    async def of_server(server: int, feeds: Iterable[Feed]) -> None:
        for feed in feeds:
            assert (await following.refresh(server, feed)).error is None

    await asyncio.gather(*(of_server(server, feeds) for server, feeds in due.items()))


def _feed(site: Site, entries: int, sentences: int, mark: str = "") -> str:
    items = "".join(
        f"<item><guid>{mark}{number}</guid><title>Plan {mark}{number}</title>"
        f"<link>{site.link(f'/{mark}{number}')}</link>"
        f"<pubDate>{format_datetime(_START + timedelta(minutes=number))}</pubDate>"
        f"<description>{escape(_text(f'{mark}{number}', sentences))}</description></item>"
        for number in range(entries)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Plans {mark}</title>{items}</channel></rss>"


def _text(name: str, sentences: int) -> str:
    return "".join(
        f"<p>The council looked at plan {name} for the {number}th time, and put its harbour, its bridge and its "
        f"market off until the {number + 3}th of the month.</p>"
        for number in range(1, sentences + 1)
    )
