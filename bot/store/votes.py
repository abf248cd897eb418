"""Votes: whether people found an answer helpful."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records import Kept
from bot.store.answers import COLUMNS, to_kept
from bot.store.connected import Connected


@dataclass(frozen=True, slots=True)
class Voted:
    """An answer, and how many found it helpful and not."""

    kept: Kept
    helpful: int
    unhelpful: int


class Votes(Connected):
    """Cast and count votes."""

    def vote(self, answer: str, person: int, helpful: bool) -> bool:
        """Cast a person's one vote, the last counts; return False where the answer is not kept."""
        with self._database.writing() as sql:
            cursor = sql.execute(
                """INSERT INTO vote (answer, person, helpful) SELECT id, ?, ? FROM answer WHERE id = ?
                   ON CONFLICT (answer, person) DO UPDATE SET helpful = excluded.helpful""",
                (person, helpful, answer),
            )
            return cursor.rowcount > 0

    def votes(self, answer: str) -> tuple[int, int]:
        """Return how many found an answer helpful, and how many did not."""
        with self._database.reading() as sql:
            helpful, cast = sql.execute(
                "SELECT coalesce(sum(helpful), 0), count(*) FROM vote WHERE answer = ?", (answer,)
            ).fetchone()
        return helpful, cast - helpful

    def voted(self, server: int | None = None) -> list[Voted]:
        """Return the answers with votes, oldest first, of a server or of all; none that was asked privately."""
        with self._database.reading() as sql:
            rows = sql.execute(
                f"""SELECT {COLUMNS}, sum(helpful), count(*) FROM answer JOIN vote ON vote.answer = answer.id
                    WHERE ?1 IS NULL OR server = ?1 GROUP BY answer.id ORDER BY asked, answer.rowid""",
                (server,),
            ).fetchall()
        read = [(to_kept(row), helpful, cast - helpful) for *row, helpful, cast in rows]
        return [Voted(kept, *counts) for kept, *counts in read if kept and not kept.asking.private]
