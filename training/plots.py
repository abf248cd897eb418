"""Numbers -> a plot as SVG, without a library for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

Line = Sequence[tuple[float, float]]

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 40, 56
TICKS = 5
DOTTED = 30
"""Lines of so few points show each of them."""
COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf")


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines by name over two axes; `diagonal` draws where both are equal."""

    title: str
    across: str
    up: str
    lines: Mapping[str, Line]
    diagonal: bool = False

    def svg(self) -> str:
        """Return the plot as an SVG document."""
        frame = self._frame()
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">'
        parts = [head, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>', *self._axes(frame)]
        if self.diagonal:
            parts.append(_path(frame, [(0, 0), (1, 1)], "#999999", dashed=True))
        for (name, line), colour, row in zip(self.lines.items(), COLOURS, range(len(COLOURS)), strict=False):
            parts += [_path(frame, line, colour), _text(name, LEFT + 12, TOP + 16 + 16 * row, fill=colour)]
        return "\n".join([*parts, "</svg>"]) + "\n"

    def _frame(self) -> Frame:
        points = [point for line in self.lines.values() for point in line] or [(0.0, 0.0)]
        if self.diagonal:
            points += [(0.0, 0.0), (1.0, 1.0)]
        across, up = zip(*points, strict=True)
        return Frame(min(across), max(across), min(up), max(up))

    def _axes(self, frame: Frame) -> list[str]:
        parts = [
            _text(self.title, WIDTH / 2, 24, anchor="middle", size=16),
            _text(self.across, WIDTH / 2, HEIGHT - 12, anchor="middle"),
            _text(self.up, LEFT, TOP - 8, anchor="middle"),
        ]
        for i in range(TICKS + 1):
            x, y = frame.at(i / TICKS)
            left, level = frame.place(x, y)
            parts.append(f'<path d="M{LEFT},{level:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
            parts.append(_text(f"{y:.3g}", LEFT - 6, level + 4, anchor="end"))
            parts.append(_text(f"{x:.4g}", left, HEIGHT - BOTTOM + 18, anchor="middle"))
        return parts


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the plane that is drawn."""

    left: float
    right: float
    low: float
    high: float

    def at(self, share: float) -> tuple[float, float]:
        """Return the point that lies so far along both axes."""
        return self.left + share * (self.right - self.left), self.low + share * (self.high - self.low)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point is drawn."""
        across = (x - self.left) / ((self.right - self.left) or 1)
        up = (y - self.low) / ((self.high - self.low) or 1)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)


def _path(frame: Frame, line: Line, colour: str, *, dashed: bool = False) -> str:
    places = [frame.place(*point) for point in line]
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dashes = ' stroke-dasharray="4 4"' if dashed else ""
    dots = "" if dashed or len(places) > DOTTED else "".join(_dot(x, y, colour) for x, y in places)
    return f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="1.5"{dashes}/>{dots}'


def _dot(x: float, y: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'


def _text(text: str, x: float, y: float, *, anchor: str = "start", size: int = 12, fill: str = "#333333") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size}" fill="{fill}">{escape(text)}</text>'
