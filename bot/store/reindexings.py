"""Reindexings: what is being reindexed, so that the next run of the bot can go on with it or say that it stopped."""

from __future__ import annotations

from bot.records import Change, Reindexing
from bot.store.audit import write_change
from bot.store.connected import Connected
from bot.store.packing import to_microseconds, to_moment


class Reindexings(Connected):
    """Remember, find and forget what is under way: one a server."""

    def put_reindexing(self, run: Reindexing) -> None:
        """Remember a reindex in the place of the server's last one."""
        with self._database.writing() as sql:
            sql.execute(
                """INSERT OR REPLACE INTO reindexing (server, who, channel, message, begun, edition, tries)
                   VALUES (?, ?, ?, ?, ?, ?, ?)""",
                (run.server, run.who, run.channel, run.message, to_microseconds(run.begun), run.edition, run.tries),
            )

    def reindexings(self) -> list[Reindexing]:
        """Return what is under way, or was when the bot was killed, the oldest first."""
        with self._database.reading() as sql:
            rows = sql.execute(
                "SELECT server, who, channel, begun, message, edition, tries FROM reindexing ORDER BY begun, server"
            ).fetchall()
        return [
            Reindexing(server, who, channel, to_moment(begun), message, edition, tries)
            for server, who, channel, begun, message, edition, tries in rows
        ]

    def forget_reindexing(self, server: int, change: Change | None = None) -> None:
        """Forget a server's reindex, together with the line of the audit log that tells of its end, if there is one."""
        with self._database.writing() as sql:
            sql.execute("DELETE FROM reindexing WHERE server = ?", (server,))
            if change:
                write_change(sql, change)
