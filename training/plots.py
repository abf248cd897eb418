"""Numbers -> a plot as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, tostring

from bot.terminal.report.drawing import Frame, Point
from bot.terminal.report.markup import tag

Line = Sequence[Point]

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 40, 56
PARTS = 5
DOTTED, RADIUS = 30, 3
"""Lines of so few points show each of them."""
COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf")
STYLE = """
text { font: 12px sans-serif; fill: #333333; }
.paper { fill: white; }
.grid { stroke: #dddddd; }
.line { fill: none; stroke-width: 1.5; }
.ideal { stroke: #999999; stroke-dasharray: 4 4; }
"""


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
        ideal = [frame.segment((0, 0), (1, 1), "ideal")] if self.diagonal else []
        drawn = tag(
            "svg",
            tag("style", STYLE),
            tag("rect", width=WIDTH, height=HEIGHT, class_="paper"),
            *frame.axes(PARTS),
            *frame.labels(self.across, self.up),
            tag("text", self.title, x=WIDTH / 2, y=24, text_anchor="middle", style="font-size: 16px"),
            *ideal,
            *self._lines(frame),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
        )
        return tostring(drawn, encoding="unicode") + "\n"

    def _frame(self) -> Frame:
        points = [point for line in self.lines.values() for point in line] or [(0.0, 0.0)]
        ends = [(0.0, 0.0), (1.0, 1.0)] if self.diagonal else []
        return Frame(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM).showing(points + ends)

    def _lines(self, frame: Frame) -> Iterator[Element]:
        for (name, line), colour, row in zip(self.lines.items(), COLOURS, range(len(COLOURS)), strict=False):
            yield frame.line(line, style=f"stroke: {colour}")
            for point in line if len(line) <= DOTTED else ():
                yield frame.dot(point, RADIUS, "dot", style=f"fill: {colour}")
            yield tag("text", name, x=LEFT + 12, y=TOP + 16 + 16 * row, style=f"fill: {colour}")
