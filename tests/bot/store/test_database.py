"""The file is made, migrated and refused in our words, and a transaction is stored whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import Store
from bot.store import database as database_module
from bot.store.schema import MIGRATIONS
from index import Busy, Damaged, NoAccess, StoreError, TooNew
from tests.bot.store.making import NOTHING, kept, settings
from tests.conftest import ROOT

FILL = """
import resource, sys
from pathlib import Path
from bot.store import Store
from index import StoreError
from tests.bot.store.making import kept
store = Store.open(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
done = 0
try:
    while done < 2000:
        store.keep(kept(f"a{done}"))
        done += 1
except StoreError as error:
    print(type(error).__name__, done, store.kept("a0") == kept("a0"), error)
"""


def test_a_new_file_has_the_newest_version_and_loses_nothing_in_a_power_cut(store):
    with store._database.reading() as sql:
        assert sql.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert sql.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert sql.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert sql.execute("PRAGMA synchronous").fetchone() == (2,)


def test_an_older_file_is_led_to_the_newest_version_and_keeps_its_rows(store, path, monkeypatch):
    store.keep(kept())
    store.close()
    monkeypatch.setattr(database_module, "MIGRATIONS", (*MIGRATIONS, "ALTER TABLE answer ADD COLUMN extra TEXT;"))
    newer = Store.open(path)
    assert newer.kept("a1") == kept()
    with newer._database.reading() as sql:
        assert sql.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)
    newer.close()


def test_a_migration_that_fails_leaves_the_older_version_whole(store, path, monkeypatch):
    store.keep(kept())
    broken = "ALTER TABLE answer ADD COLUMN extra TEXT;\nINSERT INTO nowhere VALUES (1);"
    monkeypatch.setattr(database_module, "MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises(Damaged, match=r"nowhere"):
        Store.open(path)
    with store._database.reading() as sql:
        assert sql.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert "extra" not in {row[1] for row in sql.execute("PRAGMA table_info(answer)")}


def test_two_that_open_a_new_file_at_once_both_find_it_whole(path):
    opened: list[Store] = []
    threads = [threading.Thread(target=lambda: opened.append(Store.open(path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.servers() for store in opened] == [{}] * 8
    for store in opened:
        store.close()


def test_what_one_process_stores_another_one_sees(store, path):
    other = Store.open(path)
    store.keep(kept())
    assert other.kept("a1") == kept()
    other.close()


def test_a_transaction_that_is_interrupted_stores_nothing(store):
    def interrupted() -> None:
        with store._database.writing() as sql:
            sql.execute("INSERT INTO value VALUES ('key', 'value')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert store.value("key") is None
    store.set_value("key", "later")
    assert store.value("key") == "later"


def test_a_store_may_be_opened_and_closed_by_another_thread(path):
    opened: list[Store] = []
    thread = threading.Thread(target=lambda: opened.append(Store.open(path)))
    thread.start()
    thread.join()
    opened[0].keep(kept())
    thread = threading.Thread(target=opened[0].close)
    thread.start()
    thread.join()
    assert not path.with_name("bot.db-wal").exists()


def test_a_closed_store_says_so_and_may_be_closed_again(store):
    store.close()
    store.close()
    with pytest.raises(StoreError, match=r"cannot be used any more .*closed.* Start Summit again"):
        store.kept("a1")


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(store, path):
    store.keep(kept())
    with store._database.writing() as sql:
        sql.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(TooNew, match=r"newer version of Summit. Update Summit, or use another data folder"):
        Store.open(path)
    assert store.kept("a1") == kept()


@pytest.mark.parametrize("content", [b"I am no database. " * 500, b"SQLite format 3\x00" + bytes(range(256)) * 40])
def test_a_file_that_is_no_database_is_damaged(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(Damaged, match=r"is damaged .* Restore it from a backup, or move it aside"):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_file_that_is_damaged_while_in_use_is_told(store, path):
    for number in range(50):
        store.keep(kept(f"a{number}"))
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(Damaged, match=r"Restore it from a backup"):
        Store.open(path).kept("a7")


def test_a_locked_file_is_busy_for_writers_and_open_to_readers(store, path, monkeypatch):
    monkeypatch.setattr(database_module, "PATIENCE_S", 0.1)
    store.keep(kept())
    late = Store.open(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for busy in (lambda: late.vote("a1", 301, True), lambda: Store.open(path)):
            with pytest.raises(Busy, match=r"Another process is writing to .* Try again in a moment"):
                busy()
        assert late.kept("a1") == kept()
    assert late.vote("a1", 301, True)
    late.close()


def test_a_writer_waits_for_another_one(store, path):
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.2, other.rollback)
        timer.start()
        store.keep(kept())
        timer.join()
    assert store.kept("a1") == kept()


def test_a_file_where_a_folder_should_be_is_no_access(tmp_path):
    (tmp_path / "data").write_text("I am a file.")
    for path in (tmp_path / "data" / "bot.db", tmp_path / "data" / "deeper" / "bot.db"):
        with pytest.raises(NoAccess, match=r"cannot be made: .*Check its rights"):
            Store.open(path)


def test_a_folder_where_the_file_should_be_is_no_access(tmp_path):
    (tmp_path / "bot.db").mkdir()
    with pytest.raises(NoAccess, match=r"Check the rights of the folder"):
        Store.open(tmp_path / "bot.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("name", ["", "bot.db"])
def test_what_cannot_be_written_is_no_access_from_the_start(store, path, name):
    store.close()
    (path.parent / name).chmod(0o500 if not name else 0o400)
    with pytest.raises(NoAccess, match=r"Check the rights of the folder"):
        Store.open(path)


def test_a_file_that_cannot_grow_keeps_whole_answers_only(tmp_path):
    words = [sys.executable, "-c", FILL, tmp_path / "bot.db", "300000"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    kind, number, first, sentence = done.stdout.split(maxsplit=3)
    assert (kind, first, done.stderr) == ("NoAccess", "True", "")
    assert "Check the disk, its space and its rights" in sentence
    store = Store.open(tmp_path / "bot.db")
    assert [bool(store.kept(f"a{at}")) for at in range(int(number) + 1)] == [True] * int(number) + [False]
    store.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Lend a disk of 1 MB, where this process may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no rights to mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_named_and_what_was_kept_stays(small_disk):
    store = Store.open(small_disk / "bot.db")
    store.save_server(1, settings(5))
    with pytest.raises(NoAccess, match=r"The disk of .* is full; nothing was stored. Free some space"):
        keep_many(store)
    assert (store.kept("a0"), store.servers()) == (kept("a0", NOTHING), {1: settings(5)})
    store.close()


def keep_many(store: Store) -> None:
    for number in range(5000):
        store.keep(kept(f"a{number}", NOTHING))


def test_how_often_a_reindex_was_begun_moves_into_a_column_of_its_own(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as sql:
        sql.executescript("".join(MIGRATIONS[:2]))
        rows = [(1, "2 edition-a"), (2, "edition-b"), (3, "1 ")]
        sql.executemany("INSERT INTO reindexing (server, who, channel, begun, edition) VALUES (?, 3, 4, 5, ?)", rows)
        sql.execute("PRAGMA user_version = 2")
        sql.commit()
    with closing(Store.open(path)) as store:
        found = [(run.server, run.tries, run.edition) for run in store.reindexings()]
    assert found == [(1, 2, "edition-a"), (2, 1, "edition-b"), (3, 1, "")]
