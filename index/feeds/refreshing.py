"""One run of one source: what is there -> articles; a function of the time and of what fetches.

Whatever ends it in the middle, the next run goes on: what is to be read is written down before it is read, and an
article that is there already is met again and not stored twice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from index.errors import IngestError, NotFetched, Unreadable
from index.feeds.hand import Hand, Held
from index.feeds.looking import Seen, Tools, look
from index.feeds.pages import Pages
from index.feeds.planning import plan
from index.feeds.reads import Reads
from index.feeds.records import Counts, Feed, Known, Refreshed
from index.feeds.times import next_run
from index.history import Act
from index.records import Validators
from index.sqlite import hold
from index.store import Database, Store

TOLD = 3
"""Failures in a row that admins are told of."""
PATIENCE_S = 60.0
"""How long a run waits for another one of the same library."""


def refresh(
    library: Held, database: Database, feed: int, tools: Tools, now: datetime, act: Act | None = None
) -> Refreshed:
    """Look at a source, and bring the library up to date with it; the history tells of it as `act`.

    Raises:
        Busy: another run of this library does not end.
        StoreError, ModelError: the library cannot be written; the next run goes on.

    """
    with hold(library.folder / "refresh.lock", alone=True, patience=PATIENCE_S):
        found = _feed(database, feed)
        if found is None:
            return Refreshed(feed, error=f"There is no source {feed}: `summit source list` shows the IDs.")
        act = act or Act(found.called, "refresh")
        return _Run(database, found, tools, now, Hand(library, act)).go()


class _Run:
    def __init__(self, database: Database, feed: Feed, tools: Tools, now: datetime, hand: Hand) -> None:
        self._database = database
        self._feed = feed
        self._tools = tools
        self._now = now
        self._hand = hand
        self._reads = Reads(database, hand, feed, tools, now)
        self._pages = Pages(self._reads)

    def go(self) -> Refreshed:
        try:
            seen = look(self._feed.url, self._feed.validators, self._tools)
            found = self._take_in(seen)
        except IngestError as error:
            self._expire()
            return self._failed(error)
        if not self._tools.stopping():
            self._pages.look_again(self._known())
            self._expire()
        return self._ended(seen, found)

    def _take_in(self, seen: Seen) -> int:
        """Take what is new or changed into the library, and return how many entries the feed has."""
        if seen.read is None:
            return self._feed.counts.found
        entries = seen.read.entries
        if not entries and self._feed.counts.found:
            raise Unreadable("This feed has no entries any longer: its articles stay, and it is looked at again.")
        todo = plan(self._feed, entries, self._known(), self._now)
        with self._database.writing() as connection:
            store = Store(connection)
            store.drop_entries(todo.forgotten)
            written = store.put_entries(self._feed.id, todo.noted)
        numbered = {id(one): other for one, other in zip(todo.noted, written, strict=True)}
        wanted = [replace(one, known=numbered.get(id(one.known), one.known)) for one in todo.wanted]
        self._reads.is_left = todo.has_more
        self._reads.take(wanted)
        return len(entries)

    def _expire(self) -> None:
        """Take out what is older than it is to be kept."""
        days = self._feed.rules.keep
        limit = self._now - timedelta(days=days)
        for one in self._known() if days else ():
            if one.state == "taken" and one.held and one.owned and one.taken and one.taken <= limit:
                self._reads.take_out(one, "expired")

    def _ended(self, seen: Seen, found: int) -> Refreshed:
        reads, feed = self._reads, self._feed
        # Where something is left, the feed must be had whole at the next run.
        validators = Validators() if reads.is_left or reads.obstacle else seen.validators
        moved, url = None, feed.url
        if seen.url != feed.url and self._is_free(seen.url):
            moved, url = feed.url, seen.url
        title = (seen.read.title if seen.read else None) or feed.title
        kind = (seen.read.kind if seen.read else None) or feed.kind
        after = replace(feed, url=url, kind=kind, title=title, validators=validators, moved=moved or feed.moved)
        if reads.obstacle:
            return self._failed(reads.obstacle, after, found)
        due = self._now if self._tools.stopping() else next_run(url, feed.rules.every, self._now)
        after = replace(after, failures=0, error=None, last_run=self._now, next_run=due)
        return self._put(after, self._reads.counts(found), rose=feed.failures >= TOLD, moved=url if moved else None)

    def _failed(self, error: IngestError, feed: Feed | None = None, found: int = 0) -> Refreshed:
        feed = feed or self._feed
        failures, wait = feed.failures + 1, error.wait if isinstance(error, NotFetched) else None
        due = next_run(feed.url, feed.rules.every, self._now, failures, wait)
        after = replace(feed, failures=failures, error=str(error), last_run=self._now, next_run=due)
        return self._put(after, self._reads.counts(found), fell=failures == TOLD)

    def _put(
        self, feed: Feed, counts: Counts, *, fell: bool = False, rose: bool = False, moved: str | None = None
    ) -> Refreshed:
        self._hand.settle()
        with self._database.writing() as connection:
            store = Store(connection)
            now = store.feeds(feed.id)
            if now:
                # Meanwhile an admin may have changed its rules, or paused it.
                kept = replace(feed, rules=now[0].rules, name=now[0].name, paused=now[0].paused)
                # What had no entries once is not told from what has lost them all.
                store.put_feed(replace(kept, counts=replace(counts, found=counts.found or feed.counts.found)))
            after = next(iter(store.feeds(feed.id)), None)
        return Refreshed(feed.id, counts, feed.error, moved, after, fell=fell, rose=rose)

    def _known(self) -> list[Known]:
        with self._database.reading() as connection:
            return Store(connection).known_entries(self._feed.id)

    def _is_free(self, url: str) -> bool:
        with self._database.reading() as connection:
            return Store(connection).feed_at(url) is None


def _feed(database: Database, feed: int) -> Feed | None:
    with database.reading() as connection:
        return next(iter(Store(connection).feeds(feed)), None)
