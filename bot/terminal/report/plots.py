"""Plots as inline SVG. Three small plots are no reason for a plotting library, which would weigh more than the bot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from rich.cells import cell_len, set_cell_size

from bot.terminal.report.markup import Child, tag
from index import Bin, Group

Point = tuple[float, float]
SIDE = 260
LEFT, TOP, RIGHT, BOTTOM = 46, 12, 16, 44
TICKS = (0, 0.25, 0.5, 0.75, 1)
BAR, GAP, LABEL, LENGTH = 18, 8, 210, 330
LONGEST_LABEL = 30
"""Columns: a Chinese character takes two."""
MOST_POINTS = 300
"""More than the pixels that a curve has."""
LEAST_RADIUS, MORE_RADIUS = 3, 9


def risk_plot(points: Sequence[Point], now: Point | None) -> Element:
    """Return the curve of risk against coverage, with the point at which the library works."""
    step = max(1, len(points) // MOST_POINTS)
    line = " ".join(_pair(point) for point in (*points[::step], *points[-1:]))
    marks = [tag("polyline", points=line, class_="line")]
    if now:
        x, y = _at(now)
        marks.append(
            tag("circle", tag("title", f"{now[0]:.2f} answered, {now[1]:.2f} wrong"), cx=x, cy=y, r=5, class_="now")
        )
    return _square("Risk against coverage", "coverage: share answered", "risk: share wrong", marks)


def reliability_plot(bins: Sequence[Bin]) -> Element:
    """Return what the scores promised against what was true, each dot the larger the more questions it stands for."""
    most = max((one.count for one in bins), default=1)
    dots = [_dot(one, most) for one in bins]
    line = " ".join(_pair((one.score, one.right)) for one in bins)
    marks = [_segment((0, 0), (1, 1), "ideal"), tag("polyline", points=line, class_="line"), *dots]
    return _square("Reliability of the scores", "score of the first quote", "share right", marks)


def misses_plot(groups: Sequence[Group]) -> Element:
    """Return a bar an article: how many of its questions went wrong."""
    most = max((wrong(group) for group in groups), default=1)
    rows = [_bar(i, group, most) for i, group in enumerate(groups)]
    height = len(groups) * (BAR + GAP) + GAP
    size = {"viewBox": f"0 0 {LABEL + LENGTH + 90} {height}", "role": "img", "aria_label": "Misses by article"}
    return tag("svg", *(part for row in rows for part in row), class_="bars", **size)


def wrong(group: Group) -> int:
    """Return how many questions of a group went wrong."""
    return group.figures.answered_wrong + group.figures.refused_wrong


def _dot(one: Bin, most: int) -> Element:
    x, y = _at((one.score, one.right))
    words = f"{one.count} questions: score {one.score:.2f}, right {one.right:.2f}"
    radius = LEAST_RADIUS + MORE_RADIUS * (one.count / most) ** 0.5
    return tag("circle", tag("title", words), cx=x, cy=y, r=f"{radius:.1f}", class_="dot")


def _bar(place: int, group: Group, most: int) -> Iterable[Element]:
    y, name = GAP + place * (BAR + GAP), group.name
    short = name if cell_len(name) <= LONGEST_LABEL else f"{set_cell_size(name, LONGEST_LABEL - 1).rstrip()}…"
    width = max(LENGTH * wrong(group) / most, 1)
    middle = y + BAR * 0.7
    yield tag("text", tag("title", name), short, x=LABEL - 8, y=middle, text_anchor="end")
    yield tag("rect", x=LABEL, y=y, width=f"{width:.1f}", height=BAR, class_="bar")
    yield tag("text", f"{wrong(group)} of {group.figures.questions}", x=f"{LABEL + width + 6:.1f}", y=middle)


def _square(title: str, across: str, up: str, marks: Iterable[Child]) -> Element:
    """Return axes from 0 to 1, with marks inside."""
    width, height = LEFT + SIDE + RIGHT, TOP + SIDE + BOTTOM
    middle = TOP + SIDE / 2
    axes = [part for tick in TICKS for part in _tick(tick)]
    labels = [
        tag("text", across, x=LEFT + SIDE / 2, y=height - 8, text_anchor="middle"),
        tag("text", up, x=12, y=middle, text_anchor="middle", transform=f"rotate(-90 12 {middle})"),
    ]
    size = {"viewBox": f"0 0 {width} {height}", "role": "img", "aria_label": title}
    return tag("svg", *axes, *labels, *marks, class_="square", **size)


def _tick(value: float) -> Iterable[Element]:
    x, y = _at((value, value))
    yield _segment((value, 0), (value, 1), "grid")
    yield _segment((0, value), (1, value), "grid")
    yield tag("text", f"{value:g}", x=x, y=TOP + SIDE + 16, text_anchor="middle", class_="tick")
    yield tag("text", f"{value:g}", x=LEFT - 6, y=f"{float(y) + 4:.1f}", text_anchor="end", class_="tick")


def _segment(start: Point, end: Point, kind: str) -> Element:
    (x1, y1), (x2, y2) = _at(start), _at(end)
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)


def _pair(point: Point) -> str:
    return ",".join(_at(point))


def _at(point: Point) -> tuple[str, str]:
    """Return where a point stands in the picture; its y grows downwards."""
    return f"{LEFT + SIDE * point[0]:.1f}", f"{TOP + SIDE * (1 - point[1]):.1f}"
