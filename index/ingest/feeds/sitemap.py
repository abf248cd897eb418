"""Sitemaps, sitemaps of news, and indexes of sitemaps (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from index.errors import Unreadable
from index.ingest.archive import parse_xml
from index.ingest.feeds.limits import MOST_LINKS
from index.ingest.feeds.records import FeedEntry, FeedRead
from index.ingest.fields import as_line, web_address

MOST_SITEMAPS = 10
"""Sitemaps of an index that are read, the newest of them."""
_SAID = ("loc", "lastmod", "title", "publication_date", "name")


def read(data: bytes, address: str) -> FeedRead:
    """Return the pages that a sitemap names, or the sitemaps of an index; raise Unreadable where it is broken."""
    try:
        root = parse_xml(data)
    except Unreadable as error:
        raise Unreadable("This sitemap is no sound XML: try again later.") from error
    named = [one for one in map(_said, _children(root)) if one.get("loc")]
    site = urlsplit(address).hostname
    if _name(root) == "sitemapindex":
        newest = sorted(named, key=lambda one: _moment(one.get("lastmod")), reverse=True)
        leads = [link for one in newest if (link := _link(one["loc"], address))]
        return FeedRead("sitemap", site, leads=tuple(leads[:MOST_SITEMAPS]))
    entries = [entry for one in named if (entry := _entry(one, address))]
    # Python's sort keeps the order of those that say no time.
    entries.sort(key=lambda entry: entry.moment, reverse=True)
    title = next((one["name"] for one in named if one.get("name")), site)
    return FeedRead("sitemap", as_line(title), tuple(entries[:MOST_LINKS]))


def _children(root: Any) -> Iterator[Any]:
    return (child for child in root if isinstance(child.tag, str) and _name(child) in ("url", "sitemap"))


def _said(element: Any) -> dict[str, str]:
    """Return what an element says, of its own and of the news in it, and not of its pictures."""
    found: dict[str, str] = {}
    for child in element.iterdescendants():
        if isinstance(child.tag, str) and not _is_picture(child) and (name := _name(child)) in _SAID:
            found.setdefault(name, (child.text or "").strip())
    return found


def _is_picture(element: Any) -> bool:
    space = element.tag.partition("}")[0].lower()
    return "image" in space or "video" in space


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _entry(said: dict[str, str], address: str) -> FeedEntry | None:
    link = _link(said["loc"], address)
    published = _moment(said.get("publication_date"))
    day = date.fromisoformat(published[:10]) if published else None
    moment = max(_moment(said.get("lastmod")), published)
    return FeedEntry(None, link, as_line(said.get("title")), published=day, moment=moment) if link else None


def _link(named: str, address: str) -> str | None:
    try:
        return web_address(urljoin(address, named))
    except ValueError:
        return None


def _moment(value: str | None) -> str:
    """Return a time of W3C's form in one that sorts, or nothing."""
    try:
        moment = datetime.fromisoformat(value or "")
        return (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
    except (ValueError, OverflowError):
        return ""
