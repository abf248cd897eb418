"""Editions: everything derived from the texts by one model and recipe, and which of them answers."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from index.store.connected import Connected
from index.store.rows import SPAN_BYTES

EDITION = "id, token, model, dimension, recipe"


@dataclass(frozen=True, slots=True)
class Edition:
    """Which model and recipe made the derived rows."""

    id: int
    token: str
    """A random name: no two editions of any library share it."""
    model: str
    dimension: int
    recipe: str


@dataclass(frozen=True, slots=True)
class State:
    """How far an edition has come: what a derived index compares itself with at every question."""

    newest: int
    """The highest passage id of the edition."""
    highest: int
    """The highest passage id ever given out."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of an edition is alive; counting it takes some milliseconds in a large library."""

    passages: int
    sentences: int


class Editions(Connected):
    """Begin, compare and sweep away editions."""

    def edition(self) -> Edition | None:
        """Return the edition that answers, or None before the first article."""
        row = self._sql.execute(f"SELECT {EDITION} FROM edition WHERE current = 1").fetchone()
        return Edition(*row) if row else None

    def building(self) -> Edition | None:
        """Return the edition that a reindex is building, or had begun when it was killed."""
        row = self._sql.execute(
            f"""SELECT {EDITION} FROM edition WHERE id > coalesce((SELECT id FROM edition WHERE current = 1), 0)
                ORDER BY id DESC"""
        ).fetchone()
        return Edition(*row) if row else None

    def begin_edition(self, model: str, dimension: int, recipe: str, *, current: bool) -> Edition:
        """Start an edition."""
        token = uuid4().hex
        cursor = self._sql.execute(
            "INSERT INTO edition (token, model, dimension, recipe, current) VALUES (?, ?, ?, ?, ?)",
            (token, model, dimension, recipe, int(current)),
        )
        return Edition(cursor.lastrowid or 0, token, model, dimension, recipe)

    def promote(self, edition: Edition) -> None:
        """Let an edition answer from now on; the rows of others are swept away later."""
        self._sql.execute("UPDATE edition SET current = (id = ?)", (edition.id,))

    def sweep(self, edition: int, most: int) -> int:
        """Delete up to `most` passages of an edition that no longer answers, and return how many went."""
        gone = self._sql.execute(
            "DELETE FROM passage WHERE id IN (SELECT id FROM passage WHERE edition = ? LIMIT ?)", (edition, most)
        ).rowcount
        if gone == 0:
            self._sql.execute("DELETE FROM indexed WHERE edition = ?", (edition,))
            self._sql.execute("DELETE FROM edition WHERE id = ? AND current = 0", (edition,))
        return gone

    def stale_editions(self) -> list[int]:
        """Return the editions that do not answer."""
        return [row[0] for row in self._sql.execute("SELECT id FROM edition WHERE current = 0")]

    def state(self, edition: Edition) -> State:
        """Return how far an edition has come."""
        newest = self._sql.execute("SELECT max(id) FROM passage WHERE edition = ?", (edition.id,)).fetchone()[0]
        return State(newest or 0, self._highest_passage())

    def sizes(self, edition: Edition) -> Sizes:
        """Return how much of an edition is alive."""
        row = self._sql.execute(
            "SELECT coalesce(sum(passages), 0), coalesce(sum(sentences), 0) FROM indexed WHERE edition = ?",
            (edition.id,),
        ).fetchone()
        return Sizes(*row)

    def living(self, edition: Edition) -> list[int]:
        """Return the ids of all passages of an edition."""
        return [row[0] for row in self._sql.execute("SELECT id FROM passage WHERE edition = ?", (edition.id,))]

    def count_sentences(self, edition: Edition, newest: int) -> int:
        """Return how many sentences an edition has in the passages up to an id."""
        row = self._sql.execute(
            "SELECT coalesce(sum(length(spans)), 0) FROM passage WHERE edition = ? AND id <= ?", (edition.id, newest)
        ).fetchone()
        return int(row[0]) // SPAN_BYTES

    def not_indexed(self, edition: Edition, most: int) -> list[int]:
        """Return articles of which an edition has nothing yet."""
        rows = self._sql.execute(
            """SELECT a.id FROM article a LEFT JOIN indexed i ON i.article = a.id AND i.edition = ?
               WHERE i.article IS NULL ORDER BY a.id LIMIT ?""",
            (edition.id, most),
        )
        return [row[0] for row in rows]

    def count_not_indexed(self, edition: Edition) -> int:
        """Return of how many articles an edition has nothing yet."""
        row = self._sql.execute(
            "SELECT (SELECT count(*) FROM article) - (SELECT count(*) FROM indexed WHERE edition = ?)", (edition.id,)
        ).fetchone()
        return int(row[0])
