"""What all our SQLite files share: the steps between versions, and SQLite's errors in our words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import Busy, Damaged, NoAccess, StoreError, TooNew
from index.private import make_file

_CLEAN = int.from_bytes(b"Summ")
"""SQLite's application_id of a file in which nothing can be read that was deleted."""
_LOGGED = int.from_bytes(b"Sumi")
"""The same of a file whose write-ahead log still has it."""
_AGAIN_S = 0.01
_SMALL = 32_000_000
"""Bytes that are written anew in some tenths of a second."""


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
        if version == 0:
            connection.execute(f"PRAGMA application_id = {_CLEAN}")
        for step in migrations[version:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")


def write_ahead(connection: sqlite3.Connection, patience: float) -> None:
    """Have a file keep a write-ahead log, waiting for others who open it at the same time.

    Raises:
        sqlite3.OperationalError: it is busy for longer than `patience` seconds.

    """
    until = time.monotonic() + patience
    # Here SQLite itself waits for nobody: https://sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_AGAIN_S)
        else:
            return


def soil(connection: sqlite3.Connection) -> None:
    """Remember, in the transaction that deletes something, that the file is to be cleansed of it."""
    connection.execute("PRAGMA application_id = 0")


def cleanse(connection: sqlite3.Connection, *, hurried: bool = False, patience: float = 0.0) -> bool:
    """Overwrite what was deleted and can still be read in a file, and tell whether nothing of it is left.

    `secure_delete` alone leaves it in the write-ahead log, and in the copies that SQLite makes when it moves rows from
    page to page; the file is written anew, but for a large one in a hurry. Readers that do not end within `patience`
    seconds, a full disk or a busy file are no error: the file remembers that it is not clean, for the next try.
    """
    before = _pragma(connection, "busy_timeout")
    try:
        connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        return _cleansed(connection, hurried=hurried)
    except sqlite3.Error:
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {before}")


def hold(path: Path, *, alone: bool, patience: float = 0.0) -> closing[sqlite3.Connection]:
    """Hold a lock file with others or alone until what is returned is closed; a process that dies lets go of it.

    Raises:
        Busy: somebody holds it in a way that does not go together with this one, for longer than `patience` seconds.

    """
    make_file(path)
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

    Row by row: copied pages would bring along what was deleted in them.

    Raises:
        StoreError: one of the two cannot be used.

    """
    try:
        with _read_only(source) as old:
            old.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        is_full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        raise explained(error, target if is_full else source, "try again") from error


def check_database(path: Path, migrations: Sequence[str], *, live: bool = False) -> None:
    """Check that a file holds a sound database of the tables that `migrations` make, whoever wrote it.

    `live`: it is in use, and its indexes are not compared with its tables, which takes long.

    Raises:
        Damaged, TooNew: it does not.

    """
    way_out = "restore a backup, or move the file away" if live else "name another file"
    # A log beside it says that somebody has it open; else nothing is to be left beside it.
    written = live and path.with_name(f"{path.name}-wal").exists()
    with _explaining(path), _read_only(path, "" if written else "&immutable=1") as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(migrations):
            raise TooNew(f"{path.name} was written by a newer version of Summit: update Summit first.")
        if version < 1 or _tables(connection) != _made_tables(migrations[:version]):
            raise Damaged(f"{path.name} is no database of Summit: {way_out}.")
        findings = connection.execute(f"PRAGMA {'quick' if live else 'integrity'}_check(1)").fetchone()[0]
        if findings != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
            raise Damaged(f"{path.name} is damaged ({str(findings)[:200]}): {way_out}.")


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


def _cleansed(connection: sqlite3.Connection, *, hurried: bool) -> bool:
    if _pragma(connection, "application_id") == _CLEAN:
        return True
    size = _pragma(connection, "page_count") * _pragma(connection, "page_size")
    if _pragma(connection, "application_id") != _LOGGED and not (hurried and size > _SMALL):
        seen = _pragma(connection, "data_version")
        connection.execute("VACUUM")
        _advance(connection, _LOGGED, "data_version", seen)
    is_held = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not is_held and _advance(connection, _CLEAN, "application_id", _LOGGED)


def _advance(connection: sqlite3.Connection, state: int, pragma: str, expected: int) -> bool:
    """Write down how clean a file is, where nobody has deleted anything meanwhile."""
    with transaction(connection):
        if is_same := _pragma(connection, pragma) == expected:
            connection.execute(f"PRAGMA application_id = {state}")
    return is_same


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


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
