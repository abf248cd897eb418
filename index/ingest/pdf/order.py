"""The pieces of a page -> its lines, in the order in which they are read: column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.ingest.pdf.pieces import Piece

_CROSSING = 0.2
"""The share of a page's lines that may stand across the space between two columns: titles do."""
_LEAST = 4
"""Lines that a column has."""
_STEP = 2.0
_GUTTER = 6.0
"""Points that columns stand apart, at least."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    column: tuple[float, float]
    """Where its column begins and ends."""


def lines_in_order(pieces: Sequence[Piece]) -> list[Line]:
    """Return the lines of a page as they are read."""
    return [line for part in _parts(list(pieces), 0) for line in _column(part)]


def _parts(pieces: list[Piece], depth: int) -> Iterator[list[Piece]]:
    """Yield columns, and what stands across them, from top to bottom."""
    gutter = _gutter(pieces) if depth < 4 else None  # noqa: PLR2004
    if gutter is None:
        if pieces:
            yield pieces
        return
    band: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: one.top):
        if piece.left < gutter < piece.right:
            yield from _sides(band, gutter, depth)
            yield [piece]
            band = []
        else:
            band.append(piece)
    yield from _sides(band, gutter, depth)


def _sides(band: list[Piece], gutter: float, depth: int) -> Iterator[list[Piece]]:
    for side in ([one for one in band if one.right <= gutter], [one for one in band if one.right > gutter]):
        yield from _parts(side, depth + 1)


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Return where the white space between two columns is, or None where there is one column."""
    if len(pieces) < 2 * _LEAST:
        return None
    left, right = min(one.left for one in pieces), max(one.right for one in pieces)
    best: tuple[float, float] | None = None
    x = left + _STEP
    while x < right:
        crossing = sum(one.left < x + _GUTTER / 2 and one.right > x - _GUTTER / 2 for one in pieces)
        before = [one for one in pieces if one.right <= x]
        after = [one for one in pieces if one.left >= x]
        if crossing <= _CROSSING * len(pieces) and _are_columns(before, after):
            value = crossing - 0.001 * min(len(before), len(after))
            if best is None or value < best[0]:
                best = value, x
        x += _STEP
    return best[1] if best else None


def _are_columns(before: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """Tell columns of prose from the fields of a table and from list marks beside their items."""
    if min(len(before), len(after)) < _LEAST:
        return False
    if not all(_is_prose(side) for side in (before, after)):
        return False
    top, bottom = (
        max(min(one.top for one in side) for side in (before, after)),
        min(max(one.bottom for one in side) for side in (before, after)),
    )
    return bottom - top > 2 * before[0].height


def _is_prose(side: Sequence[Piece]) -> bool:
    widths = sorted(len(one.text) for one in side)
    return widths[len(widths) // 2] >= 15  # noqa: PLR2004


def _column(pieces: Sequence[Piece]) -> Iterator[Line]:
    """Yield the lines of one column: pieces of the same height are one."""
    column = _edge(pieces), max(one.right for one in pieces)
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (one.bottom + one.top) / 2):
        row = rows[-1] if rows else None
        if row and _level(row[-1], piece):
            row.append(piece)
        else:
            rows.append([piece])
    for row in rows:
        yield _line(sorted(row, key=lambda one: one.left), column)


def _edge(pieces: Sequence[Piece]) -> float:
    """Return where most lines begin: a page number below a column may stand further left."""
    place, count = Counter(round(one.left) for one in pieces).most_common(1)[0]
    return float(place) if count >= _LEAST else min(one.left for one in pieces)


def _level(one: Piece, other: Piece) -> bool:
    middle = (other.top + other.bottom) / 2
    return one.top <= middle <= one.bottom or (
        min(one.bottom, other.bottom) - max(one.top, other.top) > 0.6 * min(one.height, other.height)
    )


def _line(row: Sequence[Piece], column: tuple[float, float]) -> Line:
    longest = max(row, key=lambda one: len(one.text))
    text = " ".join(one.text for one in row)
    edges = row[0].left, min(one.top for one in row), max(one.right for one in row), max(one.bottom for one in row)
    return Line(text, *edges, longest.size, column)


def usual_size(pages: Sequence[Sequence[Line]]) -> float:
    """Return the size that most letters have."""
    sizes = Counter[float]()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0
