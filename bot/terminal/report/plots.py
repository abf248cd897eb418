"""An evaluation -> plots as inline SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from rich.cells import cell_len, set_cell_size

from bot.terminal.report.drawing import Frame, Point
from bot.terminal.report.markup import Child, tag
from index import Bin, Group

SIDE = 260
LEFT, TOP, RIGHT, BOTTOM = 46, 12, 16, 44
PARTS = 4
SQUARE = Frame(LEFT, TOP, SIDE, SIDE)
BAR, GAP, LABEL, LENGTH = 18, 8, 210, 330
LONGEST_LABEL = 30
"""Columns: a Chinese character takes two."""
MOST_POINTS = 300
"""More than the pixels that a curve has."""
LEAST_RADIUS, MORE_RADIUS = 3, 9


def risk_plot(points: Sequence[Point], now: Point | None) -> Element:
    """Return the curve of risk against coverage, with the point at which the library works."""
    step = max(1, len(points) // MOST_POINTS)
    marks = [SQUARE.line((*points[::step], *points[-1:]))]
    if now:
        marks.append(SQUARE.dot(now, 5, "now", tag("title", f"{now[0]:.2f} answered, {now[1]:.2f} wrong")))
    return _square("Risk against coverage", "coverage: share answered", "risk: share wrong", marks)


def reliability_plot(bins: Sequence[Bin]) -> Element:
    """Return what the scores promised against what was true, each dot the larger the more questions it stands for."""
    most = max((one.count for one in bins), default=1)
    line = SQUARE.line([(one.score, one.right) for one in bins])
    marks = [SQUARE.segment((0, 0), (1, 1), "ideal"), line, *(_dot(one, most) for one in bins)]
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
    words = f"{one.count} questions: score {one.score:.2f}, right {one.right:.2f}"
    radius = LEAST_RADIUS + MORE_RADIUS * (one.count / most) ** 0.5
    return SQUARE.dot((one.score, one.right), radius, "dot", tag("title", words))


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
    size = {"viewBox": f"0 0 {LEFT + SIDE + RIGHT} {TOP + SIDE + BOTTOM}", "role": "img", "aria_label": title}
    return tag("svg", *SQUARE.axes(PARTS), *SQUARE.labels(across, up), *marks, class_="square", **size)
