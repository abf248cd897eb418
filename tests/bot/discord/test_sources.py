"""/sources: feeds that servers follow, each command and button of it, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from discord import PermissionOverwrite

from bot import Settings
from bot.discord.telling.sources import Rounds, tell_daily
from index import Feed
from tests.bot.discord.articles.managing import admin_of, titles, told
from tests.bot.discord.articles.test_access import REFUSED, forged
from tests.bot.discord.asking import choose, said, text
from tests.bot.discord.conftest import World, labels
from tests.bot.discord.guarding.forging import invoke
from tests.bot.discord.pressing import SAY
from tests.news import NewsSite
from tests.site import serving

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def news() -> Iterator[NewsSite]:
    with serving() as site:
        served = NewsSite(site)
        for hour, slug in enumerate(("old-mill", "new-pier", "red-lamp")):
            served.publish(slug, START + timedelta(hours=hour))
        yield served


@pytest.fixture
def settings(own_seeds: Path, news: NewsSite) -> Settings:
    return Settings(data=own_seeds, cooldown=0, web_allow=news.site.host)


async def follow(world: World, news: NewsSite, **options: object) -> str:
    carol = admin_of(world)
    shown = (await carol.slash(world.channel, "sources add", url=news.url, **options)).response
    return told(await carol.click(shown, label="Follow"))


async def due(world: World) -> dict[int, list[Feed]]:
    return await world.bot.desk.following.due(datetime.now(UTC) + timedelta(days=2))


async def due_now(world: World) -> None:
    """Look at all sources, as if all were due."""
    rounds = Rounds(world.bot)
    for server, feeds in (await due(world)).items():
        for feed in feeds:
            world.bot.desk.following._common._kept.clear()
            await rounds._refresh(server, feed)


async def test_a_source_is_shown_followed_and_given_up(world: World, news: NewsSite) -> None:
    carol = admin_of(world)
    shown = (await carol.slash(world.channel, "sources add", url=news.url, backlog=2)).response
    assert shown
    assert all(title in text(shown) for title in ("Harrow Bay Courier", "red lamp", "new pier", "old mill"))
    assert "The council of Harrow Bay decided on red lamp" in text(shown)
    assert (labels(shown), titles(world)) == (["Follow", "Discard"], [])
    assert "2 added" in told(await carol.click(shown, label="Follow"))
    assert titles(world) == ["red lamp", "new pier"]

    listed = text((await carol.slash(world.channel, "sources list")).response)
    assert "Harrow Bay Courier" in listed
    assert "2 articles" in listed
    assert "2 added" in text((await carol.slash(world.channel, "sources show", source="1")).response)
    assert "paused" in text((await carol.slash(world.channel, "sources pause", source="1")).response)
    assert await due(world) == {}
    assert "again" in text((await carol.slash(world.channel, "sources resume", source="1")).response)
    news.correct("red-lamp", "The lamp was lit on Sunday.", START + timedelta(hours=9))
    world.bot.desk.following._common._kept.clear()
    refreshed = text((await carol.slash(world.channel, "sources refresh", source="Harrow Bay Courier")).response)
    assert "1 changed" in refreshed
    status = text((await carol.slash(world.channel, "articles status")).response)
    assert "refreshed" in status
    assert "followed no longer" in text((await carol.slash(world.channel, "sources remove", source="1")).response)
    assert "Nothing is followed" in text((await carol.slash(world.channel, "sources list")).response)
    assert len(titles(world)) == 2


async def test_a_channel_is_told_of_what_is_new_and_can_ask_it(world: World, news: NewsSite) -> None:
    await follow(world, news, channel=world.channel)
    news.publish("blue-barn", datetime.now(UTC))
    await due_now(world)
    (card,) = said(world.channel)
    assert "blue barn" in text(card)
    assert labels(card) == ["Ask"]
    await due_now(world)
    assert len(said(world.channel)) == 1
    modal = await world.alice.click(card, label="Ask")
    answer = await world.alice.submit_modal(modal, {"question": "Who wrote a report on blue barn in spring?"})
    assert "harbour master" in text(answer.response)


async def test_no_channel_of_another_server_is_told_and_none_where_the_bot_may_not_write(
    world: World, news: NewsSite
) -> None:
    denied = {world.guild.default_role: PermissionOverwrite(send_messages=False)}
    carol, closed = admin_of(world), world.guild.create_text_channel("closed", overwrites=denied)
    foreign = world.env.create_guild("Elsewhere").create_text_channel("theirs")
    for channel, words in ((foreign, SAY("settings.no_channel")), (closed, "I cannot write in")):
        refused = await invoke(carol, world.channel, "sources add", {"url": news.url, "channel": channel})
        assert words in told(refused)


async def test_a_channel_can_be_told_once_a_day(world: World, news: NewsSite) -> None:
    await follow(world, news, channel=world.channel, daily=True)
    for slug in ("blue-barn", "grey-gate"):
        news.publish(slug, datetime.now(UTC))
    await due_now(world)
    await tell_daily(world.bot)
    assert said(world.channel) == []
    (kept,) = await world.bot.desk.record(lambda store: store.told_of_sources())
    earlier = replace(kept, until=kept.until - timedelta(days=1, hours=1))
    await world.bot.desk.record(lambda store: store.tell_of(earlier))
    await tell_daily(world.bot)
    await tell_daily(world.bot)
    (listed,) = said(world.channel)
    assert all(title in text(listed) for title in ("blue barn", "grey gate"))


async def test_admins_are_told_once_that_a_source_fails_and_that_it_is_well(world: World, news: NewsSite) -> None:
    await choose(world, admin=world.channel.id)
    await follow(world, news)
    news.site.pages.pop(news.path)
    for _ in range(4):
        await due_now(world)
    assert [message.content.startswith("⚠️ The source **Harrow Bay Courier**") for message in said(world.channel)] == [
        True
    ]
    news.put()
    await due_now(world)
    await due_now(world)
    assert [message.content for message in said(world.channel)][1:] == [
        "The source **Harrow Bay Courier** can be read again."
    ]


async def test_two_servers_that_follow_one_feed_fetch_it_once(world: World, news: NewsSite) -> None:
    elsewhere = world.env.create_guild("Elsewhere")
    place, zoe = elsewhere.create_text_channel("questions"), admin_of(world, "zoe", elsewhere)
    await follow(world, news)
    shown = (await zoe.slash(place, "sources add", url=news.url)).response
    await zoe.click(shown, label="Follow")
    # Offered, followed and refreshed twice: all of it was one fetch.
    assert news.site.paths.count(news.path) == 1
    assert titles(world) == titles(world, elsewhere.id)
    assert len({feed.next_run for feeds in (await due(world)).values() for feed in feeds}) == 1


async def test_what_was_offered_is_followed_after_a_restart(world: World, news: NewsSite) -> None:
    carol = admin_of(world)
    shown = (await carol.slash(world.channel, "sources add", url=news.url)).response
    await world.env.restart_bot()
    assert "3 added" in told(await carol.click(shown, label="Follow"))
    assert world.bot.desk.following


async def test_strangers_manage_no_sources(world: World, news: NewsSite) -> None:
    assert "sources list" not in world.alice.available_commands(world.channel)
    await follow(world, news, channel=world.channel)
    news.publish("blue-barn", datetime.now(UTC))
    await due_now(world)
    (card,) = said(world.channel)
    result = await forged(world, world.alice, card.id, f"summit:source:follow:{'0' * 16}")
    assert told(result) == REFUSED


async def test_what_is_no_feed_is_one_sentence(world: World, news: NewsSite) -> None:
    page = news.site.put("/about", "<html><body><p>About us.</p></body></html>")
    result = await admin_of(world).slash(world.channel, "sources add", url=page)
    assert "This page names no feed" in text(result.response)
