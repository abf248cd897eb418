"""One SQLite file: opening, migrating, transactions, and SQLite's errors in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.store.schema import MIGRATIONS
from index import Busy, Damaged, NoAccess, StoreError, TooNew

PATIENCE_S = 5.0
"""How long to wait for another process, a backup for instance; a write takes milliseconds."""


class Database:
    """Lend one connection, a transaction at a time, to one thread at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._sql = connection

    @classmethod
    def open(cls, path: Path) -> Database:
        """Open a database, making or migrating it where needed.

        Raises:
            StoreError: it is damaged, too new or locked, or the folder does not allow it.

        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoAccess(f"The folder {path.parent} cannot be made: {error.strerror}. Check its rights.") from error
        with _translated(path):
            # The thread that opens or closes it need not be the one that uses it in between.
            connection = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False)
            try:
                _configure(connection)
                _migrate(connection, path)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection on one snapshot of the data."""
        with _translated(self.path):
            self._sql.execute("BEGIN")
            try:
                yield self._sql
            finally:
                self._sql.rollback()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection in a write transaction: all of it is stored, or nothing.

        Raises:
            Busy: another process has held the write lock for longer than PATIENCE_S.

        """
        with _translated(self.path), _transaction(self._sql):
            yield self._sql

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        self._sql.close()


def _configure(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    # A person who was told "deleted", or an admin who was told "saved", can rely on it after a power cut too.
    connection.execute("PRAGMA synchronous = FULL")
    # What somebody deletes is overwritten, not only unlinked.
    connection.execute("PRAGMA secure_delete = ON")


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    # Even where there is nothing to migrate: a file that cannot be written is to be noticed now.
    with _transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise TooNew(f"{path} was written by a newer version of Summit. Update Summit, or use another data folder.")
        for step in MIGRATIONS[version:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements one by one: executescript would commit before it begins."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _explained(error, path) from error
    except (OverflowError, UnicodeEncodeError) as error:
        # Discord's ids fit in 63 bits until the year 2084.
        raise StoreError(f"{path} cannot hold this ({error}). Use an id that Discord has given.") from error


def _explained(error: sqlite3.Error, path: Path) -> StoreError:
    """Return SQLite's error as one of ours, by its code (https://www.sqlite.org/rescode.html)."""
    if isinstance(error, sqlite3.ProgrammingError):
        return StoreError(f"{path} cannot be used any more ({error}). Start Summit again.")
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
        f"{path} is damaged ({error}). Restore it from a backup, or move it aside and choose the settings again."
    )
