"""Picks: sentences that a person has pinned to a question, or hidden from all answers."""

from __future__ import annotations

from index.records import Pick
from index.store.connected import Connected


class Picks(Connected):
    """Write, take back and list them."""

    def pin(self, question: str, article: int, sentence: str) -> None:
        """Have a sentence come first for a question."""
        self._sql.execute(
            "INSERT OR IGNORE INTO pin (question, article, sentence) VALUES (?, ?, ?)", (question, article, sentence)
        )

    def hide(self, article: int, sentence: str) -> None:
        """Have a sentence in no answer."""
        self._sql.execute("INSERT OR IGNORE INTO hidden (article, sentence) VALUES (?, ?)", (article, sentence))

    def take_back(self, pick: Pick) -> bool:
        """Forget a pick, and tell whether it was there."""
        if pick.question is None:
            cursor = self._sql.execute(
                "DELETE FROM hidden WHERE article = ? AND sentence = ?", (pick.article, pick.sentence)
            )
        else:
            cursor = self._sql.execute(
                "DELETE FROM pin WHERE question = ? AND article = ? AND sentence = ?",
                (pick.question, pick.article, pick.sentence),
            )
        return cursor.rowcount > 0

    def pins(self) -> list[Pick]:
        """Return what is pinned, newest first."""
        rows = self._sql.execute("SELECT article, sentence, question FROM pin ORDER BY id DESC")
        return [Pick(*row) for row in rows]

    def hidden(self) -> list[Pick]:
        """Return what is hidden, newest first."""
        rows = self._sql.execute("SELECT article, sentence FROM hidden ORDER BY id DESC")
        return [Pick(*row) for row in rows]

    def picked(self) -> int:
        """Return what differs after any pick and any taking back."""
        row = self._sql.execute(
            """SELECT 2 * coalesce(sum(seq), 0) - (SELECT count(*) FROM pin) - (SELECT count(*) FROM hidden)
               FROM sqlite_sequence WHERE name IN ('pin', 'hidden')"""
        ).fetchone()
        return int(row[0])
