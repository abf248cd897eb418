"""One SQLite file: opening, migrating, connections a thread, and SQLite's errors in our words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import Busy, Damaged, NoAccess, StoreError, TooNew
from index.store.schema import MIGRATIONS

PATIENCE_S = 30.0
"""How long a writer waits for another one; a write takes milliseconds."""


class Database:
    """Hand out connections: many readers, each on a snapshot, and one writer at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False

    @classmethod
    def open(cls, path: Path) -> Database:
        """Open a database, making or migrating it where needed.

        Raises:
            StoreError: it is damaged, too new, or the folder does not allow it.

        """
        database = cls(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoAccess(f"The folder {path.parent} cannot be made: {error.strerror}. Check its rights.") from error
        with database._translated(), database._borrowed() as connection:
            _migrate(connection, path)
        return database

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
        with self._translated(), self._borrowed() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

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
            with self._lock:
                keep = not self._closed
                if keep:
                    self._idle.append(connection)
            if not keep:
                connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        # A commit has reached the disk when add says "added".
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -8000")
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _explained(error, self.path) from error


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == len(MIGRATIONS):
        return
    if version > len(MIGRATIONS):
        raise TooNew(f"{path} was written by a newer version of Summit. Update Summit, or use another data folder.")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have migrated while this one waited.
        for step in MIGRATIONS[connection.execute("PRAGMA user_version").fetchone()[0] :]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _statements(script: str) -> Iterator[str]:
    """Yield the statements one by one: executescript would commit before it begins."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def check_integrity(path: Path) -> str | None:
    """Return what SQLite finds wrong in a database file, or None."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            finding = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        return str(error)
    return None if finding == "ok" else str(finding)


def _explained(error: sqlite3.Error, path: Path) -> StoreError:
    """Return SQLite's error as one of ours, by its code (https://www.sqlite.org/rescode.html)."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy(f"Another process is writing to {path}. Try again in a moment.")
    if code == sqlite3.SQLITE_FULL:
        return NoAccess(f"The disk of {path} is full; nothing was stored. Free some space and try again.")
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return NoAccess(f"{path} cannot be written ({error}). Check the rights of the folder {path.parent}.")
    if code == sqlite3.SQLITE_IOERR:
        return NoAccess(f"The disk of {path} reports an error ({error}). Check the disk, its space and its rights.")
    return Damaged(
        f"{path} is damaged ({error}). Restore it from a backup, or move it aside and add the articles again."
    )
