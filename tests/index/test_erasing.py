"""What is deleted is gone: no file of a library holds it, whatever SQLite has copied where."""

from __future__ import annotations

import random
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index import Library, copy_database
from index import derived as derived_module
from index.store import Database, IndexedArticle, PassageRow, Store
from index.store.schema import MIGRATIONS
from tests.index.towns import source, town, unit
from tests.searching import holding


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.open(tmp_path / "library" / "library.db")


def word(number: int) -> str:
    return f"zorb{number:05}"


def store(connection: sqlite3.Connection, number: int, passages: int = 3) -> int:
    """Store an article whose every passage holds a word of its own."""
    written = Store(connection)
    made = source(f"The {word(number)} was seen. It went away.", f"town-{number}").article
    assert made
    edition = written.edition() or written.begin_edition("model", 32, "recipe", current=True)
    article = written.put_article(made)
    rows = [passage(place, f"The {word(number)} was seen. " * (1 + number % 7)) for place in range(passages)]
    written.put_indexed(article, edition, IndexedArticle(unit(1), np.zeros(1, np.uint32), rows))
    return article


def passage(place: int, text: str) -> PassageRow:
    spans, counts = np.array([(0, len(text))], np.int32), np.ones(1, np.uint16)
    return PassageRow(0, 0, place, 0, text, spans, unit(1), np.ones(1, np.uint32), counts, np.zeros(1, np.uint16))


def remove(database: Database, article: int) -> None:
    with database.erasing() as connection:
        assert Store(connection).remove(article)


def test_a_removed_article_can_be_read_in_no_file(database):
    with database.writing() as connection:
        articles = [store(connection, number) for number in range(4)]
    assert holding(database.path.parent, word(2))
    remove(database, articles[2])
    assert holding(database.path.parent, word(2)) == []
    assert holding(database.path.parent, word(1)) == ["library.db"]


def test_no_copy_is_left_where_rows_moved_from_page_to_page(database):
    chance, there, gone = random.Random(4), dict[int, int](), list[int]()
    for number in range(250):
        with database.writing() as connection:
            there[number] = store(connection, number)
        if chance.random() < 0.4:
            gone.append(chance.choice(list(there)))
            with database.writing() as connection:
                Store(connection).remove(there.pop(gone[-1]))
    remove(database, there.pop(last := max(there)))
    kept = database.path.read_bytes()
    assert [number for number in (*gone, last) if word(number).encode() in kept] == []
    assert [number for number in there if word(number).encode() not in kept] == []


def test_what_readers_hold_is_gone_when_the_last_of_them_ends(database, monkeypatch):
    monkeypatch.setattr("index.store.database.READERS_S", 0.0)
    with database.writing() as connection:
        article = store(connection, 1)
    with database.reading() as reader:
        reader.execute("SELECT count(*) FROM article").fetchone()
        remove(database, article)
        assert not database.cleanse()
    assert holding(database.path.parent, word(1)) == []


def test_what_another_process_reads_is_gone_at_the_next_try(database, monkeypatch):
    monkeypatch.setattr("index.store.database.READERS_S", 0.0)
    with database.writing() as connection:
        article = store(connection, 1)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM article").fetchone()
        remove(database, article)
        other.execute("ROLLBACK")
        assert database.cleanse()
        assert holding(database.path.parent, word(1)) == []


def test_an_erasure_that_waits_for_a_reader_lasts_no_longer_than_that(database):
    with database.writing() as connection:
        article = store(connection, 1)
    held, done = threading.Event(), threading.Event()

    def read() -> None:
        with database.reading() as reader:
            reader.execute("SELECT count(*) FROM article").fetchone()
            held.set()
            done.wait(20)

    thread = threading.Thread(target=read)
    thread.start()
    held.wait(20)
    remove(database, article)
    with database.reading() as reader:
        assert Store(reader).counts() == (0, 0)
    done.set()
    thread.join()
    assert holding(database.path.parent, word(1)) == []


