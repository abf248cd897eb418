"""Waiting: who wants to be told when a question has an answer."""

from __future__ import annotations

from collections.abc import Iterable

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

    def told(self, told: Iterable[Waiting]) -> tuple[Waiting, ...]:
        """Strike out those who are told, all of them or none, and return those who waited until now."""
        strike = "DELETE FROM waiting WHERE answer = ? AND person = ?"
        with self._database.writing() as sql:
            return tuple(one for one in told if sql.execute(strike, (one.answer, one.person)).rowcount)

    def wait_again(self, waiting: Iterable[Waiting]) -> None:
        """Add those again who were struck out and could not be told; not where the question was forgotten since."""
        with self._database.writing() as sql:
            sql.executemany(
                "INSERT OR IGNORE INTO waiting (answer, person) SELECT id, ? FROM answer WHERE id = ?",
                [(one.person, one.answer) for one in waiting],
            )
