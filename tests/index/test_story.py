"""A story by the days that its sentences tell of, and two articles side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from index import Library, UnknownArticle, compare, story
from index.when import When, when
from tests.index.towns import source

NEWS = date(2026, 1, 20)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Lend three articles about the harbour of Oxwick, one of them without a date."""
    with Library.open(tmp_path_factory.mktemp("harbour")) as library:
        late = (
            "The harbour of Oxwick was closed on 13 January after a crane fell. Nobody was hurt in the harbour. "
            "The harbour of Oxwick was opened in 1911 by the king."
        )
        early = "A crane fell in the harbour of Oxwick, and it was closed on 13 January. The bakery sells rye bread."
        library.add(source(late, "late", title="The harbour", published=NEWS))
        library.add(source(early, "early", title="The crane", published=date(2026, 1, 14)))
        library.add(source("The harbour of Oxwick has three cranes.", "undated", title="Cranes"))
        yield library


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It closed on 13 January 2026.", When(date(2026, 1, 13))),
        ("It closed on January 13.", When(date(2026, 1, 13))),
        ("It closed on 30 December.", When(date(2025, 12, 30))),
        ("港は1月13日に閉鎖された。", When(date(2026, 1, 13))),
        ("항구는 1월 13일에 닫혔다.", When(date(2026, 1, 13))),
        ("It was opened in 1911.", When(date(1911, 1, 1), whole_year=True)),
        ("港は1911年に開かれた。", When(date(1911, 1, 1), whole_year=True)),
        ("It holds 1911 ships.", When(NEWS, stated=False)),
        ("It closed on 31 February.", When(NEWS, stated=False)),
        ("Nobody was hurt.", When(NEWS, stated=False)),
    ],
)
def test_a_sentence_tells_of_a_day_by_its_words_or_by_its_article(sentence, expected):
    assert when(sentence, NEWS) == expected


def test_without_any_date_there_is_none():
    assert when("Nobody was hurt on 13 January.", None) is None


def test_a_timeline_goes_by_the_days_and_leaves_out_what_has_none(harbour):
    told = story([harbour], "the harbour of Oxwick")
    days = [one.when.day for one in told]
    assert days == sorted(days)
    assert (told[0].when.whole_year, told[0].line.text.endswith("by the king.")) == (True, True)
    assert "Cranes" not in {one.line.title for one in told}
    assert len(told) <= len(story([harbour], "the harbour of Oxwick", sentences=2)) + 8


def test_a_timeline_of_what_no_article_tells_is_empty(harbour):
    assert story([harbour], "quantum chromodynamics lattice") == ()


def test_a_timeline_keeps_to_the_articles_in_reach_and_to_what_is_not_hidden(harbour):
    assert {one.line.article for one in story([harbour], "the harbour of Oxwick", only=[[2]])} == {2}


def test_two_articles_say_some_things_both_and_others_alone(harbour):
    found = compare([harbour], (0, 1), (0, 2))
    ((one, other),) = found.both
    assert ("crane fell" in one.text, "crane fell" in other.text) == (True, True)
    assert [line.text for line in found.second] == ["The bakery sells rye bread."]
    assert "The bakery sells rye bread." not in [line.text for line in found.first]


def test_an_article_that_is_not_there_cannot_be_laid_beside_another(harbour):
    with pytest.raises(UnknownArticle):
        compare([harbour], (0, 1), (0, 99))
