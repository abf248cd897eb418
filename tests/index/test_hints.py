"""Where in an article's text a date, a name or a publisher might come from that is not stored."""

from __future__ import annotations

import pytest

from index import Article, Hint, Part
from index.hints import hint

LEDE, REST = "The bridge was opened on Tuesday.", "It had been closed since 3 March, the mayor said."


def article(*lines: tuple[str, str]) -> tuple[Article, list[tuple[int, int]]]:
    """Return an article of lines and their kinds, and where those of the body stand."""
    text, parts = "", []
    for kind, line in lines:
        parts.append(Part(len(text), len(text) + len(line), kind))
        text += f"{line}\n"
    return Article("a", "A", text, tuple(parts)), [(part.start, part.end) for part in parts if part.kind == "body"]


@pytest.mark.parametrize(
    ("field", "kind", "line"),
    [
        ("published", "byline", "Updated 3 hours ago"),
        ("published", "byline", "Jan. 14, 5:02 a.m. ET"),
        ("published", "boilerplate", "Last checked 2026-01-14"),
        ("author", "byline", "By our own correspondent"),
        ("author", "credit", "Reporting by the Tokyo desk"),
        ("publisher", "credit", "This story was first published in The Paper."),
        ("publisher", "boilerplate", "無断転載を禁じます"),
    ],
)
def test_a_line_beside_the_body_may_tell(field, kind, line):
    given, sentences = article(("body", REST), (kind, line))
    found = hint(given, sentences, field)
    assert found == Hint(line, len(REST) + 1, len(REST) + 1 + len(line))


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("published", REST),
        ("published", "工事は1月3日に終わった。"),
        ("published", "공사는 1월 3일에 끝났다."),
        ("published", "The treaty of January 2026 was signed here."),
        ("author", "By Ada Pell in Veldham"),
        ("author", "Reporting by the Tokyo desk"),
        ("publisher", "VELDHAM (AP) — The bridge was opened on Tuesday."),
    ],
)
def test_else_the_first_sentence_that_may_tell(field, line):
    given, sentences = article(("body", LEDE), ("body", line), ("body", line))
    found = hint(given, sentences, field)
    assert found == Hint(line, len(LEDE) + 1, len(LEDE) + 1 + len(line))


def test_a_sentence_that_merely_begins_like_a_byline_is_no_hint():
    assert hint(*article(("body", "By Tuesday the water had gone.")), "author") is None


@pytest.mark.parametrize("field", ["author", "published", "publisher", "url"])
def test_a_text_that_tells_nothing_gives_no_hint(field):
    given, sentences = article(("heading", "March 3"), ("body", LEDE), ("link", "https://example.org/other"))
    assert hint(given, sentences, field) is None


def test_a_line_as_long_as_a_text_is_no_hint():
    given, sentences = article(("byline", "Written on 3 March " + "and on " * 60))
    assert hint(given, sentences, "published") is None
