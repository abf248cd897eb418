from __future__ import annotations

import pytest
from discord import PermissionOverwrite
from simcord.builders import GuildHandle

from bot.discord.cogs.joining import Joining
from tests.bot.discord.articles.managing import admin_of
from tests.bot.discord.asking import said, text
from tests.bot.discord.conftest import World


async def join(world: World, guild: GuildHandle) -> None:
    """Let the bot be invited to a server that stands already: SimCord makes its channels afterwards."""
    cog, there = world.bot.get_cog("Joining"), world.bot.get_guild(guild.id)
    assert isinstance(cog, Joining)
    assert there
    await cog.on_guild_join(there)


async def test_a_server_is_told_once_how_to_begin(world: World) -> None:
    for _ in range(2):
        await join(world, world.guild)
    (welcome,) = said(world.channel)
    shown = text(welcome)
    assert "/articles add" in shown
    assert shown.count("?") == 3
    assert "What I can and cannot do" in shown


async def test_it_is_told_where_the_bot_may_write(world: World) -> None:
    guild = world.env.create_guild("Closed")
    closed = guild.create_text_channel(
        "closed", overwrites={guild.default_role: PermissionOverwrite(send_messages=False)}
    )
    opened = guild.create_text_channel("opened")
    await join(world, guild)
    assert (len(said(closed)), len(said(opened))) == (0, 1)


async def test_where_it_may_write_nowhere_nothing_is_said(world: World) -> None:
    guild = world.env.create_guild("Silent")
    await join(world, guild)
    assert await world.bot.desk.record(lambda store: store.value(f"welcomed:{guild.id}")) is None


async def test_a_server_is_told_in_its_own_language(world: World) -> None:
    guild = world.env.create_guild("서울", preferred_locale="ko")
    channel = guild.create_text_channel("질문")
    await join(world, guild)
    assert "초대해 주셔서 고마워요" in text(said(channel)[0])


async def test_what_cannot_be_sent_is_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.env.inject_error("POST", "/channels/*", status=403)
    await join(world, world.guild)
    assert "not_welcomed" in caplog.text


async def test_help_shows_members_how_to_ask_and_admins_what_they_can_do(world: World) -> None:
    shown = await world.alice.slash(world.channel, "help")
    assert shown.ephemeral
    assert [field.name for field in shown.response.embeds[0].fields] == ["Ask", "Read an answer", "Under an answer"]
    admin = (await admin_of(world).slash(world.channel, "help")).response
    assert [field.name for field in admin.embeds[0].fields][3:] == [
        "Articles, for admins and editors",
        "Settings, for admins",
    ]
