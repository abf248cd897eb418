"""Whether the tests of rights and of servers side by side know all that the bot has to offer."""

from __future__ import annotations

from tests.bot.discord.conftest import World
from tests.bot.discord.guarding.conftest import People
from tests.bot.discord.guarding.known import COMMANDS, CONTROLS, MENUS, MODALS
from tests.bot.discord.guarding.walking import Here, Walk, leaves, menus


async def test_every_command_and_every_menu_is_known(world: World) -> None:
    assert set(leaves(world)) == set(COMMANDS)
    assert menus(world) == set(MENUS)


async def test_every_option_of_every_command_is_given(world: World, here: Here) -> None:
    given = {name: {option for one in several for option in one} for name, several in here.given().items()}
    assert given == {name: set(options) for name, options in leaves(world).items()}


async def test_every_control_and_every_modal_is_known_and_shown(world: World, here: Here, people: People) -> None:
    walk = Walk(world, people.admin, here)
    await walk.give(COMMANDS)
    await walk.use_controls()
    assert set(walk.controls) == set(CONTROLS)
    assert set(walk.modals) == set(MODALS)
    listened = world.bot._connection._view_store._dynamic_items
    used = [control.custom_id for control in walk.controls.values()]
    assert [kind for kind in listened if not any(kind.fullmatch(one) for one in used)] == []