def older(path: Path) -> None:
    """Make a file as versions did that unlinked what was deleted and overwrote nothing."""
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA secure_delete = OFF")
        connection.executescript("".join(MIGRATIONS) + f"PRAGMA user_version = {len(MIGRATIONS)};")
        articles = [store(connection, number) for number in range(3)]
        connection.execute("PRAGMA foreign_keys = ON")
        Store(connection).remove(articles[1])


def test_an_older_file_is_written_anew_once_and_keeps_its_rows(tmp_path):
    path = tmp_path / "old" / "library.db"
    older(path)
    assert holding(path.parent, word(1))
    database = Database.open(path)
    assert holding(path.parent, word(1)) == []
    with database.reading() as connection:
        assert [entry.title for entry in Store(connection).entries()] == ["town-0", "town-2"]
        assert len(Store(connection).living(Store(connection).edition())) == 6
    database.close()
    before = path.read_bytes()
    Database.open(path).close()
    assert path.read_bytes() == before


def test_an_older_file_that_somebody_writes_to_is_opened_and_written_anew_later(tmp_path):
    path = tmp_path / "old" / "library.db"
    older(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Database.open(path).reading() as connection:
            assert Store(connection).counts()[0] == 2
    Database.open(path).close()
    assert holding(path.parent, word(1)) == []


def test_a_copy_brings_along_nothing_that_was_deleted(tmp_path):
    path = tmp_path / "old" / "library.db"
    older(path)
    (tmp_path / "copies").mkdir()
    copy_database(path, tmp_path / "copies" / "copy.db")
    assert holding(tmp_path / "copies", word(1)) == []
    assert holding(tmp_path / "copies", word(2)) == ["copy.db"]


def test_nothing_that_two_delete_at_once_is_taken_for_overwritten(database):
    with database.writing() as connection:
        articles = [store(connection, number) for number in range(40)]
    threads = [threading.Thread(target=remove, args=(database, article)) for article in articles[:30]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.cleanse()
    assert holding(database.path.parent, *map(word, range(30))) == []


def test_the_derived_indexes_hold_nothing_of_a_removed_article(filled, monkeypatch):
    monkeypatch.setattr(derived_module, "SAVE_EVERY", 1)
    filled.settle()
    assert filled.erase(2)
    assert holding(filled.folder, "Veldham1 ", "Ada Pell1,") == []
    with Library.open(filled.folder) as again, again.reading() as view:
        assert len(view.vectors) == view.store.sizes(view.edition).sentences == 24
        assert len(view.words) == view.store.sizes(view.edition).passages
        assert again.ask("How many arches does the bridge of Veldham2 have?").quotes[0].title == "town-2"


def test_the_derived_indexes_are_empty_when_the_last_article_is_removed(filled, monkeypatch):
    monkeypatch.setattr(derived_module, "SAVE_EVERY", 1)
    filled.settle()
    assert all(filled.erase(number) for number in range(1, 5))
    assert [path.name for path in filled.folder.rglob("vectors.*")] == []
    assert filled.add(source(town(7), "town-7")).state == "added"
    assert filled.ask("How many arches does the bridge of Veldham7 have?").quotes[0].title == "town-7"


def test_every_file_of_a_library_is_its_owners_alone(tmp_path):
    with Library.open(tmp_path / "deep" / "library") as library:
        library.add(source(town(1), "a"))
        library.ask("How many arches does the bridge of Veldham1 have?")
        library.erase(1)
        found = {path: stat.S_IMODE(path.stat().st_mode) for path in [*tmp_path.rglob("*")]}
    assert len(found) > 8
    assert [path for path, mode in found.items() if mode != (0o700 if path.is_dir() else 0o600)] == []


def test_a_file_that_others_may_read_is_closed_to_them_when_it_is_opened(tmp_path):
    path = tmp_path / "old" / "library.db"
    older(path)
    path.chmod(0o644)
    Database.open(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
