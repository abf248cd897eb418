"""Waiting: who wants to be told when a question has an answer."""

from __future__ import annotations

from bot.records import Waiting
from bot.store.connected import Connected
from bot.store.packing import ASKING


class WaitingList(Connected):
    """Add people who wait, list them, and strike out those who were told."""

    def wait(self, answer: str, person: int) -> bool:
        """Add a person; return False where they wait already, or the answer is not kept."""
        with self._database.writing() as sql:
            cursor = sql.execute(
                "INSERT OR IGNORE INTO waiting (answer, person) SELECT id, ? FROM answer WHERE id = ?",
                (person, answer),
            )
            return cursor.rowcount > 0

    def waiting(self) -> list[Waiting]:
        """Return everybody who waits, in every server, the oldest question first."""
        with self._database.reading() as sql:
            rows = sql.execute(
                """SELECT w.answer, w.person, a.asking FROM waiting w JOIN answer a ON a.id = w.answer
                   ORDER BY a.asked, a.rowid, w.person"""
            ).fetchall()
        read = [(answer, person, ASKING.unpack(asking, f"answer {answer}")) for answer, person, asking in rows]
        return [Waiting(answer, person, asking) for answer, person, asking in read if asking]

    def told(self, answer: str, person: int) -> None:
        """Strike out a person who was told."""
        with self._database.writing() as sql:
            sql.execute("DELETE FROM waiting WHERE answer = ? AND person = ?", (answer, person))
