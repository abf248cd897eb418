"""Answers: what stands behind the buttons of a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.records import ArticleRef, Kept
from bot.store.connected import Connected
from bot.store.packing import ANSWER, ASKING, TITLES, to_microseconds, to_moment
from bot.store.quoted import allow_quotes, forget_quotes, removed, without_removed
from index import soil

COLUMNS = "answer.id, asked, message, asking, titles, answer.answer"
"""What `to_kept` takes."""
LATEST = 20
"""Answers of a channel among which one is looked for that a person has seen."""


class Answers(Connected):
    """Keep, find and forget answers."""

    def keep(self, kept: Kept) -> None:
        """Keep an answer; one that found nothing is a question for the admins, unless it was asked privately.

        An answer that was kept before is replaced; its votes, who waits for it, and the message that shows it stay.
        """
        with self._database.writing() as sql:
            kept = replace(kept, answer=without_removed(sql, kept))
            sql.execute(
                """INSERT INTO answer (id, server, channel, asker, asked, message, unanswered, asking, titles, answer,
                   author) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                   ON CONFLICT (id) DO UPDATE SET server = excluded.server, channel = excluded.channel,
                   asker = excluded.asker, asked = excluded.asked, message = coalesce(excluded.message, message),
                   unanswered = excluded.unanswered, asking = excluded.asking, titles = excluded.titles,
                   answer = excluded.answer, author = excluded.author""",
                _row(kept),
            )

    def place(self, answer: str, message: int) -> None:
        """Remember the message that shows an answer."""
        with self._database.writing() as sql:
            sql.execute("UPDATE answer SET message = ? WHERE id = ?", (message, answer))

    def kept(self, answer: str) -> Kept | None:
        """Return an answer, or None where it was forgotten or cannot be read any more."""
        with self._database.reading() as sql:
            row = sql.execute(f"SELECT {COLUMNS} FROM answer WHERE id = ?", (answer,)).fetchone()
        return to_kept(row) if row else None

    def kept_by_message(self, message: int) -> Kept | None:
        """Return the newest answer that a message shows."""
        with self._database.reading() as sql:
            row = sql.execute(
                f"SELECT {COLUMNS} FROM answer WHERE message = ? ORDER BY asked DESC, rowid DESC LIMIT 1", (message,)
            ).fetchone()
        return to_kept(row) if row else None

    def newest_in(self, channel: int, person: int) -> Kept | None:
        """Return the newest answer in a channel that a person has seen: none that was for somebody else alone."""
        with self._database.reading() as sql:
            rows = sql.execute(
                f"SELECT {COLUMNS} FROM answer WHERE channel = ? ORDER BY asked DESC, rowid DESC LIMIT ?",
                (channel, LATEST),
            )
            seen = (kept for row in rows if (kept := to_kept(row)) and _was_seen(kept, person))
            return next(seen, None)

    def forget_quotes(self, server: int | None, article: ArticleRef) -> None:
        """Take what is quoted of an article out of all answers, those under way included."""
        with self._database.erasing() as sql:
            forget_quotes(sql, removed(server, article))

    def allow_quotes(self, server: int | None, article: ArticleRef) -> None:
        """Let answers under way quote an article that was removed and is there again."""
        with self._database.writing() as sql:
            allow_quotes(sql, removed(server, article))

    def forget(self, answer: str) -> None:
        """Delete an answer with its votes, who waits for it, and its place among the unanswered questions.

        It is overwritten by the next `cleanse`: what happens often must not write the file anew each time.
        """
        with self._database.writing() as sql:
            soil(sql)
            sql.execute("DELETE FROM answer WHERE id = ?", (answer,))


def _row(kept: Kept) -> tuple[object, ...]:
    asking = kept.asking
    is_open = kept.answer.askable and not kept.answer.found
    for_admins = is_open and not asking.private and asking.scope.server is not None
    return (
        kept.id,
        asking.scope.server,
        asking.channel,
        asking.asker,
        to_microseconds(kept.asked),
        kept.message,
        for_admins,
        ASKING.pack(asking),
        TITLES.pack(kept.titles),
        ANSWER.pack(kept.answer),
        asking.author,
    )


def _was_seen(kept: Kept, person: int) -> bool:
    return not kept.asking.private or kept.asking.asker == person


def to_kept(row: Sequence[Any]) -> Kept | None:
    """Return the answer of a row of COLUMNS, or None where it cannot be read any more."""
    identity, asked, message, asking, titles, answer = row
    owner = f"answer {identity}"
    question = ASKING.unpack(asking, owner)
    named = TITLES.unpack(titles, owner)
    given = ANSWER.unpack(answer, owner)
    if question is None or named is None or given is None:
        return None
    return Kept(identity, question, to_moment(asked), given, named, message)
