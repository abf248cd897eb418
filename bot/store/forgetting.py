"""Forgetting: what is old, what was a server's, what was a person's.

Deleting an answer deletes its votes and who waits for it.
"""

from __future__ import annotations

from datetime import datetime

from bot.records import FORGOTTEN
from bot.store.connected import Connected
from bot.store.packing import to_microseconds


class Forgetting(Connected):
    """Delete by age, by server and by person."""

    def forget_before(self, moment: datetime) -> int:
        """Delete answers, news marks and threads older than a moment, and return how many answers went."""
        before = (to_microseconds(moment),)
        with self._database.writing() as sql:
            answers = sql.execute("DELETE FROM answer WHERE asked < ?", before).rowcount
            sql.execute("DELETE FROM news WHERE moment < ?", before)
            # A thread that is still asked in keeps its scope, however long ago it began.
            sql.execute(
                """DELETE FROM thread WHERE begun < ?
                   AND NOT EXISTS (SELECT 1 FROM answer WHERE answer.channel = thread.id)""",
                before,
            )
            return answers

    def forget_server(self, server: int) -> None:
        """Delete everything of a server: answers, threads, news marks, settings and the audit log."""
        with self._database.writing() as sql:
            sql.execute("DELETE FROM answer WHERE server = ?", (server,))
            sql.execute("DELETE FROM thread WHERE server = ?", (server,))
            sql.execute("DELETE FROM news WHERE server = ?", (server,))
            sql.execute("DELETE FROM server WHERE id = ?", (server,))
            sql.execute("DELETE FROM audit WHERE server = ?", (server,))
            sql.execute("DELETE FROM intent WHERE server = ?", (server,))
            sql.execute("DELETE FROM departure WHERE server = ?", (server,))
            sql.execute("DELETE FROM reindexing WHERE server = ?", (server,))
            sql.execute("DELETE FROM value WHERE key = ?", (f"told:{server}",))

    def forget_person(self, person: int) -> None:
        """Delete everything of a person, in every server: answers they asked for, votes, waiting and news marks.

        Lines of the audit log keep what was done, and lose who did it.
        """
        with self._database.writing() as sql:
            sql.execute("DELETE FROM answer WHERE asker = ?", (person,))
            sql.execute("DELETE FROM vote WHERE person = ?", (person,))
            sql.execute("DELETE FROM waiting WHERE person = ?", (person,))
            sql.execute("DELETE FROM news WHERE person = ?", (person,))
            # What was done to a server's articles is the server's; who did it is the person's.
            sql.execute("UPDATE audit SET who = ? WHERE who = ?", (FORGOTTEN, person))
            sql.execute("UPDATE intent SET who = ? WHERE who = ?", (FORGOTTEN, person))
            sql.execute("UPDATE reindexing SET who = ? WHERE who = ?", (FORGOTTEN, person))
