"""One answer of libraries that different models have indexed."""

from __future__ import annotations

import pytest

from index import Answer, Quote
from index.asking import Asking
from index.merging import shared_out, together
from index.records import Fact, Summary, SummaryLine


def quote(score: float) -> Quote:
    return Quote("It was.", 1, "A title", None, None, None, None, 0, 7, None, None, None, score, "weak")


def answer(*scores: float, first: int = 1) -> Answer:
    """Return an answer whose first quotes answer and whose others are further ones."""
    made = tuple(map(quote, scores))
    return Answer("Who?", quotes=made[:first], further=made[first:], total=len(made), ms=1.0)


def scores(quotes: tuple[Quote, ...]) -> list[float]:
    return [one.score for one in quotes]


def test_one_answer_stays_as_it_is():
    only = answer(0.9, 0.2)
    assert together([only], "Who?", Asking()) is only


def test_quotes_are_ordered_by_how_probable_they_are():
    found = together([answer(0.7, 0.3), answer(0.9, 0.5, 0.1)], "Who?", Asking(further=3))
    assert (scores(found.quotes), scores(found.further)) == ([0.9], [0.7, 0.5, 0.3])
    assert (found.total, found.ms) == (5, 2.0)


def test_an_answer_beside_nothing_is_the_answer():
    nothing = Answer("Who?", nearest=(quote(0.2),))
    found = together([nothing, answer(0.8)], "Who?", Asking())
    assert (scores(found.quotes), found.nearest) == ([0.8], ())


def test_the_nearest_of_all_are_named_where_nothing_is_found():
    found = together([Answer("Who?", nearest=(quote(0.2),)), Answer("Who?", nearest=(quote(0.3),))], "Who?", Asking(1))
    assert (found.found, scores(found.nearest)) == (False, [0.3])


@pytest.mark.parametrize(("others", "expected"), [("language", "language"), (None, None)])
def test_it_is_no_question_where_it_is_none_for_all(others, expected):
    assert (
        together([Answer("x", obstacle="language"), Answer("x", obstacle=others)], "x", Asking()).obstacle == expected
    )


def test_what_is_told_of_articles_stands_alone():
    fact = Fact(1, "A title", "author", "Ada")
    found = together([answer(0.9), Answer("Who?", facts=(fact,))], "Who?", Asking(further=3))
    assert (found.facts, found.quotes, found.further) == ((fact,), (), ())


def test_summaries_take_turns():
    def summary(*texts: str) -> Summary:
        return Summary(None, "t", 9, tuple(SummaryLine(text, 1, "A title", 0, 1, None) for text in texts))

    found = shared_out([summary("a", "b"), summary("c"), Summary(None, "t", 0, ())], "t", 2)
    assert ([line.text for line in found.sentences], found.of) == (["a", "c"], 18)
