"""A line in the audit log for each change of a library, also where the process is killed in the middle.

intent kept -> change made -> intent settled, with its line where the change was made
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.records import Change, Intent, What
from index import Article, Library, Reindexed

if TYPE_CHECKING:
    from bot.store import Store


@dataclass(slots=True)
class Telling:
    """What the line is to say of a change, as far as that is known."""

    detail: str


def adding(library: Library, article: Article, server: int, who: int | None) -> Intent:
    """Return the intent to add an article, or to replace the one that it would meet."""
    met = library.find(article) or article
    before = library.fingerprint(met.identity)
    # An article that has the same text under another identity keeps its own title.
    title = article.title if met.identity == article.identity else met.title
    return Intent(_change(server, who, "add" if before is None else "replace", title), met.identity, before)


def removing(library: Library, article: int, server: int, who: int | None) -> Intent | None:
    """Return the intent to remove an article, or None where it is not there."""
    found = library.show(article)
    if found is None:
        return None
    entry, known = found
    change, before = _change(server, who, "remove", entry.title), library.fingerprint(known.identity)
    return Intent(change, known.identity, before, article)


def editing(library: Library, article: int, server: int, who: int | None) -> Intent | None:
    """Return the intent to edit an article's fields, or None where it is not there."""
    intent = removing(library, article, server, who)
    return replace(intent, change=replace(intent.change, what="edit")) if intent else None


def reindexing(library: Library, server: int) -> Intent:
    """Return the intent to make the index anew on the terminal."""
    return Intent(_change(server, None, "reindex", ""), None, library.edition())


def what_changed(done: Reindexed) -> str:
    """Return what a reindex has changed, in names and numbers alone: the audit log has no language."""
    model = done.model if done.before in {None, done.model} else f"{done.before} → {done.model}"
    return " · ".join((str(done.articles), str(done.sentences), model, *done.changed))


def made(library: Library, intent: Intent) -> bool:
    """Tell whether a change was made: what it is about is no longer what it was."""
    now = library.edition() if intent.identity is None else library.fingerprint(intent.identity)
    return now != intent.before


@contextmanager
def noted(store: Store, library: Library, intent: Intent) -> Iterator[Telling]:
    """Have what is done inside noted, where it changes something."""
    number, telling = store.intend(intent), Telling(intent.change.detail)
    try:
        yield telling
    finally:
        store.settle(number, replace(intent.change, detail=telling.detail) if made(library, intent) else None)


def _change(server: int, who: int | None, what: What, detail: str) -> Change:
    return Change(datetime.now(UTC), server, who, what, detail)
