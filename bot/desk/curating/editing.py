"""What a person typed into an article's fields -> what is to be changed, or why it cannot be."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date

from bot.errors import Rejected
from index import EDITABLE, Article, Edits, Entry

_SEEN = 12
LONGEST = 1000
"""Characters of a field."""
Typed = Mapping[str, str]


def shown(article: Entry | Article) -> dict[str, str]:
    """Return an article's fields as they are typed."""
    values = {name: getattr(article, name) for name in EDITABLE}
    return {name: "" if value is None else _line(str(value)) for name, value in values.items()}


def seen(article: Entry | Article) -> str:
    """Return what differs after any change of the fields, short enough for a button."""
    return hashlib.sha256(repr(shown(article)).encode("utf-8", "surrogatepass")).hexdigest()[:_SEEN]


def edits(typed: Typed, article: Entry | Article) -> Edits:
    """Return what was typed otherwise than it is.

    Raises:
        Rejected: there is no title, or what should be a date or a link is none.

    """
    before = shown(article)
    fresh = {name: _line(typed[name]) for name in EDITABLE if name in typed}
    return {name: _READERS.get(name, _words)(value) for name, value in fresh.items() if value != before[name]}


def _line(words: str) -> str:
    return " ".join(words.split())[:LONGEST]


def _words(value: str) -> str | None:
    return value or None


def _title(value: str) -> str:
    if not value:
        raise Rejected("editing.no_title")
    return value


def _day(value: str) -> date | None:
    # Reading articles takes its time to load, and a bot that only answers needs none of it.
    from index import to_date

    day = to_date(value)
    if value and day is None:
        raise Rejected("editing.no_date")
    return day


def _link(value: str) -> str | None:
    from index import web_address

    if value and web_address(value) is None:
        raise Rejected("editing.no_link")
    return value or None


_READERS: Mapping[str, Callable[[str], str | date | None]] = {"title": _title, "published": _day, "url": _link}
