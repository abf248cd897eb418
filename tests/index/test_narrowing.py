from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from index import BadDay, Library, Narrowing, Source, ask, first_day, read_text

TODAY = date(2026, 3, 1)
QUESTION = "Who built the lighthouse of Oxwick?"
OLD = "Mara Lindqvist built the lighthouse of Oxwick in 1911."
NEW = "Otto Brandt built the lighthouse of Oxwick again in 2025."


@pytest.fixture
def lighthouses(library: Library) -> Library:
    """Return a library of three articles on one matter."""
    for title, text, fields in (
        ("Old", OLD, {"published": date(2020, 1, 1), "publisher": "The Paper"}),
        ("New", NEW, {"published": date(2026, 1, 31), "publisher": "The  Other Paper"}),
        ("Undated", "Nobody knows who built the lighthouse of Oxwick.", {}),
    ):
        article = read_text(text, title=title, identity=title)
        library.add(Source(title, replace(article, **fields)))
    return library


def quoted(library: Library, narrowing: Narrowing) -> set[str]:
    answer = library.ask(QUESTION, narrowing=narrowing, top=10)
    return {quote.title for quote in (*answer.quotes, *answer.nearest)}


def test_only_articles_from_a_day_on_answer(lighthouses):
    assert quoted(lighthouses, Narrowing(since=date(2026, 1, 31))) == {"New", "Undated"}
    assert quoted(lighthouses, Narrowing(since=date(2026, 2, 1))) == {"Undated"}


def test_an_article_without_a_date_is_as_old_as_it_is_here(lighthouses):
    tomorrow = datetime.now(UTC).date() + timedelta(1)
    assert quoted(lighthouses, Narrowing(since=tomorrow)) == set()


def test_only_articles_of_a_publisher_answer_however_it_is_written(lighthouses):
    assert quoted(lighthouses, Narrowing(publisher="the other PAPER")) == {"New"}
    assert quoted(lighthouses, Narrowing(publisher="Paper")) == set()


def test_both_must_fit_and_the_article_too(lighthouses):
    narrowing = Narrowing(date(2021, 1, 1), "The Paper")
    assert quoted(lighthouses, narrowing) == set()
    assert not lighthouses.ask(QUESTION, article=1, narrowing=narrowing).found
    assert not ask([lighthouses], QUESTION, only=[[1]], narrowing=narrowing).nearest


def test_a_fact_is_told_of_fitting_articles_alone(lighthouses):
    told = lighthouses.ask("Who published the article about the lighthouse of Oxwick?", narrowing=Narrowing(TODAY))
    assert not told.facts


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("0", TODAY),
        ("7", date(2026, 2, 22)),
        (" 2026-01-31 ", date(2026, 1, 31)),
        ("31 January 2026", date(2026, 1, 31)),
        ("2026年1月31日", date(2026, 1, 31)),
    ],
)
def test_a_day_is_a_date_or_a_number_of_days(words, day):
    assert first_day(words, TODAY) == day


@pytest.mark.parametrize("words", ["", "soon", "-3", "99999", "2026-13-41", "9" * 5000])
def test_what_is_no_day_is_refused(words):
    with pytest.raises(BadDay, match="is neither a date"):
        first_day(words, TODAY)
