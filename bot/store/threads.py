"""Threads: each keeps the scope that it began with."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from bot.records import Scope
from bot.store.connected import Connected
from bot.store.packing import SCOPE, to_microseconds


class Threads(Connected):
    """Begin threads, and find their scopes."""

    def thread(self, thread: int) -> Scope | None:
        """Return the scope that a thread began with."""
        with self._database.reading() as sql:
            return _scope(sql, thread)

    def begin_thread(self, thread: int, scope: Scope) -> Scope:
        """Return the scope that a thread began with, which is this one where there was none."""
        with self._database.writing() as sql:
            begun = _scope(sql, thread)
            if begun is None:
                sql.execute(
                    "INSERT OR REPLACE INTO thread (id, server, begun, scope) VALUES (?, ?, ?, ?)",
                    (thread, scope.server, to_microseconds(datetime.now(UTC)), SCOPE.pack(scope)),
                )
            return begun or scope


def _scope(sql: sqlite3.Connection, thread: int) -> Scope | None:
    row = sql.execute("SELECT scope FROM thread WHERE id = ?", (thread,)).fetchone()
    return SCOPE.unpack(row[0], f"thread {thread}") if row else None
