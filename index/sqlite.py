"""What all our SQLite files share: the steps between versions, and SQLite's errors in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
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


def hold(path: Path, *, alone: bool, patience: float = 0.0) -> closing[sqlite3.Connection]:
    """Hold a lock file with others or alone until what is returned is closed; a process that dies lets go of it.

    Raises:
        Busy: somebody holds it in a way that does not go together with this one, for longer than `patience` seconds.

    """
    with _explaining(path):
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("BEGIN EXCLUSIVE" if alone else "BEGIN")
            # A transaction takes its lock when it reads.
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
    return closing(connection)


def copy_database(source: Path, target: Path) -> None:
    """Write what a database holds at one moment into a new file, while others go on writing to it.

    Raises:
        StoreError: one of the two cannot be used.

    """
    with _explaining(source), _read_only(source) as old, closing(sqlite3.connect(target)) as new:
        # All pages in one step: each further step would begin anew after every change of the source.
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")


def check_database(path: Path, migrations: Sequence[str]) -> None:
    """Check that a file holds a sound database of the tables that `migrations` make, whoever wrote it.

    Raises:
        Damaged, TooNew: it does not.

    """
    with _explaining(path), _read_only(path, "&immutable=1") as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(migrations):
            raise TooNew(f"{path.name} was written by a newer version of Summit: update Summit first.")
        if version < 1 or _tables(connection) != _made_tables(migrations[:version]):
            raise Damaged(f"{path.name} is no database of Summit: name another file.")
        findings = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if findings != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
            raise Damaged(f"{path.name} is damaged ({str(findings)[:200]}): name another file.")


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


@contextmanager
def _explaining(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise explained(error, path, "try again") from error


def _read_only(path: Path, options: str = "") -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{options}", uri=True))


def _made_tables(migrations: Sequence[str]) -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for step in migrations:
            connection.executescript(step)
        return _tables(connection)


def _tables(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Return type, name and columns of the tables, indexes, views and triggers, but those of SQLite itself."""
    rows = connection.execute(
        """SELECT type, name, (SELECT group_concat(name) FROM pragma_table_info(m.name)) FROM sqlite_master m
           WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"""
    )
    return {(kind, name, columns or "") for kind, name, columns in rows}
