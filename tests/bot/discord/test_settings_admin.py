from __future__ import annotations

import discord
import pytest

from bot.discord.telling.admin_notices import admin_phrases, tell_admins
from tests.bot.discord.asking import choose, said, text
from tests.bot.discord.conftest import World
from tests.bot.discord.settings import admin_of, chosen, given, settle


async def test_admins_are_told_in_the_channel_that_they_chose(world: World) -> None:
    channel = world.guild.create_text_channel("staff")
    shown = await settle(world, admin_of(world), "admin", channel=channel)
    assert shown.startswith(f"Admins are told in {channel.mention} now what they should know.")
    assert await tell_admins(world.bot, world.guild.id, "Something happened.")
    assert [message.content for message in said(channel)] == ["Something happened."]


@pytest.mark.parametrize(("permission", "name"), [("view_channel", "View Channel"), ("send_messages", "Send Messages")])
async def test_a_channel_where_the_bot_may_not_write_is_refused(world: World, permission: str, name: str) -> None:
    assert world.bot.user
    denied = discord.PermissionOverwrite(**{permission: False})
    channel = world.guild.create_text_channel("closed", overwrites={world.bot.user: denied})
    shown = await settle(world, admin_of(world), "admin", channel=channel)
    assert shown.startswith(f"I cannot write in {channel.mention}: I am missing {name}")
    assert chosen(world).admin is None


async def test_a_permission_that_was_lost_since_is_named_on_the_page(world: World) -> None:
    assert world.bot.user
    denied = discord.PermissionOverwrite(send_messages=False)
    channel = world.guild.create_text_channel("closed", overwrites={world.bot.user: denied})
    await choose(world, admin=channel.id)
    assert "I am missing: Send Messages." in await settle(world, admin_of(world), "language")


async def test_the_channel_for_notices_can_be_taken_away(world: World) -> None:
    await choose(world, admin=world.channel.id)
    await settle(world, admin_of(world), "admin", none=True)
    assert chosen(world).admin is None
    assert not await tell_admins(world.bot, world.guild.id, "Something happened.")


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_a_notice_that_cannot_be_posted_raises_nothing(world: World, status: int) -> None:
    await choose(world, admin=world.channel.id)
    world.env.inject_error("POST", "/channels/*/messages", status=status)
    assert not await tell_admins(world.bot, world.guild.id, "Something happened.")
    assert said(world.channel) == []


async def test_a_notice_pings_nobody_and_is_short_enough(world: World) -> None:
    await choose(world, admin=world.channel.id)
    assert await tell_admins(world.bot, world.guild.id, "@everyone " * 500)
    (notice,) = said(world.channel)
    assert len(notice.content) <= 2000
    assert not notice.mention_everyone


async def test_admins_are_told_in_the_language_of_their_server(world: World) -> None:
    assert admin_phrases(world.bot, world.guild.id).language == "en"
    await choose(world, language="ja")
    assert admin_phrases(world.bot, world.guild.id).language == "ja"


async def test_a_setting_whose_page_cannot_be_edited_is_told_beside_it(world: World) -> None:
    world.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=500)
    result = await given(world, admin_of(world), "shared", state="off")
    assert text(result.followups[-1] if result.followups else result.response).startswith("Only this server's own")
    assert not chosen(world).shared
    assert not world.env.errors


@pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
async def test_what_was_not_announced_was_not_changed(world: World, status: int) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=status)
    await given(world, admin_of(world), "shared", state="off")
    assert chosen(world).shared
    assert not world.env.errors


async def test_a_full_disk_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from index import NoAccess

    def full(*_: object) -> None:
        raise NoAccess("The disk is full.")

    monkeypatch.setattr("bot.store.Store.save_server", full)
    shown = await settle(world, admin_of(world), "shared", state="off")
    assert shown.startswith("I could not save or look that up just now.")
    assert chosen(world).shared
