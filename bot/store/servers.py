"""Servers: what admins chose for them and for their channels."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from bot.records import Change, ChannelSettings, ServerSettings
from bot.store.audit import write_change
from bot.store.connected import Connected
from bot.store.packing import ARTICLES, DIGEST


class Servers(Connected):
    """Read and save settings."""

    def servers(self) -> dict[int, ServerSettings]:
        """Return the settings of every server for which something was chosen."""
        with self._database.reading() as sql:
            channels = _channels(sql)
            rows = sql.execute(
                "SELECT id, language, shared, editors, admin, zone, digest FROM server ORDER BY id"
            ).fetchall()
        return {
            server: ServerSettings(
                language,
                bool(shared),
                editors,
                admin,
                channels[server],
                DIGEST.unpack(digest, f"server {server}") if digest else None,
                zone,
            )
            for server, language, shared, editors, admin, zone, digest in rows
        }

    def save_server(self, server: int, settings: ServerSettings, change: Change | None = None) -> None:
        """Save all that was chosen for a server; channels that are not named have the defaults again.

        Together with the line of the audit log that tells of it, where there is one.
        """
        rows = [_row(server, channel, chosen) for channel, chosen in settings.channels.items()]
        with self._database.writing() as sql:
            sql.execute(
                """INSERT INTO server (id, language, shared, editors, admin, zone, digest) VALUES (?, ?, ?, ?, ?, ?, ?)
                   ON CONFLICT (id) DO UPDATE SET language = excluded.language, shared = excluded.shared,
                   editors = excluded.editors, admin = excluded.admin, zone = excluded.zone,
                   digest = excluded.digest""",
                (
                    server,
                    settings.language,
                    settings.shared,
                    settings.editors,
                    settings.admin,
                    settings.zone,
                    DIGEST.pack(settings.digest) if settings.digest else None,
                ),
            )
            sql.execute("DELETE FROM channel WHERE server = ?", (server,))
            sql.executemany(
                "INSERT INTO channel (server, id, enabled, auto, articles, thread) VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )
            if change:
                write_change(sql, change)


def _channels(sql: sqlite3.Connection) -> defaultdict[int, dict[int, ChannelSettings]]:
    found: defaultdict[int, dict[int, ChannelSettings]] = defaultdict(dict)
    for server, channel, enabled, auto, articles, thread in sql.execute(
        "SELECT server, id, enabled, auto, articles, thread FROM channel ORDER BY server, id"
    ):
        named = ARTICLES.unpack(articles, f"channel {channel}") or ()
        found[server][channel] = ChannelSettings(bool(enabled), bool(auto), named, thread)
    return found


def _row(server: int, channel: int, chosen: ChannelSettings) -> tuple[object, ...]:
    return server, channel, chosen.enabled, chosen.auto, ARTICLES.pack(chosen.articles), chosen.thread
