"""Unanswered: the questions that the articles did not answer, for a server's admins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.records import Asking
from bot.store.connected import Connected
from bot.store.packing import ASKING, to_moment


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question without an answer, as admins see it."""

    answer: str
    """The id under which the question is kept."""
    question: str
    channel: int | None
    asker: int
    asked: datetime
    language: str


class UnansweredQuestions(Connected):
    """List and dismiss the questions without an answer."""

    def unanswered(self, server: int) -> list[Unanswered]:
        """Return a server's questions without an answer, newest first."""
        with self._database.reading() as sql:
            rows = sql.execute(
                """SELECT id, asked, asking FROM answer WHERE server = ? AND unanswered = 1
                   ORDER BY asked DESC, rowid DESC""",
                (server,),
            ).fetchall()
        read = [(answer, asked, ASKING.unpack(asking, f"answer {answer}")) for answer, asked, asking in rows]
        return [_unanswered(answer, asked, asking) for answer, asked, asking in read if asking]

    def dismiss(self, answer: str) -> None:
        """Take a question off the admins' list; its answer and who waits for one stay."""
        with self._database.writing() as sql:
            sql.execute("UPDATE answer SET unanswered = 0 WHERE id = ?", (answer,))


def _unanswered(answer: str, asked: int, asking: Asking) -> Unanswered:
    return Unanswered(answer, asking.question, asking.channel, asking.asker, to_moment(asked), asking.language)
