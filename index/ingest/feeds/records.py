"""The nouns of feeds, as they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.feeds.records import FeedKind


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed says of one article."""

    guid: str | None
    """What the feed itself tells it by."""
    link: str | None
    title: str | None = None
    author: str | None = None
    published: date | None = None
    moment: str = ""
    """When it was written or changed, in a form that sorts; empty where nothing is said."""
    html: str = ""
    """What the feed has of its text."""
    full: bool = False
    """Whether that is all of it."""


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What is at the address of a feed."""

    kind: FeedKind | None
    """None: a page."""
    title: str | None = None
    entries: tuple[FeedEntry, ...] = ()
    leads: tuple[str, ...] = ()
    """The feeds that a page names, or the sitemaps that an index of them does, the newest first."""
