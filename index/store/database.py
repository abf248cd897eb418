"""One SQLite file: opening, and connections a thread."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.private import make_file, make_folder
from index.sqlite import check_database, cleanse, explained, migrate, soil, transaction, write_ahead
from index.store.schema import MIGRATIONS

PATIENCE_S = 30.0
"""How long a writer waits for another one; a write takes milliseconds."""
CACHE_KIB = 8000
CONNECTION = 40_000
"""Bytes of memory that a connection takes before it has read anything, as measured."""
READERS_S = 0.5
"""How long an erasure waits for those who still read what it deletes."""


class Database:
    """Hand out connections: many readers, each on a snapshot, and one writer at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False
        self._is_soiled = False

    @classmethod
    def open(cls, path: Path) -> Database:
        """Open a database, making or migrating it where needed.

        Raises:
            StoreError: it is damaged, too new, or the folder does not allow it.

        """
        database = cls(path)
        make_folder(path.parent)
        make_file(path)
        with database._translated(), database._borrowed() as connection:
            # Whoever only reads takes no lock: another process may hold it for long.
            if connection.execute("PRAGMA user_version").fetchone()[0] != len(MIGRATIONS):
                migrate(connection, path, MIGRATIONS)
            cleanse(connection)
        return database

    @property
    def memory(self) -> int:
        """Return about how many bytes of memory its idle connections take: each may keep all that it has read."""
        try:
            size = self.path.stat().st_size
        except OSError:
            size = 0
        return len(self._idle) * (CONNECTION + min(size, CACHE_KIB * 1024))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection on one snapshot of the data."""
        with self._translated(), self._borrowed() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection in a write transaction: all of it is stored, or nothing.

        Raises:
            Busy: another process has held the write lock for longer than PATIENCE_S.

        """
        with self._translated(), self._borrowed() as connection, transaction(connection):
            yield connection

    @contextmanager
    def erasing(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection as `writing` does; what is deleted with it can be read nowhere in the files afterwards.

        Readers that hold it longer, and a large file, leave that to `cleanse`.
        """
        with self.writing() as connection:
            soil(connection)
            yield connection
        with self._borrowed() as connection:
            self._is_soiled = not cleanse(connection, hurried=True, patience=READERS_S)

    def cleanse(self, patience: float = 0.0) -> bool:
        """Overwrite what was deleted, however large the file, and tell whether nothing of it is left."""
        with self._translated(), self._borrowed() as connection:
            self._is_soiled = not cleanse(connection, patience=patience)
        return not self._is_soiled

    def close(self) -> None:
        """Close all idle connections; those on loan close when they come back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connect()
        try:
            yield connection
        finally:
            if self._is_soiled:
                # Whoever read it then has ended by now.
                self._is_soiled = not cleanse(connection, hurried=True)
            with self._lock:
                keep = not self._closed
                if keep:
                    self._idle.append(connection)
            if not keep:
                connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False)
        write_ahead(connection, PATIENCE_S)
        connection.execute("PRAGMA foreign_keys = ON")
        # A commit has reached the disk when add says "added".
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        # What is deleted is overwritten, not only unlinked.
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explained(error, self.path, "add the articles again") from error


def check_integrity(path: Path) -> str | None:
    """Return what SQLite finds wrong in a database file, or None."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            finding = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        return str(error)
    return None if finding == "ok" else str(finding)


def check_library_file(path: Path, *, live: bool = False) -> None:
    """Raise StoreError where a file, whoever wrote it, is not the sound database of a library; `live`: it is in use."""
    check_database(path, MIGRATIONS, live=live)
