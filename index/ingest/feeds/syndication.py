"""RSS and Atom, in whatever version and however broken, by feedparser."""

from __future__ import annotations

import io
import re
import sys
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
_DECLARED = re.compile(rb"<!DOCTYPE[^>\[]{0,1000}\[[^\]]{0,1000000}\]\s{0,100}>", re.IGNORECASE)
"""Entities that a feed declares, which no honest one needs."""
_HALVES = range(0xD800, 0xE000)
"""Halves of pairs, which are no characters."""
_REFERENCE = re.compile(rb"&#(?:x([0-9a-f]{1,8})|([0-9]{1,8}));", re.IGNORECASE)


def read(data: bytes, fetched: Fetched) -> FeedRead:
    """Return what a feed says; raise Unreadable where it is none."""
    import feedparser

    charset = f"; charset={fetched.charset}" if fetched.charset and fetched.charset.isascii() else ""
    # What sites call their feeds would change how the bytes are decoded.
    headers = {"content-location": fetched.address, "content-type": f"application/xml{charset}"}
    try:
        # Its own cleaning of HTML is for browsers; here only words are taken from it.
        sound = io.BytesIO(_REFERENCE.sub(_sound, _DECLARED.sub(b"", data, count=1)))
        found = feedparser.parse(sound, response_headers=headers, sanitize_html=False)
    except Exception as error:  # it fails in more ways than it names
        raise Unreadable("This feed is broken in a way that cannot be read: check it in a browser.") from error
    if not found.version and not found.entries:
        raise Unreadable(
            "What is at this address is no feed that can be read: check it in a browser, or give another address."
        )
    budget = Budget()
    entries = (_entry(entry, fetched.address, budget) for entry in islice(found.entries, MOST_ENTRIES))
    title = as_line(plain(found.feed.get("title")))
    return FeedRead("atom" if found.version.startswith("atom") else "rss", title, tuple(entries))


def _sound(found: re.Match[bytes]) -> bytes:
    """Return a reference to a character, or where there is no such one, to the sign for that."""
    number = int(found[1], 16) if found[1] else int(found[2])
    is_none = number > sys.maxunicode or number in _HALVES or (number < ord(" ") and chr(number) not in "\t\r\n")
    return b"&#65533;" if is_none else found[0]


def _entry(said: Parsed, address: str, budget: Budget) -> FeedEntry:
    markup, is_content = _markup(said)
    markup = budget.cut(markup)
    return FeedEntry(
        guid=as_line(said.get("id")),
        link=_link(said, address),
        title=as_line(plain(said.get("title"))),
        author=as_line(plain(said.get("author"))),
        published=_day(_said(said, "published_parsed") or _said(said, "updated_parsed")),
        moment=_moment(_said(said, "updated_parsed") or _said(said, "published_parsed")),
        html=markup,
        full=is_whole(markup, is_content=is_content),
    )


def _said(said: Parsed, key: str) -> Any:
    # Asked for by `get`, one of the two dates stands in for the other, with a warning.
    return said[key] if key in said.keys() else None  # noqa: SIM118


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
