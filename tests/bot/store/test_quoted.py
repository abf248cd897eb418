"""An article that was removed for good is quoted by no kept answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.records import ArticleRef, Asking, Change, Intent, Kept, Scope
from index import Answer, Fact, Quote
from tests.bot.records import QUOTE
from tests.bot.store.making import NOON
from tests.searching import holding


def quote(words: str, article: int, source: int) -> Quote:
    return replace(QUOTE, text=words, before=f"before {words}", article=article, source=source, title="The title")


def answered(identity: str, server: int | None, *quotes: Quote, nearest: tuple[Quote, ...] = ()) -> Kept:
    asking = Asking("Who?", Scope(server), 300, 20, "en", "command")
    return Kept(identity, asking, NOON, Answer("Who?", quotes, nearest=nearest, further=quotes))


def test_a_removed_article_of_a_server_is_quoted_no_more(store, path):
    store.keep(answered("a", 1, quote("the zorb sang", 12, 0), quote("the quoll sang", 12, 1)))
    store.keep(answered("b", 2, quote("the bilby sang", 12, 0)))
    store.keep(answered("c", 1, nearest=(quote("the zorb sang", 12, 0), quote("a numbat", 121, 0))))
    store.forget_quotes(1, ArticleRef("server", 12))
    assert holding(path.parent, "the zorb sang") == []
    assert holding(path.parent, "the quoll sang", "the bilby sang", "a numbat") == ["bot.db"]
    left = store.kept("a")
    assert [(one.text, one.before, one.title) for one in left.answer.quotes] == [
        ("", None, "The title"), ("the quoll sang", "before the quoll sang", "The title"),
    ]  # fmt: skip


def test_a_removed_shared_article_is_quoted_in_no_server(store, path):
    for identity, server, source in (("a", 1, 1), ("b", 2, 1), ("c", None, 0)):
        store.keep(answered(identity, server, quote("the zorb sang", 12, source)))
    store.keep(answered("d", 1, quote("the bilby sang", 12, 0)))
    store.forget_quotes(None, ArticleRef("shared", 12))
    assert holding(path.parent, "the zorb sang") == []
    assert store.kept("d").answer.quotes[0].text == "the bilby sang"


def test_an_answer_under_way_is_kept_without_what_was_removed_meanwhile(store, path):
    store.forget_quotes(1, ArticleRef("server", 12))
    store.keep(answered("a", 1, quote("the zorb sang", 12, 0), quote("the quoll sang", 13, 0)))
    assert [one.text for one in store.kept("a").answer.quotes] == ["", "the quoll sang"]


def test_what_is_known_of_a_removed_article_goes_too(store, path):
    fact = Fact(12, "The title", "author", "Ada Zorb")
    store.keep(replace(answered("a", 1), answer=Answer("Who?", facts=(fact,))))
    store.forget_quotes(1, ArticleRef("server", 12))
    assert holding(path.parent, "Ada Zorb") == []


def test_the_line_that_tells_of_a_removal_takes_the_quotes_along(store, path):
    store.keep(answered("a", 1, quote("the zorb sang", 12, 0)))
    change = Change(datetime.now(UTC), 1, None, "remove", "The title")
    store.settle(store.intend(Intent(change, "t", "x", 12)), None)
    assert holding(path.parent, "the zorb sang")
    store.settle(store.intend(Intent(change, "t", "x", 12)), change)
    assert holding(path.parent, "the zorb sang") == []
