"""Many libraries, as many of them open as memory allows: opened on use, and the one not used for longest closed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from index import machine
from index.config import Config
from index.library import Library

SHARE = 0.25
"""Of the machine's memory that open libraries may take, where nothing else is said."""
MOST_OPEN = 2000
"""A system counts their files and maps too, however small they are."""
FILES_EACH = 16
LEAST_OPEN = 2
"""A question asks two: its server's own and the shared one."""
RECENT = 64
"""Libraries that may have grown since they were last looked at: those in use."""


class Shelf:
    """Keep libraries open within `limit` bytes of memory; safe to use from several threads."""

    def __init__(
        self, config: Config | None = None, limit: int | None = None, opened: Callable[[], None] = lambda: None
    ) -> None:
        self.limit = int(SHARE * machine.memory()) if limit is None else limit
        self.bytes = 0
        """What the open libraries are taken to need, as of the last use."""
        self._config = config or Config()
        self._opened = opened
        self._most = max(min(MOST_OPEN, machine.files() // FILES_EACH), LEAST_OPEN)
        self._open: OrderedDict[Path, Library] = OrderedDict()
        self._sizes: dict[Path, int] = {}
        self._lock = threading.Lock()

    def open(self, folder: Path) -> Library:
        """Return the library in a folder; a question under way in one that is closed still ends well."""
        with self._lock:
            library = self._open.pop(folder, None) or self._new(folder)
            self._open[folder] = library
            self._weigh()
            surplus = list(self._surplus())
        for one in surplus:
            one.close()
        return library

    def __len__(self) -> int:
        """Return how many libraries are open."""
        return len(self._open)

    def opened(self) -> list[Library]:
        """Return the libraries that are open at the moment."""
        with self._lock:
            return list(self._open.values())

    def drop(self, folder: Path) -> None:
        """Close the library in a folder that is about to be moved or deleted, where it is open."""
        with self._lock:
            library = self._take(folder) if folder in self._open else None
        if library:
            library.close()

    def close(self) -> None:
        """Close all libraries."""
        with self._lock:
            libraries = [self._take(folder) for folder in list(self._open)]
        for library in libraries:
            library.close()

    def _new(self, folder: Path) -> Library:
        library = Library.open(folder, self._config)
        self._opened()
        return library

    def _weigh(self) -> None:
        for folder in islice(reversed(self._open), RECENT):
            self._sizes[folder] = self._open[folder].memory
        self.bytes = sum(self._sizes.values())

    def _surplus(self) -> Iterator[Library]:
        """Take out those not used for longest until the others have room."""
        while len(self._open) > LEAST_OPEN and (self.bytes > self.limit or len(self._open) > self._most):
            yield self._take(next(iter(self._open)))

    def _take(self, folder: Path) -> Library:
        self.bytes -= self._sizes.pop(folder, 0)
        return self._open.pop(folder)
