"""Exporting: everything that is stored of a person, in all servers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.store.connected import Connected

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Personal:
    """Rows as they are stored: to read their JSON takes long, and is not for the one thread of the store."""

    answers: list[Row]
    """id, server, channel, asked, message, asking and answer of each question that the person asked, or that is in
    their words; and whether each of both is so."""
    votes: list[Row]
    """answer, server, helpful."""
    waiting: list[Row]
    """answer, server."""
    news: list[Row]
    """server, moment; server 0 is none."""
    changes: list[Row]
    """moment, server, what, detail; what is under way at the moment too."""


class Exporting(Connected):
    """Collect what is a person's."""

    def personal(self, person: int) -> Personal:
        """Return everything that is stored of a person, oldest first."""
        with self._database.reading() as sql:

            def rows(query: str) -> list[Row]:
                return sql.execute(query, (person,)).fetchall()

            return Personal(
                rows(
                    """SELECT id, server, channel, asked, message, asking, answer, asker = ?1,
                       coalesce(author, asker) = ?1 FROM answer WHERE asker = ?1 OR author = ?1 ORDER BY asked"""
                ),
                rows(
                    """SELECT vote.answer, server, helpful FROM vote JOIN answer ON answer.id = vote.answer
                       WHERE person = ? ORDER BY asked"""
                ),
                rows(
                    """SELECT waiting.answer, server FROM waiting JOIN answer ON answer.id = waiting.answer
                       WHERE person = ? ORDER BY asked"""
                ),
                rows("SELECT server, moment FROM news WHERE person = ? ORDER BY moment"),
                rows(
                    """SELECT moment, server, what, detail FROM audit WHERE who = ?1
                       UNION ALL SELECT moment, server, what, detail FROM intent WHERE who = ?1
                       UNION ALL SELECT begun, server, 'reindex', '' FROM reindexing WHERE who = ?1
                       ORDER BY moment"""
                ),
            )
