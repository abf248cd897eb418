"""News: when a person last asked a server what is new."""

from __future__ import annotations

from datetime import datetime

from bot.store.connected import Connected
from bot.store.packing import to_microseconds, to_moment


class News(Connected):
    """Mark and find the moments."""

    def last_news(self, server: int | None, person: int) -> datetime | None:
        """Return when a person last asked, in a server or outside of one (None)."""
        with self._database.reading() as sql:
            row = sql.execute(
                "SELECT moment FROM news WHERE person = ? AND server = ?", (person, server or 0)
            ).fetchone()
        return to_moment(row[0]) if row else None

    def mark_news(self, server: int | None, person: int, moment: datetime) -> None:
        """Remember that a person has asked."""
        with self._database.writing() as sql:
            sql.execute(
                "INSERT OR REPLACE INTO news (person, server, moment) VALUES (?, ?, ?)",
                (person, server or 0, to_microseconds(moment)),
            )
