"""What the tests of /articles reindex share: a reindex held in the middle, and a command that is not waited for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest
from simcord import interactions
from simcord.actors import MemberActor
from simcord.builders import GuildHandle

from bot.records import Reindexing
from index import Act, Library, Reindexed
from tests.bot.discord.asking import add, said, text
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import DEER

TITLE = "Reindexing the articles"
DONE = "The articles are reindexed"


class Held:
    """Hold a reindex before each of its articles until it is let go; `reached` counts the articles."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached = 0
        self._go = threading.Event()
        reindex = Library.reindex

        def held(
            library: Library, progress: Callable[[int, int], None] | None = None, act: Act | None = None
        ) -> Reindexed:
            def slowly(done: int, total: int) -> None:
                self.reached += 1
                assert self._go.wait(20)
                if progress:
                    progress(done, total)

            return reindex(library, slowly, act)

        monkeypatch.setattr(Library, "reindex", held)

    async def wait(self) -> None:
        """Wait until an article is held."""
        for _ in range(500):
            if self.reached:
                return
            await asyncio.sleep(0.01)
        raise TimeoutError

    def let_go(self) -> None:
        """Let it run to its end."""
        self._go.set()


def fill(world: World, guild: GuildHandle | None = None) -> None:
    """Put two articles into a server's own library."""
    add(world, server=(guild or world.guild).id)
    add(world, DEER, "Deer", (guild or world.guild).id)


def press(world: World, who: MemberActor, command: str = "reindex") -> int:
    """Send a command without waiting for what it does, and return the interaction."""
    backend = world.env.backend
    group = backend.find_command("articles", who.guild.id, type=1)
    given = [{"name": "public", "type": 5, "value": True}] if command == "reindex" else []
    data = {"id": group["id"], "name": "articles", "type": 1}
    data["options"] = [{"name": command, "type": 1, "options": given}]
    channel = next(one for one in backend.channels.values() if one.guild_id == who.guild.id and one.type == 0)
    here = {"channel_id": channel.id, "guild_id": who.guild.id, "user_id": who.id}
    record, payload = interactions.base_payload(backend, type=2, data=data, **here)
    backend.emit("INTERACTION_CREATE", payload)
    return int(record.id)


def answered(world: World, interaction: int) -> str:
    """Return what the answer to an interaction shows now."""
    backend = world.env.backend
    record = backend.interactions[interaction]
    if record.message_id is None:
        return ""
    message = backend.get_message(record.channel_id, record.message_id)
    pieces = [message.content or ""]
    for embed in message.embeds:
        fields = [field["value"] for field in embed.get("fields", [])]
        pieces += [embed.get("title", ""), embed.get("description", ""), *fields]
    return "\n".join(filter(None, pieces))


async def until(world: World, condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


def posted(world: World) -> list[str]:
    """Return the messages of the bot that answer no interaction."""
    return [text(message) for message in said(world.channel) if message.interaction_metadata is None]


async def remembered(world: World) -> list[Reindexing]:
    """Return what the next run of the bot would go on with."""
    return await world.bot.desk.record(lambda store: store.reindexings())
