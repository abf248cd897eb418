from __future__ import annotations

import discord
import pytest
import simcord

from tests.bot.discord.asking import text
from tests.bot.discord.conftest import World
from tests.bot.discord.settings import admin_of, chosen, editor_of, given, let_through, noted, settle, words

COMMANDS = ["channel", "auto", "scope", "language", "shared", "editors", "admin"]


@pytest.mark.parametrize("command", COMMANDS)
async def test_discord_hides_the_commands_from_members(world: World, command: str) -> None:
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await given(world, world.alice, command)


@pytest.mark.parametrize("command", COMMANDS)
async def test_the_bot_refuses_a_member_whom_discord_lets_through(world: World, command: str) -> None:
    let_through(world, "settings", world.alice)
    result = await given(world, world.alice, command)
    assert result.ephemeral
    assert text(result.response) == words("settings.refused")


async def test_an_editor_is_refused_too(world: World) -> None:
    role = world.guild.create_role("Editors")
    await settle(world, admin_of(world), "editors", role=role)
    let_through(world, "settings", role)
    edith = editor_of(world, role)
    assert await settle(world, edith, "shared", state="off") == words("settings.refused")
    assert chosen(world).shared
    assert len(await noted(world)) == 1


async def test_a_member_is_offered_no_articles_to_choose(world: World) -> None:
    let_through(world, "settings", world.alice)
    assert await world.alice.autocomplete(world.channel, "settings scope", "article", "") == []


async def test_the_commands_are_for_servers_alone(world: World) -> None:
    (settings,) = (one for one in world.env.backend.commands[None].values() if one["name"] == "settings")
    assert settings["contexts"] == [0]
    assert int(settings["default_member_permissions"]) == discord.Permissions(manage_guild=True).value


async def test_an_editor_may_use_articles_and_a_member_may_not(world: World) -> None:
    role = world.guild.create_role("Editors")
    shown = await settle(world, admin_of(world), "editors", role=role)
    assert "Server Settings > Integrations" in shown
    edith = editor_of(world, role)
    let_through(world, "articles", role, world.alice)
    assert (await edith.slash(world.channel, "articles status")).response.embeds  # type: ignore[union-attr]
    refused = (await world.alice.slash(world.channel, "articles status")).response
    assert text(refused) == words("error.not_allowed")


async def test_an_editor_who_lost_the_role_may_no_longer(world: World) -> None:
    role = world.guild.create_role("Editors")
    admin = admin_of(world)
    await settle(world, admin, "editors", role=role)
    let_through(world, "articles", role)
    edith = editor_of(world, role)
    shown = await settle(world, admin, "editors", none=True)
    assert shown.startswith(words("settings.set_editors_none"))
    refused = (await edith.slash(world.channel, "articles status")).response
    assert text(refused) == words("error.not_allowed")


async def test_everyones_role_is_no_editors_role(world: World) -> None:
    shown = await settle(world, admin_of(world), "editors", role=world.guild.default_role)
    assert shown == words("settings.editors_everyone")
    assert chosen(world).editors is None
