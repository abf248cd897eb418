"""A PDF's bytes -> its Reading."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from index.errors import NothingToQuote, TooLarge, Unreadable
from index.ingest.fields import Fields, read_fields
from index.ingest.lines import Lines
from index.ingest.pdf.furniture import without_furniture
from index.ingest.pdf.order import lines_in_order
from index.ingest.pdf.pieces import pieces_of
from index.ingest.pdf.prose import Paragraph, paragraphs
from index.ingest.reading import Reading

MOST_PAGES = 2_000
MOST_LINES = 200_000
_SIGNATURE = re.compile(rb"(?:\A|[\r\n])\s{0,9}%PDF-\d")
_PASSWORD = 4
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint) ?-.*|untitled.*|document\d*|.*\.(?:docx?|indd|qxd|pdf|rtf|odt|tex|dvi|pptx?)"
    r"|\(?(?:anonymous|unspecified|unknown)\)?|title|none|null|slide \d+|layout \d+|[\W\d_]*)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:user|admin(?:istrator)?|owner|author|unknown|anonymous|root|default|none|null"
    r"|.*\b(?:pc|acrobat|word|latex)\b.*|[\W\d_]*)",
    re.IGNORECASE,
)
_LOCK = threading.Lock()
"""PDFium serves one thread at a time."""


def is_pdf(head: bytes) -> bool:
    """Tell whether bytes begin as a PDF does; some put a line before it."""
    return bool(_SIGNATURE.search(head[:1024]))


def read_pdf(data: bytes) -> Reading:
    """Return a document's text in reading order; raise IngestError where it has none, is locked or broken."""
    with _LOCK, _opened(data) as document:
        pages = [(lines_in_order(pieces), height) for pieces, height in _pages(document)]
        said = document.get_metadata_dict(skip_empty=True)
    if sum(len(lines) for lines, _ in pages) > MOST_LINES:
        raise TooLarge(f"This document has over {MOST_LINES:,} lines: split it into several.")
    kept = without_furniture(pages)
    if not any(kept):
        raise _without_text(len(pages))
    made = paragraphs(kept)
    text, begins, lines = _written(made, len(pages))
    return Reading(text, _fields(said, made), lines.hints, begins)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", raw.FPDF_GetLastError()) == _PASSWORD:
            raise Unreadable("This PDF is locked with a password: take the password off and add it again.") from error
        raise Unreadable("This PDF breaks off or is damaged: save it again.") from error
    try:
        if len(document) > MOST_PAGES:
            raise TooLarge(f"This PDF has {len(document):,} pages and may have {MOST_PAGES:,}: split it into several.")
        yield document
    except pypdfium2.PdfiumError as error:
        raise Unreadable("This PDF is damaged: save it again.") from error
    finally:
        document.close()


def _pages(document: Any) -> Iterator[tuple[Any, float]]:
    for number in range(len(document)):
        page = document[number]
        try:
            yield pieces_of(page), page.get_height()
        finally:
            page.close()


def _without_text(pages: int) -> NothingToQuote:
    many = "a page that is a picture" if pages == 1 else f"{pages:,} pages that are pictures"
    return NothingToQuote(f"This PDF has {many} without text, as from a scanner: add one with text (OCR) in it.")


def _written(made: list[Paragraph], pages: int) -> tuple[str, tuple[int, ...], Lines]:
    """Return the text, where each page begins in it, and what is marked as a heading."""
    lines, begins = Lines(), dict[int, int]()
    for paragraph in made:
        lines.add(paragraph.text, "heading" if paragraph.heading else None)
        place = lines.size - len(paragraph.text)
        begins.setdefault(paragraph.page, place)
        for page, inside in paragraph.starts:
            begins.setdefault(page, place + inside)
    text = lines.text
    found, after = list[int](), len(text)
    for page in range(pages, 0, -1):
        # A page without text of its own begins where the next one does.
        after = min(begins.get(page, after), after)
        found.append(after)
    return text, tuple(reversed(found)), lines


def _fields(said: dict[str, str], made: list[Paragraph]) -> Fields:
    title, author = said.get("Title", ""), said.get("Author", "")
    return read_fields(
        {
            "title": title if title and not _NO_TITLE.fullmatch(title.strip()) else _largest(made),
            "author": author if author and not _NO_AUTHOR.fullmatch(author.strip()) else None,
            "published": _day(said.get("CreationDate", "")),
        }
    )


def _largest(made: list[Paragraph]) -> str | None:
    """Return the largest heading of the first page."""
    above = [one for one in made if one.page == 1 and one.heading]
    return max(above, key=lambda one: one.size).text[:200] if above else None


def _day(said: str) -> str | None:
    """Return a date of a PDF ("D:20260203...") as ISO, where it is one that a document may have."""
    match = re.match(r"(?:D:)?((?:19[89]|20\d)\d)(\d\d)(\d\d)", said)
    if not match:
        return None
    day = "-".join(match.groups())
    return day if day <= datetime.now(UTC).date().isoformat() else None
