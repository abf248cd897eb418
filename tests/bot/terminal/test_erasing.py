"""What is removed on the terminal is in no file any more, and what is somebody else's is left alone."""

from __future__ import annotations

import json
import os
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.backup.occupancy import Strangers, occupy
from bot.records import Asking, Kept, Scope
from bot.store import Store
from index import Answer, Library
from tests.bot.store.making import NOON
from tests.index.towns import source, town
from tests.searching import holding

ARCHES = "The bridge of Veldham1 was finished"


@pytest.fixture
def data(prepared: None, tmp_path: Path) -> Path:
    """Return a data folder with three towns in the shared library, and an answer that quotes the second."""
    data = tmp_path / "data"
    with Library.open(data / "shared") as library:
        for number in range(3):
            library.add(source(town(number), f"town-{number}"))
        library.settle()
        quote = library.ask("How many arches does the bridge of Veldham1 have?").quotes[0]
    quoted = Answer("How many arches?", (replace(quote, source=1),))
    asking = Asking("How many arches?", Scope(7), 300, 20, "en", "command")
    with closing(Store.open(data / "bot.db")) as store:
        store.keep(Kept("a1", asking, NOON, quoted))
    return data


def test_what_is_deleted_for_good_is_in_no_file_and_in_no_later_backup(summit, data, tmp_path):
    assert holding(data, ARCHES) == ["bot.db", "shared/library.db"]
    result = summit("--data", data, "remove", "2", "--forever", "--json")
    assert json.loads(result.stdout) == {"id": 2, "state": "removed"}
    assert summit("--data", data, "backup", tmp_path / "b.tar").exit_code == 0
    assert holding(tmp_path, ARCHES, "Ada Pell1,") == []
    assert holding(tmp_path, "Ada Pell2,") == ["b.tar", "data/shared/library.db"]


def test_what_is_removed_is_kept_with_its_library_alone_until_it_is_deleted_for_good(summit, data, tmp_path):
    result = summit("--data", data, "remove", "2")
    assert "`summit undo 4` brings it back within 30 days" in result.stderr
    assert "`summit remove 2 --forever` deletes its text for good" in result.stderr
    summit("--data", data, "backup", tmp_path / "b.tar")
    assert holding(tmp_path, ARCHES) == ["b.tar", "data/shared/library.db"]
    summit("--data", tmp_path / "new", "restore", tmp_path / "b.tar")
    assert summit("--data", tmp_path / "new", "undo", "4").exit_code == 0
    assert summit("--data", data, "remove", "2", "--forever").exit_code == 0
    assert summit("--data", data, "backup", tmp_path / "b.tar", "--force").exit_code == 0
    assert holding(data, ARCHES, "Ada Pell1,") == []
    assert holding(tmp_path, ARCHES) == ["new/shared/library.db"]
    assert summit("--data", data, "undo", "4").exit_code == 1


def test_removing_an_unknown_article_forever_is_told(summit, data):
    result = summit("--data", data, "remove", "77", "--forever", "--json")
    assert (json.loads(result.stdout), result.exit_code) == ({"id": 77, "state": "unknown"}, 1)


def test_a_backup_and_what_is_restored_from_it_are_their_owners_alone(summit, data, tmp_path):
    summit("--data", data, "backup", tmp_path / "b.tar")
    assert stat.S_IMODE((tmp_path / "b.tar").stat().st_mode) == 0o600
    assert summit("--data", tmp_path / "new" / "data", "restore", tmp_path / "b.tar").exit_code == 0
    found = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").rglob("*")}
    assert [path for path, mode in found.items() if mode != (0o700 if path.is_dir() else 0o600)] == []


def test_folders_that_an_older_version_left_open_are_closed(data):
    for name in ("shared", "servers", "drafts"):
        (data / name).mkdir(exist_ok=True)
        (data / name).chmod(0o755)
    with occupy(data):
        assert {stat.S_IMODE((data / name).stat().st_mode) for name in ("shared", "servers", "drafts")} == {0o700}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
@pytest.mark.parametrize("command", [["list"], ["backup", "b.tar"], ["remove", "1"], ["ask", "Who?"]])
def test_a_command_of_another_user_is_refused_with_that_reason(summit, data, command):
    for path in (data, *data.rglob("*")):
        os.chown(path, 65534, 65534)
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    result = summit("--data", data, *command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "belongs to the user nobody, and this is root: run it as that user" in " ".join(result.stderr.split())
    assert {path: path.stat().st_mtime_ns for path in data.rglob("*")} == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_folder_of_another_user_without_data_may_be_used(tmp_path):
    os.chown(tmp_path, 65534, 65534)
    with occupy(tmp_path):
        pass
    os.chown(tmp_path / "summit.lock", 65534, 65534)
    with pytest.raises(Strangers):
        occupy(tmp_path)
