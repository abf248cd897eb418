"""A text whose words may be marked -> lines of pieces that fit a width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.discord.cards.fonts import font, runs

Span = tuple[int, int]
_CLOSING = "、。，．！？」』）〉》】”’)]}!?,.:;…ー々っゃゅょッャュョ"
_UNSPACED = r"\u2e80-\uabff\uf900-\uffff"
_UNIT = re.compile(rf"\s+|[{_UNSPACED}][{re.escape(_CLOSING)}]*|[^\s{_UNSPACED}]+")
"""What is not parted by the end of a line: a word, or a letter that needs no space, with what closes behind it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line in one font, marked or not."""

    text: str
    script: str
    marked: bool
    width: float


Line = tuple[Piece, ...]


def lines_of(text: str, marks: Sequence[Span], size: int, width: int) -> list[Line]:
    """Return a text in lines; the marks count in it."""
    marked = [any(start <= place < end for start, end in marks) for place in range(len(text))]
    lines, line, used = list[Line](), list[Piece](), 0.0
    for unit in _units(text, size, width):
        pieces = list(_pieces(text, unit, marked, size))
        wide = sum(piece.width for piece in pieces)
        if line and used + wide > width:
            lines.append(tuple(line))
            line, used = [], 0.0
        if line or not text[slice(*unit)].isspace():
            line += pieces
            used += wide
    return [*lines, tuple(line)] if line else lines


def _units(text: str, size: int, width: int) -> Iterator[Span]:
    """Yield what stands together, a letter at a time where that is wider than a line."""
    for match in _UNIT.finditer(text):
        start, end = match.span()
        whole = sum(font(script, size).getlength(part) for part, script in runs(match.group()))
        yield from [(start, end)] if whole <= width else [(place, place + 1) for place in range(start, end)]


def _pieces(text: str, unit: Span, marked: Sequence[bool], size: int) -> Iterator[Piece]:
    for is_marked, places in groupby(range(*unit), lambda place: marked[place]):
        part = " ".join("".join(text[place] for place in places).split("\n"))
        for run, script in runs(part):
            yield Piece(run, script, is_marked, font(script, size).getlength(run))
