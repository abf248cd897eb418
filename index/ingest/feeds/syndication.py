"""RSS and Atom, in whatever version and however broken, by feedparser."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from index.errors import Unreadable
from index.ingest.feeds.entries import as_html, is_whole, plain
from index.ingest.feeds.limits import MOST_ENTRIES, Budget
from index.ingest.feeds.records import FeedEntry, FeedRead
from index.ingest.fields import as_line, web_address
from index.records import Fetched

Parsed = Mapping[str, Any]


def read(data: bytes, fetched: Fetched) -> FeedRead:
    """Return what a feed says; raise Unreadable where it is none."""
    import feedparser

    charset = f"; charset={fetched.charset}" if fetched.charset and fetched.charset.isascii() else ""
    headers = {"content-location": fetched.address, "content-type": f"{fetched.media or 'application/xml'}{charset}"}
    # Its own cleaning of HTML is for browsers; here only words are taken from it.
    found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    if not found.version and not found.entries:
        raise Unreadable(
            "What is at this address is no feed that can be read: check it in a browser, or give another address."
        )
    budget = Budget()
    entries = (_entry(entry, fetched.address, budget) for entry in islice(found.entries, MOST_ENTRIES))
    title = as_line(plain(found.feed.get("title")))
    return FeedRead("atom" if found.version.startswith("atom") else "rss", title, tuple(entries))


def _entry(said: Parsed, address: str, budget: Budget) -> FeedEntry:
    markup, is_content = _markup(said)
    markup = budget.cut(markup)
    return FeedEntry(
        guid=as_line(said.get("id")),
        link=_link(said, address),
        title=as_line(plain(said.get("title"))),
        author=as_line(plain(said.get("author"))),
        published=_day(said.get("published_parsed") or said.get("updated_parsed")),
        moment=_moment(said.get("updated_parsed") or said.get("published_parsed")),
        html=markup,
        full=is_whole(markup, is_content=is_content),
    )


def _markup(said: Parsed) -> tuple[str, bool]:
    """Return the longest that a feed has of an article, and whether it calls that the content."""
    texts = [(_html(one), True) for one in said.get("content") or ()]
    if summary := said.get("summary"):
        kind = (said.get("summary_detail") or {}).get("type")
        texts.append((_html({"value": summary, "type": kind}), False))
    return max(texts, key=lambda text: (len(text[0]), text[1]), default=("", False))


def _html(said: Mapping[str, Any]) -> str:
    value = str(said.get("value") or "")
    return as_html(value) if said.get("type") == "text/plain" and "</" not in value else value


def _link(said: Parsed, address: str) -> str | None:
    named = str(said.get("feedburner_origlink") or said.get("link") or "").strip()
    try:
        return web_address(urljoin(address, named)) if named else None
    except ValueError:
        return None


def _day(parsed: Any) -> date | None:
    try:
        return date(*parsed[:3]) if parsed else None
    except (ValueError, TypeError, OverflowError):
        return None


def _moment(parsed: Any) -> str:
    try:
        return datetime(*parsed[:6]).isoformat() if parsed else ""
    except (ValueError, TypeError, OverflowError):
        return ""
