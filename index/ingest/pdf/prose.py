"""Lines in order -> paragraphs: hyphens at line ends are joined, footnotes wait for the end of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.ingest.blocks import ends_sentence
from index.ingest.pdf.order import Line, usual_size

_WIDE = re.compile(r"[぀-ヿ㐀-鿿＀-￯、。]")
_NOTE = re.compile(r"(?:\[?\d{1,3}[\].)]?|[*†‡]{1,3})\s*\S")
_BULLET = re.compile(r"(?:[•▪●■◆▶‣◦–—*-]|\(?\d{1,3}[.)]|\([a-z]\))\s+\S")
_PARTED = re.compile(r"\w[-\xad‐–]$")
_SMALL, _LARGE = 0.93, 1.12
_KEEPS_HYPHEN = re.compile(r"(?:^|\W)(?:\w{1,2}|[A-Z]\w*|\d+|self|non|half|well|ex|so|anti|co|pre|post|semi)-$")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    text: str
    page: int
    size: float
    starts: list[tuple[int, int]]
    """(page, place in the text) where it goes on on another page."""
    heading: bool = False


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """Return the paragraphs of a document."""
    body = usual_size(pages)
    made: list[Paragraph] = []
    notes: list[Paragraph] = []
    before: Line | None = None
    open_: Paragraph | None = None
    for number, lines in enumerate(pages, 1):
        own, foot = _parted(lines, body)
        notes += _notes(foot, number)
        for line in own:
            if open_ and before and _goes_on(before, line, body, same_page=open_.page == number or bool(open_.starts)):
                _join(open_, line, number)
            else:
                if open_:
                    made += [open_, *notes]
                    notes = []
                open_ = Paragraph(line.text, number, line.size, [], line.size >= body * _LARGE)
            before = line
    return [*made, *([open_] if open_ else []), *notes]


def _parted(lines: Sequence[Line], body: float) -> tuple[list[Line], list[Line]]:
    """Return the lines of a page, and those of its footnotes: small ones at the foot of a column."""
    foot: set[int] = set()
    for column in {line.column for line in lines}:
        places = [i for i, line in enumerate(lines) if line.column == column]
        run: list[int] = []
        for i in sorted(places, key=lambda i: -lines[i].top):
            if lines[i].size > body * _SMALL:
                break
            run.append(i)
        last = max((n for n, i in enumerate(run, 1) if _NOTE.match(lines[i].text)), default=0)
        foot.update(run[:last])
    return [one for i, one in enumerate(lines) if i not in foot], [one for i, one in enumerate(lines) if i in foot]


def _notes(lines: Sequence[Line], page: int) -> Iterator[Paragraph]:
    open_: Paragraph | None = None
    for line in lines:
        if open_ is None or _NOTE.match(line.text):
            if open_:
                yield open_
            open_ = Paragraph(line.text, page, line.size, [])
        else:
            _join(open_, line, page)
    if open_:
        yield open_


def _goes_on(before: Line, line: Line, body: float, *, same_page: bool) -> bool:
    """Tell whether a line goes on with the paragraph of the line before it."""
    if abs(before.size - line.size) > 0.08 * max(before.size, line.size) or _BULLET.match(line.text):
        return False
    if before.size >= body * _LARGE:
        return before.column == line.column and line.top - before.bottom < line.size * 0.9
    if line.top < before.top or before.column != line.column or not same_page:
        return _crosses(before, line)
    if line.top - before.bottom > line.size * 0.75:
        return False
    indented = line.left - line.column[0] > line.size * 0.6 and before.left - before.column[0] < line.size * 0.6
    return not indented and not (_is_short(before) and ends_sentence(before.text))


def _crosses(before: Line, line: Line) -> bool:
    """Tell whether a paragraph goes on in the next column or on the next page."""
    if line.left - line.column[0] > line.size * 0.6:
        return False
    return not ends_sentence(before.text) or (not _is_short(before) and not line.text[:1].isupper())


def _is_short(line: Line) -> bool:
    """Tell whether a line ends long before its column does."""
    return line.column[1] - line.right > max(2.5 * line.size, 0.12 * (line.column[1] - line.column[0]))


def _join(paragraph: Paragraph, line: Line, page: int) -> None:
    text = paragraph.text
    if _PARTED.search(text):
        if line.text[:1].islower() and not _KEEPS_HYPHEN.search(text):
            text = text[:-1]
    elif not text.endswith(("—", "/")) and not (_WIDE.match(text[-1:]) and _WIDE.match(line.text)):
        text += " "
    last = paragraph.starts[-1][0] if paragraph.starts else paragraph.page
    if page != last:
        paragraph.starts.append((page, len(text)))
    paragraph.text = text + line.text
