"""The audit log: who has changed what in a server, and when."""

from __future__ import annotations

import sqlite3
from typing import cast

from bot.records import Change, What
from bot.store.connected import Connected
from bot.store.packing import to_microseconds, to_moment

LONGEST_DETAIL = 500
"""Characters kept of what was changed: a title may be as long as a page."""


class Audit(Connected):
    """Note changes, and list them."""

    def note(self, change: Change) -> None:
        """Add a line."""
        with self._database.writing() as sql:
            write_change(sql, change)

    def changes(self, server: int, most: int) -> list[Change]:
        """Return a server's last changes, newest first."""
        with self._database.reading() as sql:
            rows = sql.execute(
                """SELECT moment, who, what, detail FROM audit WHERE server = ?
                   ORDER BY moment DESC, id DESC LIMIT ?""",
                (server, most),
            ).fetchall()
        return [Change(to_moment(moment), server, who, cast(What, what), detail) for moment, who, what, detail in rows]


def write_change(sql: sqlite3.Connection, change: Change) -> None:
    """Add a line in the transaction of what it tells of."""
    # SQLite refuses the lone halves of a pair, which a file's name may hold.
    detail = change.detail[:LONGEST_DETAIL].encode("utf-8", "replace").decode()
    sql.execute(
        "INSERT INTO audit (moment, server, who, what, detail) VALUES (?, ?, ?, ?, ?)",
        (to_microseconds(change.moment), change.server, change.who, change.what, detail),
    )
