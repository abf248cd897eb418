"""The address of a feed -> what is there now: sitemaps of an index together, and the feed that a page names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from index.errors import IngestError, Unreadable
from index.ingest.feeds.limits import MOST_LINKS
from index.ingest.feeds.records import FeedEntry, FeedRead
from index.records import Fetched, Source, Validators

if TYPE_CHECKING:
    from index.apart import Readers


class Fetch(Protocol):
    """Fetches what is at a link, as `Web.fetch` does."""

    def __call__(self, words: str, since: Validators | None = None, *, feed: bool = False) -> Fetched:
        """Return it; raise NotFetched or TooLarge where it cannot be had."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a refresh works with."""

    fetch: Fetch
    readers: Readers
    admit: Callable[[Source], Source] = lambda source: source
    """Returns a source, or raises IngestError where the library has no room for its article."""
    stopping: Callable[[], bool] = lambda: False
    """Tells whether to end before the next article."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is at the address of a feed."""

    url: str
    """Where it is from now on."""
    read: FeedRead | None
    """None: it is as it was."""
    validators: Validators = field(default_factory=Validators)


def look(url: str, since: Validators | None, tools: Tools) -> Seen:
    """Return what is at the address of a feed that is followed.

    Raises:
        IngestError: it cannot be had, or is none by now.

    """
    fetched = tools.fetch(url, since, feed=True)
    where = fetched.moved or url
    if fetched.unchanged:
        return Seen(where, None, fetched.validators)
    found = tools.readers.feed(fetched)
    if found.kind is None:
        raise Unreadable("There is a page at the address of this feed now: nothing was taken from it.")
    return Seen(where, _with_sitemaps(found, tools), Validators() if found.leads else fetched.validators)


def find(url: str, tools: Tools) -> Seen:
    """Return the feed that is at an address, or that the page there names.

    Raises:
        IngestError: there is none.

    """
    fetched = tools.fetch(url, feed=True)
    found = tools.readers.feed(fetched)
    if found.kind is not None:
        where = fetched.moved or fetched.asked
        return Seen(where, _with_sitemaps(found, tools), Validators() if found.leads else fetched.validators)
    if not found.leads:
        raise Unreadable("This page names no feed: give the address of the feed itself.")
    refusals: list[IngestError] = []
    for lead in found.leads:
        try:
            return look(lead, None, tools)
        except IngestError as error:
            refusals.append(error)
    raise refusals[0]


def _with_sitemaps(found: FeedRead, tools: Tools) -> FeedRead:
    """Return an index of sitemaps with what they name; one that cannot be had leaves the others."""
    if not found.leads:
        return found
    entries: list[FeedEntry] = []
    refusals: list[IngestError] = []
    for lead in found.leads:
        try:
            read = tools.readers.feed(tools.fetch(lead, feed=True))
        except IngestError as error:
            refusals.append(error)
            continue
        entries += read.entries if read.kind == "sitemap" else ()
    if refusals and not entries:
        raise refusals[0]
    entries.sort(key=lambda entry: entry.moment, reverse=True)
    return replace(found, entries=tuple(entries[:MOST_LINKS]), leads=())
