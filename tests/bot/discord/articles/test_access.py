from __future__ import annotations

from typing import Any

import pytest
from discord import Permissions
from simcord.actors import MemberActor, _component_interaction
from simcord.backend.errors import SetupError
from simcord.builders import RoleHandle

from tests.bot.discord.articles.managing import PAGE, admin_of, draft, publish, titles, told
from tests.bot.discord.asking import choose
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import SAY

REFUSED = SAY("error.not_allowed")
COMMANDS: dict[str, dict[str, Any]] = {
    "articles add": {"file": ("light.md", PAGE)},
    "articles remove": {"article": "server:1"},
    "articles show": {"article": "server:1"},
    "articles status": {},
}


@pytest.mark.parametrize("command", COMMANDS)
async def test_discord_hides_the_commands_from_members(world: World, command: str) -> None:
    assert command not in world.alice.available_commands(world.channel)
    assert command in admin_of(world).available_commands(world.channel)
    with pytest.raises(SetupError):
        await world.alice.slash(world.channel, command, **COMMANDS[command])


@pytest.mark.parametrize("command", COMMANDS)
async def test_the_bot_refuses_a_member_whom_discord_lets_through(world: World, command: str) -> None:
    await publish(admin_of(world), world)
    editor, _ = await let_in(world)
    result = await editor.slash(world.channel, command, **COMMANDS[command])
    assert told(result) == REFUSED
    assert result.ephemeral
    assert titles(world) == ["The lighthouse"]


@pytest.mark.parametrize("command", COMMANDS)
async def test_an_editor_may_do_what_an_admin_may(world: World, command: str) -> None:
    await publish(admin_of(world), world)
    editor, role = await let_in(world)
    await choose(world, editors=role.id)
    result = await editor.slash(world.channel, command, **COMMANDS[command])
    assert result.ephemeral
    assert told(result) != REFUSED


async def test_an_editor_publishes_and_removes(world: World) -> None:
    editor, role = await let_in(world)
    await choose(world, editors=role.id)
    assert (await publish(editor, world)).startswith("Published")
    asked = await editor.slash(world.channel, "articles remove", article="server:1")
    assert told(await editor.click(asked.response, label="Confirm")) == "Removed."


async def test_an_administrator_may_without_manage_server(world: World) -> None:
    role = world.guild.create_role("All", permissions=Permissions(administrator=True))
    boss = world.guild.add_member(world.env.create_user("boss"), roles=[role])
    assert (await publish(boss, world)).startswith("Published")


@pytest.mark.parametrize("label", ["Publish", "Discard"])
async def test_who_has_lost_the_role_meanwhile_publishes_and_discards_nothing(world: World, label: str) -> None:
    editor, role = await let_in(world)
    await choose(world, editors=role.id)
    message = await draft(editor, world)
    await choose(world, editors=None)
    assert told(await editor.click(message, label=label)) == REFUSED
    assert titles(world) == []
    await choose(world, editors=role.id)
    assert told(await editor.click(message, label="Publish")).startswith("Published")


async def test_who_has_lost_the_role_meanwhile_removes_nothing_and_reads_nothing(world: World) -> None:
    editor, role = await let_in(world)
    await choose(world, editors=role.id)
    await publish(editor, world)
    asked = await editor.slash(world.channel, "articles remove", article="server:1")
    shown = await editor.slash(world.channel, "articles show", article="server:1")
    await choose(world, editors=None)
    assert told(await editor.click(asked.response, label="Confirm")) == REFUSED
    assert told(await editor.click(shown.response, label="As a file")) == REFUSED
    assert titles(world) == ["The lighthouse"]


async def test_a_modal_of_somebody_who_lost_the_role_adds_nothing(world: World) -> None:
    editor, role = await let_in(world)
    await choose(world, editors=role.id)
    shown = await editor.slash(world.channel, "articles add")
    await choose(world, editors=None)
    assert told(await editor.submit_modal(shown, {"text1": "The dam was opened in 1932."})) == REFUSED


async def test_a_member_is_offered_no_titles_to_remove_or_show(world: World) -> None:
    await publish(admin_of(world), world)
    editor, _ = await let_in(world)
    for command in ("articles remove", "articles show"):
        assert await editor.autocomplete(world.channel, command, "article", "") == []


async def test_a_member_who_forges_a_button_is_refused(world: World) -> None:
    await publish(admin_of(world), world)
    message = await admin_of(world, "dave").slash(world.channel, "articles status")
    for act in ("removal:confirm:1", "text:server:1:1", "text:server:1:file", f"draft:publish:{'0' * 16}:0:1"):
        result = await forged(world, world.alice, message.response.id, f"summit:{act}")
        assert told(result) == REFUSED
    assert titles(world) == ["The lighthouse"]


async def test_the_everyone_role_is_no_editors_role(world: World) -> None:
    editor, _ = await let_in(world)
    await choose(world, editors=world.guild.id)
    assert told(await editor.slash(world.channel, "articles status")) == REFUSED


async def test_the_commands_are_not_offered_in_direct_messages(world: World) -> None:
    with pytest.raises(SetupError):
        await world.alice.user.slash("articles status")


async def let_in(world: World) -> tuple[MemberActor, RoleHandle]:
    """Return a member whose role Discord lets use the commands, and that role."""
    role = world.guild.create_role("Editors")
    editor = world.guild.add_member(world.env.create_user("eve"), roles=[role])
    command = world.env.backend.find_command("articles", world.guild.id, type=1)
    world.guild.set_command_permissions(int(command["id"]), {role: True})
    return editor, role


async def forged(world: World, who: MemberActor, message: int, custom_id: str) -> Any:
    """Press a button that nobody was shown, under a message of somebody else."""
    stored = world.env.backend.get_message(world.channel.id, message)
    button = {"type": 2, "style": 2, "label": "Forged", "custom_id": custom_id}
    stored.components = [{"type": 1, "components": [button]}]
    return await _component_interaction(who, stored, {"custom_id": custom_id, "component_type": 2})
