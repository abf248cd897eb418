"""What the tests of /articles share: who manages, what they add, and what stands in the library then."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from discord import Permissions
from simcord.actors import MemberActor
from simcord.builders import GuildHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.records import Change
from index import Article, Entry, Library
from tests.bot.discord.asking import LIGHTHOUSE, text
from tests.bot.discord.conftest import World

PAGE = f"""---
title: The lighthouse
author: Ann Writer
date: 2026-01-17
---

# The lighthouse

{LIGHTHOUSE}

Its light can be seen from forty kilometres away on a clear night.

More on lighthouses

- Another lighthouse
- A third lighthouse
""".encode()
NEWER = "Its light can be seen from forty kilometres away on a clear night."
LINK = "More on lighthouses"
DAM = "Otto Brandt planned the dam of Veldham. It was opened in 1932, two years later than he had promised."


def admin_of(world: World, name: str = "carol", guild: GuildHandle | None = None) -> MemberActor:
    """Return a new member with Manage Server."""
    # To publish is to encode, which takes its time; with 30 s each act would wait for the bot's shortest timer.
    world.env.settle_timeout = 20
    place = guild or world.guild
    role = place.create_role(f"Admins of {name}", permissions=Permissions(manage_guild=True))
    return place.add_member(world.env.create_user(name), roles=[role])


def records(*texts: str, **fields: Any) -> bytes:
    """Return a .jsonl file, an article a line."""
    lines = ({"title": f"Article {number}", "text": text, **fields} for number, text in enumerate(texts, 1))
    return "\n".join(map(json.dumps, lines)).encode()


async def draft(who: MemberActor, world: World, data: bytes = PAGE, name: str = "light.md") -> ResponseMessage:
    """Add a file, and return the draft that is shown."""
    result = await who.slash(world.channel, "articles add", file=(name, data))
    assert result.response
    return result.response


async def publish(who: MemberActor, world: World, data: bytes = PAGE, name: str = "light.md") -> str:
    """Add a file and publish it, and return what is said."""
    return told(await who.click(await draft(who, world, data, name), label="Publish"))


def told(result: InteractionResult) -> str:
    """Return what the bot says last."""
    return text(result.followups[-1] if result.followups else result.response)


def entries(world: World, server: int | None = None) -> list[Entry]:
    """Return what stands in a server's library."""
    with Library.open(world.data / f"servers/{server or world.guild.id}") as library:
        return library.list()


def titles(world: World, server: int | None = None) -> list[str]:
    """Return the titles in a server's library."""
    return [entry.title for entry in entries(world, server)]


def stored(world: World, article: int = 1) -> Article:
    """Return an article of the server's library."""
    with Library.open(world.data / f"servers/{world.guild.id}") as library:
        found = library.show(article)
    assert found
    return found[1]


async def changes(world: World, server: int | None = None) -> list[Change]:
    """Return a server's audit log, newest first."""
    return await world.bot.desk.record(lambda store: store.changes(server or world.guild.id, 50))


def menu(message: ResponseMessage, act: str) -> dict[str, Any]:
    """Return the menu of a draft that is for an act."""
    shown = (item for row in message.components for item in row["components"])
    return next(item for item in shown if f":{act}:" in item["custom_id"])


async def choose_blocks(who: MemberActor, message: ResponseMessage, act: str, words: Sequence[str]) -> None:
    """Choose the blocks with these words in a menu."""
    found = menu(message, act)
    values = [one["value"] for one in found["options"] if any(word in one["label"] for word in words)]
    await who.select(message, values, custom_id=found["custom_id"])


def drafts_on_disk(world: World) -> list[str]:
    """Return the names of all files of drafts."""
    return sorted(path.name for path in (world.data / "drafts").glob("*/*"))
