"""`summit history` and `summit undo`, for the shared library and for a server's."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from bot.records import Change
from bot.store import Store
from index import Act, Library

KEYS = ["id", "when", "who", "act", "came", "went", "undone"]


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def write(tmp_path, name, text):
    path = tmp_path / f"{name}.md"
    path.write_text(f"---\ntitle: {name}\n---\n{text}")
    return path


@pytest.fixture
def ferry(tmp_path):
    return write(tmp_path, "ferry", "The ferry sails on Monday.")


def told(result):
    return [(one["id"], one["act"], one["came"], one["went"], one["undone"]) for one in lines(result)]


FERRY = [{"id": 1, "title": "ferry"}]


@pytest.mark.parametrize("server", [(), ("--server", "7")])
def test_what_was_done_is_told_and_undone(summit, ferry, server):
    summit(*server, "add", ferry)
    shown = lines(summit(*server, "show", "1", "--json"))
    summit(*server, "remove", "1")
    assert lines(summit(*server, "list", "--json")) == []
    assert lines(summit(*server, "undo", "2", "--json")) == [{"id": 2, "state": "undone", "reason": None}]
    assert lines(summit(*server, "show", "1", "--json")) == shown
    found = summit(*server, "history", "--json")
    assert told(found) == [
        (3, "undo", FERRY, [], False),
        (2, "remove", [], FERRY, True),
        (1, "add", FERRY, [], False),
    ]
    assert [list(one) for one in lines(found)] == [KEYS] * 3
    assert {one["who"] for one in lines(found)} == {"terminal"}
    assert datetime.fromisoformat(lines(found)[0]["when"]).tzinfo
    assert told(summit(*server, "history", "--top", "1", "--json")) == told(found)[:1]


def test_one_command_is_one_entry_and_is_undone_as_a_whole(summit, ferry, tmp_path):
    summit("add", ferry, write(tmp_path, "dam", "The dam holds."))
    assert [one["came"] for one in lines(summit("history", "--json"))] == [[*FERRY, {"id": 2, "title": "dam"}]]
    summit("remove", "1", "2")
    summit("undo", "2")
    assert [one["id"] for one in lines(summit("list", "--json"))] == [1, 2]
    summit("undo", "1")
    assert lines(summit("list", "--json")) == []


def test_what_cannot_be_undone_is_refused_with_a_sentence(summit, ferry):
    summit("add", ferry)
    summit("remove", "1")
    summit("undo", "2")
    for entry, reason in (("2", "undone already"), ("99", "no entry 99"), ("x", "no entry x"), ("1", "changed since")):
        ferry.write_text(ferry.read_text() + " It is late.")
        summit("add", ferry)
        result = summit("undo", entry, "--json")
        (line,) = lines(result)
        assert (result.exit_code, line["state"], reason in line["reason"]) == (1, "refused", True)
        assert line["id"] == (int(entry) if entry.isdecimal() else entry)
        assert reason in summit("undo", entry).stderr


def test_the_limits_of_a_server_hold_for_what_would_come_back(summit, ferry, tmp_path, monkeypatch):
    summit("--server", "7", "add", ferry)
    summit("--server", "7", "remove", "1")
    summit("--server", "7", "add", write(tmp_path, "dam", "The dam holds."))
    monkeypatch.setenv("SUMMIT_MAX_ARTICLES", "1")
    result = summit("--server", "7", "undo", "2")
    assert (result.exit_code, "has 1 article and may have 1" in result.stderr) == (1, True)
    summit("--server", "7", "remove", "2")
    assert summit("--server", "7", "undo", "2").exit_code == 0


def test_a_line_of_a_servers_log_tells_of_an_undo(summit, ferry, tmp_path):
    summit("--server", "7", "add", ferry)
    summit("--server", "7", "undo", "1")
    summit("--server", "7", "undo", "99")
    with closing(Store.open(tmp_path / "data/bot.db")) as store:
        assert [(one.what, one.detail) for one in store.changes(7, 9)] == [("undo", "ferry"), ("add", "ferry")]


def test_settings_and_who_has_done_it_are_told_of_a_server(summit, ferry, tmp_path):
    summit("--server", "7", "add", ferry)
    with Library.open(tmp_path / "data/servers/7") as library, closing(Store.open(tmp_path / "data/bot.db")) as store:
        for who in (300, 301):
            act = Act()
            library.edit(1, {"author": f"Ada {who}"}, act)
            store.note(Change(act.moment, 7, who, "edit", "ferry", mark=act.mark))
        library.edit(1, {"author": "Nobody"}, Act("Source 3", "refresh"))
        store.note(Change(datetime.now(UTC), 7, 300, "settings", "language ja"))
        store.forget_person(301)
    found = lines(summit("--server", "7", "history", "--json"))
    assert [(one["id"], one["act"], one["who"]) for one in found] == [
        (None, "settings", "300"),
        (4, "refresh", "Source 3"),
        (3, "edit", None),
        (2, "edit", "300"),
        (1, "add", "terminal"),
    ]
    assert "settings  language ja" in summit("--server", "7", "history").stdout


def test_people_are_shown_counts_and_titles(summit, ferry, tmp_path):
    assert summit("history").stdout == "Nothing was done yet.\n"
    summit("add", ferry, *(write(tmp_path, f"dam{number}", f"The dam {number} holds.") for number in range(6)))
    summit("undo", "1")
    shown = " ".join(summit("history").stdout.split())
    assert "+7 ferry (1), dam0 (2)" in shown
    assert "and 2 more" in shown
    assert "add, undone" in shown


def test_what_is_too_old_to_be_undone_goes_at_the_next_command(summit, ferry, tmp_path):
    summit("add", ferry)
    summit("remove", "1")
    with closing(sqlite3.connect(tmp_path / "data/shared/library.db")) as connection, connection:
        connection.execute("UPDATE deed SET moment = '2026-01-01T00:00:00+00:00'")
    assert b"sails on Monday" in (tmp_path / "data/shared/library.db").read_bytes()
    assert [one["went"] for one in lines(summit("history", "--json"))] == [FERRY, []]
    assert b"sails on Monday" not in (tmp_path / "data/shared/library.db").read_bytes()
    assert "older than 30 days" in summit("undo", "2").stderr
