"""Channels in which answers open a thread."""

from __future__ import annotations

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.records import ChannelSettings, ServerSettings
from tests.bot.discord.asking import BUILDER, MARA, add, choose, said, text
from tests.bot.discord.conftest import NOWHERE, SONGS, World
from tests.bot.discord.pressing import SAY
from tests.bot.discord.settings import admin_of, chosen, settle


@pytest.fixture
async def busy(world: World) -> World:
    world.env.settle_timeout = 20
    await choose(world, channel=ChannelSettings(articles=(add(world),), thread=60))
    return world


def threads(world: World) -> list[ChannelHandle]:
    return world.channel.threads


async def test_an_answer_to_a_mention_stands_in_a_thread_of_the_question(busy: World) -> None:
    asked = await busy.alice.send(busy.channel, f"{busy.mention} {BUILDER}")
    (thread,) = threads(busy)
    assert (thread.id, thread.name) == (asked.id, BUILDER)
    assert busy.env.backend.channels[thread.id].thread_metadata.auto_archive_duration == 60
    assert [message.type for message in said(busy.channel)] == [discord.MessageType.thread_created]
    assert MARA in text(said(thread)[0])


async def test_the_thread_keeps_the_scope_of_its_answer(busy: World) -> None:
    await busy.alice.send(busy.channel, f"{busy.mention} {BUILDER}")
    (thread,) = threads(busy)
    await choose(busy, channel=ChannelSettings(thread=60))
    await busy.bob.send(thread, f"{busy.mention} {SONGS}")
    await busy.bob.send(thread, f"{busy.mention} and who wrote it?")
    assert "Not in the articles" in text(said(thread)[1])
    assert SAY("unknown.without_author", title="Oxwick") in text(said(thread)[2])
    assert len(threads(busy)) == 1


async def test_a_thread_is_opened_below_the_answer_to_a_command(busy: World) -> None:
    result = await busy.alice.slash(busy.channel, "ask", question=BUILDER)
    (thread,) = threads(busy)
    assert thread.id == result.response.id
    await busy.bob.send(thread, f"{busy.mention} {SONGS}")
    assert "Asked of: Oxwick" in text(said(thread)[0])


async def test_what_is_not_found_or_not_for_all_opens_none(busy: World) -> None:
    await busy.alice.send(busy.channel, f"{busy.mention} {NOWHERE}")
    await busy.alice.slash(busy.channel, "ask", question=NOWHERE)
    await busy.alice.slash(busy.channel, "ask", question=BUILDER, private=True)
    assert threads(busy) == []
    assert len(said(busy.channel)) == 2


async def test_without_the_permission_answers_stand_in_the_channel(busy: World) -> None:
    assert busy.bot.user
    denied = discord.PermissionOverwrite(create_public_threads=False)
    channel = busy.guild.create_text_channel("closed", overwrites={busy.bot.user: denied})
    settings = ServerSettings(channels={channel.id: ChannelSettings(thread=60)})
    await busy.bot.desk.save_server(busy.guild.id, settings)
    await busy.alice.send(channel, f"{busy.mention} {BUILDER}")
    await busy.alice.slash(channel, "ask", question=BUILDER)
    assert [MARA in text(answer) for answer in said(channel)] == [True, True]
    told = await settle(busy, admin_of(busy), "thread", channel=channel, state="on", archive=4320)
    assert SAY("settings.thread_missing", names="Create Public Threads") in told


async def test_a_thread_that_cannot_be_opened_costs_no_answer(busy: World) -> None:
    busy.env.inject_error("POST", "/channels/*/messages/*/threads", status=400, code=160004)
    await busy.alice.send(busy.channel, f"{busy.mention} {BUILDER}")
    assert MARA in text(said(busy.channel)[0])


async def test_admins_choose_it_for_a_text_channel(world: World) -> None:
    admin = admin_of(world)
    told = await settle(world, admin, "thread", state="on", archive=10080)
    assert SAY("settings.set_thread_on", channel=world.channel.mention, time="after a week") in told
    assert chosen(world).channel(world.channel.id).thread == 10080
    await world.env.restart_bot()
    assert chosen(world).channel(world.channel.id).thread == 10080
    assert SAY("settings.thread_where") in await settle(
        world, admin, "thread", channel=world.guild.create_forum_channel("posts"), state="on"
    )
    await settle(world, admin, "thread", state="off")
    assert chosen(world).channels == {}
