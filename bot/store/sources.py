"""Sources: which channel is told of what they bring, and what was offered to be followed."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from bot.records import Offered, Told
from bot.store.connected import Connected
from bot.store.packing import to_microseconds, to_moment
from index import Rules

_OFFER = "id, server, moment, url, rules, name, channel, daily"


class Sources(Connected):
    """Read and save them; server 0 is the shared library."""

    def offer(self, offered: Offered) -> None:
        """Keep what was offered until somebody decides."""
        with self._database.writing() as sql:
            sql.execute(
                f"INSERT INTO offer ({_OFFER}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(offered.id, offered.server, to_microseconds(offered.moment), offered.url),
                    *(json.dumps(asdict(offered.rules)), offered.name, offered.channel, offered.daily),
                ),
            )

    def offered(self, server: int, offer: str) -> Offered | None:
        """Return what was offered to a server, or None where it is no longer kept."""
        with self._database.reading() as sql:
            row = sql.execute(
                f"SELECT {_OFFER} FROM offer WHERE id = ? AND server = ?",
                (offer, server),
            ).fetchone()
        if row is None:
            return None
        identity, server, moment, url, rules, name, channel, daily = row
        return Offered(identity, server, to_moment(moment), url, Rules(**json.loads(rules)), name, channel, bool(daily))

    def drop_offer(self, server: int, offer: str) -> bool:
        """Forget what was offered to a server, and tell whether it was kept."""
        with self._database.writing() as sql:
            return sql.execute("DELETE FROM offer WHERE id = ? AND server = ?", (offer, server)).rowcount > 0

    def drop_offers_before(self, moment: datetime) -> None:
        """Forget what was offered before a moment."""
        with self._database.writing() as sql:
            sql.execute("DELETE FROM offer WHERE moment < ?", (to_microseconds(moment),))

    def told_of_sources(self) -> list[Told]:
        """Return which channels are told of what sources bring."""
        with self._database.reading() as sql:
            rows = sql.execute("SELECT server, feed, channel, daily, until FROM told ORDER BY server, feed").fetchall()
        return [
            Told(server, feed, channel, bool(daily), to_moment(until)) for server, feed, channel, daily, until in rows
        ]

    def tell_of(self, told: Told) -> None:
        """Have a channel told of what a source brings from a moment on."""
        with self._database.writing() as sql:
            sql.execute(
                "INSERT OR REPLACE INTO told (server, feed, channel, daily, until) VALUES (?, ?, ?, ?, ?)",
                (told.server, told.feed, told.channel, told.daily, to_microseconds(told.until)),
            )

    def tell_no_more(self, server: int, feed: int) -> None:
        """Have no channel told of a source."""
        with self._database.writing() as sql:
            sql.execute("DELETE FROM told WHERE server = ? AND feed = ?", (server, feed))
