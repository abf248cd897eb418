"""What a page is made of: pieces of lines with where they stand."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOST_CHARACTERS = 200_000
"""Characters of one page: more are no page that anybody could read."""
_HYPHEN = "\x02"
"""What PDFium gives for a hyphen at a line's end."""
_RAISED = 0.75


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand side by side; y grows downwards, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    """Of its letters."""

    @property
    def height(self) -> float:
        """Return how high its letters stand."""
        return self.bottom - self.top


@dataclass(slots=True)
class _Letter:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


def pieces_of(page: Any) -> list[Piece]:
    """Return the pieces of a page in the order in which they were drawn."""
    height, pieces, open_ = page.get_height(), list[Piece](), list[_Letter]()
    text_page = page.get_textpage()
    try:
        for letter in _letters(text_page, height):
            if open_ and not _goes_on(open_[-1], letter):
                pieces += _piece(open_)
                open_ = []
            if letter is not None:
                open_.append(letter)
        return pieces + _piece(open_)
    finally:
        text_page.close()


def _letters(text_page: Any, height: float) -> Iterator[_Letter | None]:
    """Yield the letters, None where a line ends."""
    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for i in range(min(text_page.count_chars(), MOST_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(text_page, i)
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""  # noqa: PLR2004
        if text in ("\r", "\n", ""):
            yield None
            continue
        if not pdfium.FPDFText_GetCharBox(text_page, i, left, right, bottom, top):
            continue
        text = "-" if text in (_HYPHEN, "\ufffe") else text
        size = float(pdfium.FPDFText_GetFontSize(text_page, i)) or 1.0
        yield _Letter(text, left.value, height - top.value, right.value, height - bottom.value, size)


def _goes_on(before: _Letter, letter: _Letter | None) -> bool:
    """Tell whether a letter stands behind another on its line, no further off than a wide space."""
    if letter is None:
        return False
    if letter.text.isspace():
        return True
    size = max(before.size, letter.size)
    gap, middle = letter.left - before.right, (letter.top + letter.bottom) / 2
    level = before.top - size * 0.7 <= middle <= before.bottom + size * 0.7 or before.text.isspace()
    return level and (-size * 3 if before.text.isspace() else -size) < gap < size * 1.6


def _piece(letters: list[_Letter]) -> list[Piece]:
    shown = [one for one in letters if not one.text.isspace()]
    if not shown:
        return []
    usual = sorted(one.size for one in shown)[len(shown) // 2]
    low = max(one.bottom for one in shown)
    kept = [one for one in letters if not _is_note_mark(one, usual, low)] or letters
    text = " ".join("".join(one.text for one in kept).split())
    edges = min(one.left for one in shown), min(one.top for one in shown), max(one.right for one in shown), low
    return [Piece(text, *edges, usual)] if text else []


def _is_note_mark(letter: _Letter, usual: float, low: float) -> bool:
    """Tell the small raised figure that a footnote has, which is no part of its sentence."""
    return (
        letter.text in "0123456789*†‡¹²³⁴⁵⁶⁷⁸⁹⁰"
        and letter.size < usual * _RAISED
        and letter.bottom < low - usual * 0.15
    )
