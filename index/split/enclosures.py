"""Where quotations and brackets open and close in a block of text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[\"“”„«»「」『』()\[\]（）【】‘’]")
_PAIRS = {"”": "“„”", "“": "„", "»": "«", "«": "»", "」": "「", "』": "『", '"': '"', "’": "‘",
          ")": "(", "]": "[", "）": "（", "】": "【"}  # fmt: skip
_BRACKETS = frozenset(")]）】")
_LETTER = re.compile(r"[^\W\d_\u3000-\uffff]|\d")
_MAX_OPEN = 12
_MAX_LENGTH = 1_500


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What stands between two marks, the marks included."""

    start: int
    end: int
    is_quotation: bool


def enclosures(block: str) -> list[Enclosure]:
    """Return the outermost quotations and brackets of a block in order; what is never closed is none."""
    found: list[Enclosure] = []
    open_marks: list[int] = []
    for match in _MARK.finditer(block):
        place = match.start()
        opener = _opener(block, place, open_marks)
        if opener is None:
            if _can_open(block, place):
                open_marks = [*open_marks[-_MAX_OPEN:], place]
            continue
        start = open_marks[opener]
        del open_marks[opener:]
        if place - start < _MAX_LENGTH:
            while found and found[-1].start > start:
                found.pop()
            found.append(Enclosure(start, place + 1, block[place] not in _BRACKETS))
    return found


def _opener(block: str, place: int, open_marks: list[int]) -> int | None:
    """Return which of the open marks this one closes."""
    mark = block[place]
    if mark in '"“”«»' and _looks_opening(block, place):
        return None
    if mark == "’" and _LETTER.match(block, place + 1):
        return None
    openers = _PAIRS.get(mark, "")
    return next((i for i in reversed(range(len(open_marks))) if block[open_marks[i]] in openers), None)


def _can_open(block: str, place: int) -> bool:
    mark = block[place]
    return mark in "“„«「『(（[【‘" or (mark in '"»”' and _looks_opening(block, place))


def _looks_opening(block: str, place: int) -> bool:
    before, after = block[place - 1 : place] if place else "", block[place + 1 : place + 2]
    return (not before or before.isspace() or before in "([{—–-“„‘'\"") and bool(after) and not after.isspace()
