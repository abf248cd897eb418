"""Bytes and a name -> Sources: the suffix chooses the reader."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from index.errors import Unreadable
from index.ingest.article import build
from index.ingest.decode import decode
from index.ingest.fields import Fields, language_code, web_address
from index.ingest.html import read_html
from index.ingest.jsonl import read_records, unzipped
from index.ingest.limits import MAX_BYTES, file_too_large
from index.ingest.markdown import read_markdown
from index.ingest.outcome import outcome
from index.records import Article, Source

Format = Literal["text", "markdown", "html", "records", "packed records"]

SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "records",
    ".jsonl.gz": "packed records",
}
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html[\s>])", re.I)
_FRONT = re.compile(rb"---[ \t]*\r?\n[A-Za-z]{1,40}[ \t]*:")


def format_of(name: str) -> Format | None:
    """Return the format that a name's suffix stands for, or None."""
    low = name.lower()
    return next((kind for suffix, kind in SUFFIXES.items() if low.endswith(suffix)), None)


def sniff(head: bytes) -> Format:
    """Return the format of input that has no name, by its first line; what is nothing else is text."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _PAGE.match(head):
        return "html"
    if _FRONT.match(head):
        return "markdown"
    return "records" if _is_record(head.split(b"\n", 1)[0]) else "text"


def read_bytes(data: bytes, name: str, identity: str | None = None) -> Iterator[Source]:
    """Yield what `data` holds; `identity` serves where the content has neither an id nor a url of its own."""
    kind = format_of(name) or (sniff(data) if "." not in name else None)
    if kind == "records":
        yield from read_records(io.BytesIO(data), name, identity)
    elif kind == "packed records":
        yield from read_records(unzipped(io.BytesIO(data)), name, identity)
    else:
        yield outcome(name, lambda: _article(data, name, kind, identity))


def read_text(
    text: str,
    *,
    title: str | None = None,
    author: str | None = None,
    publisher: str | None = None,
    published: date | None = None,
    url: str | None = None,
    language: str | None = None,
    licence: str | None = None,
    identity: str | None = None,
) -> Article:
    """Return a paste as an article; raise IngestError where it is none."""
    if len(text) > MAX_BYTES:
        raise file_too_large(len(text))
    given = Fields(identity, title, author, publisher, published, web_address(url), language_code(language), licence)
    return build(text, given)


def _is_record(line: bytes) -> bool:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "text" in record


def _article(data: bytes, name: str, kind: Format | None, identity: str | None) -> Article:
    if kind is None:
        raise Unreadable(f"Files of this kind are not read: give one of {', '.join(SUFFIXES)}.")
    if len(data) > MAX_BYTES:
        raise file_too_large(len(data))
    if kind == "html":
        text, given, hints = read_html(data)
        return build(text, given, identity=identity, name=name, hints=hints)
    text = decode(data)
    text, given = read_markdown(text) if kind == "markdown" else (text, Fields())
    return build(text, given, identity=identity, name=name)
