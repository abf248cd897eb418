"""Votes: whether people found an answer helpful."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records import Change, Kept
from bot.store.answers import COLUMNS, to_kept
from bot.store.audit import write_change
from bot.store.connected import Connected

REPORTED = "reported:"
"""What the key of a report begins with, before the answer's id."""


@dataclass(frozen=True, slots=True)
class Poor:
    """An answer that was not helpful, how many found it so, and whether somebody has reported it."""

    kept: Kept
    unhelpful: int
    reported: bool


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

    def poor(self, server: int, most: int) -> list[Poor]:
        """Return a server's answers that more people found unhelpful than helpful, or that were reported, newest first.

        None that was asked privately, and none that an admin has seen to.
        """
        with self._database.reading() as sql:
            rows = sql.execute(
                f"""SELECT {COLUMNS}, coalesce(sum(1 - helpful), 0) AS against, coalesce(sum(helpful), 0) AS favour,
                           EXISTS (SELECT 1 FROM value WHERE key = '{REPORTED}' || answer.id) AS reported
                    FROM answer LEFT JOIN vote ON vote.answer = answer.id
                    WHERE server = ? AND settled = 0 AND unanswered = 0 GROUP BY answer.id
                    HAVING against > favour OR reported ORDER BY asked DESC, answer.rowid DESC LIMIT ?""",
                (server, most),
            ).fetchall()
        read = [(to_kept(row), against, bool(reported)) for *row, against, _favour, reported in rows]
        return [Poor(kept, *told) for kept, *told in read if kept and not kept.asking.private]

    def settle_poor(self, answer: str, change: Change) -> None:
        """Take an answer off that list, together with a line of the audit log."""
        with self._database.writing() as sql:
            cursor = sql.execute(
                "UPDATE answer SET settled = 1 WHERE id = ? AND server = ? AND settled = 0", (answer, change.server)
            )
            if cursor.rowcount:
                write_change(sql, change)

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
