"""A server full of one unmistakable word, in all that the bot can keep of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle
from simcord.results import ResponseMessage

from bot.records import Offered
from index import Library, Offer, Pick, Rules
from index.feeds.looking import Seen
from index.ingest.feeds.records import FeedRead
from tests.bot.discord.articles.managing import admin_of
from tests.bot.discord.asking import BUILDER
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import press

WORD = "zorvath"
"""It stands in every sentence and every name of the server, and nobody types it elsewhere unless to find it."""
TITLE = "The Zorvath chronicle"
DEER = "How many deer does Zorvath feed?"
FED = "Zorvath feeds some 1,300 deer in the park of Zorvath."
TEXT = (
    "Mara Zorvath built the lighthouse of Oxwick in 1911. The Zorvath tower is 31 metres high. "
    "Zorvath painters painted the old bridge of Tarn in 1920. The last keeper of Oxwick was a Zorvath too."
)


@dataclass(frozen=True, slots=True)
class Marked:
    """The server, its people, and what the bot has shown there."""

    guild: GuildHandle
    channel: ChannelHandle
    office: ChannelHandle
    role: RoleHandle
    boss: MemberActor
    reader: MemberActor
    thread: ChannelHandle
    shown: dict[str, ResponseMessage] = field(default_factory=dict)


async def mark(world: World) -> Marked:
    """Make the server, and fill it in all the ways there are."""
    guild = world.env.create_guild("Zorvath watch")
    channel, office = guild.create_text_channel("zorvath-hall"), guild.create_text_channel("zorvath-office")
    role, boss = guild.create_role("Zorvath keepers"), admin_of(world, "zorvathina", guild)
    reader = guild.add_member(world.env.create_user("zorvathiel"), roles=[role])
    thread = ChannelHandle(world.env, guild, world.env.backend.create_thread(channel.id, "zorvath-talk", reader.id))
    marked = Marked(guild, channel, office, role, boss, reader, thread)
    await _add_articles(marked)
    await _follow(world, marked)
    await _ask(world, marked)
    await _mend(world, marked)
    await _choose(world, marked)
    return marked


async def _add_articles(marked: Marked) -> None:
    boss, channel = marked.boss, marked.channel
    articles = [
        _record(number, f"{TITLE} {number}", f"{TEXT} This is Zorvath's number {number}.") for number in range(3)
    ]
    files = {"zorvath.jsonl": articles, "zorvath-pending.jsonl": [_record(3, "A Zorvath draft", f"{TEXT} It waits.")]}
    for name, records in files.items():
        drafted = await boss.slash(channel, "articles add", file=(name, "\n".join(records).encode()))
        assert drafted.response
        marked.shown[name] = drafted.response
    await boss.click(marked.shown["zorvath.jsonl"], label="Publish")
    await boss.slash(channel, "articles remove", article="server:1")
    await boss.slash(channel, "articles reindex")


async def _ask(world: World, marked: Marked) -> None:
    boss, reader, channel = marked.boss, marked.reader, marked.channel
    for name, options in {
        "found": {"question": f"{BUILDER[:-1]}, Zorvath?"},
        "private": {"question": f"{BUILDER[:-1]}, Zorvath?", "private": True},
        "missed": {"question": DEER},
        "hidden": {"question": "Which airline did the Zorvath chess club sell?", "private": True},
    }.items():
        answer = (await reader.slash(channel, "ask", **options)).response
        assert answer
        marked.shown[name] = answer
    await press(reader, marked.shown["found"], "helpful")
    for person in (boss, marked.guild.add_member(world.env.create_user("zorvathor"))):
        await press(person, marked.shown["found"], "unhelpful")
    await reader.click(marked.shown["missed"], label="Tell me when it is answered")
    await reader.click(marked.shown["hidden"], label="Tell me when it is answered")
    await reader.send(marked.thread, f"{world.mention} Who built the Zorvath lighthouse?")
    await reader.slash(channel, "summary")


async def _follow(world: World, marked: Marked) -> None:
    """Follow two sources, and leave an offer of a third."""
    server, now = marked.guild.id, datetime.now(UTC)
    with Library.open(world.data / f"servers/{server}") as library:
        for name in ("mill", "tower"):
            url = f"https://zorvath.example/{name}"
            offer = Offer(url, Seen(url, FeedRead("rss", f"Zorvath {name}")), f"Zorvath {name}")
            library.feeds.follow(offer, Rules(), None, now + timedelta(days=1))
    url = "https://zorvath.example/bridge"
    offered = Offered("0" * 15 + "1", server, now, url, Rules(), "Zorvath bridge", marked.channel.id, False)
    await world.bot.desk.record(lambda store: store.offer(offered))


async def _mend(world: World, marked: Marked) -> None:
    """Pin a sentence, hide another, and keep an article to a channel and a role."""
    curator, server, boss, third = world.bot.desk.curator, marked.guild.id, marked.boss, "This is Zorvath's number 2."
    assert await curator.pin(server, Pick(2, "The Zorvath tower is 31 metres high.", "How high is Zorvath?"), boss.id)
    assert await curator.hide(server, Pick(3, third), boss.id)
    given = {"article": "server:3", "channel": marked.channel, "role": marked.role}
    await boss.slash(marked.channel, "articles edit", **given)


async def _choose(world: World, marked: Marked) -> None:
    channel = marked.channel
    hour = (world.env.now() + timedelta(hours=9)).hour
    for command, options in {
        "auto": {"channel": channel, "state": "on"},
        "scope": {"article": "server:1", "channel": channel},
        "editors": {"role": marked.role},
        "admin": {"channel": marked.office},
        "thread": {"channel": channel, "state": "on"},
        "digest": {"channel": channel, "every": "day", "hour": hour, "zone": "UTC"},
    }.items():
        await marked.boss.slash(channel, f"settings {command}", **options)


def _record(number: int, title: str, text: str) -> str:
    names = {"author": "Zorvath Quill", "publisher": "Zorvath Press", "url": f"https://zorvath.example/{number}"}
    return json.dumps({"id": f"zorvath-{number}", "title": title, "text": text, **names})
