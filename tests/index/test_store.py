"""SQLite keeps what was stored, and what goes wrong is told in our words."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import Busy, Damaged, Library, NoAccess, StoreError, TooNew
from index.store import Database, IndexedArticle, PassageRow, Store
from index.store import database as database_module
from index.store.rows import pack_passage, unpack_passage
from index.store.schema import MIGRATIONS
from tests.index.towns import run_python, source, town, unit

FILL = """
import resource, sys
from pathlib import Path
from index import Library, SummitError
from tests.index.towns import source, town
with Library.open(Path(sys.argv[1])) as library:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
    number = 0
    try:
        while number < 200:
            library.add(source(town(number), f"town-{number}"))
            number += 1
        library.ask("How many arches does the bridge of Veldham3 have?")
    except SummitError as error:
        print(type(error).__name__, number, len(library.list()), error)
"""


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.open(tmp_path / "library.db")


def passage(ordinal: int = 0, sentences: int = 2) -> PassageRow:
    spans = np.array([(8 * i, 8 * i + 7) for i in range(sentences)], np.int32)
    counts = np.full(sentences, 2, np.uint16)
    terms = np.arange(2 * sentences, dtype=np.uint32) + 4_000_000_000
    return PassageRow(
        0,
        0,
        ordinal,
        5,
        "A drum. " * sentences,
        spans,
        unit(sentences),
        terms,
        counts,
        np.full(sentences, 65535, np.uint16),
    )


def stored(connection: sqlite3.Connection, text: str = "A drum. A song.") -> int:
    """Store an article with one passage, whatever its text."""
    store = Store(connection)
    made = source(text, text).article
    assert made
    edition = store.edition() or store.begin_edition("model", 32, "recipe", current=True)
    article = store.put_article(made)
    store.put_indexed(article, edition, IndexedArticle(unit(1), np.zeros(1, np.uint32), [passage()]))
    return article


def test_a_new_database_has_the_newest_version(database):
    with database.reading() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_an_older_database_is_led_to_the_newest_version_and_keeps_its_rows(database, monkeypatch):
    with database.writing() as connection:
        article = stored(connection)
    monkeypatch.setattr(database_module, "MIGRATIONS", (*MIGRATIONS, "ALTER TABLE article ADD COLUMN extra TEXT;"))
    with Database.open(database.path).reading() as connection:
        assert connection.execute("SELECT id, extra FROM article").fetchall() == [(article, None)]
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)


def test_a_migration_that_fails_leaves_the_older_version_whole(database, monkeypatch):
    broken = "ALTER TABLE article ADD COLUMN extra TEXT;\nINSERT INTO nowhere VALUES (1);"
    monkeypatch.setattr(database_module, "MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises(Damaged, match=r"nowhere"):
        Database.open(database.path)
    with database.reading() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert "extra" not in {row[1] for row in connection.execute("PRAGMA table_info(article)")}


def test_two_that_open_a_new_folder_at_once_both_find_a_whole_database(tmp_path):
    opened: list[Database] = []
    threads = [threading.Thread(target=lambda: opened.append(Database.open(tmp_path / "db"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 8


def test_a_transaction_that_fails_stores_nothing(database):
    def interrupted() -> None:
        with database.writing() as connection:
            stored(connection)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with database.writing() as connection:
        assert Store(connection).counts() == (0, 0)


def test_a_commit_that_fails_stores_nothing_and_the_next_one_works(database):
    def unsound() -> None:
        with database.writing() as connection:
            connection.execute("PRAGMA defer_foreign_keys = ON")
            connection.execute("INSERT INTO indexed VALUES (99, 99, 1, 1, x'', x'')")

    with pytest.raises(StoreError, match=r"FOREIGN KEY"):
        unsound()
    with database.writing() as connection:
        stored(connection)
    with database.reading() as connection:
        assert Store(connection).counts() == (1, 2)


def test_a_reader_sees_one_moment(database):
    with database.reading() as before:
        assert Store(before).counts() == (0, 0)
        with database.writing() as connection:
            stored(connection)
        assert Store(before).counts() == (0, 0)
    with database.reading() as after:
        assert Store(after).counts() == (1, 2)


def test_what_was_removed_is_gone_with_all_that_was_made_of_it(database):
    with database.writing() as connection:
        kept, gone = stored(connection, "One drum."), stored(connection, "Two drums.")
        assert (Store(connection).remove(gone), Store(connection).remove(gone)) == (True, False)
    with database.reading() as connection:
        assert connection.execute("SELECT article FROM passage").fetchall() == [(kept,)]
        assert connection.execute("SELECT article FROM indexed").fetchall() == [(kept,)]


def test_ids_are_never_given_again(database):
    with database.writing() as connection:
        first = stored(connection, "One drum.")
        passages = connection.execute("SELECT max(id) FROM passage").fetchone()[0]
        Store(connection).remove(first)
        assert stored(connection, "Two drums.") == first + 1
        assert connection.execute("SELECT min(id) FROM passage").fetchone()[0] > passages


def test_a_passage_comes_back_as_it_was_stored(database):
    row = passage(ordinal=3)
    back = unpack_passage((7, 9, *pack_passage(row)), 32)
    assert (back.id, back.article, back.ordinal, back.start, back.text) == (7, 9, 3, 5, row.text)
    for name in ("spans", "terms", "counts", "traits"):
        assert np.array_equal(getattr(back, name), getattr(row, name))
    assert (back.vectors * row.vectors).sum(axis=1).min() > 0.999
    assert back.sentence_ids.tolist() == [448, 449]


def test_a_database_of_a_newer_version_is_left_alone(tmp_path):
    Library.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "library.db") as connection:
        connection.execute("PRAGMA user_version = 999")
    before = (tmp_path / "library.db").read_bytes()
    with pytest.raises(TooNew, match=r"newer version of Summit. Update Summit"):
        Library.open(tmp_path)
    assert (tmp_path / "library.db").read_bytes() == before


@pytest.mark.parametrize("data", [b"This is no database. " * 300, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_named_with_the_way_out(tmp_path, data):
    (tmp_path / "library.db").write_bytes(data)
    with pytest.raises(Damaged, match=r"library\.db is damaged .* Restore it from a backup, or move it aside"):
        Library.open(tmp_path)


def damaged(filled: Library, start: float, end: float) -> Path:
    """Overwrite a share of the database, and return its folder."""
    filled.close()
    path = filled.folder / "library.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    left, right = int(len(data) * start) // 4096 * 4096, int(len(data) * end)
    data[left:right] = bytes(right - left)
    path.write_bytes(data)
    return filled.folder


def test_a_truncated_database_is_told_and_nothing_else_happens(filled):
    filled.close()
    path = filled.folder / "library.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.truncate(path, path.stat().st_size // 3)

    def used() -> None:
        with Library.open(filled.folder) as library:
            library.ask("How many arches does the bridge of Veldham2 have?")

    with pytest.raises(Damaged, match=r"Restore it from a backup"):
        used()


def test_the_status_names_damage_in_the_middle_of_the_database(filled):
    folder = damaged(filled, 0.3, 1)
    try:
        with Library.open(folder) as library:
            problem = str(*library.status().problems)
    except Damaged as error:
        problem = str(error)
    assert "damaged" in problem
    assert "Restore it from a backup" in problem


def test_the_status_of_a_library_in_a_relative_folder_is_sound(filled, monkeypatch):
    monkeypatch.chdir(filled.folder.parent)
    with Library.open(Path(filled.folder.name)) as library:
        assert (library.status().articles, library.status().problems) == (4, ())


def test_a_locked_database_is_busy_for_writers_and_open_to_readers(filled, monkeypatch):
    monkeypatch.setattr(database_module, "PATIENCE_S", 0.1)
    with (
        sqlite3.connect(filled.folder / "library.db", isolation_level=None) as other,
        Library.open(filled.folder) as late,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match=r"Another process is writing to .* Try again in a moment"):
            late.add(source(town(9), "town-9"))
        assert late.ask("How many arches does the bridge of Veldham2 have?").found
        other.rollback()
        assert late.add(source(town(9), "town-9")).state == "added"


def test_a_writer_waits_for_another_one(filled):
    with sqlite3.connect(filled.folder / "library.db", isolation_level=None, check_same_thread=False) as other:
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.3, other.rollback)
        timer.start()
        assert filled.add(source(town(9), "town-9")).state == "added"
        timer.join()


def test_a_file_where_the_folder_should_be_is_no_access(tmp_path):
    (tmp_path / "data").write_text("I am a file.")
    for folder in (tmp_path / "data", tmp_path / "data" / "shared"):
        with pytest.raises(NoAccess, match=r"cannot be made: .*Check its rights"):
            Library.open(folder)


def test_a_folder_where_the_database_should_be_is_no_access(tmp_path):
    (tmp_path / "library.db").mkdir()
    with pytest.raises(NoAccess, match=r"Check the rights of the folder"):
        Library.open(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_no_access(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(NoAccess, match=r"Check the rights of the folder"):
        Library.open(tmp_path / "library")


@pytest.mark.parametrize("limit", [150_000, 400_000])
def test_a_file_that_cannot_grow_stores_whole_articles_only(tmp_path, limit):
    done = run_python(FILL, tmp_path, str(limit))
    kind, number, listed, sentence = done.stdout.split(maxsplit=3)
    assert (kind, number, done.stderr) == ("NoAccess", listed, "")
    assert "Check the disk, its space and its rights" in sentence
    with Library.open(tmp_path) as library:
        assert library.status().problems == ()
        assert library.add(source(town(300), "town-300")).state == "added"
        assert library.ask("How many arches does the bridge of Veldham1 have?").found


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Lend a disk of 1 MB, where this process may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True, check=False
    ).returncode:
        pytest.skip("no rights to mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_stores_whole_articles_only_and_is_named(small_disk):
    with Library.open(small_disk / "library") as library:
        many = library.add_all(source(town(number), f"town-{number}") for number in range(1000))
        with pytest.raises(NoAccess, match=r"The disk of .* is full; nothing was stored. Free some space"):
            list(many)
        assert {entry.sentences for entry in library.list()} == {8}
        assert library.status().problems == ()


def test_a_question_on_a_full_disk_is_answered_or_refused_in_our_words(small_disk):
    with Library.open(small_disk / "library") as library:
        library.add(source(town(2), "town-2"))
        (small_disk / "ballast").write_bytes(bytes(1 << 20)[: free(small_disk)])
        with pytest.raises(NoAccess, match=r"cannot be written .* Check the disk, its space and its rights"):
            library.ask("How many arches does the bridge of Veldham2 have?")
        (small_disk / "ballast").unlink()
        assert library.ask("How many arches does the bridge of Veldham2 have?").found


def free(folder: Path) -> int:
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize
