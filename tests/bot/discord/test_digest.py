"""What is new, posted at its hour in the channel that admins chose."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records import Digest
from index import Library, Restriction
from tests.bot.discord.asking import add, choose, said, text
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import SAY
from tests.bot.discord.settings import admin_of, chosen, noted, settle


@pytest.fixture
async def told(world: World) -> World:
    """Return a world whose admins are told in the channel each day in nine hours' time at the latest."""
    world.env.settle_timeout = 20
    await choose(world, shared=False)
    hour = (world.env.now() + timedelta(hours=9)).hour
    await settle(world, admin_of(world), "digest", channel=world.channel, every="day", hour=hour)
    return world


async def test_what_was_added_is_posted_once_at_the_hour(told: World) -> None:
    add(told, title="Oxwick", server=told.guild.id)
    await told.env.advance_time(8 * 3600)
    assert said(told.channel) == []
    await told.env.advance_time(3 * 3600)
    (posted,) = said(told.channel)
    assert "Oxwick" in text(posted)
    assert text(posted).startswith("New since")
    await told.env.advance_time(12 * 3600)
    await told.env.restart_bot()
    await told.env.advance_time(1200)
    assert len(said(told.channel)) == 1


async def test_where_nothing_is_new_nothing_is_posted(told: World) -> None:
    await told.env.advance_time(11 * 3600)
    assert said(told.channel) == []


async def test_restricted_articles_are_told_in_their_channels_alone(told: World) -> None:
    add(told, title="Oxwick", server=told.guild.id)
    with Library.open(told.data / f"servers/{told.guild.id}") as library:
        library.restrict(1, Restriction(frozenset({told.channel.id + 1})))
    await told.env.advance_time(11 * 3600)
    assert "Oxwick" not in "".join(map(text, said(told.channel)))


async def test_a_channel_that_is_out_of_reach_does_not_stop_the_others(told: World) -> None:
    add(told, title="Oxwick", server=told.guild.id)
    told.env.inject_error("POST", "/channels/*/messages", status=403, code=50001)
    await told.env.advance_time(11 * 3600)
    assert (said(told.channel), told.env.errors) == ([], [])


async def test_admins_choose_where_how_often_at_which_hour_of_which_zone(world: World) -> None:
    admin = admin_of(world)
    assert SAY("settings.digest_where") in await settle(world, admin, "digest", every="week")
    shown = await settle(world, admin, "digest", channel=world.channel, every="week", hour=7, zone="asia/seoul")
    told = SAY("settings.digest_week", channel=world.channel.mention, hour="07:00", zone="Asia/Seoul")
    assert shown.startswith(told)
    assert (chosen(world).digest, chosen(world).zone) == (Digest(world.channel.id, True, 7), "Asia/Seoul")
    assert SAY("settings.no_zone") in await settle(world, admin, "digest", zone="Atlantis")
    offers = await admin.autocomplete(world.channel, "settings digest", "zone", "seoul")
    assert [offer["value"] for offer in offers] == ["Asia/Seoul"]
    await world.env.restart_bot()
    assert chosen(world).digest == Digest(world.channel.id, True, 7)
    assert SAY("settings.digest_none") in await settle(world, admin, "digest", every="never")
    assert chosen(world).digest is None
    assert len(await noted(world)) == 2


async def test_the_page_of_the_digest_changes_it(world: World) -> None:
    admin = admin_of(world)
    page = (await admin.slash(world.channel, "settings language")).response
    opened = (await admin.click(page, label=SAY("settings.digest_open"))).response
    refused = await admin.select(page, ["day"], custom_id="summit:settings:digestevery")
    assert SAY("settings.digest_where") in text(refused.response or page)
    assert opened is None or "What is new" in text(opened)
    await admin.select(page, [world.channel], custom_id="summit:settings:digestplace")
    await admin.select(page, ["week"], custom_id="summit:settings:digestevery")
    await admin.select(page, ["20"], custom_id="summit:settings:digesthour")
    assert chosen(world).digest == Digest(world.channel.id, True, 20)
