"""The audit log: who has changed what in a server, and when; and what somebody is about to change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import cast

from bot.records import Change, Intent, What
from bot.store.connected import Connected
from bot.store.packing import to_microseconds, to_moment
from bot.store.quoted import allow_quotes, forget_quotes
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
                """SELECT moment, who, what, detail, channel, mark FROM audit WHERE server = ?
                   ORDER BY moment DESC, id DESC LIMIT ?""",
                (server, most),
            ).fetchall()
        return [Change(to_moment(moment), server, who, cast(What, what), *rest) for moment, who, what, *rest in rows]

    def doers(self, server: int, marks: Collection[str]) -> dict[str, int | None]:
        """Return who has done acts in the history of a server's articles, by mark, as far as that is known."""
        with self._database.reading() as sql:
            rows = sql.execute(
                """SELECT mark, who FROM intent WHERE server = ?1 AND mark IN (SELECT value FROM json_each(?2))
                   UNION ALL
                   SELECT mark, who FROM audit WHERE server = ?1 AND mark IN (SELECT value FROM json_each(?2))""",
                (server, json.dumps(sorted(marks))),
            ).fetchall()
        return dict(rows)

    def intend(self, intent: Intent) -> int:
        """Remember a change before it is made, and return under which number."""
        change = intent.change
        with self._database.writing() as sql:
            cursor = sql.execute(
                """INSERT INTO intent (moment, server, who, what, detail, mark, identity, before, article)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (*_row(change), change.mark, intent.identity, intent.before, intent.article),
            )
        return cursor.lastrowid or 0

    def intents(self) -> dict[int, Intent]:
        """Return the changes that are being made, or were when their process was killed, by number."""
        with self._database.reading() as sql:
            rows = sql.execute(
                "SELECT id, moment, server, who, what, detail, mark, identity, before, article FROM intent ORDER BY id"
            ).fetchall()
        return {
            number: Intent(Change(to_moment(moment), server, who, cast(What, what), detail, mark=mark), *about)
            for number, moment, server, who, what, detail, mark, *about in rows
        }

    def settle(
        self, intent: int, change: Change | None, gone: Collection[int] = (), back: Collection[int] = ()
    ) -> None:
        """Forget an intent, together with the line that tells of the change, where it was made.

        No kept answer quotes an article any more that was removed, by its own intent or as one of those `gone`; what
        came `back` may be quoted again.
        """
        with self._database.writing() as sql:
            about = sql.execute("SELECT server, article FROM intent WHERE id = ?", (intent,)).fetchone()
            sql.execute("DELETE FROM intent WHERE id = ?", (intent,))
            if change:
                write_change(sql, change)
            server, article = about or (0, None)
            removed = {*gone, *([article] if change and article is not None else [])}
            if removed:
                soil(sql)
            for one in sorted(removed):
                forget_quotes(sql, (server, one))
            for one in sorted(back):
                allow_quotes(sql, (server, one))
        if removed:
            self._database.cleanse(hurried=True)


def write_change(sql: sqlite3.Connection, change: Change) -> None:
    """Add a line in the transaction of what it tells of."""
    sql.execute(
        "INSERT INTO audit (moment, server, who, what, detail, channel, mark) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*_row(change), change.channel, change.mark),
    )


def _row(change: Change) -> tuple[int, int, int | None, str, str]:
    # SQLite refuses the lone halves of a pair, which a file's name may hold.
    detail = change.detail[:LONGEST_DETAIL].encode("utf-8", "replace").decode()
    return to_microseconds(change.moment), change.server, change.who, change.what, detail
