"""Everything in one file and back: the same answers, whoever writes meanwhile."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.backup.contents import BackupError
from bot.backup.restoring import restore
from bot.backup.saving import back_up
from bot.records import Change
from bot.store import Store
from index import Library
from index.store.schema import MIGRATIONS
from tests.bot.backup.making import answers
from tests.conftest import ROOT
from tests.index.towns import source, town

WRITER = """
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from bot.records import Change
from bot.store import Store
from index import Library
from tests.index.towns import source, town
data, number = Path(sys.argv[1]), 100
with closing(Store.open(data / "bot.db")) as store, Library.open(data / "servers/7") as library:
    print("ready", flush=True)
    while True:
        number += 1
        library.add(source(town(number), "coming and going"))
        library.add(source(town(1000 + number), f"new-{number}"))
        store.note(Change(datetime.now(UTC), 7, None, "add", str(number)))
        if number % 3 == 0:
            library.remove(library.list()[-1].id)
"""


def held(archive: Path) -> list[str]:
    with tarfile.open(archive) as tar:
        return tar.getnames()


def test_a_backup_holds_the_databases_and_nothing_else(data, tmp_path):
    (data / ".env").write_text("DISCORD_TOKEN=secret")
    (data / "drafts").mkdir()
    back_up(data, tmp_path / "b.tar")
    assert held(tmp_path / "b.tar") == [
        "bot.db", "servers/7/library.db", "servers/8/library.db", "shared/library.db", "manifest.json",
    ]  # fmt: skip
    assert b"secret" not in (tmp_path / "b.tar").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar", "data"]


def test_what_is_restored_answers_like_what_was_saved(data, archive, tmp_path):
    manifest = restore(archive, tmp_path / "other")
    assert (manifest.libraries, manifest.servers) == (3, [7, 8])
    assert answers(tmp_path / "other") == answers(data)
    assert all(quotes for _, quotes in answers(data))


def test_a_restored_library_is_well_and_takes_articles(archive, tmp_path):
    restore(archive, tmp_path / "other")
    with Library.open(tmp_path / "other/servers/7") as library:
        assert library.status().problems == ()
        assert library.add(source(town(9), "town-9")).state == "added"
        assert library.ask("How many arches does the bridge of Veldham9 have?").quotes[0].title == "town-9"


def test_a_restore_replaces_everything_and_leaves_nothing_of_itself(data, archive):
    before = answers(data)
    with Library.open(data / "servers/7") as library, Library.open(data / "servers/9") as other:
        library.remove(1)
        other.add(source(town(9), "town-9"))
    restore(archive, data, force=True)
    assert (answers(data), (data / "servers/9").exists()) == (before, False)
    assert sorted(path.name for path in data.iterdir()) == ["bot.db", "servers", "shared"]


def test_a_restore_has_a_line_in_the_log_of_each_server(archive, tmp_path):
    made = restore(archive.rename(tmp_path / "before-removing-acme.tar"), tmp_path / "other").made
    with closing(Store.open(tmp_path / "other/bot.db")) as store:
        noted = {server: store.changes(server, 5) for server in (7, 8, 9)}
    assert [[change.what for change in noted[server]] for server in noted] == [["restore"], ["restore"], []]
    assert noted[7][0].detail == noted[8][0].detail == made.isoformat(" ", "minutes")


def test_twenty_backups_under_load_are_whole_and_answer_alike(data, tmp_path):
    expected = answers(data)
    words = [sys.executable, "-c", WRITER, os.fspath(data)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        try:
            assert writer.stdout.readline() == "ready\n"
            sizes = [_round(data, tmp_path / str(number), expected) for number in range(20)]
            assert writer.poll() is None
        finally:
            writer.kill()
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[0]


def _round(data: Path, folder: Path, expected: object) -> int:
    """Back up, restore elsewhere, compare; return how far the writer had come by then."""
    folder.mkdir()
    back_up(data, folder / "b.tar")
    restore(folder / "b.tar", folder / "data")
    assert answers(folder / "data") == expected
    with closing(Store.open(folder / "data/bot.db")) as store:
        changes = [change for change in store.changes(7, 10_000) if change.what == "add"]
    with Library.open(folder / "data/servers/7") as library:
        assert library.status().problems == ()
        assert {entry.sentences for entry in library.list()} == {8}
    return len(changes)


def test_restoring_again_and_again_over_the_same_folder_answers_alike(data, archive, tmp_path):
    expected = answers(data)
    for _ in range(20):
        with Library.open(tmp_path / "other/shared") as library:
            library.add(source(town(11), "town-11"))
        restore(archive, tmp_path / "other", force=True)
        assert answers(tmp_path / "other") == expected


def test_a_backup_does_not_wait_for_a_writer_nor_a_writer_for_it(data, tmp_path):
    with closing(Store.open(data / "bot.db")) as store:
        store.note(Change(datetime.now(UTC), 7, None, "add", "before"))
        with store._database.writing() as sql:
            sql.execute("DELETE FROM audit")
            done = threading.Thread(target=back_up, args=(data, tmp_path / "b.tar"))
            done.start()
            done.join(timeout=20)
            assert not done.is_alive()
    restore(tmp_path / "b.tar", tmp_path / "other")
    with closing(Store.open(tmp_path / "other/bot.db")) as store:
        assert "before" in [change.detail for change in store.changes(7, 9)]


def test_an_older_backup_is_brought_up_to_date_when_it_is_opened(data, tmp_path):
    (data / "shared/library.db").unlink()
    with sqlite3.connect(data / "shared/library.db") as connection:
        connection.executescript(MIGRATIONS[0] + "PRAGMA user_version = 1;")
    back_up(data, tmp_path / "b.tar")
    restore(tmp_path / "b.tar", tmp_path / "other")
    with Library.open(tmp_path / "other/shared") as library:
        assert library.add(source(town(1), "a")).state == "added"


def test_a_file_that_is_there_is_not_overwritten_without_force(data, archive):
    archive.write_bytes(before := b"something of mine")
    with pytest.raises(BackupError, match=r"is there already: name a new file, or overwrite a file with --force"):
        back_up(data, archive)
    assert archive.read_bytes() == before
    back_up(data, archive, force=True)
    assert tarfile.is_tarfile(archive)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    "place",
    ["bot.db", "bot.db-wal", "bot.db-shm", "summit.lock", "servers/7/library.db", "servers/7/library.db-wal",
     "shared/new.tar", "servers/new.tar", "servers/99/new.tar", "drafts/new.tar", ".restore/new.tar", "preview/bot.db",
     "shared/../bot.db"],
)  # fmt: skip
def test_a_backup_is_never_written_over_the_data_or_among_it(data, place, force):
    before, names = answers(data), sorted(data.rglob("*"))
    with pytest.raises(BackupError, match=r"is among the files of the data folder itself: name a file elsewhere"):
        back_up(data, data / place, force=force)
    assert (answers(data), sorted(data.rglob("*"))) == (before, names)


def test_a_link_leads_no_backup_into_the_data(data, tmp_path):
    (data / "servers/8").rename(tmp_path / "moved")
    (data / "servers/8").symlink_to(tmp_path / "moved")
    (tmp_path / "link").symlink_to(data)
    for target in (tmp_path / "moved/library.db", tmp_path / "link/bot.db"):
        with pytest.raises(BackupError, match=r"is among the files of the data folder itself"):
            back_up(data, target, force=True)
    back_up(data, tmp_path / "link/new.tar")
    assert "servers/8/library.db" in held(data / "new.tar")


def test_a_backup_over_the_bots_own_file_is_refused_as_a_command(summit, data, monkeypatch):
    monkeypatch.chdir(data)
    result = summit("--data", ".", "backup", "bot.db", "--force")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("bot.db is among the files of the data folder itself: ")


def test_a_backup_of_libraries_that_have_all_gone_meanwhile_is_none(data, tmp_path):
    shutil.rmtree(data / "shared")
    (data / "bot.db").unlink()
    with pytest.raises(BackupError, match=r"^There is nothing to back up in"):
        back_up(data, tmp_path / "b.tar", progress=lambda *_: shutil.rmtree(data / "servers", ignore_errors=True))
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_an_empty_folder_and_one_that_is_not_there_are_told(data, tmp_path):
    with pytest.raises(BackupError, match=r"^There is nothing to back up in"):
        back_up(tmp_path / "nothing", tmp_path / "b.tar")
    with pytest.raises(BackupError, match=r"^The folder .*nowhere is not there"):
        back_up(data, tmp_path / "nowhere/b.tar")


def test_a_damaged_library_is_named_and_nothing_is_written(data, tmp_path):
    path = data / "servers/8/library.db"
    with path.open("r+b") as file:
        file.seek(5000)
        file.write(bytes(3000))
    with pytest.raises(BackupError, match=r"servers/8/library\.db cannot be backed up"):
        back_up(data, tmp_path / "b.tar")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_the_commands_say_what_they_did(summit, data, tmp_path):
    saved = summit("--data", data, "backup", tmp_path / "b.tar")
    assert (saved.exit_code, saved.stdout.startswith("Saved 3 libraries, ")) == (0, True)
    again = summit("--data", data, "backup", tmp_path / "b.tar")
    assert (again.exit_code, again.stdout, "--force" in again.stderr) == (1, "", True)
    restored = summit("--data", tmp_path / "other", "restore", tmp_path / "b.tar", "--json")
    line = json.loads(restored.stdout)
    assert (line["path"], line["libraries"], restored.exit_code) == (str(tmp_path / "b.tar"), 3, 0)
    refused = summit("--data", tmp_path / "other", "restore", tmp_path / "b.tar")
    assert (refused.exit_code, "There is data in" in refused.stderr) == (1, True)
    assert summit("--data", tmp_path / "other", "restore", tmp_path / "b.tar", "--force").exit_code == 0


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_backup_is_never_of_one_server(summit, data, tmp_path, command):
    result = summit("--data", data, "--server", "7", command, tmp_path / "b.tar")
    told = " ".join(result.stderr.replace("│", " ").split())
    assert (result.exit_code, "a backup holds all libraries: leave --server out" in told) == (2, True)
    assert not (tmp_path / "b.tar").exists()


def test_what_a_backup_that_was_killed_has_left_goes_after_a_day(data, tmp_path):
    place = tmp_path / "backups"
    left = [place / ".summit-backup.abc/copy.db", place / ".all.tar.xyz", place / ".summit-backup.now/copy.db"]
    for path in (*left, place / ".another.tar.xyz"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half a copy")
    for path in (left[0].parent, left[1], place / ".another.tar.xyz"):
        os.utime(path, (0, 0))
    back_up(data, place / "all.tar")
    assert sorted(path.name for path in place.iterdir()) == [".another.tar.xyz", ".summit-backup.now", "all.tar"]


def test_a_folder_with_files_of_somebody_else_is_not_replaced_without_force(data, tmp_path):
    back_up(data, tmp_path / "all.tar")
    notes = tmp_path / "new/shared/notes.md"
    notes.parent.mkdir(parents=True)
    notes.write_text("mine")
    with pytest.raises(BackupError, match="There is data in"):
        restore(tmp_path / "all.tar", tmp_path / "new")
    assert notes.read_text() == "mine"
