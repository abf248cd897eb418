"""What can be told of a library without searching it."""

from __future__ import annotations

import builtins
from pathlib import Path

from index.audience import Audience
from index.config import Config
from index.health import bytes_in, problems
from index.history import Past
from index.records import Article, Entry, Named, Pick, Size, Status
from index.store import Database, Store
from index.weight import weight

HIGHEST_ID = 2**63 - 1
"""SQLite's largest integer: what is larger is nobody's id, and would be an error to ask for."""


class Catalogue:
    """The articles that a library holds, and how it is; each look is at one snapshot."""

    def __init__(self, folder: Path, database: Database, config: Config) -> None:
        self.folder = folder
        self.config = config
        self._database = database

    def list(self) -> builtins.list[Entry]:
        """Return all articles, oldest first."""
        with self._database.reading() as connection:
            return builtins.list(Store(connection).entries())

    def show(self, article: int) -> tuple[Entry, Article] | None:
        """Return an article with its text and parts, or None."""
        if article > HIGHEST_ID:
            return None
        with self._database.reading() as connection:
            store = Store(connection)
            found = store.article(article)
            return (next(store.entries(article)), found) if found else None

    def find(self, article: Article) -> Article | None:
        """Return what adding an article would meet here: the one with its identity, or else with its text."""
        with self._database.reading() as connection:
            store = Store(connection)
            found = store.find(article)
            return store.article(found) if found else None

    def fingerprint(self, identity: str) -> str | None:
        """Return what differs after any change of the article with an identity; None where there is none."""
        with self._database.reading() as connection:
            return Store(connection).fingerprint(identity)

    def history(self, most: int = 20) -> builtins.list[Past]:
        """Return what was done to the articles, newest first."""
        with self._database.reading() as connection:
            return Store(connection).history(most)

    def past(self, entry: int) -> Past | None:
        """Return an entry of the history, or None."""
        if not 0 <= entry <= HIGHEST_ID:
            return None
        with self._database.reading() as connection:
            return next(iter(Store(connection).history(1, entry)), None)

    def done(self, mark: str) -> Past | None:
        """Return what was done in the act with a mark, or None where it has changed nothing."""
        with self._database.reading() as connection:
            store = Store(connection)
            entry = store.entry_of(mark)
            return store.history(1, entry)[0] if entry else None

    def kept_title(self, article: int) -> str | None:
        """Return what an article was called of which a text is kept that an undo could bring back, or None."""
        if article > HIGHEST_ID:
            return None
        with self._database.reading() as connection:
            return Store(connection).kept_title(article)

    def names(self) -> builtins.list[Named]:
        """Return what the articles can be called, oldest first."""
        with self._database.reading() as connection:
            return builtins.list(Store(connection).names())

    def barred(self, audience: Audience) -> frozenset[int]:
        """Return the articles that are not for an audience."""
        with self._database.reading() as connection:
            return Store(connection).barred(audience)

    def status(self) -> Status:
        """Return what the library holds, and whether it is well."""
        found = problems(self._database, self.folder, self.config)
        with self._database.reading() as connection:
            store = Store(connection)
            edition = store.edition()
            articles, sentences = store.counts()
        used = bytes_in(self.folder)
        return Status(articles, sentences, edition.model if edition else None, self.config.reader, used, found)

    def size(self) -> Size:
        """Return how large the library is, at a glance."""
        with self._database.reading() as connection:
            store = Store(connection)
            return Size(store.counts()[0], store.used() + bytes_in(self.folder / "cache"))

    def weigh(self, article: Article) -> int:
        """Return about how many bytes an article would take here."""
        with self._database.reading() as connection:
            edition = Store(connection).edition()
        return weight(article, edition.dimension) if edition else weight(article)

    def picks(self) -> builtins.list[Pick]:
        """Return which sentences are pinned to questions, then which are hidden, newest first."""
        with self._database.reading() as connection:
            store = Store(connection)
            return [*store.pins(), *store.hidden()]

    def version(self) -> str:
        """Return what differs after any change of the articles, by whichever process, in microseconds."""
        with self._database.reading() as connection:
            store = Store(connection)
            return f"{store.version()}-{store.picked()}"

    def left_behind(self) -> bool:
        """Tell whether an older version or another packaged model made the index, so that a reindex serves it."""
        from index.health import left_behind

        return left_behind(self._database, self.config)

    def edition(self) -> str | None:
        """Return what differs after each reindex and after nothing else; None before the first article."""
        with self._database.reading() as connection:
            edition = Store(connection).edition()
        return edition.token if edition else None
