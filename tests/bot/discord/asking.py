"""What the tests of asking share: articles to add, settings to change, and what the bot has said."""

from __future__ import annotations

from typing import Any

import discord
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from simcord.results import ResponseMessage

from bot.records import ArticleRef, ChannelSettings, ServerSettings
from bot.store.unanswered import Unanswered
from index import Library, Source, read_text
from tests.bot.discord.conftest import World, shown

LIGHTHOUSE = (
    "Mara Lindqvist built the lighthouse of Oxwick in 1911. The tower is 31 metres high and stands on a cliff. "
    "Its lamp was replaced in 1964 by an electric one. The last keeper left the island when the lamp was automated."
)
BUILDER = "Who built the lighthouse of Oxwick?"
MARA = "Mara Lindqvist built the lighthouse of Oxwick in 1911."


def add(world: World, text: str = LIGHTHOUSE, title: str = "Oxwick", server: int | None = None) -> ArticleRef:
    """Add an article to a server's library, or to the shared one."""
    folder = world.data / (f"servers/{server}" if server else "shared")
    with Library.open(folder) as library:
        added = library.add(Source(title, read_text(text, title=title, identity=title)))
    assert added.id is not None
    return ArticleRef("server" if server else "shared", added.id)


async def changed(world: World) -> None:
    """Say that the articles of a server have changed, by the clock that the bot goes by."""
    with world.env._bot_scope():
        await world.bot.desk.curator.changed(world.guild.id)


def article(world: World, title: str) -> ArticleRef:
    """Return the article of the shared library with this in its title."""
    with Library.open(world.data / "shared") as library:
        return next(ArticleRef("shared", entry.id) for entry in library.list() if title in entry.title)


async def choose(
    world: World, *, guild: GuildHandle | None = None, channel: ChannelSettings | None = None, **server: Any
) -> None:
    """Save what admins choose for a server, and for its channel."""
    channels = {world.channel.id: channel} if channel else {}
    await world.bot.desk.save_server((guild or world.guild).id, ServerSettings(channels=channels, **server))


async def unanswered(world: World, server: int | None = None) -> list[Unanswered]:
    """Return the questions that a server's admins see."""
    return await world.bot.desk.record(lambda store: store.unanswered(server or world.guild.id))


def said(channel: ChannelHandle) -> list[discord.Message]:
    """Return what the bot has posted in a channel."""
    return [message for message in channel.history() if message.author.bot and message.webhook_id is None]


def text(message: ResponseMessage | discord.Message | None) -> str:
    """Return all that a message shows: its words and its embeds, without escapes and bold."""
    assert message is not None
    pieces = [message.content]
    for embed in message.embeds:
        fields = [f"{field.name} {field.value}" for field in embed.fields]
        pieces += [embed.title or "", embed.description or "", embed.footer.text or "", *fields]
    return shown("\n".join(filter(None, pieces)))


def callbacks(env: Env) -> list[int]:
    """Return the types of the first answers to interactions; 5 defers."""
    return [request.json["type"] for request in env.http_requests if request.json and "/callback" in request.path]


def bodies(env: Env) -> list[dict[str, Any]]:
    """Return the body of each message that the bot posted or edited."""
    return [r.json for r in env.http_requests if r.json and ("messages" in r.path) and r.method in {"POST", "PATCH"}]
