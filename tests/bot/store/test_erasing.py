"""What is forgotten is gone: neither the file nor its log holds it."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import Store
from bot.store.schema import MIGRATIONS
from tests.bot.store.making import DAY, NOON, NOTHING, kept
from tests.searching import holding

FORGETTING = {
    "a person": lambda store: store.forget_person(301),
    "a server": lambda store: store.forget_server(1),
    "an answer": lambda store: store.forget("mine") or store.cleanse(),
    "one's own answer": lambda store: store.give_up("mine", 301) or store.cleanse(),
    "what is old": lambda store: store.forget_before(NOON),
}


@pytest.mark.parametrize("what", FORGETTING)
def test_what_is_forgotten_can_be_read_in_no_file(store, path, what):
    for number in range(60):
        store.keep(kept(f"other{number}", NOTHING, server=2, asker=302, question=f"Where is the quoll {number}?"))
    store.keep(kept("mine", NOTHING, server=1, asker=301, asked=NOON - DAY, question="Where is the zorb?"))
    for number in range(60, 120):
        store.keep(kept(f"other{number}", NOTHING, server=2, asker=302, question=f"Where is the quoll {number}?"))
    assert holding(path.parent, "the zorb")
    FORGETTING[what](store)
    assert holding(path.parent, "the zorb") == []
    assert holding(path.parent, "the quoll 7?") == ["bot.db"]


def test_a_question_that_was_replaced_is_gone_with_its_answer(store, path):
    store.keep(kept("mine", NOTHING, asker=301, question="Where is the zorb?"))
    store.keep(kept("mine", NOTHING, asker=301, question="Where is the quoll?"))
    store.forget_person(301)
    assert holding(path.parent, "the zorb", "the quoll") == []


def test_what_another_process_reads_is_gone_at_the_next_try(store, path, monkeypatch):
    monkeypatch.setattr("bot.store.database.READERS_S", 0.0)
    store.keep(kept("mine", NOTHING, asker=301, question="Where is the zorb?"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM answer").fetchone()
        store.forget_person(301)
        assert not store.cleanse()
        other.execute("ROLLBACK")
        assert store.cleanse()
        assert holding(path.parent, "the zorb") == []


def test_an_older_file_is_written_anew_once_and_keeps_its_rows(tmp_path):
    path = tmp_path / "old" / "bot.db"
    older(path)
    assert holding(path.parent, "the zorb")
    with closing(Store.open(path)) as store:
        assert holding(path.parent, "the zorb") == []
        assert (store.value("commands"), store.kept("a1") is None) == ("hash", True)


def older(path: Path) -> None:
    """Make a file of the first version, whose free pages still hold what was deleted."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        sql.execute("PRAGMA secure_delete = OFF")
        sql.executescript(MIGRATIONS[0] + "PRAGMA user_version = 1;")
        sql.execute("INSERT INTO value VALUES ('commands', 'hash')")
        row = ("a1", 1, 2, 3, 4, 5, 1, '{"question": "Where is the zorb?"}', "[]", "{}")
        sql.execute("INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        sql.execute("DELETE FROM answer")


def test_its_owner_alone_may_read_the_file(tmp_path):
    path = tmp_path / "data" / "bot.db"
    with closing(Store.open(path)) as store:
        store.mark_news(1, 301, datetime.now(UTC))
        found = {one.name: stat.S_IMODE(one.stat().st_mode) for one in [path.parent, *path.parent.iterdir()]}
    assert found.pop("data") == 0o700
    assert found.keys() == {"bot.db", "bot.db-wal", "bot.db-shm"}
    assert {*found.values()} == {0o600}
