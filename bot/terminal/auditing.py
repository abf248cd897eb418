"""What is changed in a server's library on the terminal has a line in the bot's audit log too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.desk.curating import noting
from bot.desk.curating.events import Event, events, told
from bot.desk.curating.noting import Telling
from bot.records import ArticleRef, Change, Intent
from bot.terminal.session import Session
from index import Act, Article, Library

if TYPE_CHECKING:
    from bot.store import Store

LAST = 10


Follow = Callable[[Collection[int], Collection[int]], None]
"""Takes the quotes of articles that are gone out of kept answers, and lets those be quoted that are back."""


@dataclass(frozen=True, slots=True)
class Log:
    """Notes what is done in a library inside of what each of these returns; in the shared library, nothing."""

    library: Library
    server: int
    store: Store | None
    """None: the shared library is meant, or a server that has none."""
    act: Act
    """What the command does, as the history tells of it."""

    def adding(self, article: Article | None) -> AbstractContextManager[Telling]:
        """Note that an article is added, or replaced."""
        intend = noting.adding
        return self._noted(
            intend(self.library, article, self.server, None, self.act) if self.store and article else None
        )

    def removing(self, article: int) -> AbstractContextManager[Telling]:
        """Note that an article is removed."""
        intend = noting.removing
        return self._noted(intend(self.library, article, self.server, None, self.act) if self.store else None)

    def erasing(self, article: int) -> AbstractContextManager[Telling]:
        """Note that an article is deleted for good, or what is kept of it."""
        intend = noting.erasing
        return self._noted(intend(self.library, article, self.server, None, self.act) if self.store else None)

    def undoing(self, entry: int) -> AbstractContextManager[Telling]:
        """Note that an entry of the history is undone."""
        intend = noting.undoing
        return self._noted(intend(self.library, entry, self.server, None, self.act) if self.store else None)

    def reindexing(self) -> AbstractContextManager[Telling]:
        """Note that the index is made anew."""
        return self._noted(noting.reindexing(self.library, self.server, self.act) if self.store else None)

    def refreshing(self, act: Act) -> AbstractContextManager[Telling]:
        """Note that a source is looked at, as `act`."""
        return self._noted(noting.refreshing(self.server, act) if self.store else None)

    def _noted(self, intent: Intent | None) -> AbstractContextManager[Telling]:
        return noting.noted(self.store, self.library, intent) if self.store and intent else nullcontext(Telling(""))


@contextmanager
def logged(session: Session, *, new: bool = False) -> Iterator[tuple[Library, Log]]:
    """Lend the library that is meant, with the log of its changes; a `new` one is made where it is not there.

    The log is opened before anything is changed: what cannot be noted is not to be done. What was kept for too long to
    be undone is deleted first.
    """
    # First of all: what an interrupted restore has moved must be back before the log is opened.
    with session.at_work(new=new), _store(session, new=new) as store, session.open(new=new) as library:
        library.lapse()
        yield library, Log(library, int(session.server or 0), store, Act("terminal"))


@contextmanager
def _store(session: Session, *, new: bool) -> Iterator[Store | None]:
    """Lend what the log is in, or None where nothing is to be noted."""
    if session.server is None or not (new or session.has_library):
        yield None
        return
    from bot.store import Store

    store = Store.open(session.settings.data / "bot.db")
    try:
        yield store
    finally:
        store.close()


@contextmanager
def quotes_of(session: Session) -> Iterator[Follow]:
    """Lend what has the answers that the bot keeps follow a change of the shared articles; of others, the log does."""
    from bot.terminal.exporting import remembered

    if session.server is not None:
        yield lambda _gone, _back: None
        return
    with remembered(session) as store:
        yield partial(_follow, store) if store else lambda _gone, _back: None


def _follow(store: Store, gone: Collection[int], back: Collection[int]) -> None:
    for article in gone:
        store.forget_quotes(None, ArticleRef("shared", article))
    for article in back:
        store.allow_quotes(None, ArticleRef("shared", article))


def past_events(session: Session, library: Library, most: int) -> list[Event]:
    """Return what was done to the library that is meant, newest first."""
    from bot.terminal.exporting import remembered

    pasts = library.history(most)
    if session.server is None:
        return told(pasts)
    with remembered(session) as store:
        return events(store, int(session.server), pasts, most) if store else told(pasts)


def last_changes(session: Session) -> list[Change] | None:
    """Return the newest changes of the server that is meant, or None where the shared library is."""
    from bot.terminal.exporting import remembered

    if session.server is None:
        return None
    with remembered(session) as store:
        return store.changes(int(session.server), LAST) if store else []
