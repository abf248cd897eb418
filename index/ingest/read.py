"""Bytes and a name, or a paste -> Sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from index.errors import IngestError
from index.ingest.article import build
from index.ingest.fields import Fields, language_code, web_address
from index.ingest.formats import find_format, read_origin
from index.ingest.limits import MAX_BYTES, file_too_large
from index.ingest.outcome import unforeseen
from index.ingest.reading import Origin
from index.records import Article, Source

_STREAMS = ("records", "packed records")


def read_bytes(data: bytes, name: str, identity: str | None = None) -> Iterator[Source]:
    """Yield what `data` holds; `identity` serves where the content has neither an id nor a url of its own."""
    try:
        yield from _read(data, Origin(name, identity))
    except IngestError as error:
        yield Source(name, refusal=error)
    except Exception as error:  # of a document's parser; the articles before it are read all the same
        yield Source(name, refusal=unforeseen(name, error))


def _read(data: bytes, origin: Origin) -> Iterator[Source]:
    found = find_format(data, origin.name)
    if found and found.name not in _STREAMS and len(data) > found.most:
        raise file_too_large(len(data), found.most)
    yield from read_origin(data, origin)


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
