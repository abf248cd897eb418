"""What was given -> sources, read apart: one server's files one after the other, and beside those of others."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from weakref import WeakValueDictionary

from bot.desk.bridge import Bridge
from bot.desk.curating.limits import check_upload
from bot.desk.curating.namesakes import known_by
from bot.desk.line import Line
from bot.errors import Closing
from bot.settings import Settings
from index import Item, Readers, Source

MOST = 2
"""Servers whose files are read at a time."""
MOST_WAITING = 200
MOST_OF_A_SERVER = 20
"""Drafts of one server that wait for the one before."""
PATIENCE = 14 * 60.0
"""Seconds that reading may take: an interaction can be answered for fifteen minutes."""


class Reading:
    """Read for many servers; made in a running event loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._readers = Readers(MOST)
        self._bridge = Bridge(MOST, MOST_WAITING, "summit-reading", PATIENCE)
        self._lines = WeakValueDictionary[int, Line]()
        self._closing = False

    @asynccontextmanager
    async def turn(self, server: int) -> AsyncIterator[None]:
        """Wait for what is being read for a server already, and keep others of it waiting.

        Raises:
            QueueFull: too many of it wait.

        """
        line = self._lines.setdefault(server, Line(1, MOST_OF_A_SERVER))
        await line.wait(line.enter())
        try:
            yield
        finally:
            line.leave()

    async def read(self, items: Sequence[Item]) -> list[Source]:
        """Return what items hold: no more articles of each than a library may hold and one.

        Raises:
            OverLimit: one holds more text than a file may have: packed, it may be a hundred times its size.
            Closing: the bot is about to stop.

        """
        return await self._bridge.run(lambda: self._read(items))

    async def tidy(self) -> None:
        """Give back the memory of what was not used for long."""
        await self._bridge.run(self._readers.tidy)

    async def close(self) -> None:
        """End what is being read, and read nothing more."""
        self._closing = True
        self._readers.close()
        await self._bridge.close()

    def _read(self, items: Sequence[Item]) -> list[Source]:
        found: list[Source] = []
        sizes = dict.fromkeys(map(id, items), 0)
        with closing(self._readers.read(items, self._settings.max_articles + 1)) as sources:
            for item, source in sources:
                if self._closing:
                    raise Closing("The bot is about to stop: add it again in a minute.")
                sizes[id(item)] += len(source.article.text.encode()) if source.article else 0
                check_upload(sizes[id(item)], self._settings)
                found.append(known_by(source, item.name))
        return found
