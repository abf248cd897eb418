"""A feed as plain data and back, checked as a source is."""

from __future__ import annotations

import json
from dataclasses import astuple
from datetime import date
from typing import Any, get_args

from index.apart.frames import Broken, Frame
from index.errors import IngestError, TooLarge, Unreadable
from index.feeds.records import FeedKind
from index.ingest.feeds.limits import MOST_LINKS
from index.ingest.feeds.records import FeedEntry, FeedRead

_LONGEST = 10_000
"""Characters of a field or of a refusal."""
_MOST_LEADS = 10
_KINDS = (None, *get_args(FeedKind))


def refused(error: IngestError) -> Frame:
    """Return the refusal of a feed as a frame."""
    return {"refusal": ["TooLarge" if isinstance(error, TooLarge) else "Unreadable", str(error)[:_LONGEST]]}, b""


def to_plain(found: FeedRead) -> Frame:
    """Return a feed as a frame."""
    entries = [[*map(_plain, astuple(entry))] for entry in found.entries]
    return {"kind": found.kind, "title": found.title, "leads": found.leads}, json.dumps(entries).encode()


def from_plain(frame: Frame) -> FeedRead:
    """Return what a frame says.

    Raises:
        IngestError: the feed was refused.
        Broken: it is none that a feed could have made.

    """
    header, body = frame
    try:
        refusal = header.get("refusal")
        if refusal is None:
            return _feed(header, json.loads(body))
        kind, sentence = {"TooLarge": TooLarge, "Unreadable": Unreadable}[refusal[0]], _words(refusal[1])
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise Broken(f"no feed ({error!r})") from error
    raise kind(sentence)


def _feed(header: dict[str, Any], entries: list[list[Any]]) -> FeedRead:
    _check(header["kind"] in _KINDS and len(entries) <= MOST_LINKS and len(header["leads"]) <= _MOST_LEADS)
    title = None if header["title"] is None else _words(header["title"])
    return FeedRead(header["kind"], title, tuple(map(_entry, entries)), tuple(map(_words, header["leads"])))


def _entry(said: list[Any]) -> FeedEntry:
    guid, link, title, author, published, moment, html, full = said
    for value in (guid, link, title, author):
        _check(value is None or bool(_words(value)))
    _check(isinstance(html, str) and isinstance(full, bool))
    day = None if published is None else date.fromisoformat(published)
    return FeedEntry(guid, link, title, author, day, _words(moment), html, full)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _words(value: object) -> str:
    _check(isinstance(value, str) and len(value) <= _LONGEST)
    return str(value)


def _check(sound: bool) -> None:
    if not sound:
        raise ValueError("out of bounds")
