"""All that somebody may try who may not, and what the bot says to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from tests.bot.discord.articles.managing import told
from tests.bot.discord.conftest import World
from tests.bot.discord.guarding.forging import Who, complete, invoke, press, submit
from tests.bot.discord.guarding.known import COMMANDS, CONTROLS, LAST, MODALS, Right
from tests.bot.discord.guarding.searching import rows
from tests.bot.discord.guarding.walking import Here, Walk, completed
from tests.bot.discord.settings import words

A_WHILE = 40
"""Seconds after which nothing is due soon: SimCord would wait for that at every press."""
Tried = tuple[str, Right, str]
"""What was tried, whose it is, and what the bot said."""


def may_not(right: Right) -> str:
    """Return how the bot refuses what only some may do."""
    return words("error.not_allowed" if right == "editor" else "settings.refused")


async def walk_to_the_last(world: World, who: Who, here: Here) -> Walk:
    """Use all there is but for what ends it: drafts wait for Publish, an article for Confirm."""
    walk = Walk(world, who, here)
    await walk.give(COMMANDS)
    await walk.use_controls(but=LAST)
    await world.env.advance_time(A_WHILE)
    return walk


async def tries(
    who: Who, here: Here, walk: Walk, rights: Collection[str], channel: ChannelHandle | None = None
) -> list[Tried]:
    """Give all commands, press all controls and submit all modals of some rights, those that end something last."""
    place, found = channel or here.channel, list[Tried]()
    for command, several in here.given().items():
        for options in several if COMMANDS[command] in rights else ():
            found.append(_tried(command, COMMANDS[command], await invoke(who, place, command, options)))
    for known, (right, fields) in MODALS.items():
        if right in rights:
            found.append(_tried(known, right, await submit(who, place, walk.modals[known], fields)))
    for known in sorted(walk.controls, key=lambda one: one in LAST):
        if CONTROLS[known] in rights:
            found.append(_tried(known, CONTROLS[known], await press(who, place, walk.controls[known])))
    return found


async def refused(
    world: World, who: Who, here: Here, walk: Walk, rights: Collection[str], channel: ChannelHandle | None = None
) -> None:
    """Try all of some rights, and see it refused without a change."""
    before = everything(world)
    for name, right, said in await tries(who, here, walk, rights, channel):
        assert said == may_not(right), (who, name)
    assert everything(world) == before


async def offered(world: World, who: Who, channel: ChannelHandle, rights: Collection[str]) -> list[str]:
    """Return all that is offered to somebody who types into the options of commands of some rights."""
    mine = [command for command, right in COMMANDS.items() if right in rights]
    return [
        one for command, option in completed(world, mine) for one in await complete(who, channel, command, option, "")
    ]


def everything(world: World) -> dict[str, Any]:
    """Return all that is stored, of whomever."""
    databases = {str(path): sorted(rows(path)) for path in world.data.rglob("*.db")}
    drafts = {str(path): path.read_bytes() for path in (world.data / "drafts").rglob("*") if path.is_file()}
    return {**databases, **drafts}


def _tried(name: str, right: Right, result: InteractionResult) -> Tried:
    if result.modal:
        return name, right, "a modal"
    return name, right, told(result) if result.ephemeral else f"for all to see: {told(result)}"
