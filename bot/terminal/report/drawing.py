"""Points of a plane -> SVG elements in a frame: axes, lines and dots.

Some small plots are no reason for a plotting library, which would weigh more than the bot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bot.terminal.report.markup import Child, tag

Point = tuple[float, float]
_BESIDE, _BELOW = 6, 16
"""How far from the frame the numbers of its axes stand."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of a picture, counted from its upper left corner, and the part of the plane that it shows."""

    x: float
    y: float
    width: float
    height: float
    left: float = 0.0
    right: float = 1.0
    low: float = 0.0
    high: float = 1.0

    def showing(self, points: Iterable[Point]) -> Frame:
        """Return the same rectangle, which shows just these points."""
        across, up = zip(*points, strict=True)
        return Frame(self.x, self.y, self.width, self.height, min(across), max(across), min(up), max(up))

    def at(self, point: Point) -> tuple[str, str]:
        """Return where a point stands in the picture, whose second number grows downwards."""
        across = (point[0] - self.left) / ((self.right - self.left) or 1)
        up = (point[1] - self.low) / ((self.high - self.low) or 1)
        return f"{self.x + across * self.width:.1f}", f"{self.y + (1 - up) * self.height:.1f}"

    def axes(self, parts: int) -> Iterator[Element]:
        """Yield lines that divide the frame into so many parts both ways, and their numbers."""
        for share in (part / parts for part in range(parts + 1)):
            across = self.left + share * (self.right - self.left)
            up = self.low + share * (self.high - self.low)
            x, y = self.at((across, up))
            yield self.segment((across, self.low), (across, self.high), "grid")
            yield self.segment((self.left, up), (self.right, up), "grid")
            below, level = self.y + self.height + _BELOW, f"{float(y) + 4:.1f}"
            yield tag("text", f"{across:.4g}", x=x, y=below, text_anchor="middle", class_="tick")
            yield tag("text", f"{up:.4g}", x=self.x - _BESIDE, y=level, text_anchor="end", class_="tick")

    def labels(self, across: str, up: str) -> Iterator[Element]:
        """Yield what the axes are called."""
        middle, below = self.y + self.height / 2, self.y + self.height + 2 * _BELOW + 4
        turned = {"transform": f"rotate(-90 12 {middle})", "text_anchor": "middle"}
        yield tag("text", across, x=self.x + self.width / 2, y=below, text_anchor="middle")
        yield tag("text", up, x=12, y=middle, **turned)

    def segment(self, start: Point, end: Point, kind: str) -> Element:
        """Return a straight line of a class."""
        (x1, y1), (x2, y2) = self.at(start), self.at(end)
        return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)

    def line(self, points: Sequence[Point], **given: object) -> Element:
        """Return a line through points."""
        return tag("polyline", points=" ".join(",".join(self.at(point)) for point in points), class_="line", **given)

    def dot(self, point: Point, radius: float, kind: str, *inside: Child, **given: object) -> Element:
        """Return a dot of a class, with what is shown of it when it is pointed at."""
        x, y = self.at(point)
        return tag("circle", *inside, cx=x, cy=y, r=f"{radius:.1f}", class_=kind, **given)
