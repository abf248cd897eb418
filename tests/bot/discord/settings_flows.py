"""What admins choose for a server, by command and on its page, each time something else than before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simcord.actors import MemberActor
from simcord.builders import RoleHandle

from bot.discord.views.settings.panel import AS_DISCORD
from tests.bot.discord.asking import article
from tests.bot.discord.conftest import World
from tests.bot.discord.flows import Act, Flow
from tests.bot.discord.settings import chosen, given, page

Choice = Callable[[World, bool], dict[str, Any]]
COMMANDS: dict[str, Choice] = {
    "channel": lambda world, on: {"channel": world.channel, "state": "on" if on else "off"},
    "auto": lambda world, on: {"channel": world.channel, "state": "off" if on else "on"},
    "scope": lambda world, on: {"article": str(article(world, "drums")), "action": "clear" if on else "add"},
    "language": lambda _, on: {"language": AS_DISCORD if on else "en"},
    "shared": lambda _, on: {"state": "on" if on else "off"},
    "editors": lambda world, on: {"none": True} if on else {"role": role(world)},
    "admin": lambda world, on: {"none": True} if on else {"channel": world.channel},
}
MENUS: dict[str, Choice] = {
    "language": lambda _, on: {"values": [AS_DISCORD if on else "en"]},
    "editors": lambda world, on: {"values": [] if on else [role(world)]},
    "admin": lambda world, on: {"values": [] if on else [world.channel]},
}


def role(world: World) -> RoleHandle:
    """Return the editors' role, made where it is not there yet."""
    roles = world.env.backend.guilds[world.guild.id].roles.values()
    found = next((one for one in roles if one.name == "Editors"), None)
    return RoleHandle(world.env, world.guild, found) if found else world.guild.create_role("Editors")


def _command(name: str, options: Choice) -> Flow:
    async def ready(world: World, who: MemberActor, _number: int) -> Act:
        wanted = options(world, _is_chosen(world, name))
        return lambda: given(world, who, name, **wanted)

    return Flow(ready, _settings, "settings")


def _menu(name: str, options: Choice) -> Flow:
    async def ready(world: World, who: MemberActor, _number: int) -> Act:
        shown = await page(world, who)
        values = options(world, _is_chosen(world, name))["values"]
        return lambda: who.select(shown, values, custom_id=f"summit:settings:{name}")

    return Flow(ready, _settings, "settings")


def _is_chosen(world: World, name: str) -> bool:
    """Tell whether something else than at first is chosen, so that the next choice is the first again."""
    settings, here = chosen(world), chosen(world).channel(world.channel.id)
    return {
        "channel": not here.enabled,
        "auto": here.auto,
        "scope": bool(here.articles),
        "language": settings.language == "en",
        "shared": not settings.shared,
        "editors": settings.editors is not None,
        "admin": settings.admin is not None,
    }[name]


async def _settings(world: World) -> Any:
    stored = await world.bot.desk.record(lambda store: store.servers())
    assert stored.get(world.guild.id, type(chosen(world))()) == chosen(world)
    return chosen(world)


SETTINGS = {
    **{f"settings {name}": _command(name, options) for name, options in COMMANDS.items()},
    **{f"menu {name}": _menu(name, options) for name, options in MENUS.items()},
}
