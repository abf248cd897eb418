"""An evaluation -> the page that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

from bot.terminal.evaluation import HEADINGS, NOTE, cells, expected, given, rows, share
from bot.terminal.report.markup import Child, document, tag
from bot.terminal.report.plots import misses_plot, reliability_plot, risk_plot, wrong
from index import Evaluation, Figures, Group, LeftOut

STYLE = Path(__file__).with_name("page.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Whatever an article holds, the page fetches and runs nothing."""
MOST_BARS = 20


def page(found: Evaluation, bad: Sequence[LeftOut] = ()) -> str:
    """Return the page as HTML; `bad` are the lines that held no question."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width"),
        tag("title", "How well the articles answer"),
        tag("style", STYLE.read_text("utf-8")),
    )
    return document(tag("html", head, tag("body", *_sections(found, bad)), lang="en"))


def _sections(found: Evaluation, bad: Sequence[LeftOut]) -> Iterable[Element]:
    figures = found.figures
    yield tag("h1", "How well the articles answer")
    yield tag("p", f"{figures.questions} golden questions, {figures.answerable} of them with an answer. {_today()}")
    yield _table(("", *HEADINGS), ((name, *cells(of)) for name, of in rows(found)), "figures")
    yield tag("p", NOTE, class_="note")
    if found.judged:
        yield tag("div", *_plots(found), class_="plots")
        yield from _misses(found)
    yield from _left_out([*bad, *found.left_out])


def _today() -> str:
    return f"Measured on {datetime.now(UTC):%Y-%m-%d}."


def _plots(found: Evaluation) -> Iterable[Element]:
    ece = "" if found.figures.ece is None else f" Expected calibration error (ECE): {found.figures.ece:.3f}."
    yield _figure(
        "Risk against coverage",
        risk_plot(found.risks, _working_point(found.figures)),
        "How much goes wrong if only the surest questions are answered. The ring is where the library works now.",
    )
    yield _figure(
        "Reliability",
        reliability_plot(found.bins),
        f"On the dashed line a score is a probability; below it Summit is surer than it should be.{ece}",
    )
    if worst := _worst(found.articles):
        yield _figure(
            "Misses by article", misses_plot(worst), "Questions that the article answers, and that went wrong."
        )


def _working_point(figures: Figures) -> tuple[float, float] | None:
    answered = figures.answered_right + figures.answered_wrong
    return (answered / figures.questions, figures.answered_wrong / answered) if answered else None


def _worst(articles: Sequence[Group]) -> list[Group]:
    return sorted((group for group in articles if wrong(group)), key=wrong, reverse=True)[:MOST_BARS]


def _misses(found: Evaluation) -> Iterable[Element]:
    misses = found.misses
    yield tag("h2", f"Wrong, worst first ({len(misses)})")
    lines = (
        (share(one.score), one.golden.question, expected(one), given(one), f"{one.golden.file}:{one.golden.line}")
        for one in misses
    )
    yield _table(("Score", "Question", "Expected", "Quoted", "Line"), lines, "misses")


def _left_out(left_out: Sequence[LeftOut]) -> Iterable[Element]:
    if left_out:
        yield tag("h2", f"Left out ({len(left_out)})")
        lines = ((f"{one.file}:{one.line}", one.reason) for one in left_out)
        yield _table(("Line", "Why"), lines, "left")


def _figure(title: str, plot: Element, words: str) -> Element:
    return tag("figure", tag("h2", title), plot, tag("figcaption", words))


def _table(headings: Sequence[str], lines: Iterable[Sequence[Child]], kind: str) -> Element:
    head = tag("thead", tag("tr", *(tag("th", heading, scope="col") for heading in headings)))
    body = tag("tbody", *(tag("tr", *(tag("td", cell) for cell in line)) for line in lines))
    return tag("div", tag("table", head, body, class_=kind), class_="wide")
