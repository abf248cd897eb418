"""An attachment -> Sources: whoever sent it chose its name too, so its content is looked at first."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from index.errors import IngestError, NothingToQuote, TooLarge, Unreadable
from index.ingest.decode import refuse_known_binary
from index.ingest.formats import SUFFIXES, find_format, named_format, sniff
from index.ingest.limits import MAX_BYTES, megabytes
from index.ingest.read import read_bytes
from index.records import Source

MAX_UNPACKED = 5 * MAX_BYTES
"""Bytes of a .jsonl, or of what a .gz holds; it is held in memory."""
MAX_RECORDS = 10_000
"""Articles of one attachment."""
_LONGEST_NAME = 200
_GZIP = b"\x1f\x8b"
_PACKED = ".gz"


def read_attachment(name: str, data: bytes) -> Iterator[Source]:
    """Yield what an attachment holds; what it cannot hold is one refusal, with the cause.

    An article has the identity that its content gives it: an id, a url, or the text's hash. A file's name says nothing.
    """
    name = _clean(name)
    try:
        inner, content = _unpacked(name, data)
        named = _checked_name(name, inner, content)
    except IngestError as error:
        yield Source(name, refusal=error)
        return
    sources = (replace(source, path=name + source.path.removeprefix(named)) for source in read_bytes(content, named))
    yield from islice(sources, MAX_RECORDS)
    if next(sources, None):
        yield Source(name, refusal=_too_many())


def _clean(name: str) -> str:
    """Return a name that can be shown and stored: it may become a title."""
    return "".join(letter if letter.isprintable() else " " for letter in name[-_LONGEST_NAME:])


def _unpacked(name: str, data: bytes) -> tuple[str, bytes]:
    """Return an attachment as it is without its packing, and the name that this would have."""
    inner = name[: -len(_PACKED)] if name.lower().endswith(_PACKED) else name
    if data.startswith(_GZIP):
        return inner, _gunzip(data)
    if data and inner != name:
        raise Unreadable("This is named .gz and is not packed: send it under its own name, or pack it with gzip.")
    if len(data) > MAX_UNPACKED:
        raise TooLarge(_too_large(f"has {megabytes(len(data))}"))
    return inner, data


def _gunzip(data: bytes) -> bytes:
    """Unpack no further than the limit: a few kilobytes may hold gigabytes."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            content = stream.read(MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(f"This file breaks off or is damaged ({error}): pack it again with gzip.") from error
    if len(content) > MAX_UNPACKED:
        raise TooLarge(_too_large(f"unpacks to over {megabytes(MAX_UNPACKED)}"))
    return content


def _checked_name(name: str, inner: str, content: bytes) -> str:
    """Return a name by which the content is read as what it is."""
    if not content.strip():
        raise NothingToQuote("This file is empty: send one with at least one sentence.")
    told = find_format(content, inner)
    if told and told.binary:
        return inner
    refuse_known_binary(content)
    if told is None:
        raise Unreadable(f"Files like “{name[-40:]}” are not read: send one of {', '.join(SUFFIXES)}.")
    # A saved page or a file of records stays one under the name of a plain text.
    named = named_format(inner)
    return "" if (named is None or named.name == "text") and sniff(content).name != "text" else inner


def _too_large(what: str) -> str:
    return f"This file {what} and an attachment may hold {megabytes(MAX_UNPACKED)}: send it in several smaller ones."


def _too_many() -> TooLarge:
    return TooLarge(f"This file has over {MAX_RECORDS:,} articles; the rest is not read: send it in several files.")
