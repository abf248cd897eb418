"""The one object: articles in, answers out.

One writer at a time, in whatever process; readers work on snapshots and never wait for it.
"""

from __future__ import annotations

import builtins
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Self

from index.asking import Asking, ask_views
from index.config import Config, encoder_of, model_of
from index.derived import Derived
from index.errors import ModelMismatch, UnknownArticle
from index.health import problems
from index.records import Added, Answer, Article, Entry, Reindexed, Source, Status, Summary
from index.search import View
from index.store import Database, Edition, Store
from index.summarising import summarise_view
from index.words import Unusable

if TYPE_CHECKING:
    from index.adding import Adder


HIGHEST_ID = 2**63 - 1
"""SQLite's largest integer: what is larger is nobody's id, and would be an error to ask for."""


class Library:
    """The articles of one server, or the shared ones; safe to use from several threads and processes."""

    def __init__(self, folder: Path, database: Database, config: Config) -> None:
        self.folder = folder
        self.config = config
        self._database = database
        self._derived: Derived | None = None
        self._lock = threading.Lock()

    @classmethod
    def open(cls, folder: Path, config: Config | None = None) -> Library:
        """Open the library in a folder, which is made where it is not there.

        Raises:
            StoreError: the folder or the database in it cannot be used.

        """
        return cls(folder, Database.open(folder / "library.db"), config or Config())

    def close(self) -> None:
        """Give back files and memory; questions under way still end well."""
        self._derived = None
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, source: Source) -> Added:
        """Store and index one article; a source that was refused comes back as that.

        Raises:
            StoreError, ModelError: nothing was stored.

        """
        return self._adder().add(source)

    def add_all(self, sources: Iterable[Source]) -> Iterator[Added]:
        """Store and index articles one by one, each safe on the disk when it is yielded; call `settle` afterwards."""
        yield from self._adder().add_all(sources)

    def settle(self) -> None:
        """Bring the derived indexes up to date, so that the next question need not."""
        with self.reading() as view:
            if view and self._derived:
                self._derived.save(view.store)

    def remove(self, article: int) -> bool:
        """Delete an article for good, and tell whether it was there."""
        if article > HIGHEST_ID:
            return False
        with self._database.writing() as connection:
            return Store(connection).remove(article)

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

    def status(self) -> Status:
        """Return what the library holds, and whether it is well."""
        found = problems(self._database, self.folder, self.config)
        with self._database.reading() as connection:
            store = Store(connection)
            edition = store.edition()
            articles, sentences = store.counts()
        used = sum(map(_size, self.folder.rglob("*")))
        return Status(articles, sentences, edition.model if edition else None, self.config.reader, used, found)

    def ask(self, question: str, *, article: int | None = None, top: int = 3) -> Answer:
        """Return the sentences that answer a question, or plainly nothing.

        Raises:
            UnknownArticle: `article` is not in this library.
            ModelMismatch: the library was indexed with another model.

        """
        return ask([self], question, article=article, top=top)

    def summarise(self, article: int | None = None, *, topic: str | None = None, sentences: int = 5) -> Summary:
        """Return the sentences that stand for an article, a topic, or what is newest.

        Raises:
            UnknownArticle: `article` is not in this library.

        """
        try:
            return self._summary(article, topic, sentences)
        except Unusable:
            self.forget_derived()
            return self._summary(article, topic, sentences)

    def _summary(self, article: int | None, topic: str | None, sentences: int) -> Summary:
        with self.reading() as view:
            if article is not None:
                self.check_article(view, article)
            if view is None:
                return Summary(article, topic, 0, ())
            return summarise_view(view, lambda: encoder_of(self.config), article, topic, sentences)

    def reindex(self, progress: Callable[[int, int], None] | None = None) -> Reindexed:
        """Make everything anew from the stored texts, aside; the old index answers until the new one takes its place.

        Raises:
            Busy: another reindex is running.

        """
        from index.reindexing import reindex

        return reindex(self._database, self.folder, self.config, progress or (lambda _done, _total: None))

    @contextmanager
    def reading(self) -> Iterator[View | None]:
        """Lend a view of the library as it is now, or None before the first article."""
        with self._database.reading() as connection:
            store = Store(connection)
            edition = store.edition()
            yield self._view(store, edition) if edition else None

    def forget_derived(self) -> None:
        """Drop the derived indexes; the next question builds them from the database."""
        if self._derived:
            self._derived.forget()

    def _view(self, store: Store, edition: Edition) -> View:
        self._check_model(edition)
        derived = self._current(edition)
        try:
            return derived.view(store)
        except Unusable:
            derived.forget()
            return derived.view(store)

    def _current(self, edition: Edition) -> Derived:
        with self._lock:
            if self._derived is None or self._derived.edition != edition:
                self._derived = Derived(self.folder / "cache", edition)
            return self._derived

    def _check_model(self, edition: Edition) -> None:
        configured = model_of(self.config).identity
        if edition.model != configured:
            raise ModelMismatch(
                f"This library was indexed with the model {edition.model}, and the settings name {configured}. "
                f"Run `summit reindex` to index it with {configured}, or set SUMMIT_MODEL back."
            )

    def check_article(self, view: View | None, article: int) -> None:
        """Raise UnknownArticle where a view does not have an article."""
        if view is None or article > HIGHEST_ID or not view.store.has(article):
            raise UnknownArticle(f"No article has the ID {article}. `summit list` shows them.")

    def _adder(self) -> Adder:
        # Splitting takes its time to load, and a question needs none of it.
        from index.adding import Adder

        return Adder(self._database, self.config, self._check_model)


def ask(libraries: Sequence[Library], question: str, *, article: int | None = None, top: int = 3) -> Answer:
    """Return the answer of several libraries at once: one ranking, and each sentence once.

    `article` narrows the question to one article and asks the first library alone.

    Raises:
        UnknownArticle: the first library has no such article.
        ModelMismatch: a library was indexed with another model.

    """
    config = libraries[0].config
    try:
        return _ask(libraries, question, config, article, top)
    except Unusable:
        # A broken word index shows itself only when it is read: it is dropped, and built again on the way.
        for library in libraries:
            library.forget_derived()
        return _ask(libraries, question, config, article, top)


def _ask(libraries: Sequence[Library], question: str, config: Config, article: int | None, top: int) -> Answer:
    with ExitStack() as stack:
        asked = libraries if article is None else libraries[:1]
        lent = [stack.enter_context(library.reading()) for library in asked]
        if article is not None:
            libraries[0].check_article(lent[0], article)
        places = [place for place, view in enumerate(lent) if view]
        views = [view for view in lent if view]
        asking = Asking(article, top, config.strictness)
        result = ask_views(views, question, lambda: encoder_of(config), asking)
    return _placed(result, places)


def _size(path: Path) -> int:
    """Return a file's size, 0 where it is none: another process may have replaced it a moment ago."""
    try:
        status = path.stat()
    except OSError:
        return 0
    return status.st_size if S_ISREG(status.st_mode) else 0


def _placed(result: Answer, places: Sequence[int]) -> Answer:
    """Return an answer whose sources count the libraries asked, empty ones included."""
    return replace(
        result,
        quotes=tuple(replace(quote, source=places[quote.source]) for quote in result.quotes),
        nearest=tuple(replace(quote, source=places[quote.source]) for quote in result.nearest),
        facts=tuple(replace(fact, source=places[fact.source]) for fact in result.facts),
    )
