"""Values: the few single facts that the bot remembers by name."""

from __future__ import annotations

from bot.store.connected import Connected


class Values(Connected):
    """Read and set values."""

    def value(self, key: str) -> str | None:
        """Return a value, or None where it was never set."""
        with self._database.reading() as sql:
            row = sql.execute("SELECT value FROM value WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_value(self, key: str, value: str) -> None:
        """Set a value."""
        with self._database.writing() as sql:
            sql.execute("INSERT OR REPLACE INTO value (key, value) VALUES (?, ?)", (key, value))
