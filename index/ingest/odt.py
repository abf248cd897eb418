"""OpenDocument texts (.odt) -> paragraphs in order, with headings told; what was deleted is not read."""

from __future__ import annotations

from typing import Any

from index.errors import NothingToQuote, Unreadable
from index.ingest.archive import opened, parse_xml
from index.ingest.fields import read_fields
from index.ingest.lines import Lines
from index.ingest.reading import Reading

MEDIA = b"application/vnd.oasis.opendocument.text"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_NOT_SAID = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}ruby-text"}
_BLOCKS = (f"{_TEXT}p", f"{_TEXT}h")


def read_odt(data: bytes) -> Reading:
    """Return what a document says; raise IngestError where it says nothing, is encrypted or broken."""
    with opened(data) as archive:
        if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unreadable("This document is locked with a password: take the password off and add it again.")
        root = parse_xml(archive.read("content.xml"))
        said = _meta(parse_xml(archive.read("meta.xml"))) if "meta.xml" in archive else {}
    lines = Lines()
    for element in root.iter(*_BLOCKS):
        above = {one.tag for one in element.iterancestors()}
        if not above & _NOT_SAID:
            heading = element.tag == f"{_TEXT}h"
            lines.add(_words(element), "heading" if heading else "item" if f"{_TEXT}list-item" in above else None)
    if not lines.text:
        raise NothingToQuote("This document holds no words: add one with at least one sentence.")
    return Reading(lines.text, read_fields(said), lines.hints)


def _words(block: Any) -> str:
    """Return a block's own words: blocks inside of it, as in a frame, are told on their own."""
    pieces = [block.text or ""]
    waiting = [(child, False) for child in reversed(block)]
    while waiting:
        element, done = waiting.pop()
        if done:
            pieces.append(element.tail or "")
            continue
        waiting.append((element, True))
        if element.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            pieces.append(" ")
        elif element.tag not in _NOT_SAID and element.tag not in _BLOCKS:
            pieces.append(element.text or "")
            waiting.extend((child, False) for child in reversed(element))
    return "".join(pieces)


def _meta(root: Any) -> dict[str, object]:
    said = {str(element.tag).rpartition("}")[2]: element.text for element in root.iter()}
    return {
        "title": said.get("title"),
        "author": said.get("initial-creator") or said.get("creator"),
        "published": said.get("creation-date") or said.get("date"),
        "language": said.get("language"),
    }
