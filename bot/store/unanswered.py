"""Unanswered: the questions that the articles did not answer, for a server's admins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.records import Asking, Change, Scope
from bot.store.audit import write_change
from bot.store.connected import Connected
from bot.store.packing import ASKING, TITLES, to_moment


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
    scope: Scope
    titles: tuple[str, ...] = ()
    """The titles of the articles that the scope names."""


class UnansweredQuestions(Connected):
    """List and dismiss the questions without an answer."""

    def unanswered(self, server: int, most: int = -1) -> list[Unanswered]:
        """Return a server's questions without an answer, newest first; -1: all of them."""
        with self._database.reading() as sql:
            rows = sql.execute(
                """SELECT id, asked, asking, titles FROM answer WHERE server = ? AND unanswered = 1
                   ORDER BY asked DESC, rowid DESC LIMIT ?""",
                (server, most),
            ).fetchall()
        read = [
            (answer, asked, ASKING.unpack(asking, f"answer {answer}"), TITLES.unpack(titles, f"answer {answer}"))
            for answer, asked, asking, titles in rows
        ]
        return [_unanswered(answer, asked, asking, titles or ()) for answer, asked, asking, titles in read if asking]

    def dismiss(self, answers: Sequence[str], change: Change) -> None:
        """Take questions off the list of the admins of a change's server, together with its line of the audit log.

        What another admin has taken off meanwhile has its line already.
        """
        with self._database.writing() as sql:
            cursor = sql.executemany(
                "UPDATE answer SET unanswered = 0 WHERE id = ? AND server = ? AND unanswered = 1",
                [(answer, change.server) for answer in answers],
            )
            if cursor.rowcount:
                write_change(sql, change)


def _unanswered(answer: str, asked: int, asking: Asking, titles: tuple[str, ...]) -> Unanswered:
    return Unanswered(
        answer,
        asking.question,
        asking.channel,
        asking.asker,
        to_moment(asked),
        asking.language,
        asking.scope,
        titles,
    )
