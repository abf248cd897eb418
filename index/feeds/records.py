"""The nouns of sources that keep themselves: a feed, what is known of its entries, and what a run has come to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from index.feeds.rules import Rules
from index.records import Validators

FeedKind = Literal["rss", "atom", "json", "sitemap"]
FeedState = Literal["active", "paused", "failing"]
EntryState = Literal["due", "taken", "old", "passed", "refused", "gone", "expired"]
"""To be read; an article; too old at the start; of other words; no article; taken out, as its page or for its age."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run has come to in numbers."""

    found: int = 0
    """Entries that the feed has."""
    added: int = 0
    changed: int = 0
    removed: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Feed:
    """A source that is followed."""

    id: int
    url: str
    kind: FeedKind
    title: str
    """What it calls itself."""
    name: str | None
    """What an admin calls it."""
    rules: Rules
    paused: bool
    next_run: datetime
    last_run: datetime | None = None
    """None: it never came to an end."""
    failures: int = 0
    """Runs that failed, one after the other, to the last one."""
    error: str | None = None
    """Why the last run failed, in words."""
    moved: str | None = None
    """The address that it has left for its own, last."""
    validators: Validators = field(default_factory=Validators)
    counts: Counts = field(default_factory=Counts)
    """Of the last run."""
    articles: int = 0
    """How many of the library's are from it."""

    @property
    def called(self) -> str:
        """Return what people call it."""
        return self.name or self.title

    @property
    def state(self) -> FeedState:
        """Return how it is."""
        return "paused" if self.paused else "failing" if self.error else "active"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an entry of a feed."""

    id: int
    guid: str | None
    address: str | None
    content: str | None
    state: EntryState
    hash: str
    link: str | None
    title: str
    came: datetime
    """When it was seen first."""
    tries: int = 0
    reason: str | None = None
    article: int | None = None
    owned: bool = False
    """Whether the article is there because of this entry."""
    held: bool = False
    """Whether the article is there now."""
    full: bool = False
    """Whether the feed has all of its text."""
    taken: datetime | None = None
    """When it became an article."""
    next_look: datetime | None = None
    validators: Validators = field(default_factory=Validators)
    misses: int = 0
    """How often its page was not there, one after the other, to the last time."""
    missed: datetime | None = None
    """When it was not there first."""
    ended: datetime | None = None
    """When it was taken out."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An article that a source has brought."""

    article: int
    title: str
    link: str | None
    taken: datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of an address that was to be followed."""

    url: str
    state: Literal["added", "unchanged", "refused"]
    feed: Feed | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a run has come to."""

    id: int
    counts: Counts = field(default_factory=Counts)
    error: str | None = None
    moved: str | None = None
    """The address that it has from now on, where that is another one."""
    feed: Feed | None = None
    """As it is afterwards."""
    fell: bool = False
    """Whether admins are to be told that it fails."""
    rose: bool = False
    """Whether admins are to be told that it is well again."""
