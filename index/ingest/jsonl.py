"""JSON Lines, plain or gzipped -> a source a line, read as a stream."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from index.errors import Unreadable
from index.ingest.article import build
from index.ingest.fields import read_fields
from index.ingest.limits import MAX_BYTES, record_too_large
from index.ingest.outcome import outcome
from index.records import Article, Source

_UTF16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_GIVE_UP = 20 * MAX_BYTES
"""Bytes of one line after which the rest is not looked for: a gzip bomb has no end worth waiting for."""


def read_records(stream: BinaryIO, name: str, identity: str | None) -> Iterator[Source]:
    """Yield the article, or the refusal, of each line that is not blank; a bad one never stops the others."""
    number = 0
    try:
        for number, line in _lines(stream):
            yield outcome(f"{name}:{number}", partial(_article, line, f"{identity}#{number}" if identity else None))
    except (OSError, EOFError, zlib.error) as error:
        broken = Unreadable(f"The file breaks off or is damaged here ({error}): fetch or pack it again.")
        yield Source(f"{name}:{number + 1}", refusal=broken)
    except Unreadable as error:
        yield Source(f"{name}:{number + 1}", refusal=error)


def unzipped(stream: BinaryIO) -> BinaryIO:
    """Return the stream that is packed in `stream`; what is wrong with it shows while it is read."""
    return io.BufferedReader(gzip.GzipFile(fileobj=stream))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield number and bytes of each line that is not blank, None for one over the limit."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        if number == 1:
            line = _without_mark(line)
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            _skip_line(stream)
            yield number, None
        elif line.strip():
            yield number, line


def _without_mark(line: bytes) -> bytes:
    if line.startswith(_UTF16_OR_32):
        raise Unreadable("JSON Lines are UTF-8 and this file is UTF-16 or UTF-32: save it as UTF-8.")
    return line.removeprefix(_UTF8_MARK)


def _skip_line(stream: BinaryIO) -> None:
    skipped = 0
    while chunk := stream.readline(1 << 20):
        skipped += len(chunk)
        if chunk.endswith(b"\n"):
            return
        if skipped > _GIVE_UP:
            raise Unreadable("A line has no end within 200 MB, so the rest is not read: put one record on a line.")


def _article(line: bytes | None, identity: str | None) -> Article:
    if line is None:
        raise record_too_large()
    record = _parse(line)
    if not isinstance(record, dict):
        raise Unreadable('This line is not a JSON object: write {"title": ..., "text": ...} on it.')
    text = record.get("text")
    if not isinstance(text, str):
        raise Unreadable('This record has no "text", or it is not a string: give the article\'s words there.')
    return build(text, read_fields(record), identity=identity)


def _parse(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable(f"This line is not UTF-8 (byte {error.start}): save the file as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"This line is not valid JSON ({error.msg}, column {error.colno}): correct it.") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            "This line is not JSON that can be read: it is nested too deeply or a number is too long."
        ) from error
