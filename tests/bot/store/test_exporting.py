from __future__ import annotations

from bot.records import FORGOTTEN, Change
from tests.bot.store.making import DAY, NOON, kept


def fill(store):
    """Store something of everything for persons 301 and 302, in servers 1 and 2 and in none."""
    for person in (301, 302):
        for server in (1, 2, None):
            answer = f"{person}-{server}"
            store.keep(kept(answer, asker=person, server=server))
            store.vote(answer, person, True)
            store.wait(answer, person)
            store.mark_news(server, person, NOON)
        store.note(Change(NOON, 1, person, "add", f"by {person}"))


def test_an_export_is_everything_of_one_person_in_all_servers(store):
    fill(store)
    personal = store.personal(301)
    assert [row[:2] for row in personal.answers] == [("301-1", 1), ("301-2", 2), ("301-None", None)]
    assert personal.votes == [("301-1", 1, 1), ("301-2", 2, 1), ("301-None", None, 1)]
    assert personal.waiting == [("301-1", 1), ("301-2", 2), ("301-None", None)]
    assert [server for server, _ in personal.news] == [0, 1, 2]
    assert [row[1:] for row in personal.changes] == [(1, "add", "by 301")]


def test_a_vote_on_somebody_elses_answer_is_exported_without_it(store):
    store.keep(kept("a1", asker=302))
    store.vote("a1", 301, False)
    personal = store.personal(301)
    assert (personal.answers, personal.votes) == ([], [("a1", 1, 0)])


def test_who_was_never_there_has_nothing(store):
    fill(store)
    personal = store.personal(303)
    assert (personal.answers, personal.votes, personal.waiting, personal.news, personal.changes) == ([], [], [], [], [])


def test_who_is_forgotten_has_nothing_left_and_the_audit_log_loses_who(store):
    fill(store)
    store.forget_person(301)
    personal = store.personal(301)
    assert (personal.answers, personal.votes, personal.waiting, personal.news, personal.changes) == ([], [], [], [], [])
    lines = [(change.who, change.detail) for change in store.changes(1, 10)]
    assert lines == [(302, "by 302"), (FORGOTTEN, "by 301")]


def test_settings_are_saved_together_with_their_line(store):
    from bot.records import ServerSettings

    store.save_server(1, ServerSettings("ja"), Change(NOON + DAY, 1, 301, "settings", "language: ja"))
    assert store.servers() == {1: ServerSettings("ja")}
    assert [change.detail for change in store.changes(1, 10)] == ["language: ja"]
