"""The one object: articles in, answers out.

One writer at a time, in whatever process; readers work on snapshots and never wait for it.
"""

from __future__ import annotations

import builtins
import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from index.asking import Asking, ask_views
from index.audience import KEEPER, PUBLIC, Audience, Restriction
from index.catalogue import HIGHEST_ID, Catalogue
from index.config import Config, config_for, models_of
from index.derived import Derived
from index.edits import Edits
from index.errors import ModelError, StoreError, UnknownArticle
from index.following import Before
from index.history import Act, Undone
from index.merging import shared_out, together
from index.models import Models
from index.narrowing import Narrowing
from index.question import tidy
from index.reader.verdict import MOST
from index.records import Added, Answer, Article, Pick, Reindexed, Source, Summary
from index.search import View
from index.store import Database, Edition, Store
from index.summarising import summarise_views
from index.timing import Timing, untimed
from index.words import Unusable

if TYPE_CHECKING:
    from index.adding import Adder
    from index.drafting import Draft
    from index.feeds.following import Feeds

Result = TypeVar("Result")
Only = Sequence[Collection[int] | None] | None
"""The articles that may be quoted, for each library; None: all."""


class Library(Catalogue):
    """The articles of one server, or the shared ones; safe to use from several threads and processes."""

    def __init__(self, folder: Path, database: Database, config: Config) -> None:
        super().__init__(folder, database, config)
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

    @property
    def memory(self) -> int:
        """Return about how many bytes of memory it takes while it is open."""
        derived = self._derived
        return self._database.memory + (derived.memory if derived else 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, source: Source, act: Act | None = None) -> Added:
        """Store and index one article; a source that was refused comes back as that.

        Here and below, `act` is what the history tells of it; None: an act of its own, and nothing of who it was.

        Raises:
            StoreError, ModelError: nothing was stored.

        """
        return self._adder(act).add(source)

    def add_all(self, sources: Iterable[Source], act: Act | None = None) -> Iterator[Added]:
        """Store and index articles one by one, each safe on the disk when it is yielded; call `settle` afterwards."""
        yield from self._adder(act).add_all(sources)

    def draft(self, source: Source) -> Draft:
        """Return what publishing a source would store, and how it would be quoted; nothing is stored."""
        from index.drafting import draft

        return draft(self._database, source)

    def publish(self, draft: Draft, act: Act | None = None) -> Added:
        """Store a draft as `add` does, with what was chosen in it."""
        return self._adder(act).publish(draft.source, draft.article)

    def edit(self, article: int, edits: Edits, act: Act | None = None) -> bool:
        """Change the fields of an article, whatever its source says later, and tell whether it was there.

        Raises:
            StoreError, ModelError: nothing was changed.

        """
        return article <= HIGHEST_ID and self._adder(act).edit(article, edits)

    @property
    def feeds(self) -> Feeds:
        """Return the sources that it follows."""
        from index.feeds.following import Feeds

        return Feeds(self, self._database)

    def pin(self, question: str, article: int, sentence: str) -> bool:
        """Have a sentence come first for a question and those like it; tell whether the article has that sentence."""
        return self._pick(article, sentence, lambda store: store.pin(tidy(question), article, sentence))

    def hide(self, article: int, sentence: str) -> bool:
        """Have a sentence in no answer, whatever is asked; tell whether the article has that sentence."""
        return self._pick(article, sentence, lambda store: store.hide(article, sentence))

    def take_back(self, pick: Pick) -> bool:
        """Forget that a sentence was pinned or hidden, and tell whether it was; nothing of it stays in the file."""
        with self._database.erasing() as connection:
            return Store(connection).take_back(pick)

    def _pick(self, article: int, sentence: str, act: Callable[[Store], None]) -> bool:
        with self._database.writing() as connection:
            store = Store(connection)
            edition, found = store.edition(), store.article(article) if article <= HIGHEST_ID else None
            bounds = store.bounds(article, edition) if edition and found else []
            has = found is not None and any(found.text[start:end] == sentence for start, end in bounds)
            if has:
                act(store)
        return has

    def restrict(self, article: int, restriction: Restriction, act: Act | None = None) -> bool:
        """Say for whom an article is from now on, whatever its source becomes, and tell whether it was there."""
        if article > HIGHEST_ID:
            return False
        with self._database.writing() as connection:
            store = Store(connection)
            before = store.snapshot(article)
            store.restrict(article, restriction)
            store.note(act or Act(), "edit", article, before)
        return before is not None

    def settle(self) -> None:
        """Bring the derived indexes up to date, so that the next question need not."""
        with self.reading() as view:
            if view and self._derived:
                self._derived.save(view.store)

    def remove(self, article: int, act: Act | None = None) -> bool:
        """Take an article away, and tell whether it was there; its text is kept as long as that can be undone."""
        if article > HIGHEST_ID:
            return False
        with self._database.writing() as connection:
            store = Store(connection)
            before = store.snapshot(article)
            store.remove(article)
            store.note(act or Act(), "remove", article, before)
        return before is not None

    def erase(self, article: int, act: Act | None = None, *, more: bool = False, only_kept: bool = False) -> bool:
        """Delete an article for good, or what is kept of it; tell whether there was any.

        Nobody can have it back, and no file of the library holds any of it afterwards, but see `cleanse`. `more` to
        follow: what is left of it in the derived indexes is let stand. `only_kept`: an article that is there stays.
        """
        if article > HIGHEST_ID:
            return False
        with self._database.erasing() as connection:
            gone = Store(connection).erase(act or Act(), article, only_kept=only_kept)
        if gone and not more:
            self.purge()
        return gone

    def undo(self, entry: int, act: Act | None = None) -> Undone:
        """Undo an entry of the history, or say why not: articles come back with their identity, ID, blocks and fields.

        What was changed since stays as it is. An undo is an entry too, and can be undone.

        Raises:
            StoreError, ModelError: nothing was changed.

        """
        from index.undoing import undo

        if not 0 <= entry <= HIGHEST_ID:
            return Undone(entry, "unknown")
        return undo(self._database, self.config, entry, act or Act())

    def returning(self, entry: int) -> builtins.list[Article]:
        """Return the articles that would come back, or get another text back, if an entry was undone now."""
        from index.undoing import returning

        with self._database.reading() as connection:
            return returning(Store(connection), entry) if 0 <= entry <= HIGHEST_ID else []

    def lapse(self, now: datetime | None = None) -> bool:
        """Delete for good what was kept for too long to be undone, and tell whether there was any."""
        moment = now or datetime.now(UTC)
        with self._database.reading() as connection:
            if not Store(connection).is_lapsed(moment):
                return False
        with self._database.erasing() as connection:
            Store(connection).lapse(moment)
        self.purge()
        return True

    def purge(self) -> None:
        """Take out of the derived indexes what the database no longer holds."""
        if not (self.folder / "cache").is_dir():
            return
        from index.reindexing import drop_left

        drop_left(self._database, self.folder)
        try:
            with self.reading() as view:
                if view and self._derived:
                    self._derived.purge(view.store)
        except (ModelError, StoreError):
            # What cannot be read or written is deleted whole: the next question, or reindex, makes it anew.
            self.forget_derived()
            shutil.rmtree(self.folder / "cache", ignore_errors=True)

    def cleanse(self, patience: float = 0.0) -> bool:
        """Overwrite what was removed and is still in the file, and tell whether nothing of it is left.

        It is where others have read it for longer than `erase` waits for them, and in a library so large that nobody
        is to wait for it: seconds a gigabyte, and as much room on the disk again.
        """
        return self._database.cleanse(patience)

    def ask(
        self,
        question: str,
        *,
        article: int | None = None,
        narrowing: Narrowing | None = None,
        before: Before | None = None,
        top: int = 3,
        further: int = 0,
    ) -> Answer:
        """Return the sentences that answer a question, or plainly nothing; `before` is what the question may follow.

        Who has the library's folder is asked for nobody else: restricted articles answer too.

        Raises:
            UnknownArticle: `article` is not in this library.
            ModelMismatch: the library was indexed with another model.

        """
        return ask(
            [self],
            question,
            article=article,
            audience=KEEPER,
            narrowing=narrowing,
            before=before,
            top=top,
            further=further,
        )

    def summarise(self, article: int | None = None, *, topic: str | None = None, sentences: int = 5) -> Summary:
        """Return the sentences that stand for an article, a topic, or what is newest.

        Raises:
            UnknownArticle: `article` is not in this library.
            ModelMismatch: the library was indexed with another model.

        """
        return summarise([self], article=article, audience=KEEPER, topic=topic, sentences=sentences)

    def reindex(self, progress: Callable[[int, int], None] | None = None, act: Act | None = None) -> Reindexed:
        """Make everything anew from the stored texts, aside; the old index answers until the new one takes its place.

        Raises:
            Busy: another reindex is running.

        """
        from index.reindexing import reindex

        return reindex(self._database, self.folder, self.config, progress or (lambda _done, _total: None), act or Act())

    def sweep(self) -> None:
        """Delete what is left of an older index where a reindex was killed at its very end.

        Raises:
            Busy: a reindex is running.

        """
        from index.reindexing import sweep

        sweep(self._database, self.folder)

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
        config_for(self.config, edition.model)
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

    def check_article(self, view: View | None, article: int, audience: Audience = KEEPER) -> None:
        """Raise UnknownArticle where a view does not have an article, or has it for others."""
        known = view is not None and article <= HIGHEST_ID and view.store.has(article)
        if view is None or not known or article in view.store.barred(audience):
            raise UnknownArticle(f"No article has the ID {article}. `summit list` shows them.")

    def _adder(self, act: Act | None) -> Adder:
        # Splitting takes its time to load, and a question needs none of it.
        from index.adding import Adder

        return Adder(self._database, self.config, act or Act())


