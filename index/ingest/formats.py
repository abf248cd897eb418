"""The registry: which formats there are, what gives each away, and who reads it.

What begins as a format does is that format, whatever its name; a name counts where the content could be several.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.errors import Unreadable
from index.ingest import docx, epub, odt
from index.ingest.archive import SIGNATURES
from index.ingest.decode import decode
from index.ingest.eml import is_mail, read_eml
from index.ingest.html import read_html
from index.ingest.jsonl import read_records, unzipped
from index.ingest.limits import MAX_BYTES, MAX_DOCUMENT
from index.ingest.markdown import read_markdown
from index.ingest.pdf import is_pdf, read_pdf
from index.ingest.reading import Origin, Reading, one_source
from index.ingest.zipped import read_zip
from index.records import Source

_PAGE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)*(?:<!doctype html|<html[\s>])", re.I)
_FRONT = re.compile(rb"---[ \t]*\r?\n[A-Za-z]{1,40}[ \t]*:")
_UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, Origin], Iterator[Source]]
    is_it: Callable[[bytes], bool]
    """Tells by the content."""
    binary: bool = False
    """Whether nothing else begins like this: its name does not count."""
    most: int = MAX_BYTES
    """Bytes of one file."""


def find_format(data: bytes, name: str) -> Format | None:
    """Return the format of what is named so; None where it is of no kind that is read."""
    told = next((one for one in FORMATS if one.binary and one.is_it(data)), None)
    named = named_format(name)
    if told or (named and not named.binary):
        return told or named
    return sniff(data) if named or "." not in name else None


def named_format(name: str) -> Format | None:
    """Return the format that a name's suffix stands for, or None."""
    low = name.lower()
    return next((one for one in FORMATS if low.endswith(one.suffixes)), None)


def sniff(data: bytes) -> Format:
    """Return the format of input by its content alone; what is nothing else is text."""
    return next(one for one in FORMATS if one.is_it(data.removeprefix(_UTF8_MARK)))


def read_origin(data: bytes, origin: Origin) -> Iterator[Source]:
    """Yield what `data` holds.

    Raises:
        Unreadable: it is of no kind that is read.

    """
    found = find_format(data, origin.name)
    if found is None:
        raise Unreadable(f"Files of this kind are not read: give one of {', '.join(SUFFIXES)}.")
    yield from found.read(data, origin)


def _holds(part: str, *others: str) -> Callable[[bytes], bool]:
    def is_it(data: bytes) -> bool:
        return bool({part, *others} & _members(data))

    return is_it


def _members(data: bytes) -> frozenset[str]:
    if not data.startswith(SIGNATURES):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return frozenset(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return frozenset()


def _is_odt(data: bytes) -> bool:
    return data.startswith(SIGNATURES) and odt.MEDIA in data[:200]


def _is_epub(data: bytes) -> bool:
    return data.startswith(SIGNATURES) and (epub.MEDIA in data[:200] or epub.CONTAINER in _members(data))


def _is_record(data: bytes) -> bool:
    try:
        record = json.loads(data.split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "text" in record


def _one(read: Callable[[bytes], Reading]) -> Callable[[bytes, Origin], Iterator[Source]]:
    return lambda data, origin: one_source(origin, lambda: read(data))


def _plain(data: bytes) -> Reading:
    return Reading(decode(data))


def _marked(data: bytes) -> Reading:
    return Reading(*read_markdown(decode(data)))


def _records(data: bytes, origin: Origin) -> Iterator[Source]:
    return read_records(io.BytesIO(data), origin.name, origin.identity)


def _packed_records(data: bytes, origin: Origin) -> Iterator[Source]:
    return read_records(unzipped(io.BytesIO(data)), origin.name, origin.identity)


def _archive(data: bytes, origin: Origin) -> Iterator[Source]:
    return read_zip(data, origin, read_origin, lambda name: named_format(name) is not None)


def _sheets(data: bytes) -> Reading:
    raise Unreadable("This is a table or a set of slides, and no text: save its words as .docx, .pdf or .txt.")


FORMATS = (
    Format("pdf", (".pdf",), _one(read_pdf), is_pdf, binary=True, most=MAX_DOCUMENT),
    Format("word", (".docx", ".docm"), _one(docx.read_docx), _holds(docx.MAIN), binary=True, most=MAX_DOCUMENT),
    Format("opendocument", (".odt",), _one(odt.read_odt), _is_odt, binary=True, most=MAX_DOCUMENT),
    Format("book", (".epub",), epub.read_epub, _is_epub, binary=True, most=MAX_DOCUMENT),
    Format("sheets", (), _one(_sheets), _holds("xl/workbook.xml", "ppt/presentation.xml"), binary=True),
    Format("zip", (".zip",), _archive, lambda data: data.startswith(SIGNATURES), binary=True, most=MAX_DOCUMENT),
    Format("packed records", (".jsonl.gz",), _packed_records, lambda _: False),
    Format("html", (".html", ".htm", ".xhtml"), _one(read_html), lambda data: bool(_PAGE.match(data))),
    Format("mail", (".eml",), _one(read_eml), is_mail),
    Format("records", (".jsonl",), _records, _is_record),
    Format("markdown", (".md", ".markdown"), _one(_marked), lambda data: bool(_FRONT.match(data))),
    Format("text", (".txt", ".text"), _one(_plain), lambda _: True),
)
SUFFIXES = tuple(suffix for one in FORMATS for suffix in one.suffixes)
