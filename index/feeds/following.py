"""The sources of a library: followed, listed, paused, given up, and looked at."""

from __future__ import annotations

import builtins
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime

from index.errors import IngestError, TooLarge
from index.feeds.hand import Held
from index.feeds.looking import Seen, Tools, find
from index.feeds.planning import in_order
from index.feeds.records import Arrived, Feed, Followed, Known, Refreshed
from index.feeds.rules import Rules
from index.history import Act
from index.ingest.feeds import entry_data
from index.ingest.feeds.records import FeedEntry
from index.records import Item, Source
from index.store import Database, Store

MOST = 100
"""Sources of one library."""
_HIGHEST_ID = 2**63 - 1
_TITLE = 200


@dataclass(frozen=True, slots=True)
class Offer:
    """What is at an address that may be followed."""

    asked: str
    seen: Seen
    title: str

    @property
    def entries(self) -> tuple[FeedEntry, ...]:
        """Return what it has, the newest first."""
        return tuple(in_order(self.seen.read.entries)) if self.seen.read else ()


def sample(offer: Offer, tools: Tools) -> Source | None:
    """Return the newest article that following an address would bring; None where there is none yet.

    Raises:
        IngestError: it cannot be had.

    """
    entry = next(iter(offer.entries), None)
    if entry is None:
        return None
    name = entry.link or entry.title or offer.seen.url
    if entry.full:
        item = Item(name, entry_data(entry, offer.title, name), entry=True)
    elif entry.link:
        fetched = tools.fetch(entry.link)
        item = Item(name, fetched.data, address=fetched.address, media=fetched.media, charset=fetched.charset)
    else:
        return None
    with closing(tools.readers.read([item], 1)) as found:
        return next((source for _, source in found), None)


class Feeds:
    """What a library follows; safe to use from several threads and processes."""

    def __init__(self, library: Held, database: Database) -> None:
        self._library = library
        self._database = database

    def offer(self, url: str, tools: Tools) -> Offer:
        """Return what following an address would bring.

        Raises:
            IngestError: there is no feed.

        """
        seen = find(url, tools)
        title = (seen.read.title if seen.read else None) or seen.url
        return Offer(url, seen, title[:_TITLE])

    def follow(self, offer: Offer, rules: Rules, name: str | None, now: datetime) -> Followed:
        """Follow what was offered, from now on; where that is done already, it has these rules from now on.

        Raises:
            TooLarge: the library follows too many.

        """
        read, url = offer.seen.read, offer.seen.url
        kind = (read.kind if read else None) or "rss"
        with self._database.writing() as connection:
            store = Store(connection)
            before = store.feed_at(url)
            if before is None:
                if len(store.feeds()) >= MOST:
                    raise TooLarge(f"{MOST} sources are followed here, and no more can be: remove one first.")
                new = Feed(0, url, kind, offer.title, name, rules, paused=False, next_run=now)
                return Followed(url, "added", store.feeds(store.put_feed(new))[0])
            changed = replace(before, rules=rules, name=name or before.name)
            if changed == before:
                return Followed(url, "unchanged", before, "it is followed already")
            if before.rules != rules:
                changed = store.reconsidered(changed)
            store.put_feed(changed)
            return Followed(url, "unchanged", changed, "it is followed already; its rules are the new ones now")

    def list(self) -> builtins.list[Feed]:
        """Return all sources, in the order in which they came."""
        with self._database.reading() as connection:
            return Store(connection).feeds()

    def get(self, feed: int) -> Feed | None:
        """Return a source."""
        if not 0 < feed <= _HIGHEST_ID:
            return None
        with self._database.reading() as connection:
            return next(iter(Store(connection).feeds(feed)), None)

    def due(self, now: datetime) -> builtins.list[Feed]:
        """Return the sources that are to be looked at by now, the one that is due longest first."""
        found = [feed for feed in self.list() if not feed.paused and feed.next_run <= now]
        return sorted(found, key=lambda feed: feed.next_run)

    def pause(self, feed: int, *, paused: bool, now: datetime) -> Feed | None:
        """Let a source rest, or look at it again from now on; None where it is not there."""
        with self._database.writing() as connection:
            store = Store(connection)
            found = next(iter(store.feeds(feed)), None) if 0 < feed <= _HIGHEST_ID else None
            if found is None:
                return None
            after = replace(found, paused=paused, next_run=found.next_run if paused else min(found.next_run, now))
            store.put_feed(after)
            return after

    def remove(self, feed: int) -> bool:
        """Follow a source no longer, and tell whether it was there; its articles stay."""
        if not 0 < feed <= _HIGHEST_ID:
            return False
        with self._database.writing() as connection:
            return Store(connection).drop_feed(feed)

    def refresh(self, feed: int, tools: Tools, now: datetime, act: Act | None = None) -> Refreshed:
        """Look at a source, and bring the library up to date with it; the history tells of it as `act`.

        Raises:
            Busy: another refresh of this library does not end.
            StoreError, ModelError: the library cannot be written; the next run goes on.

        """
        from index.feeds.refreshing import refresh

        return refresh(self._library, self._database, feed, tools, now, act)

    def entries(self, feed: int) -> builtins.list[Known]:
        """Return what is known of the entries of a source."""
        with self._database.reading() as connection:
            return Store(connection).known_entries(feed)

    def arrived(self, feed: int, since: datetime, most: int = 100) -> builtins.list[Arrived]:
        """Return the articles that a source has brought after a moment, the first first."""
        with self._database.reading() as connection:
            return Store(connection).arrived(feed, since, most)


def follow(feeds: Feeds, url: str, rules: Rules, name: str | None, tools: Tools, now: datetime) -> Followed:
    """Follow what is at an address, or say why that cannot be."""
    try:
        rules.check()
        return feeds.follow(feeds.offer(url, tools), rules, name, now)
    except (IngestError, ValueError) as error:
        return Followed(url, "refused", None, str(error))
