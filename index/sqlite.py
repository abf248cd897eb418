"""What all our SQLite files share: the steps between versions, and SQLite's errors in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.errors import Busy, Damaged, NoAccess, StoreError, TooNew


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Store all of what is done inside, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> None:
    """Bring a database to the newest version, in one transaction.

    Raises:
        TooNew: a newer Summit has written it.

    """
    # Read under the lock: another process may have migrated while this one waited.
    with transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(migrations):
            raise TooNew(f"{path} was written by a newer version of Summit. Update Summit, or use another data folder.")
        for step in migrations[version:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")


def make_folder(folder: Path) -> None:
    """Make a folder where it is not there.

    Raises:
        NoAccess: its rights, or a file in its place, do not allow it.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoAccess(f"The folder {folder} cannot be made: {error.strerror}. Check its rights.") from error


def explained(error: sqlite3.Error, path: Path, afterwards: str) -> StoreError:
    """Return SQLite's error as one of ours, by its code (https://www.sqlite.org/rescode.html).

    `afterwards` is what to do where a damaged file was moved aside.
    """
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy(f"Another process is writing to {path}. Try again in a moment.")
    if code == sqlite3.SQLITE_FULL:
        return NoAccess(f"The disk of {path} is full; nothing was stored. Free some space and try again.")
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return NoAccess(f"{path} cannot be written ({error}). Check the rights of the folder {path.parent}.")
    if code == sqlite3.SQLITE_IOERR:
        return NoAccess(f"The disk of {path} reports an error ({error}). Check the disk, its space and its rights.")
    return Damaged(f"{path} is damaged ({error}). Restore it from a backup, or move it aside and {afterwards}.")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements one by one: executescript would commit before it begins."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
