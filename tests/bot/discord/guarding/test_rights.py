"""Who may do what: refused by Discord, and by the bot whatever Discord let through."""

from __future__ import annotations

import discord
import pytest
from simcord.actors import MemberActor

from tests.bot.discord.articles.managing import admin_of
from tests.bot.discord.asking import choose
from tests.bot.discord.conftest import World
from tests.bot.discord.guarding.conftest import DELETED, People
from tests.bot.discord.guarding.known import ANYWHERE, COMMANDS
from tests.bot.discord.guarding.refusing import may_not, offered, refused, tries, walk_to_the_last
from tests.bot.discord.guarding.walking import Here

THEIRS = {"editor", "admin"}
MANAGE = discord.Permissions(manage_guild=True).value


@pytest.fixture
def elsewhere(world: World) -> MemberActor:
    """Return a member who is an admin of another server."""
    boss = admin_of(world, "zoe", world.env.create_guild("Elsewhere"))
    return world.guild.add_member(boss.user)


async def test_discord_is_told_whose_each_command_is(world: World) -> None:
    of_admins = {name.split()[0] for name, right in COMMANDS.items() if right != "everyone"}
    for command in world.env.backend.commands[None].values():
        is_theirs = command["name"] in of_admins
        needed = command["default_member_permissions"]
        assert (needed and int(needed)) == (MANAGE if is_theirs else None), command["name"]
        places = [0] if is_theirs else [0, 1, 2] if command["name"] in ANYWHERE else [0, 1]
        assert command["contexts"] == places, command["name"]


async def test_discord_offers_each_person_what_is_theirs(world: World, people: People) -> None:
    free = {name for name, right in COMMANDS.items() if right == "everyone"}
    assert set(people.admin.available_commands(world.channel)) == set(COMMANDS)
    for person in (people.member, people.moderator, people.editor):
        assert set(person.available_commands(world.channel)) == free
    assert set(people.admin.user.available_commands()) == free


async def test_the_bot_refuses_everybody_what_is_not_theirs_and_changes_nothing(
    world: World, here: Here, people: People, elsewhere: MemberActor
) -> None:
    walk = await walk_to_the_last(world, people.admin, here)
    strangers = ((one, THEIRS) for one in (people.member, people.moderator, elsewhere))
    for person, others in (*strangers, (people.editor, {"admin"})):
        await refused(world, person, here, walk, others)
        assert await offered(world, person, here.channel, others) == []


async def test_the_bot_lets_each_person_do_what_is_theirs(world: World, here: Here, people: People) -> None:
    walk = await walk_to_the_last(world, people.admin, here)
    for person, mine in ((people.editor, {"editor"}), (people.admin, {"admin"})):
        for name, _right, said in await tries(person, here, walk, mine):
            assert said not in {may_not("editor"), may_not("admin")}, (person, name)


async def test_who_is_no_editor_any_more_ends_nothing_that_was_begun(world: World, here: Here, people: People) -> None:
    walk = await walk_to_the_last(world, people.editor, here)
    backend, server, role = world.env.backend, world.guild.id, here.role.id
    await choose(world, editors=None, admin=DELETED)
    await refused(world, people.editor, here, walk, {"editor"})
    await choose(world, editors=role, admin=DELETED)
    backend.remove_member_role(server, people.editor.id, role)
    await refused(world, people.editor, here, walk, {"editor"})
    backend.add_member_role(server, people.editor.id, role)
    backend.delete_role(server, role)
    await refused(world, people.editor, here, walk, {"editor"})


async def test_who_is_no_admin_any_more_ends_nothing_that_was_begun(world: World, here: Here, people: People) -> None:
    walk = await walk_to_the_last(world, people.admin, here)
    backend, server, admin = world.env.backend, world.guild.id, people.admin.id
    (role,) = backend.get_guild(server).members[admin].role_ids
    backend.edit_role(server, role, {"permissions": 0})
    await refused(world, people.admin, here, walk, THEIRS)
    backend.edit_role(server, role, {"permissions": MANAGE})
    backend.remove_member_role(server, admin, role)
    await refused(world, people.admin, here, walk, THEIRS)


async def test_in_direct_messages_the_bot_refuses_what_is_of_a_server(world: World, here: Here, people: People) -> None:
    walk, admin = await walk_to_the_last(world, people.admin, here), people.admin.user
    await refused(world, admin, here, walk, THEIRS, admin.dm_channel)
