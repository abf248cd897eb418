"""What was asked for before somebody had their data deleted, and is written after it, names them nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.records import FORGOTTEN, Change, Intent, Reindexing, ServerSettings, Waiting
from bot.store.persons import DONE, THEIRS, begun
from tests.bot.store.making import NOON, NOTHING, kept

BY = Change(NOON, 1, 301, "add", "A duet")
WRITERS = {
    "an answer": lambda store: store.keep(kept("late", NOTHING, asker=301)),
    "words of theirs": lambda store: store.keep(words_of(301)),
    "a vote": lambda store: store.vote("there", 301, True),
    "a place": lambda store: store.wait("there", 301),
    "a place again": lambda store: store.wait_again([Waiting("there", 301, kept().asking)]),
    "news": lambda store: store.mark_news(1, 301, NOON),
    "a line": lambda store: store.note(BY),
    "an intent": lambda store: store.intend(Intent(BY, "a", None)),
    "a settled intent": lambda store: store.settle(7, BY),
    "settings": lambda store: store.save_server(1, ServerSettings(), BY),
    "a dismissal": lambda store: store.dismiss(["there"], BY),
    "a reindex": lambda store: store.put_reindexing(Reindexing(1, 301, 20, NOON)),
    "its end": lambda store: store.forget_reindexing(1, BY),
}


def words_of(person: int):
    asked = kept("late", NOTHING, asker=300)
    return replace(asked, asking=replace(asked.asking, author=person))


def named(store, person: int) -> list[str]:
    """Return the tables that name a person."""
    with store._database.reading() as sql:
        counted = [
            (f"{table}.{column}", sql.execute(f"SELECT count(*) FROM {table} WHERE {column} = ?", (person,)).fetchone())
            for table, column in (*THEIRS, *DONE)
        ]
    return [place for place, (count,) in counted if count]


@pytest.mark.parametrize("what", WRITERS)
def test_what_was_asked_for_before_names_nobody_who_was_forgotten_since(store, what):
    store.keep(kept("there", NOTHING, asker=300))
    with begun():
        store.forget_person(301)
        WRITERS[what](store)
    assert named(store, 301) == []


@pytest.mark.parametrize("what", WRITERS)
def test_what_is_asked_for_afterwards_is_written(store, what):
    store.keep(kept("there", NOTHING, asker=300))
    with begun():
        store.forget_person(301)
    with begun():
        WRITERS[what](store)
    assert named(store, 301) != []


def test_a_line_of_somebody_forgotten_stays_without_their_name(store):
    with begun():
        store.forget_person(301)
        store.note(BY)
        store.note(replace(BY, who=302))
    assert [change.who for change in store.changes(1, 9)] == [302, FORGOTTEN]


def test_what_is_part_of_something_began_with_it(store):
    with begun():
        store.forget_person(301)
        with begun():
            store.mark_news(1, 301, NOON)
    assert store.last_news(1, 301) is None


def test_nobody_else_is_kept_from_anything(store):
    with begun():
        store.forget_person(302)
        store.keep(kept("late", NOTHING, asker=301))
        assert store.vote("late", 301, True)
    assert named(store, 301) == ["answer.asker", "vote.person"]


def test_every_column_that_names_a_person_has_its_line(store):
    people = {"asker", "author", "person", "who"}
    with store._database.reading() as sql:
        tables = [row[0] for row in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {(table, row[1]) for table in tables for row in sql.execute(f"PRAGMA table_info({table})")}
    assert {one for one in found if one[1] in people} == {*THEIRS, *DONE}
