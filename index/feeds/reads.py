"""Entries that are wanted -> articles: from the feed where it has all of the text, else from their pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Literal

from index.errors import IngestError, NotFetched, TooLarge
from index.feeds.hand import Hand
from index.feeds.looking import Tools
from index.feeds.planning import Wanted, words_in
from index.feeds.records import Counts, EntryState, Feed, Known
from index.feeds.times import after_miss, next_look
from index.ingest.feeds import entry_data
from index.ingest.feeds.records import FeedEntry
from index.records import Added, Fetched, Item, Source, Validators
from index.store import Database, Store

MOST_TRIES = 3
"""Runs in which a page is asked for that cannot be had."""
AT_ONCE = 64
"""Entries that one worker reads."""
GONE = (404, 410)
_FOR_GOOD = (401, 402, 403, 406, 451)


@dataclass(frozen=True, slots=True)
class Read:
    """What is at hand of an entry."""

    wanted: Wanted
    source: Source
    validators: Validators = field(default_factory=Validators)


class Reads:
    """Take entries into a library, and note what became of each."""

    def __init__(self, database: Database, hand: Hand, feed: Feed, tools: Tools, now: datetime) -> None:
        self.tools = tools
        self.now = now
        self.is_left = False
        """Whether the next run has something of this one to do."""
        self.obstacle: IngestError | None = None
        """Why nothing more can be taken in."""
        self._database = database
        self._hand = hand
        self._feed = feed
        self._waiting = deque[Read]()
        self._numbers: dict[Literal["added", "changed", "removed", "refused"], int] = {}

    def counts(self, found: int) -> Counts:
        """Return what came of it in numbers."""
        return Counts(found, **self._numbers)

    def take(self, wanted: Iterable[Wanted]) -> None:
        """Read entries, and store them; each is noted as soon as it is stored."""
        self.store(self._batches(wanted))

    def store(self, batches: Iterable[Sequence[Read]]) -> None:
        """Store what is read already."""
        for added in self._hand.add_all(self._sources(batches)):
            self._note_added(self._waiting.popleft(), added)

    def take_out(self, known: Known, state: EntryState) -> None:
        """Take the article of an entry out, unless somebody else has brought it too."""
        article = known.article
        with self._database.reading() as connection:
            is_brought = article is not None and Store(connection).is_brought(article, known.id)
        if article is not None and known.owned and not is_brought:
            self._hand.remove(article)
            self._count("removed")
        self.note(replace(known, state=state, ended=self.now, next_look=None))

    def note(self, *known: Known) -> None:
        """Write down what is known of entries."""
        with self._database.writing() as connection:
            Store(connection).put_entries(self._feed.id, known)

    def not_had(self, known: Known, error: IngestError) -> None:
        """Note that the page of an entry cannot be had."""
        status = error.status if isinstance(error, NotFetched) else None
        if known.state == "taken" and status in GONE:
            self._missed(known)
        elif status in _FOR_GOOD or isinstance(error, TooLarge) or known.tries + 1 >= MOST_TRIES:
            self._refuse(known, error)
        else:
            self.is_left = True
            self.note(replace(_as_before(known), tries=known.tries + 1, reason=str(error)))

    def _missed(self, known: Known) -> None:
        misses, missed = known.misses + 1, known.missed or self.now
        again = after_miss(misses, missed, self.now)
        known = replace(known, misses=misses, missed=missed, next_look=again)
        if again is None:
            self.take_out(known, "gone")
        else:
            self.note(known)

    def _refuse(self, known: Known, error: IngestError) -> None:
        self._count("refused")
        if known.state == "taken":
            self.note(replace(self.seen(known), reason=str(error)))
        else:
            self.note(replace(known, state="refused", tries=0, reason=str(error)))

    def _batches(self, wanted: Iterable[Wanted]) -> Iterator[Sequence[Read]]:
        for is_full, some in groupby(wanted, key=lambda one: one.entry.full):
            together = list(some)
            yield from self._from_feed(together) if is_full else self._from_pages(together)

    def _sources(self, batches: Iterable[Sequence[Read]]) -> Iterator[Source]:
        for batch in batches:
            yield from self._handed_over(batch)
            if self.obstacle or self.tools.stopping():
                self.is_left = True
                return

    def _from_feed(self, wanted: Sequence[Wanted]) -> Iterator[list[Read]]:
        for start in range(0, len(wanted), AT_ONCE):
            some = {str(number): one for number, one in enumerate(wanted[start : start + AT_ONCE])}
            items = [Item(number, self._data(one.entry), entry=True) for number, one in some.items()]
            with closing(self.tools.readers.read(items, 1)) as found:
                yield [Read(some[item.name], self._named(some[item.name].entry, source)) for item, source in found]

    def _data(self, entry: FeedEntry) -> bytes:
        return entry_data(entry, self._feed.title, f"{self._feed.url}#{entry.guid or entry.title}")

    def _named(self, entry: FeedEntry, source: Source) -> Source:
        return replace(source, path=entry.link or entry.title or self._feed.url)

    def _from_pages(self, wanted: Iterable[Wanted]) -> Iterator[list[Read]]:
        for one in wanted:
            known = one.known
            if one.entry.link is None:
                self._refuse(known, IngestError("This entry has no text in the feed, and links to no page."))
                continue
            try:
                fetched = self.tools.fetch(one.entry.link, known.validators if one.is_held else None)
            except IngestError as error:
                self.not_had(known, error)
                if isinstance(error, NotFetched) and error.wait:
                    # The site wants to be left alone; the rest has time.
                    self.is_left = True
                    return
                continue
            if fetched.unchanged:
                self.note(self.seen(known))
            else:
                yield self.of_page(one, fetched)

    def of_page(self, wanted: Wanted, fetched: Fetched) -> list[Read]:
        """Return what is at hand of an entry whose page was fetched."""
        item = Item(fetched.asked, fetched.data, address=fetched.address, media=fetched.media, charset=fetched.charset)
        with closing(self.tools.readers.read([item], 1)) as found:
            return [Read(wanted, _told(source, wanted.entry), fetched.validators) for _, source in found][:1]

    def _handed_over(self, batch: Sequence[Read]) -> Iterator[Source]:
        """Yield what is to be stored, once it is written down whose it will be."""
        ready = [one for read in batch if (one := self._admitted(read))]
        self.note(*(_as_before(one.wanted.known) for one in ready))
        for one in ready:
            self._waiting.append(one)
            yield one.source

    def _admitted(self, read: Read) -> Read | None:
        """Return what is to be stored, or None where it is not wanted or there is no room for it."""
        known, source = read.wanted.known, read.source
        if source.article is None:
            self._refuse(known, source.refusal or IngestError("There is nothing in it."))
            return None
        if not read.wanted.is_held and not self._is_wanted(read.wanted.entry, source):
            self.note(replace(known, state="passed"))
            return None
        if read.wanted.is_held and known.article is not None:
            source = self._hand.in_place_of(known.article, source)
        elif self._hand.is_new(source):
            known = replace(known, owned=True)
        if self.obstacle:
            return None
        try:
            source = self.tools.admit(source)
        except IngestError as error:
            self.obstacle = error
            return None
        if source.article is None:
            self._refuse(known, source.refusal or IngestError(""))
            return None
        return replace(read, wanted=replace(read.wanted, known=known), source=source)

    def _is_wanted(self, entry: FeedEntry, source: Source) -> bool:
        article = source.article
        texts = (article.title, article.text) if article else ()
        return self._feed.rules.lets(*texts, entry.title or "", words_in(entry.html))

    def _note_added(self, read: Read, added: Added) -> None:
        known, was_held = read.wanted.known, read.wanted.is_held
        if added.state == "refused":
            self._refuse(known, IngestError(added.reason or ""))
            return
        if added.state == "added":
            self._count("added")
        elif added.state == "replaced" or (was_held and added.reason):
            self._count("changed")
        self.note(replace(self.seen(known), article=added.id, validators=read.validators))

    def seen(self, known: Known) -> Known:
        """Return what is known of an entry that is an article as it stands."""
        taken = known.taken or self.now
        again = next_look(taken, self.now) if known.link else None
        return replace(known, state="taken", taken=taken, next_look=again, tries=0, reason=None, misses=0, missed=None)

    def _count(self, what: Literal["added", "changed", "removed", "refused"]) -> None:
        self._numbers[what] = self._numbers.get(what, 0) + 1


def _as_before(known: Known) -> Known:
    """Return what is known of an entry as long as it is not stored: an article that has changed still has."""
    return replace(known, hash="") if known.state == "taken" else known


def _told(source: Source, entry: FeedEntry) -> Source:
    """Return what a page says with what only its feed does."""
    article = source.article
    if article is None:
        return source
    published, author = article.published or entry.published, article.author or entry.author
    return replace(source, article=replace(article, published=published, author=author))
