"""What stands on every page and belongs to none: running heads, feet and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.ingest.pdf.order import Line, usual_size

_EDGE = 3
"""Lines at the top and at the bottom of a page that may be furniture."""
_BAND = 0.13
"""The share of a page's height within which it stands."""
_SMALL = 0.9
_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite|s\.|página|pagina|쪽)\s*)?(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:/|of|von|de|sur|쪽|ページ|頁)\s*\d{0,4})?\W*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+|\b[ivxl]+\b", re.IGNORECASE)


def without_furniture(pages: Sequence[tuple[Sequence[Line], float]]) -> list[list[Line]]:
    """Return the lines of each page, given with its height, but what repeats from page to page and what numbers it."""
    edges = [_edges(lines, height) for lines, height in pages]
    seen = Counter(form for each in edges for form in {_form(line) for line in each})
    least = 2 if len(pages) < 6 else 3  # noqa: PLR2004
    repeated = {form for form, count in seen.items() if count >= least}
    body = usual_size([lines for lines, _ in pages])
    return [
        [
            line
            for line in lines
            if not (line in each and (_is_furniture(line, repeated) or _is_small_above(line, body, height)))
        ]
        for (lines, height), each in zip(pages, edges, strict=True)
    ]


def _edges(lines: Sequence[Line], height: float) -> list[Line]:
    down = sorted(lines, key=lambda one: one.top)
    above = [one for one in down[: _EDGE * 2] if one.bottom < height * _BAND]
    below = [one for one in down[-_EDGE * 2 :] if one.top > height * (1 - _BAND)]
    return above[:_EDGE] + below[-_EDGE:]


def _is_furniture(line: Line, repeated: set[str]) -> bool:
    return bool(_NUMBER.fullmatch(line.text)) or _form(line) in repeated


def _is_small_above(line: Line, body: float, height: float) -> bool:
    """Tell a head by its small letters: on a lone page nothing repeats."""
    return line.bottom < height * _BAND and line.size < body * _SMALL


def _form(line: Line) -> str:
    """Return what a running head is on each page, whatever the number in it."""
    return _DIGITS.sub("#", line.text.casefold())
