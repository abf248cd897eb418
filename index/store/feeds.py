"""Sources that keep themselves, and what is known of their entries."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.feeds.records import Arrived, Counts, Feed, Known
from index.feeds.rules import Rules
from index.records import Validators
from index.store.connected import Connected

_RULES = "every, include, exclude, most, keep, backlog"
_RUN = "last_run, next_run, failures, error, moved, etag, modified, found, added, changed, removed, refused"
_ENTRY = (
    *("guid", "address", "content", "state", "hash", "link", "title", "came", "tries", "reason", "article", "owned"),
    *("full", "taken", "next_look", "etag", "modified", "misses", "missed", "ended"),
)
_TAKEN = "state = 'taken' AND article IN (SELECT id FROM article)"


def first_due(path: Path) -> datetime | None:
    """Return when the first source of a library is due, at a glance; None where it follows none, or is of old."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT min(next_run) FROM feed WHERE NOT paused").fetchone()
    except sqlite3.Error:
        return None
    return datetime.fromisoformat(row[0]) if row[0] else None


class Feeds(Connected):
    """Write and read feeds, and their entries."""

    def feeds(self, only: int | None = None) -> list[Feed]:
        """Return the feeds in the order in which they came; `only` the one of an id."""
        rows = self._sql.execute(
            f"""SELECT id, url, kind, title, name, paused, {_RULES}, {_RUN},
                (SELECT count(DISTINCT article) FROM entry WHERE feed = feed.id AND {_TAKEN})
                FROM feed WHERE ?1 IS NULL OR id = ?1 ORDER BY id""",
            (only,),
        )
        return [_feed(row) for row in rows]

    def feed_at(self, url: str) -> Feed | None:
        """Return the feed of an address."""
        row = self._sql.execute("SELECT id FROM feed WHERE url = ?", (url,)).fetchone()
        return self.feeds(row[0])[0] if row else None

    def put_feed(self, feed: Feed) -> int:
        """Write a feed, a new one where its id is 0, and return its id."""
        values = (feed.url, feed.kind, feed.title, feed.name, feed.paused, *_rules(feed.rules), *_run(feed))
        columns = f"url, kind, title, name, paused, {_RULES}, {_RUN}".split(", ")
        if feed.id:
            names = ", ".join(f"{name} = ?" for name in columns)
            self._sql.execute(f"UPDATE feed SET {names} WHERE id = ?", (*values, feed.id))
            return feed.id
        marks = ", ".join("?" * len(columns))
        return self._sql.execute(f"INSERT INTO feed ({', '.join(columns)}) VALUES ({marks})", values).lastrowid or 0

    def drop_feed(self, feed: int) -> bool:
        """Delete a feed and what is known of its entries, and tell whether it was there."""
        return self._sql.execute("DELETE FROM feed WHERE id = ?", (feed,)).rowcount > 0

    def known_entries(self, feed: int) -> list[Known]:
        """Return what is known of the entries of a feed, those that came first before the others."""
        rows = self._sql.execute(
            f"""SELECT id, {", ".join(_ENTRY)}, article IN (SELECT id FROM article) FROM entry WHERE feed = ?
                ORDER BY id""",
            (feed,),
        )
        return [_known(row) for row in rows]

    def put_entries(self, feed: int, entries: Iterable[Known]) -> list[Known]:
        """Write what is known of entries of a feed, where that is still there, and return them with their ids."""
        if self._sql.execute("SELECT 1 FROM feed WHERE id = ?", (feed,)).fetchone() is None:
            return list(entries)
        return [self._put_entry(feed, entry) for entry in entries]

    def drop_entries(self, entries: Iterable[Known]) -> None:
        """Forget entries."""
        self._sql.executemany("DELETE FROM entry WHERE id = ?", [(entry.id,) for entry in entries])

    def reconsidered(self, feed: Feed) -> Feed:
        """Return a feed that is had whole at its next run, where what was passed over for its words is looked at."""
        self._sql.execute("UPDATE entry SET hash = '' WHERE feed = ? AND state = 'passed'", (feed.id,))
        return replace(feed, validators=Validators())

    def is_brought(self, article: int, besides: int) -> bool:
        """Tell whether another entry than one has brought an article too."""
        return (
            self._sql.execute(
                "SELECT 1 FROM entry WHERE article = ? AND id != ? AND state = 'taken'", (article, besides)
            ).fetchone()
            is not None
        )

    def arrived(self, feed: int, since: datetime, most: int) -> list[Arrived]:
        """Return the articles that a feed has brought after a moment, the first first."""
        rows = self._sql.execute(
            """SELECT a.id, a.title, coalesce(a.url, e.link), e.taken FROM entry e JOIN article a ON a.id = e.article
               WHERE e.feed = ? AND e.state = 'taken' AND e.owned AND e.taken > ? ORDER BY e.taken, e.id LIMIT ?""",
            (feed, _moment(since), most),
        )
        return [Arrived(article, title, link, datetime.fromisoformat(taken)) for article, title, link, taken in rows]

    def _put_entry(self, feed: int, entry: Known) -> Known:
        values = (
            *(entry.guid, entry.address, entry.content, entry.state, entry.hash, entry.link, entry.title),
            *(_moment(entry.came), entry.tries, entry.reason, entry.article, entry.owned, entry.full),
            *(_moment(entry.taken), _moment(entry.next_look), entry.validators.etag, entry.validators.modified),
            *(entry.misses, _moment(entry.missed), _moment(entry.ended)),
        )
        if entry.id:
            names = ", ".join(f"{name} = ?" for name in _ENTRY)
            self._sql.execute(f"UPDATE entry SET {names} WHERE id = ?", (*values, entry.id))
            return entry
        marks = ", ".join("?" * (len(_ENTRY) + 1))
        cursor = self._sql.execute(f"INSERT INTO entry (feed, {', '.join(_ENTRY)}) VALUES ({marks})", (feed, *values))
        return replace(entry, id=cursor.lastrowid or 0)


def _feed(row: tuple[Any, ...]) -> Feed:
    identity, url, kind, title, name, paused, *rest = row
    rules, (last, following, failures, error, moved, etag, modified), counts = rest[:6], rest[6:13], rest[13:18]
    return Feed(
        *(identity, url, kind, title, name, Rules(*rules), bool(paused), datetime.fromisoformat(following)),
        *(datetime.fromisoformat(last) if last else None, failures, error, moved, Validators(etag, modified)),
        *(Counts(*counts), rest[18]),
    )


def _rules(rules: Rules) -> tuple[object, ...]:
    return rules.every, rules.include, rules.exclude, rules.most, rules.keep, rules.backlog


def _run(feed: Feed) -> tuple[object, ...]:
    counts = feed.counts
    return (
        *(_moment(feed.last_run), _moment(feed.next_run), feed.failures, feed.error, feed.moved),
        *(feed.validators.etag, feed.validators.modified),
        *(counts.found, counts.added, counts.changed, counts.removed, counts.refused),
    )


def _known(row: tuple[Any, ...]) -> Known:
    said = dict(zip(("id", *_ENTRY, "held"), row, strict=True))
    for name in ("came", "taken", "next_look", "missed", "ended"):
        said[name] = datetime.fromisoformat(said[name]) if said[name] else None
    said["validators"] = Validators(said.pop("etag"), said.pop("modified"))
    return Known(**{**said, "owned": bool(said["owned"]), "held": bool(said["held"]), "full": bool(said["full"])})


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
