"""The audit log: who has changed what in a server, and when; and what somebody is about to change."""

from __future__ import annotations

import sqlite3
from typing import cast

from bot.records import Change, Intent, What
from bot.store.connected import Connected
from bot.store.packing import to_microseconds, to_moment
from bot.store.quoted import forget_quotes
from index import soil

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
                """SELECT moment, who, what, detail, channel FROM audit WHERE server = ?
                   ORDER BY moment DESC, id DESC LIMIT ?""",
                (server, most),
            ).fetchall()
        return [Change(to_moment(moment), server, who, cast(What, what), *rest) for moment, who, what, *rest in rows]

    def intend(self, intent: Intent) -> int:
        """Remember a change before it is made, and return under which number."""
        change = intent.change
        with self._database.writing() as sql:
            cursor = sql.execute(
                """INSERT INTO intent (moment, server, who, what, detail, identity, before, article)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                (*_row(change), intent.identity, intent.before, intent.article),
            )
        return cursor.lastrowid or 0

    def intents(self) -> dict[int, Intent]:
        """Return the changes that are being made, or were when their process was killed, by number."""
        with self._database.reading() as sql:
            rows = sql.execute(
                "SELECT id, moment, server, who, what, detail, identity, before, article FROM intent ORDER BY id"
            ).fetchall()
        return {
            number: Intent(Change(to_moment(moment), server, who, cast(What, what), detail), *about)
            for number, moment, server, who, what, detail, *about in rows
        }

    def settle(self, intent: int, change: Change | None) -> None:
        """Forget an intent, together with the line that tells of the change, where it was made.

        Where an article was removed, no kept answer quotes it any more.
        """
        with self._database.writing() as sql:
            gone = sql.execute("SELECT server, article FROM intent WHERE id = ?", (intent,)).fetchone()
            sql.execute("DELETE FROM intent WHERE id = ?", (intent,))
            if change:
                write_change(sql, change)
            is_removed = bool(change and gone and gone[1] is not None)
            if is_removed:
                soil(sql)
                forget_quotes(sql, gone)
        if is_removed:
            self._database.cleanse(hurried=True)


def write_change(sql: sqlite3.Connection, change: Change) -> None:
    """Add a line in the transaction of what it tells of."""
    sql.execute(
        "INSERT INTO audit (moment, server, who, what, detail, channel) VALUES (?, ?, ?, ?, ?, ?)",
        (*_row(change), change.channel),
    )


def _row(change: Change) -> tuple[int, int, int | None, str, str]:
    # SQLite refuses the lone halves of a pair, which a file's name may hold.
    detail = change.detail[:LONGEST_DETAIL].encode("utf-8", "replace").decode()
    return to_microseconds(change.moment), change.server, change.who, change.what, detail
