"""Every change has its line, also where whoever made it was killed before the line was written."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.curating.curator import LONGEST, settle_left
from bot.desk.curating.noting import adding, noted, reindexing, removing
from bot.records import Intent
from bot.store import Store
from index import Busy, Library, StoreError
from tests.index.towns import source, town

HOME = source(town(1), "home", title="Home")


@pytest.fixture
def store(tmp_path):
    with closing(Store.open(tmp_path / "bot.db")) as opened:
        yield opened


@pytest.fixture
def library(prepared, tmp_path):
    with Library.open(tmp_path / "library") as opened:
        yield opened


def lines(store, server=7):
    return [(change.who, change.what, change.detail) for change in store.changes(server, 9)]


def add(library, store, one=HOME, who=300):
    with noted(store, library, adding(library, one.article, 7, who)):
        library.add(one)


def test_an_article_is_added_then_replaced_then_removed(library, store):
    add(library, store)
    add(library, store, source(town(2), "home", title="Home, again"))
    with noted(store, library, removing(library, 1, 7, 301)):
        library.remove(1)
    assert lines(store) == [
        (301, "remove", "Home, again"),
        (300, "replace", "Home, again"),
        (300, "add", "Home"),
    ]
    assert store.intents() == {}


def test_a_new_title_of_the_same_text_is_a_change(library, store):
    add(library, store)
    add(library, store, source(town(1), "home", title="Hearth"))
    assert lines(store)[0] == (300, "replace", "Hearth")


def test_what_changes_nothing_has_no_line(library, store):
    add(library, store)
    add(library, store)
    add(library, store, source(town(1), "elsewhere"))
    assert lines(store) == [(300, "add", "Home")]
    assert removing(library, 99, 7, 300) is None


def test_what_fails_has_no_line(library, store):
    with pytest.raises(Busy), noted(store, library, adding(library, HOME.article, 7, 300)):
        raise Busy("Somebody else writes.")
    assert (lines(store), store.intents()) == ([], {})


def test_a_change_that_was_made_before_the_kill_is_noted_later(library, store):
    for intent in (adding(library, HOME.article, 7, 300), reindexing(library, 7)):
        store.intend(replace(intent, change=replace(intent.change, who=300)))
    library.add(HOME)
    library.reindex()
    settle_left(store, lambda _server: library, starting=True)
    assert sorted(lines(store)) == [(300, "add", "Home"), (300, "reindex", "")]
    assert store.intents() == {}


def test_a_change_that_was_not_made_before_the_kill_is_none(library, store):
    library.add(HOME)
    store.intend(removing(library, 1, 7, 300))
    settle_left(store, lambda _server: library, starting=True)
    assert (lines(store), store.intents()) == ([], {})


@pytest.mark.parametrize("age", [timedelta(0), LONGEST])
@pytest.mark.parametrize(("who", "starting"), [(None, True), (None, False), (300, False)])
def test_what_may_still_be_at_work_is_left_alone(library, store, age, who, starting):
    intent = adding(library, HOME.article, 7, who)
    store.intend(Intent(replace(intent.change, moment=intent.change.moment - age), intent.identity, None))
    library.add(HOME)
    settle_left(store, lambda _server: library, starting=starting)
    left = 0 if age else 1
    assert (len(store.intents()), len(lines(store))) == (left, 1 - left)


def test_a_library_that_cannot_be_read_is_looked_at_at_the_next_start(library, store):
    store.intend(adding(library, HOME.article, 7, 300))
    library.add(HOME)

    def unreadable(_server):
        raise StoreError("It is damaged.")

    settle_left(store, unreadable, starting=True)
    assert (lines(store), len(store.intents())) == ([], 1)
    settle_left(store, lambda _server: library, starting=True)
    assert lines(store) == [(300, "add", "Home")]


def test_an_intent_of_a_server_or_a_person_that_is_forgotten_goes_with_them(library, store):
    store.intend(adding(library, HOME.article, 7, 300))
    store.forget_person(300)
    assert [intent.change.who for intent in store.intents().values()] == [0]
    store.forget_server(7)
    assert store.intents() == {}
