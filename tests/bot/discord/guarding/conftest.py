"""A server with something of all that the bot can show, and its people: from a member to an admin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from discord import Permissions
from simcord.actors import MemberActor

from bot import Settings
from bot.discord.views.buttons import answer_view, offer_view
from bot.discord.views.sources import arrived_view
from bot.texts import phrases
from index import Library, Offer, Rules, Source, read_text
from index.feeds.looking import Seen
from index.ingest.feeds.records import FeedRead
from tests.bot.discord.articles.managing import DAM, PAGE, admin_of, records
from tests.bot.discord.asking import BUILDER, LIGHTHOUSE, choose
from tests.bot.discord.conftest import World
from tests.bot.discord.guarding.marked import Marked, mark
from tests.bot.discord.guarding.walking import Here
from tests.bot.discord.pressing import id_of
from tests.bot.discord.pressing import press as vote
from tests.news import NewsSite
from tests.site import serving

BRIDGE = "Who painted the old bridge of Tarn?"
UNANSWERED = (
    "Which airline was sold to Oslo?",
    "What does the zebra at the zoo weigh?",
    "How do bees find their way?",
    "Who won the chess cup of Ghent?",
    "Why is mercury liquid?",
    "Where is the oldest vineyard of Chile?",
)
PAINTERS = ("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal", "Ivy", "Jon", "Kim", "Lea", "Max", "Ned", "Ona")
LONG = "\n\n".join(
    f"In {year} the barley was sown late, and the mill of Oxwick ran until the frost came."
    for year in range(1801, 1861)
)
BARLEY = LONG.partition("\n")[0]
QUARTER = 1000
"""Seconds in which all is done that the bot does by itself."""
PATIENCE = 10
"""Seconds that an act may take; with more, SimCord would wait at each for what the bot does by itself after 30 s."""
DELETED = 77
"""A channel that is no longer there."""


@dataclass(frozen=True, slots=True)
class People:
    """Who is in the server."""

    admin: MemberActor
    editor: MemberActor
    moderator: MemberActor
    member: MemberActor


@pytest.fixture(scope="session")
def news() -> Iterator[NewsSite]:
    with serving() as site:
        served = NewsSite(site)
        served.publish("old-mill", datetime(2026, 3, 1, 8, 0, tzinfo=UTC))
        yield served


@pytest.fixture
def settings(own_seeds: Path, news: NewsSite) -> Settings:
    return Settings(data=own_seeds, cooldown=0, message_content=True, web_allow=news.site.host)


@pytest.fixture
async def here(world: World, news: NewsSite) -> Here:
    """Return the server furnished: articles of its own, questions without an answer, and settings."""
    world.env.settle_timeout = 20
    server, role = world.guild.id, world.guild.create_role("Editors")
    texts = {f"{name} paints": f"{name} painted the old bridge of Tarn in a bright colour." for name in PAINTERS}
    with Library.open(world.data / f"servers/{server}") as library:
        for title, text in {"Oxwick": f"{LIGHTHOUSE}\n\n{LONG}", **texts}.items():
            library.add(Source(title, read_text(text, title=title, identity=title)))
        # The newest entry of the history took something away.
        gone = library.add(Source("Gone", read_text(DAM, title="Gone", identity="Gone")))
        library.remove(gone.id or 0)
        # Articles are found by their ids: the first one is Oxwick's.
        assert library.hide(1, BARLEY)
        offer = Offer(news.url, Seen(news.url, FeedRead("rss", "Courier")), "Courier")
        library.feeds.follow(offer, Rules(), None, datetime.now(UTC) + timedelta(days=1))
    for question in UNANSWERED:
        await world.alice.slash(world.channel, "ask", question=question)
    poor = (await world.alice.slash(world.channel, "ask", question=BUILDER)).response
    assert poor
    await vote(world.bob, poor, "unhelpful")
    await choose(world, editors=role.id, admin=DELETED)
    namesake = ("oxwick.jsonl", records(DAM, title="Oxwick"))
    files = (namesake, ("long.md", PAGE + LONG.encode()), ("two.jsonl", records(DAM, LONG)))
    cards = await send_cards(world, id_of(poor))
    hour = (world.env.now() + timedelta(hours=9)).hour
    return Here(world.channel, role, "server:1", files, BRIDGE, news.url, hour, cards)


async def send_cards(world: World, answer: str) -> tuple[int, ...]:
    """Send what the bot sends by itself: of a new article, of an answer that nobody asked for, and in a post."""
    say, kept = phrases("en"), await world.bot.desk.kept(answer)
    assert kept
    post = replace(kept, asking=replace(kept.asking, door="post"))
    place = world.bot.get_partial_messageable(world.channel.id)
    views = (arrived_view(1, say), offer_view(kept, say), answer_view(post, say))
    return tuple([(await place.send("New", view=view)).id for view in views])


@pytest.fixture
def people(world: World, here: Here) -> People:
    """Return a person of each kind; the moderator may all but manage the server."""
    most = Permissions(Permissions.all().value & ~Permissions(manage_guild=True, administrator=True).value)
    moderators = world.guild.create_role("All but one", permissions=most)
    admin = admin_of(world)
    world.env.settle_timeout = PATIENCE
    return People(
        admin,
        world.guild.add_member(world.env.create_user("edith"), roles=[here.role]),
        world.guild.add_member(world.env.create_user("mo"), roles=[moderators]),
        world.alice,
    )


@pytest.fixture
async def marked(world: World, here: Here) -> Marked:
    """Return another server with the same bot, of which nobody here may read a word."""
    marked = await mark(world)
    await world.env.advance_time(QUARTER)
    world.env.settle_timeout = PATIENCE
    return marked
