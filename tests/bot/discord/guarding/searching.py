"""The search for a marked server in all that the bot sends to others, and the state that must stay as it was."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.bot.discord.conftest import World
from tests.bot.discord.guarding.marked import WORD, Marked


def answers_of(world: World, marked: Marked, *messages: int) -> list[str]:
    """Return the ids of all answers that are kept of the server, or of those that some messages show."""
    found = _query(world.data / "bot.db", f"SELECT id, message FROM answer WHERE server = {marked.guild.id}")
    return [answer for answer, message in found if not messages or message in messages]


def drafts_of(world: World, marked: Marked) -> list[str]:
    """Return the ids of all drafts that wait in the server."""
    return [path.stem for path in (world.data / "drafts" / str(marked.guild.id)).glob("*.json")]


def offers_of(world: World, marked: Marked) -> list[str]:
    """Return the ids of all sources that were offered to the server, and wait."""
    return [
        offer for (offer,) in _query(world.data / "bot.db", f"SELECT id FROM offer WHERE server = {marked.guild.id}")
    ]


def words(world: World, marked: Marked) -> list[str]:
    """Return all that nobody elsewhere may read: the word, and every id of the server."""
    guild = world.env.backend.get_guild(marked.guild.id)
    channels = [one.id for one in world.env.backend.channels.values() if one.guild_id == guild.id]
    people = [one for one in guild.members if one != world.bot.user.id]  # type: ignore[union-attr]
    numbers = [guild.id, *channels, *guild.roles, *people, *(one.id for one in marked.shown.values())]
    return [WORD, *map(str, numbers), *answers_of(world, marked), *drafts_of(world, marked), *offers_of(world, marked)]


def leaked(world: World, marked: Marked, since: int, *named: str) -> list[str]:
    """Return what the bot has sent to others than the server since a request, and should not have.

    What was `named` by those who asked says nothing new to them.
    """
    told = [
        json.dumps(request.json, ensure_ascii=False)
        for request in world.env.http_requests[since:]
        if request.json is not None and _server_of(world, request.path) != marked.guild.id
    ]
    foreign = {str(one.id) for one in world.env.backend.channels.values() if one.guild_id == marked.guild.id}
    files = [
        f"{url} {data.decode(errors='replace')}"
        for url, data in world.env.backend.cdn._blobs.items()
        if not foreign & {*url.split("/")}
    ]
    secret = [word for word in words(world, marked) if not any(word in one for one in named)]
    return [one for one in (*told, *files) if any(word in one.casefold() for word in secret)]


def _server_of(world: World, path: str) -> int | None:
    """Return the server that a request tells something."""
    backend, parts = world.env.backend, path.strip("/").split("/")
    if parts[0] == "channels":
        return backend.get_channel(int(parts[1])).guild_id
    if parts[0] == "interactions":
        return backend.interactions[int(parts[1])].guild_id
    interaction = backend.interaction_tokens.get(parts[2]) if parts[0] == "webhooks" else None
    return backend.interactions[interaction].guild_id if interaction else None


def state(world: World, marked: Marked) -> dict[str, Any]:
    """Return all that there is of the server, on the disk and in its channels."""
    folders = [world.data / name / str(marked.guild.id) for name in ("servers", "drafts")]
    backend = world.env.backend
    channels = [one for one in backend.channels.values() if one.guild_id == marked.guild.id]
    return {
        "articles": sorted(rows(folders[0] / "library.db")),
        "drafts": {path.name: path.read_bytes() for path in folders[1].iterdir()},
        "rows": {row for row in rows(world.data / "bot.db") if any(word in row for word in words(world, marked))},
        "messages": [repr(message) for one in channels for message in backend.messages.get(one.id, {}).values()],
    }


def rows(database: Path) -> Iterator[str]:
    """Yield every row of every table, with the table's name."""
    for (table,) in _query(database, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        yield from (f"{table} {row}".casefold() for row in _query(database, f"SELECT * FROM {table}"))


def _query(database: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as sql:
        return sql.execute(query).fetchall()
