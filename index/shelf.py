"""Many libraries, few of them open: opened on use, and the one not used for longest closed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from index.config import Config
from index.library import Library

MOST_OPEN = 16


class Shelf:
    """Keep at most MOST_OPEN libraries open; safe to use from several threads."""

    def __init__(self, config: Config | None = None, opened: Callable[[], None] = lambda: None) -> None:
        self._config = config or Config()
        self._opened = opened
        self._open: OrderedDict[Path, Library] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, folder: Path) -> Library:
        """Return the library in a folder; a question under way in one that is closed still ends well."""
        with self._lock:
            library = self._open.pop(folder, None) or self._new(folder)
            self._open[folder] = library
            if len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)[1].close()
            return library

    def _new(self, folder: Path) -> Library:
        self._opened()
        return Library.open(folder, self._config)

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
            library = self._open.pop(folder, None)
        if library:
            library.close()

    def close(self) -> None:
        """Close all libraries."""
        with self._lock:
            libraries, self._open = list(self._open.values()), OrderedDict()
        for library in libraries:
            library.close()
