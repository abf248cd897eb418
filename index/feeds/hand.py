"""The one place where a refresh changes articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from index.history import Act
from index.records import Added, Article, Entry, Source


class Held(Protocol):
    """A library, as far as a refresh needs one."""

    folder: Path

    def add_all(self, sources: Iterable[Source], act: Act | None = None) -> Iterator[Added]:
        """Store and index articles one by one."""

    def remove(self, article: int, act: Act | None = None) -> bool:
        """Take an article away."""

    def settle(self) -> None:
        """Bring the derived indexes up to date."""

    def show(self, article: int) -> tuple[Entry, Article] | None:
        """Return an article."""

    def find(self, article: Article) -> Article | None:
        """Return what adding an article would meet."""


class Hand:
    """Add, replace and remove in the name of a source."""

    def __init__(self, library: Held, act: Act) -> None:
        self._library = library
        self._act = act

    def add_all(self, sources: Iterable[Source]) -> Iterator[Added]:
        """Store and index articles one by one, each safe on the disk when it is yielded."""
        return self._library.add_all(sources, self._act)

    def remove(self, article: int) -> None:
        """Take an article out."""
        self._library.remove(article, self._act)

    def settle(self) -> None:
        """Bring the derived indexes up to date."""
        self._library.settle()

    def in_place_of(self, article: int, source: Source) -> Source:
        """Return a source under the identity of the article that it is a newer state of, wherever it is by now."""
        found = self._library.show(article)
        if found is None or source.article is None:
            return source
        return replace(source, article=replace(source.article, identity=found[1].identity))

    def is_new(self, source: Source) -> bool:
        """Tell whether the library has nothing yet that a source would meet."""
        return source.article is not None and self._library.find(source.article) is None
