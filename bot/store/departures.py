"""Departures: the servers that have removed the bot, and for how long their data is kept already."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from bot.records import Change
from bot.store.audit import write_change
from bot.store.connected import Connected
from bot.store.packing import to_microseconds, to_moment

Count = Callable[[datetime, datetime | None], datetime]
"""Since when a server is away -> the same, counted anew; the second is when it was last counted."""
_COUNTED = "departures:counted"


class Departures(Connected):
    """Note who leaves and who returns, and count their days."""

    def departed(self) -> dict[int, datetime]:
        """Return the servers that have removed the bot, and since when."""
        with self._database.reading() as sql:
            return _departed(sql)

    def depart(self, server: int, moment: datetime) -> bool:
        """Note that a server has removed the bot; return False where that was noted before."""
        with self._database.writing() as sql:
            cursor = sql.execute(
                "INSERT OR IGNORE INTO departure (server, moment) VALUES (?, ?)", (server, to_microseconds(moment))
            )
            if cursor.rowcount:
                write_change(sql, Change(moment, server, None, "left", ""))
                sql.execute(
                    "INSERT OR IGNORE INTO value (key, value) VALUES (?, ?)", (_COUNTED, str(to_microseconds(moment)))
                )
            return cursor.rowcount > 0

    def come_back(self, server: int, moment: datetime) -> bool:
        """Strike a departure out; return False where there was none."""
        with self._database.writing() as sql:
            cursor = sql.execute("DELETE FROM departure WHERE server = ?", (server,))
            if cursor.rowcount:
                write_change(sql, Change(moment, server, None, "returned", ""))
            return cursor.rowcount > 0

    def count_departures(self, now: datetime, count: Count) -> dict[int, datetime]:
        """Count all departures anew, and return them."""
        with self._database.writing() as sql:
            row = sql.execute("SELECT value FROM value WHERE key = ?", (_COUNTED,)).fetchone()
            last = to_moment(int(row[0])) if row else None
            counted = {server: count(moment, last) for server, moment in _departed(sql).items()}
            sql.executemany(
                "UPDATE departure SET moment = ? WHERE server = ?",
                [(to_microseconds(moment), server) for server, moment in counted.items()],
            )
            sql.execute(
                "INSERT OR REPLACE INTO value (key, value) VALUES (?, ?)", (_COUNTED, str(to_microseconds(now)))
            )
            return counted

    def servers_with_data(self) -> set[int]:
        """Return all servers of which anything is stored."""
        with self._database.reading() as sql:
            rows = sql.execute(
                """SELECT id FROM server UNION SELECT server FROM answer UNION SELECT server FROM thread
                   UNION SELECT server FROM news UNION SELECT server FROM audit UNION SELECT server FROM reindexing"""
            )
            # Neither NULL nor 0 is a server: both stand for "in none".
            return {server for (server,) in rows if server}


def _departed(sql: sqlite3.Connection) -> dict[int, datetime]:
    rows = sql.execute("SELECT server, moment FROM departure ORDER BY server")
    return {server: to_moment(moment) for server, moment in rows}
