"""What a feed says, beside what is known of it -> what is to be read: a pure function."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from index.feeds.records import EntryState, Feed, Known
from index.ingest.canonical import canonical_url
from index.ingest.feeds.records import FeedEntry

MOST_LOOKED_AT = 50
"""Pages of changed entries that are asked for in one run."""
FORGOTTEN = timedelta(days=60)
"""How long entries are known that a feed no longer has, and that are no articles."""
_TELLING = 200
"""Characters from which a text tells one article from all others."""
_TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry that is to be read, and what is known of it once it is."""

    entry: FeedEntry
    known: Known

    @property
    def is_held(self) -> bool:
        """Tell whether the library has its article."""
        return self.known.state == "taken" and self.known.held


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do."""

    wanted: tuple[Wanted, ...] = ()
    noted: tuple[Known, ...] = ()
    """What is known by now, before anything is read."""
    forgotten: tuple[Known, ...] = ()
    has_more: bool = False
    """Whether something is left for the next run."""


@dataclass(frozen=True, slots=True)
class _Met:
    """An entry, what it says of itself, and what was known of it."""

    entry: FeedEntry
    seen: Known
    before: Known | None


def plan(feed: Feed, entries: Sequence[FeedEntry], known: Sequence[Known], now: datetime) -> Plan:
    """Return what is new or changed in a feed, the newest first, and each of its articles once."""
    met = list(_matched(in_order(entries), known, now))
    current = [_current(feed, one, place, is_first=not known) for place, one in enumerate(met)]
    wanted, noted = list[Wanted](), list[Known]()
    for one, by_now in zip(met, current, strict=True):
        is_wanted = by_now.state == "due" or _has_changed(one)
        if is_wanted:
            wanted.append(Wanted(one.entry, by_now))
        # What a changed article is by now is written once it is read: until then it counts as changed.
        if by_now != one.before and not (is_wanted and by_now.state == "taken"):
            noted.append(by_now)
    is_there = {one.id for one in current}
    left = [one for one in known if one.id not in is_there]
    # What did not get its turn before the feed let go of it.
    wanted += [Wanted(FeedEntry(one.guid, one.link, one.title), one) for one in left if one.state == "due" and one.link]
    reads = list(_within(wanted, feed.rules.most))
    forgotten = [one for one in left if one.state not in ("due", "taken") and now - (one.ended or one.came) > FORGOTTEN]
    return Plan(tuple(reads), tuple(noted), tuple(forgotten), len(reads) < len(wanted))


def in_order(entries: Sequence[FeedEntry]) -> list[FeedEntry]:
    """Return entries, the newest first; where they say no time, as the feed has them."""
    return sorted(entries, key=lambda entry: entry.moment, reverse=True)


def words_in(markup: str) -> str:
    """Return about what a piece of HTML says, to look for words in."""
    return _TAG.sub(" ", markup)


def _matched(entries: Sequence[FeedEntry], known: Sequence[Known], now: datetime) -> Iterator[_Met]:
    """Yield each article of a feed once, with what is known of it: by its guid, its address, or its text."""
    seen = [_seen(entry, now) for entry in _told_apart(entries)]
    guids = {one.guid: one for one in known if one.guid}
    addresses = {one.address: one for one in known if one.address}
    direct = [guids.get(one.guid or "") or addresses.get(one.address or "") for one in seen]
    found = {one.id for one in direct if one}
    texts = {one.content: one for one in known if one.content and one.id not in found}
    met: set[object] = set()
    for entry, one, same in zip(entries, seen, direct, strict=True):
        before = same or (texts.get(one.content) if one.content else None)
        keys = {before.id} if before else {("guid", one.guid), ("address", one.address), ("text", one.content)}
        keys -= {("guid", None), ("address", None), ("text", None)}
        if met.isdisjoint(keys):
            yield _Met(entry, one, before)
        met |= keys


def _told_apart(entries: Sequence[FeedEntry]) -> list[FeedEntry]:
    """Return entries without a guid, or an address, that several different ones of them have."""
    links: dict[str | None, set[str | None]] = {}
    for entry in entries:
        links.setdefault(entry.guid, set()).add(entry.link)
    titles = Counter((entry.link, entry.title) for entry in entries if entry.full)
    shared = Counter(link for link, _ in titles)
    return [
        replace(
            entry,
            guid=entry.guid if len(links[entry.guid]) == 1 else None,
            link=None if entry.full and shared[entry.link] > 1 else entry.link,
        )
        for entry in entries
    ]


def _seen(entry: FeedEntry, now: datetime) -> Known:
    """Return what an entry says of itself."""
    text = words_in(entry.html)
    is_telling = len(text) >= _TELLING
    return Known(
        id=0,
        guid=entry.guid,
        address=canonical_url(entry.link) if entry.link else None,
        content=_hash(entry.title, " ".join(text.split())) if is_telling else None,
        state="due",
        hash=_hash(entry.title, entry.link, entry.moment, entry.html),
        link=entry.link,
        title=entry.title or "",
        came=now,
        full=entry.full,
    )


def _current(feed: Feed, one: _Met, place: int, *, is_first: bool) -> Known:
    """Return what is known of an entry by now."""
    seen, before = one.seen, one.before
    if before is None:
        is_old = is_first and place >= feed.rules.backlog
        state: EntryState = "old" if is_old else _by_words(feed, one.entry)
        return replace(seen, state=state)
    told = replace(
        before,
        **{name: getattr(seen, name) for name in ("guid", "address", "content", "hash", "link", "title", "full")},
    )
    if before.state in ("passed", "refused", "gone") and before.hash != seen.hash:
        return replace(told, state=_by_words(feed, one.entry), tries=0, reason=None, misses=0, missed=None, ended=None)
    return told


def _by_words(feed: Feed, entry: FeedEntry) -> EntryState:
    return "passed" if feed.rules.bars(entry.title or "", words_in(entry.html)) else "due"


def _has_changed(one: _Met) -> bool:
    """Tell whether the library's article of an entry is to be read again; what a person took out stays out."""
    before = one.before
    return before is not None and before.state == "taken" and before.held and before.hash != one.seen.hash


def _within(wanted: Sequence[Wanted], most: int) -> Iterator[Wanted]:
    """Yield what one run reads."""
    new = asked = 0
    for one in wanted:
        new += not one.is_held
        asked += one.is_held and not one.entry.full
        if (one.is_held or new <= most) and asked <= MOST_LOOKED_AT:
            yield one


def _hash(*said: str | None) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
