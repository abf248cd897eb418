"""One SQLite file: opening, and transactions on its one connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.store.persons import Forgotten
from bot.store.schema import MIGRATIONS
from index import (
    StoreError,
    check_database,
    cleanse,
    explained,
    make_file,
    make_folder,
    migrate,
    soil,
    transaction,
    write_ahead,
)

PATIENCE_S = 5.0
"""How long to wait for another process, a backup for instance; a write takes milliseconds."""
READERS_S = 0.5
"""How long an erasure waits for another process that still reads what it deletes."""


class Database:
    """Lend one connection, a transaction at a time, to one thread at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._sql = connection
        self.forgotten = Forgotten()

    @classmethod
    def open(cls, path: Path) -> Database:
        """Open a database, making or migrating it where needed.

        Raises:
            StoreError: it is damaged, too new or locked, or the folder does not allow it.

        """
        make_folder(path.parent)
        make_file(path)
        with _translated(path):
            # The thread that opens or closes it need not be the one that uses it in between.
            connection = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False)
            try:
                _configure(connection)
                # Even where there is nothing to migrate: a file that cannot be written is to be noticed now.
                migrate(connection, path, MIGRATIONS)
                cleanse(connection)
            except BaseException:
                connection.close()
                raise
        database = cls(path, connection)
        database.forgotten.guard(connection)
        return database

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
        with _translated(self.path), transaction(self._sql):
            yield self._sql

    @contextmanager
    def erasing(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection as `writing` does; what is deleted with it can be read nowhere in the files afterwards.

        Another process that still reads it, and a large file, leave that to `cleanse`.
        """
        with self.writing() as sql:
            soil(sql)
            yield sql
        self.cleanse(hurried=True)

    def cleanse(self, *, hurried: bool = False) -> bool:
        """Overwrite what was deleted, but for a large file in a hurry, and tell whether nothing of it is left."""
        with _translated(self.path):
            return cleanse(self._sql, hurried=hurried, patience=READERS_S)

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        self._sql.close()


def check_store_file(path: Path, *, live: bool = False) -> None:
    """Raise StoreError where a file, whoever wrote it, is not the sound database of a bot; `live`: it is in use."""
    check_database(path, MIGRATIONS, live=live)


def _configure(connection: sqlite3.Connection) -> None:
    write_ahead(connection, PATIENCE_S)
    connection.execute("PRAGMA foreign_keys = ON")
    # A person who was told "deleted", or an admin who was told "saved", can rely on it after a power cut too.
    connection.execute("PRAGMA synchronous = FULL")
    # What somebody deletes is overwritten, not only unlinked.
    connection.execute("PRAGMA secure_delete = ON")


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.ProgrammingError as error:
        raise StoreError(f"{path} cannot be used any more ({error}). Start Summit again.") from error
    except sqlite3.Error as error:
        raise explained(error, path, "choose the settings again") from error
    except (OverflowError, UnicodeEncodeError) as error:
        # Discord's ids fit in 63 bits until the year 2084.
        raise StoreError(f"{path} cannot hold this ({error}). Use an id that Discord has given.") from error
