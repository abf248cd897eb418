"""Votes: whether people found an answer helpful."""

from __future__ import annotations

from bot.store.connected import Connected


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
