"""What is old, what was a server's and what was a person's can be forgotten, and nothing beside it goes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.records import Change, Scope, ServerSettings, Waiting
from bot.store import Store
from index import StoreError
from tests.bot.store.making import DAY, NOON, NOTHING, kept, settings

OLD, NEW = NOON - DAY, NOON


def fill(store: Store) -> None:
    """Store something of everything for servers 1 and 2 and for persons 301 and 302."""
    for server, asker in ((1, 301), (2, 302)):
        answer = f"s{server}"
        store.keep(kept(answer, NOTHING, server=server, asker=asker, channel=10 * server))
        for person in (301, 302):
            store.vote(answer, person, True)
            store.wait(answer, person)
            store.mark_news(server, person, NOON)
        store.begin_thread(500 + server, Scope(server))
        store.save_server(server, settings(2))


def held(store: Store) -> dict[str, object]:
    """Return what is left of `fill`."""
    return {
        "answers": [answer for answer in ("s1", "s2") if store.kept(answer)],
        "votes": [store.votes(answer) for answer in ("s1", "s2")],
        "waiting": [(row.answer, row.person) for row in store.waiting()],
        "unanswered": [row.answer for server in (1, 2) for row in store.unanswered(server)],
        "news": [(server, person) for server in (1, 2) for person in (301, 302) if store.last_news(server, person)],
        "threads": [thread for thread in (501, 502) if store.thread(thread)],
        "servers": list(store.servers()),
    }


def test_answers_news_and_threads_before_a_moment_go(store):
    store.keep(kept("old", NOTHING, asked=OLD))
    store.vote("old", 301, True)
    store.wait("old", 301)
    store.mark_news(1, 301, OLD)
    assert store.forget_before(NEW) == 1
    assert (store.kept("old"), store.votes("old"), store.last_news(1, 301)) == (None, (0, 0), None)
    assert (store.waiting(), store.unanswered(1)) == ([], [])


def test_what_is_of_that_moment_or_later_stays(store):
    fill(store)
    before = held(store)
    assert store.forget_before(NEW) == 0
    assert held(store) == before


def test_settings_and_values_are_never_too_old(store):
    fill(store)
    store.set_value("commands", "hash")
    assert store.forget_before(datetime(2200, 1, 1, tzinfo=UTC)) == 2
    assert (held(store)["news"], held(store)["threads"]) == ([], [])
    assert (store.servers(), store.value("commands")) == ({1: settings(2), 2: settings(2)}, "hash")


def test_an_old_thread_that_is_still_asked_in_keeps_its_scope(store):
    soon = datetime.now(UTC) + DAY
    store.begin_thread(501, Scope(1, shared=False))
    store.begin_thread(502, Scope(1))
    store.keep(kept(channel=501, asked=soon))
    assert store.forget_before(soon) == 0
    assert (store.thread(501), store.thread(502)) == (Scope(1, shared=False), None)


def test_a_server_is_forgotten_with_everything_that_was_its_own(store):
    fill(store)
    store.forget_server(1)
    assert held(store) == {
        "answers": ["s2"],
        "votes": [(0, 0), (2, 0)],
        "waiting": [("s2", 301), ("s2", 302)],
        "unanswered": ["s2"],
        "news": [(2, 301), (2, 302)],
        "threads": [502],
        "servers": [2],
    }


def test_a_server_without_channels_is_forgotten_too(store):
    store.save_server(1, ServerSettings("en"))
    store.forget_server(1)
    assert store.servers() == {}


def test_a_person_is_forgotten_in_every_server_and_others_stay(store):
    fill(store)
    store.told([Waiting("s1", 302, kept().asking)])
    store.forget_person(301)
    assert held(store) == {
        "answers": ["s2"],
        "votes": [(0, 0), (1, 0)],
        "waiting": [("s2", 302)],
        "unanswered": ["s2"],
        "news": [(1, 302), (2, 302)],
        "threads": [501, 502],
        "servers": [1, 2],
    }


def test_those_who_wait_for_a_forgotten_persons_question_keep_their_place(store):
    store.keep(kept("s1", NOTHING, asker=301))
    for person in (301, 303, 302):
        store.wait("s1", person)
    store.forget_person(301)
    assert [(one.person, one.asking.asker) for one in store.waiting()] == [(302, 302), (303, 302)]
    assert [row[0] for row in store.personal(302).answers] == ["s1"]
    store.forget_person(302)
    store.forget_person(303)
    assert (store.waiting(), store.kept("s1")) == ([], None)


def test_who_deletes_an_answer_takes_nobodys_place_away(store):
    asked = kept("s1", NOTHING, asker=301)
    store.keep(replace(asked, asking=replace(asked.asking, author=304)))
    for person in (301, 302):
        store.wait("s1", person)
    store.give_up("s1", 301)
    assert [(one.person, one.asking.asker, one.asking.author) for one in store.waiting()] == [(302, 302, 304)]
    store.give_up("s1", 302)
    assert store.kept("s1") is None


def test_somebody_elses_words_go_with_them_and_are_not_the_askers(store):
    asked = kept("s1", NOTHING, asker=301)
    store.keep(replace(asked, asking=replace(asked.asking, author=302)))
    for person, mine in ((301, (True, False)), (302, (False, True))):
        assert [tuple(map(bool, row[-2:])) for row in store.personal(person).answers] == [mine]
    store.forget_person(302)
    assert store.kept("s1") is None


def test_a_person_is_forgotten_outside_of_servers_too(store):
    store.keep(kept(server=None, asker=301))
    store.mark_news(None, 301, NOON)
    store.forget_person(302)
    assert (store.kept("a1"), store.last_news(None, 301)) == (kept(server=None, asker=301), NOON)
    store.forget_person(301)
    assert (store.kept("a1"), store.last_news(None, 301)) == (None, None)


def test_forgetting_who_was_never_there_changes_nothing(store):
    fill(store)
    before = held(store)
    store.forget_server(9)
    store.forget_person(309)
    assert held(store) == before


def test_forgetting_that_fails_half_way_forgets_nothing(store):
    fill(store)
    before = held(store)
    with store._database.writing() as sql:
        sql.execute("CREATE TRIGGER no BEFORE DELETE ON news BEGIN SELECT raise(ABORT, 'held fast'); END")
    for forget in (lambda: store.forget_server(1), lambda: store.forget_person(301)):
        with pytest.raises(StoreError, match=r"held fast"):
            forget()
    assert held(store) == before


def test_nothing_that_is_done_often_walks_through_a_whole_table(store, path):
    fill(store)
    said: list[str] = []
    with store._database.writing() as sql:
        sql.set_trace_callback(said.append)
    work(store)
    statements = [line for line in said if line.startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))]
    with closing(sqlite3.connect(path)) as other:
        plans = {line: other.execute(f"EXPLAIN QUERY PLAN {line}").fetchall() for line in statements}
    assert len(plans) > 20
    assert [line for line, steps in plans.items() if any(step[3].startswith("SCAN") for step in steps)] == []


def work(store: Store) -> None:
    """Do everything but list all settings and all who wait."""
    store.keep(kept())
    store.place("a1", 900)
    store.kept_by_message(900)
    store.vote("a1", 301, True)
    store.votes("a1")
    store.wait("a1", 301)
    store.told([Waiting("a1", 301, kept().asking)])
    store.unanswered(1)
    store.dismiss(["a1"], Change(NOON, 1, 300, "dismiss", "1"))
    store.begin_thread(503, Scope(1))
    store.mark_news(1, 301, NOON)
    store.last_news(1, 301)
    store.save_server(1, settings(1))
    store.set_value("commands", "hash")
    store.value("commands")
    store.forget_before(NOON)
    store.forget_person(301)
    store.forget_server(1)
    store.forget("a1")
