"""What a question may reach: some articles of each library, and none beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index import Answer, Library, Quote, UnknownArticle, ask, search, summarise
from tests.index.towns import source, town

BRIDGE = "How many arches does the bridge of Veldham2 have?"
NOT_THERE = [0, -1, 99, 2**63, 10**30]


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Library]:
    """Lend a library of three other towns."""
    with Library.open(tmp_path / "second") as opened:
        for number in (7, 8, 9):
            opened.add(source(town(number), f"town-{number}"))
        yield opened


@contextmanager
def empty(folder: Path) -> Iterator[Library]:
    with Library.open(folder / "empty") as opened:
        yield opened


def shown(answer: Answer) -> tuple[Quote, ...]:
    return answer.quotes + answer.further + answer.nearest


def homes(answer: Answer) -> set[tuple[int, int]]:
    return {(quote.source, quote.article) for quote in shown(answer)}


@pytest.mark.parametrize(
    ("only", "reached"),
    [
        ([None, None], {0, 1}),
        ([{2, 3}, None], {0, 1}),
        ([None, ()], {0}),
        ([[], [1]], {1}),
        ([[3], set()], {0}),
        ([[], []], set()),
    ],
)
def test_only_these_articles_of_each_library_are_quoted(filled, second, only, reached):
    answer = ask([filled, second], BRIDGE, only=only, top=60)
    given = [{1, 2, 3, 4} if only[0] is None else set(only[0]), {1, 2, 3} if only[1] is None else set(only[1])]
    assert {home for home, _ in homes(answer)} == reached
    assert all(article in given[home] for home, article in homes(answer))


def test_the_best_sentence_of_some_articles_is_the_one_that_answers(filled, second):
    answer = ask([filled, second], BRIDGE, only=[[4, 3], [2]])
    assert (answer.quotes[0].article, answer.quotes[0].source) == (3, 0)
    assert "has 5 arches" in answer.quotes[0].text


def test_all_articles_named_are_the_same_as_none_named(filled, second):
    named = ask([filled, second], BRIDGE, only=[range(1, 5), (1, 2, 3)], further=9)
    plain = ask([filled, second], BRIDGE, further=9)
    assert (named.quotes[0].text, named.quotes[0].article) == (plain.quotes[0].text, plain.quotes[0].article)


def test_one_article_is_short_for_a_scope_of_it(filled, second):
    short = ask([filled, second], BRIDGE, article=3, top=9)
    long = ask([filled, second], BRIDGE, only=[[3], []], top=9)
    assert (short.quotes, short.nearest, short.total) == (long.quotes, long.nearest, long.total)


@pytest.mark.parametrize("only", [[3], [1, 2], NOT_THERE, [3, *NOT_THERE]])
def test_a_wide_scope_is_kept_to_as_a_narrow_one_is(filled, monkeypatch, only):
    narrow = ask([filled], BRIDGE, only=[only], top=60)
    monkeypatch.setattr(search, "NARROW", -1)
    wide = ask([filled], BRIDGE, only=[only], top=60)
    assert {article for _, article in homes(wide)} == {article for article in only if 0 < article < 5}
    assert [quote.text for quote in shown(wide)[:1]] == [quote.text for quote in shown(narrow)[:1]]


def test_articles_that_are_not_there_are_simply_absent(filled):
    assert homes(ask([filled], BRIDGE, only=[NOT_THERE], top=60)) == set()
    assert ask([filled], BRIDGE, only=[[3, *NOT_THERE]]).quotes == ask([filled], BRIDGE, only=[[3]]).quotes
    assert summarise([filled], only=[NOT_THERE]).sentences == ()


def test_a_removed_article_of_the_scope_is_not_quoted(filled):
    filled.remove(3)
    assert homes(ask([filled], BRIDGE, only=[[2, 3]], top=60)) <= {(0, 2)}


def test_a_copy_outside_the_scope_is_not_named(filled, second):
    second.add(source(town(2) + " It has a harbour.", "copy"))
    everywhere, here = (ask([filled, second], BRIDGE, only=only) for only in (None, [None, [1]]))
    # The two stand in other articles, and are read with other titles: either may come first.
    quote = everywhere.quotes[0]
    assert sorted([quote.source, *(other.source for other in quote.also)]) == [0, 1]
    assert [quote.also for quote in shown(here)] == [()] * len(shown(here))


def test_places_count_the_libraries_asked_empty_and_unasked_ones_included(filled, second, tmp_path):
    second.add(source(town(2) + " It has a harbour.", "copy"))
    with empty(tmp_path) as nothing:
        answer = ask([nothing, filled, second], BRIDGE, only=[None, [3], [4]], further=5)
    (held,) = [quote for quote in answer.quotes if "has 5 arches" in quote.text]
    assert {(held.source, held.article), *((e.source, e.article) for e in held.also)} == {(1, 3), (2, 4)}


def test_the_language_is_that_of_the_scope(library):
    library.add(source(town(1), "en"))
    library.add(source("大統領は水曜日に帰国し、経済閣僚と会議を開く予定だ。会議はソウルで開かれる。", "ja"))
    question = "大統領はいつ帰国しますか？"
    assert homes(ask([library], question, only=[[2]])) == {(0, 2)}
    assert homes(ask([library], question, only=[[1]])) == set()


@pytest.mark.parametrize("only", [None, [None], [[]], [[1, 2]]])
def test_an_empty_library_answers_and_says_nothing_whatever_is_asked(library, only):
    answer = ask([library], "Who opened the library?", only=only, further=3)
    assert (shown(answer), answer.facts, answer.total) == ((), (), 0)
    assert ask([library], "Who wrote this article?", only=only).facts == ()
    assert summarise([library], only=only, topic="drums").sentences == summarise([library], only=only).sentences == ()
    assert library.version() == "0-0-0"


def test_an_article_of_another_library_than_the_first_is_unknown(second, tmp_path):
    with empty(tmp_path) as nothing:
        for act in (lambda: ask([nothing, second], BRIDGE, article=1), lambda: summarise([nothing, second], article=1)):
            with pytest.raises(UnknownArticle, match=r"No article has the ID 1\."):
                act()


@pytest.mark.parametrize("only", [[], [None], [None, None, None]])
def test_a_scope_for_other_than_the_libraries_asked_is_refused(filled, second, only: list[Collection[int] | None]):
    with pytest.raises(ValueError, match="zip"):
        ask([filled, second], BRIDGE, only=only)
    with pytest.raises(ValueError, match="zip"):
        summarise([filled, second], only=only)
