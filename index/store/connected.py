"""What the parts of a store share: the connection that lends them its transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable


class Connected:
    """Read and change the database through one connection, inside the transaction that lends it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    def _highest_passage(self) -> int:
        row = self._sql.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passage'").fetchone()
        return int(row[0]) if row else 0

    def drop_indexed(self, article: int) -> None:
        """Delete everything derived from an article, in every edition."""
        self._sql.execute("DELETE FROM passage WHERE article = ?", (article,))
        self._sql.execute("DELETE FROM indexed WHERE article = ?", (article,))


def listed(ids: Iterable[int] | None) -> str | None:
    """Return ids as SQLite's json_each takes them: any number of them, of any size."""
    return None if ids is None else json.dumps([int(i) for i in ids])
