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
from index import Act, Article, Feed, Library, Past, Refreshed, Reindexed

if TYPE_CHECKING:
    from bot.store import Store


@dataclass(slots=True)
class Telling:
    """What the line is to say of a change, as far as that is known."""

    detail: str


@dataclass(frozen=True, slots=True)
class Made:
    """What an intent has come to."""

    is_made: bool
    gone: frozenset[int] = frozenset()
    """The articles that are no longer there."""
    back: frozenset[int] = frozenset()
    """Those that are there again."""


def adding(library: Library, article: Article, server: int, who: int | None, act: Act | None = None) -> Intent:
    """Return the intent to add an article, or to replace the one that it would meet."""
    met = library.find(article) or article
    before = library.fingerprint(met.identity)
    # An article that has the same text under another identity keeps its own title.
    title = article.title if met.identity == article.identity else met.title
    return Intent(_change(server, who, "add" if before is None else "replace", title, act), met.identity, before)


def removing(library: Library, article: int, server: int, who: int | None, act: Act | None = None) -> Intent | None:
    """Return the intent to remove an article, or None where it is not there."""
    found = library.show(article)
    if found is None:
        return None
    entry, known = found
    change, before = _change(server, who, "remove", entry.title, act), library.fingerprint(known.identity)
    return Intent(change, known.identity, before, article)


def erasing(library: Library, article: int, server: int, who: int | None, act: Act) -> Intent | None:
    """Return the intent to delete an article for good, or what is kept of it; None where there is neither."""
    title = library.kept_title(article)
    kept = Intent(_change(server, who, "remove", title, act), None, None, article) if title is not None else None
    return removing(library, article, server, who, act) or kept


def editing(library: Library, article: int, server: int, who: int | None, act: Act | None = None) -> Intent | None:
    """Return the intent to edit an article's fields, or None where it is not there."""
    return changing(library, article, server, who, "edit", act)


def changing(
    library: Library, article: int, server: int, who: int | None, what: What, act: Act | None = None
) -> Intent | None:
    """Return the intent to change what is chosen or said of an article, or None where it is not there.

    It names no article that is to be removed: what was quoted of this one stays quoted.
    """
    intent = removing(library, article, server, who, act)
    return replace(intent, change=replace(intent.change, what=what), article=None) if intent else None


def reindexing(library: Library, server: int, act: Act | None = None) -> Intent:
    """Return the intent to make the index anew on the terminal."""
    return Intent(_change(server, None, "reindex", "", act), None, library.edition())


def undoing(library: Library, entry: int, server: int, who: int | None, act: Act) -> Intent:
    """Return the intent to undo an entry of the history."""
    past = library.past(entry)
    return Intent(_change(server, who, "undo", titles_of(past) if past else "", act), None, None)


def refreshing(server: int, act: Act) -> Intent:
    """Return the intent to bring a library up to date with a source."""
    return Intent(_change(server, None, "refresh", act.who, act), None, None)


def what_came(feed: Feed, done: Refreshed) -> str:
    """Return what a run of a source has changed, in names and numbers alone: the audit log has no language."""
    counts = done.counts
    return f"{feed.called} · +{counts.added} ~{counts.changed} −{counts.removed}"


def titles_of(past: Past) -> str:
    """Return what the articles of an entry are called, each once."""
    return " · ".join(dict.fromkeys(one.title for one in (*past.came, *past.went)))


def what_changed(done: Reindexed) -> str:
    """Return what a reindex has changed, in names and numbers alone: the audit log has no language."""
    model = done.model if done.before in {None, done.model} else f"{done.before} → {done.model}"
    return " · ".join((str(done.articles), str(done.sentences), model, *done.changed))


def made(library: Library, intent: Intent) -> Made:
    """Tell whether a change was made: what it is about is no longer what it was, or the history tells of it."""
    if intent.identity is None and intent.change.what != "reindex":
        past = library.done(intent.change.mark or "")
        return Made(True, past.gone, past.new) if past else Made(False)
    now = library.edition() if intent.identity is None else library.fingerprint(intent.identity)
    return Made(now != intent.before)


@contextmanager
def noted(store: Store, library: Library, intent: Intent) -> Iterator[Telling]:
    """Have what is done inside noted, where it changes something."""
    number, telling = store.intend(intent), Telling(intent.change.detail)
    try:
        yield telling
    finally:
        settle(store, number, replace(intent.change, detail=telling.detail), made(library, intent))


def settle(store: Store, number: int, change: Change, done: Made) -> None:
    """Forget an intent, and note its change where that was made."""
    store.settle(number, change if done.is_made else None, done.gone, done.back)


def _change(server: int, who: int | None, what: What, detail: str, act: Act | None) -> Change:
    moment = act.moment if act else datetime.now(UTC)
    return Change(moment, server, who, what, detail, mark=act.mark if act else None)
