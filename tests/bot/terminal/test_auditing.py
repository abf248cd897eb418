from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from bot.store import Store
from index import Config, Library
from index.config import model_of

LINE = "The ferry sails on Monday."


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def ferry(tmp_path):
    path = tmp_path / "ferry.md"
    path.write_text(f"---\ntitle: The ferry\n---\n{LINE}")
    return path


def changes(tmp_path, server=7):
    with closing(Store.open(tmp_path / "data/bot.db")) as store:
        return [(change.who, change.what, change.detail) for change in store.changes(server, 9)]


def test_each_change_of_a_servers_library_has_a_line(summit, ferry, tmp_path):
    summit("--server", "7", "add", ferry)
    ferry.write_text(ferry.read_text() + " It is late.")
    summit("--server", "7", "add", ferry)
    summit("--server", "7", "reindex")
    summit("--server", "7", "remove", "1")
    assert changes(tmp_path) == [
        (None, "remove", "The ferry"),
        (None, "reindex", f"1 · 2 · {model_of(Config()).identity}"),
        (None, "replace", "The ferry"),
        (None, "add", "The ferry"),
    ]


def test_a_reindex_is_noted_with_the_articles_that_it_has_changed(summit, ferry, tmp_path):
    summit("--server", "7", "add", ferry)
    with closing(sqlite3.connect(tmp_path / "data/servers/7/library.db")) as connection, connection:
        connection.execute("UPDATE passage SET start = start + 1")
    summit("--server", "7", "reindex")
    assert changes(tmp_path)[0][2].split(" · ")[3:] == ["The ferry"]


def test_what_changes_nothing_has_no_line(summit, ferry, tmp_path):
    summit("--server", "7", "add", ferry)
    summit("--server", "7", "add", ferry, tmp_path / "nothing.txt")
    summit("--server", "7", "remove", "99", "x")
    assert changes(tmp_path) == [(None, "add", "The ferry")]


def test_the_lines_of_a_server_are_its_own_and_the_shared_library_has_none(summit, ferry, tmp_path):
    summit("--server", "7", "add", ferry)
    summit("add", ferry)
    assert (changes(tmp_path, 8), len(changes(tmp_path, 7))) == ([], 1)
    assert "changes" not in lines(summit("status", "--json"))[0]
    assert lines(summit("--server", "8", "status", "--json"))[0]["changes"] == []


def test_the_status_of_a_server_shows_its_last_changes(summit, ferry):
    summit("--server", "7", "add", ferry)
    (change,) = lines(summit("--server", "7", "status", "--json"))[0]["changes"]
    assert (change["who"], change["what"], change["detail"]) == (None, "add", "The ferry")
    assert "Summit  add  The ferry" in summit("--server", "7", "status").stdout


def test_nothing_is_changed_where_it_cannot_be_noted(summit, ferry, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/bot.db").write_bytes(b"this is no database " * 500)
    result = summit("--server", "7", "add", ferry, "--json")
    assert (result.exit_code, result.stdout, "bot.db is damaged" in result.stderr) == (2, "", True)
    assert lines(summit("--server", "7", "list", "--json")) == []


def test_the_same_server_is_meant_however_its_number_is_written(summit, ferry, tmp_path):
    summit("--server", "007", "add", ferry)
    assert [path.name for path in (tmp_path / "data/servers").iterdir()] == ["7"]


@pytest.mark.parametrize("server", ["0", "9223372036854775808", "²"])
def test_a_number_that_no_server_has_is_refused(summit, server):
    assert summit("--server", server, "list").exit_code == 2


def test_a_reindex_beside_another_is_refused(summit, ferry, tmp_path):
    summit("--server", "7", "add", ferry)
    told = []

    def progress(_done, _total):
        told.append(summit("--server", "7", "reindex"))

    with Library.open(tmp_path / "data/servers/7") as library:
        library.reindex(progress)
    assert {result.exit_code for result in told} == {1}
    assert {result.stderr for result in told} == {"Another reindex is running on this library. Wait for it to end.\n"}
    assert [what for _, what, _ in changes(tmp_path)] == ["add"]


def test_an_open_library_sees_what_the_terminal_changes(summit, ferry, tmp_path):
    with Library.open(tmp_path / "data/servers/7") as library:
        before = library.version()
        summit("--server", "7", "add", ferry)
        assert library.version() != before
        assert library.ask("When does the ferry sail?").quotes[0].text == LINE