def ask(
    libraries: Sequence[Library],
    question: str,
    *,
    article: int | None = None,
    only: Only = None,
    audience: Audience = PUBLIC,
    narrowing: Narrowing | None = None,
    before: Before | None = None,
    top: int = 3,
    further: int = 0,
    read: int | None = None,
    timing: Timing = untimed,
) -> Answer:
    """Return the answer of several libraries at once: one ranking, and each sentence once.

    `only` gives for each library the articles that may be quoted; None: all. `article` takes its place, and names one
    article of the first library; of these `narrowing` leaves those that fit, and nothing is found in an article that is
    not for the `audience`. `before` is what was asked and quoted just now: whom "she" means, and which articles come
    first. `further` is how many quotes more are wanted, behind those that answer. `read` is how many passages the
    reader looks at, at most; None: as many as may hold the answer. `timing` is lent each stage of the way, as
    `index.timing` names them.

    Raises:
        UnknownArticle: the first library has no such article.
        ModelMismatch: a library was indexed with another model.

    """
    config = libraries[0].config
    asking = Asking(top, further, config.strictness, MOST if read is None else read, before, timing)

    def once() -> Answer:
        with ExitStack() as stack:
            with timing("open"):
                views = stack.enter_context(lent(libraries, article, only, audience, narrowing))
            answers = [ask_views(some, question, models, asking) for models, some in by_model(views, config)]
            return together(answers, question, asking)

    return mended(libraries, once)


