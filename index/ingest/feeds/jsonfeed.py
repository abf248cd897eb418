"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from index.errors import Unreadable
from index.ingest.feeds.entries import as_html, is_whole, plain
from index.ingest.feeds.limits import MOST_ENTRIES, Budget
from index.ingest.feeds.records import FeedEntry, FeedRead
from index.ingest.fields import as_line, web_address


def read(data: bytes, address: str) -> FeedRead:
    """Return what a feed says; raise Unreadable where it is none."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable("What is at this address is no sound JSON: try again later.") from error
    items = said.get("items") if isinstance(said, dict) else None
    if not isinstance(items, list):
        raise Unreadable("What is at this address is JSON, and no JSON Feed: give the address of a feed.")
    budget = Budget()
    entries = tuple(_entry(item, address, budget) for item in items[:MOST_ENTRIES] if isinstance(item, dict))
    return FeedRead("json", as_line(said.get("title")), entries)


def _entry(said: Mapping[str, Any], address: str, budget: Budget) -> FeedEntry:
    markup = budget.cut(_markup(said))
    published, modified = _moment(said.get("date_published")), _moment(said.get("date_modified"))
    has_content = any(isinstance(said.get(key), str) and said[key].strip() for key in ("content_html", "content_text"))
    return FeedEntry(
        guid=as_line(said.get("id")),
        link=_link(said, address),
        title=as_line(plain(_text(said.get("title")))),
        author=_author(said),
        published=published.date() if published else None,
        moment=(modified or published or datetime.min).isoformat() if modified or published else "",
        html=markup,
        full=is_whole(markup, is_content=has_content),
    )


def _markup(said: Mapping[str, Any]) -> str:
    if content := _text(said.get("content_html")):
        return content
    return as_html(_text(said.get("content_text")) or _text(said.get("summary")))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _link(said: Mapping[str, Any], address: str) -> str | None:
    named = _text(said.get("url")).strip()
    try:
        return web_address(urljoin(address, named)) if named else None
    except ValueError:
        return None


def _author(said: Mapping[str, Any]) -> str | None:
    authors = said.get("authors")
    return as_line(authors if isinstance(authors, list) else said.get("author"))


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_text(value).strip())
    except ValueError:
        return None
    try:
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
