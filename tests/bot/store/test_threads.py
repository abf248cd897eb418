"""A thread keeps the scope that it began with."""

from __future__ import annotations

import pytest

from bot.records import ArticleRef, Scope

NARROW = Scope(1, shared=False, articles=(ArticleRef("server", 3), ArticleRef("shared", 2**40)))


@pytest.mark.parametrize("scope", [NARROW, Scope(1), Scope(None)])
def test_a_thread_has_the_scope_that_it_began_with(store, scope):
    assert store.begin_thread(500, scope) == scope
    assert store.thread(500) == scope


def test_the_first_scope_of_a_thread_wins(store):
    store.begin_thread(500, NARROW)
    assert store.begin_thread(500, Scope(1)) == NARROW
    assert store.thread(500) == NARROW


def test_a_thread_that_never_began_has_no_scope(store):
    store.begin_thread(500, NARROW)
    assert store.thread(501) is None


def test_a_thread_whose_scope_cannot_be_read_begins_again(store):
    store.begin_thread(500, NARROW)
    with store._database.writing() as sql:
        sql.execute("""UPDATE thread SET scope = '{"server": "here"}'""")
    assert store.thread(500) is None
    assert store.begin_thread(500, Scope(1)) == Scope(1)
    assert store.thread(500) == Scope(1)
