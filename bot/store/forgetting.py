"""Forgetting: what is old, what was a server's, what was a person's.

Deleting an answer deletes its votes and who waits for it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from bot.records import FORGOTTEN
from bot.store.connected import Connected
from bot.store.packing import ASKING, to_microseconds
from bot.store.persons import DONE, THEIRS
from index import soil


class Forgetting(Connected):
    """Delete by age, by server and by person; nothing of it can be read in the files afterwards."""

    def cleanse(self) -> bool:
        """Overwrite what was deleted while others read it, and tell whether nothing of it is left."""
        return self._database.cleanse()

    def forget_before(self, moment: datetime) -> int:
        """Delete answers, news marks and threads older than a moment, and return how many answers went."""
        before = (to_microseconds(moment),)
        with self._database.erasing() as sql:
            answers = sql.execute("DELETE FROM answer WHERE asked < ?", before).rowcount
            sql.execute("DELETE FROM news WHERE moment < ?", before)
            sql.execute("DELETE FROM removed WHERE moment < ?", before)
            sql.execute(
                """DELETE FROM value WHERE key > 'reported:' AND key < 'reported;'
                   AND NOT EXISTS (SELECT 1 FROM answer WHERE answer.id = substr(key, 10))"""
            )
            # A thread that is still asked in keeps its scope, however long ago it began.
            sql.execute(
                """DELETE FROM thread WHERE begun < ?
                   AND NOT EXISTS (SELECT 1 FROM answer WHERE answer.channel = thread.id)""",
                before,
            )
            return answers

    def forget_server(self, server: int) -> None:
        """Delete everything of a server: answers, threads, news marks, settings and the audit log."""
        with self._database.erasing() as sql:
            sql.execute("DELETE FROM answer WHERE server = ?", (server,))
            sql.execute("DELETE FROM thread WHERE server = ?", (server,))
            sql.execute("DELETE FROM news WHERE server = ?", (server,))
            sql.execute("DELETE FROM server WHERE id = ?", (server,))
            sql.execute("DELETE FROM audit WHERE server = ?", (server,))
            sql.execute("DELETE FROM intent WHERE server = ?", (server,))
            sql.execute("DELETE FROM departure WHERE server = ?", (server,))
            sql.execute("DELETE FROM reindexing WHERE server = ?", (server,))
            sql.execute("DELETE FROM removed WHERE server = ?", (server,))
            sql.execute("DELETE FROM offer WHERE server = ?", (server,))
            sql.execute("DELETE FROM told WHERE server = ?", (server,))
            keys = [f"{name}:{server}" for name in ("told", "welcomed", "digest")]
            sql.execute("DELETE FROM value WHERE key IN (?, ?, ?)", keys)

    def forget_person(self, person: int) -> None:
        """Delete everything of a person, in every server: answers they asked for, votes, waiting and news marks.

        Lines of the audit log keep what was done, and lose who did it. A question that others wait for becomes that of
        one of them. What is under way and was asked for until now names the person nowhere.
        """
        with self._database.erasing() as sql:
            sql.execute("DELETE FROM waiting WHERE person = ?", (person,))
            _hand_over(sql, person)
            for table, column in THEIRS:
                sql.execute(f"DELETE FROM {table} WHERE {column} = ?", (person,))
            # What was done to a server's articles is the server's; who did it is the person's.
            for table, column in DONE:
                sql.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (FORGOTTEN, person))
            self._database.forgotten.add(person)

    def give_up(self, answer: str, person: int) -> None:
        """Delete an answer that a person asked for; where others wait for it, the question is theirs from now on.

        It is overwritten by the next `cleanse`.
        """
        with self._database.writing() as sql:
            soil(sql)
            sql.execute("DELETE FROM waiting WHERE answer = ? AND person = ?", (answer, person))
            _hand_over(sql, person, answer)
            sql.execute("DELETE FROM answer WHERE id = ? AND asker = ?", (answer, person))

    def is_forgotten(self, person: int) -> bool:
        """Tell whether a person was forgotten since what is done now was asked for; it looks at no file."""
        return self._database.forgotten.since_begun(person)


def _hand_over(sql: sqlite3.Connection, person: int, only: str | None = None) -> None:
    """Make a person's questions those of somebody else who waits for them, where somebody does."""
    rows = sql.execute(
        """SELECT answer.id, asking, min(person) FROM answer JOIN waiting ON waiting.answer = answer.id
           WHERE (asker = ?1 OR author = ?1) AND (?2 IS NULL OR answer.id = ?2) GROUP BY answer.id""",
        (person, only),
    ).fetchall()
    for answer, asking, heir in rows:
        if asked := ASKING.unpack(asking, f"answer {answer}"):
            author = asked.author if asked.author not in {person, heir} else None
            values = heir, author, ASKING.pack(replace(asked, asker=heir, author=author)), answer
            sql.execute("UPDATE answer SET asker = ?, author = ?, asking = ? WHERE id = ?", values)
