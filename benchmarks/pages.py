"""What is found of an article on its page: by Summit, by trafilatura alone, by readability where it is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import add

from benchmarks.layouts import PAGES, Made
from benchmarks.layouts.judging import Found, judge
from benchmarks.options import Options
from benchmarks.report import Goal, Row
from index import Fetched, read_fetched

Extract = Callable[[Made], str]


def run(options: Options) -> list[Row]:
    ways: dict[str, Extract] = {"trafilatura": _trafilatura, **_readability()}
    pages = {name: make() for name, make in PAGES.items()}
    ours = {name: judge(page.body, by_summit(page)) for name, page in pages.items()}
    if options.show:
        for name, found in ours.items():
            print(f"{name}: {found}")
    rows = []
    for way, extract in ways.items():
        theirs = reduce(add, (judge(page.body, extract(page)) for page in pages.values()))
        rows += _rows(way, theirs, reduce(add, ours.values()))
    return rows


def by_summit(page: Made) -> str:
    """Return what Summit would quote of a page."""
    link = "https://courier.example/bridge"
    (source,) = read_fetched(Fetched(link, link, "text/html", "utf-8", page.html.encode()))
    article = source.article
    return (
        "\n".join(article.text[one.start : one.end] for one in article.parts if one.kind == "body") if article else ""
    )


def _rows(way: str, theirs: Found, ours: Found) -> list[Row]:
    return [
        Row(f"body found, beside {way}", theirs.found / theirs.wanted, ours.found / ours.wanted, goal=Goal(0.95)),
        Row(
            f"not body, beside {way}",
            *(theirs.foreign / theirs.given, ours.foreign / ours.given),
            "%",
            Goal(0.02, wanted="at most"),
        ),
    ]


def _trafilatura(page: Made) -> str:
    from trafilatura import extract

    return extract(page.html, include_comments=False) or ""


def _readability() -> dict[str, Extract]:
    try:
        from readability import Document
    except ImportError:
        return {}
    from lxml import html

    return {"readability": lambda page: "\n".join(html.fromstring(Document(page.html).summary()).itertext())}
