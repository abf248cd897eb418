"""Word documents (.docx) -> paragraphs in order, headings told; what was deleted or lies outside is not read."""

from __future__ import annotations

from typing import Any

from index.errors import NothingToQuote
from index.ingest.archive import opened, parse_xml
from index.ingest.fields import read_fields
from index.ingest.lines import Lines
from index.ingest.reading import Reading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CORE = "docProps/core.xml"
MAIN = "word/document.xml"
# A box repeats its words for older programs; what was deleted or moved away is there only to be taken back.
_NOT_SAID = {_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", f"{_W}sdtPr"}


def read_docx(data: bytes) -> Reading:
    """Return what a document says; raise IngestError where it says nothing or is broken."""
    with opened(data) as archive:
        root = parse_xml(archive.read(MAIN))
        said = _core(parse_xml(archive.read(_CORE))) if _CORE in archive else {}
    lines = Lines()
    for element in root.iter(f"{_W}p"):
        if not any(above.tag in _NOT_SAID for above in element.iterancestors()):
            lines.add(_words(element), "heading" if _is_heading(element) else _listed(element))
    if not lines.text:
        raise NothingToQuote("This document holds no words: add one with at least one sentence.")
    return Reading(lines.text, read_fields(said), lines.hints)


def _words(paragraph: Any) -> str:
    """Return a paragraph's words; those of a box inside it are a paragraph of their own."""
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            pieces.append(" ")
        elif element.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif element.tag not in _NOT_SAID and element.tag != f"{_W}p":
            waiting.extend(reversed(element))
    return "".join(pieces)


def _is_heading(paragraph: Any) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else str(style.get(f"{_W}val", "")).lower()
    return name.startswith(("heading", "title", "subtitle", "berschrift", "titre", "ttulo", "titolo")) or name.isdigit()


def _listed(paragraph: Any) -> str | None:
    return "item" if paragraph.find(f"{_W}pPr/{_W}numPr") is not None else None


def _core(root: Any) -> dict[str, object]:
    said = {str(element.tag).rpartition("}")[2]: element.text for element in root}
    return {
        "title": said.get("title"),
        "author": said.get("creator"),
        "published": said.get("created") or said.get("modified"),
        "language": said.get("language"),
    }