def summarise(
    libraries: Sequence[Library],
    *,
    article: int | None = None,
    only: Only = None,
    audience: Audience = PUBLIC,
    narrowing: Narrowing | None = None,
    topic: str | None = None,
    sentences: int = 5,
    since: datetime | None = None,
) -> Summary:
    """Return the sentences that stand for an article, a topic, or what is newest in several libraries.

    `article`, `only`, `audience` and `narrowing` are those of `ask`; `since` keeps to articles added or replaced from
    that moment on, to the second. It knows its time zone.

    Raises:
        UnknownArticle: the first library has no such article.
        ModelMismatch: a library was indexed with another model.

    """
    config = libraries[0].config

    def once() -> Summary:
        with lent(libraries, article, only, audience, narrowing) as views:
            asked = views if since is None else [view.since(since) for view in views]
            found = [summarise_views(some, models, topic, sentences) for models, some in by_model(asked, config)]
            return shared_out(found, topic, sentences)

    return replace(mended(libraries, once), article=article)


def by_model(views: Sequence[View], config: Config) -> Iterator[tuple[Models, builtins.list[View]]]:
    """Yield the views that were indexed with the same model together, with the models that belong to it."""
    groups: dict[str, builtins.list[View]] = {}
    for view in views:
        groups.setdefault(view.edition.model, []).append(view)
    if not groups:
        yield models_of(config), []
    for identity, some in groups.items():
        yield models_of(config_for(config, identity)), some


@contextmanager
def lent(
    libraries: Sequence[Library], article: int | None, only: Only, audience: Audience, narrowing: Narrowing | None
) -> Iterator[builtins.list[View]]:
    """Lend a view of each library that may be quoted and has had an article."""
    scopes = [None] * len(libraries) if only is None else only
    if article is not None:
        scopes = [{article}, *[()] * (len(libraries) - 1)]
    with ExitStack() as stack:
        views = []
        for source, (library, scope) in enumerate(zip(libraries, scopes, strict=True)):
            if scope is not None and not scope:
                continue
            view = stack.enter_context(library.reading())
            if article is not None:
                library.check_article(view, article, audience)
            if view:
                view = replace(view, source=source, only=None if scope is None else frozenset(scope)).open_to(audience)
                view = view.narrowed(narrowing) if narrowing else view
                # What nothing fits in is not asked at all.
                views += [view] if view.only is None or view.only else []
        yield views


def mended(libraries: Sequence[Library], act: Callable[[], Result]) -> Result:
    """Return what an act returns; a broken word index shows itself only when it is read, and is built again once."""
    try:
        return act()
    except Unusable:
        for library in libraries:
            library.forget_derived()
        return act()
