"""Where people are named, and the one rule of who was forgotten: what was begun before that names them nowhere.

Each table that names a person has a line here, and so has triggers that keep the rule, whoever writes.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.records import FORGOTTEN

THEIRS = (("answer", "asker"), ("answer", "author"), ("vote", "person"), ("waiting", "person"), ("news", "person"))
"""Tables and columns whose rows are a person's own: they go with the person, and are not written after that."""
DONE = (("audit", "who"), ("intent", "who"), ("reindexing", "who"))
"""Those whose rows are a server's: they stay, and lose who has done it."""

_begun: ContextVar[int] = ContextVar("begun", default=0)
"""When what is written now was asked for; 0: nobody knows, so that whoever was forgotten counts as forgotten since."""


@contextmanager
def begun() -> Iterator[None]:
    """Take what is done inside, tasks that it starts included, as asked for now, or when what it is part of was."""
    token = _begun.set(_begun.get() or time.monotonic_ns())
    try:
        yield
    finally:
        _begun.reset(token)


class Forgotten:
    """Know who was forgotten while this process runs; nothing that is under way outlives it, so none is stored."""

    def __init__(self) -> None:
        self._when: dict[int, int] = {}

    def add(self, person: int) -> None:
        """Remember that a person is forgotten now."""
        self._when[person] = time.monotonic_ns()

    def since_begun(self, person: int | None) -> bool:
        """Tell whether a person was forgotten after what is done now was asked for."""
        return person in self._when and self._when[person] >= _begun.get()

    def guard(self, sql: sqlite3.Connection) -> None:
        """Have a connection write nobody's name who was forgotten since."""
        sql.create_function("forgotten_since", 1, self.since_begun)
        for table, column in THEIRS:
            sql.execute(
                f"""CREATE TEMP TRIGGER {table}_{column}_forgotten BEFORE INSERT ON main.{table}
                    WHEN forgotten_since(NEW.{column}) BEGIN SELECT RAISE(IGNORE); END"""
            )
        for table, column in DONE:
            sql.execute(
                f"""CREATE TEMP TRIGGER {table}_{column}_forgotten AFTER INSERT ON main.{table}
                    WHEN forgotten_since(NEW.{column})
                    BEGIN UPDATE {table} SET {column} = {FORGOTTEN} WHERE rowid = NEW.rowid; END"""
            )
