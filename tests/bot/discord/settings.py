"""What the tests of /settings share: an admin, an editor, and what stands on the page of settings."""

from __future__ import annotations

from typing import Any

from discord import Permissions
from simcord.actors import MemberActor
from simcord.builders import RoleHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.records import Change, ServerSettings
from bot.texts import phrases
from tests.bot.discord.asking import text
from tests.bot.discord.conftest import World, shown


def words(key: str, **values: object) -> str:
    """Return an English text as `text` gives what is shown."""
    return shown(phrases("en")(key, **values))


def admin_of(world: World, name: str = "theo") -> MemberActor:
    """Return a new member with Manage Server."""
    role = world.guild.create_role(f"Admins of {name}", permissions=Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user(name), roles=[role])


def editor_of(world: World, role: RoleHandle, name: str = "edith") -> MemberActor:
    """Return a new member with the editors' role."""
    return world.guild.add_member(world.env.create_user(name), roles=[role])


def let_through(world: World, command: str, *allowed: RoleHandle | MemberActor) -> None:
    """Allow a command for roles and members, as Server Settings > Integrations does."""
    commands = world.env.backend.commands[None].values()
    found = next(int(one["id"]) for one in commands if one["name"] == command)
    world.guild.set_command_permissions(found, dict.fromkeys(allowed, True))


async def settle(world: World, who: MemberActor, command: str, **options: Any) -> str:
    """Give a command of /settings, and return all that is shown."""
    return text((await given(world, who, command, **options)).response)


async def given(world: World, who: MemberActor, command: str, **options: Any) -> InteractionResult:
    """Give a command of /settings."""
    return await who.slash(world.channel, f"settings {command}", **options)


async def page(world: World, who: MemberActor) -> ResponseMessage:
    """Return the page of all settings."""
    response = (await given(world, who, "language")).response
    assert response
    return response


def chosen(world: World) -> ServerSettings:
    """Return what is chosen for the server."""
    return world.bot.desk.server(world.guild.id)


async def noted(world: World) -> list[Change]:
    """Return the audit log of the server, newest first."""
    return await world.bot.desk.record(lambda store: store.changes(world.guild.id, 100))


def ids(message: ResponseMessage) -> list[str]:
    """Return the `custom_id` of each control of a message."""
    return [item["custom_id"] for row in message.components for item in row["components"]]
