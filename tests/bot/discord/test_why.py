from __future__ import annotations

from tests.bot.discord.asking import BUILDER, add
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import ask, option, reply


async def test_why_an_answer_was_given_is_told_to_one_person_alone(world: World) -> None:
    add(world)
    result = await option(world.bob, await ask(world, BUILDER), "Tell why")
    assert result.ephemeral
    said = reply(result)
    assert said.startswith("Why this answer\nWhat was searched 9 articles.")
    assert "Words of the question that stand in it: built, lighthouse, Oxwick" in said
