from __future__ import annotations

import pytest
from discord import Permissions

from tests.bot.discord.asking import said, unanswered
from tests.bot.discord.conftest import NOWHERE, World
from tests.bot.discord.pressing import EXPIRED, SAY, ask, ask_with_more, forge, id_of, option, reply, stored


async def test_the_asker_deletes_an_answer(world: World) -> None:
    answer = await ask(world)
    result = await option(world.alice, answer, "Delete")
    assert said(world.channel) == []
    assert reply(result) == SAY("delete.done")
    assert await stored(world, answer) is None


async def test_an_answer_of_an_earlier_version_is_deleted_by_its_own_button(world: World) -> None:
    answer = await ask(world)
    result = await forge(world.alice, answer, f"summit:delete:{id_of(answer)}")
    assert said(world.channel) == []
    assert not result.followups
    assert await stored(world, answer) is None


async def test_a_moderator_deletes_somebody_elses_answer(world: World) -> None:
    answer = await ask(world)
    await option(world.moderator, answer, "Delete")
    assert said(world.channel) == []
    assert await stored(world, answer) is None


async def test_an_administrator_deletes_somebody_elses_answer(world: World) -> None:
    role = world.guild.create_role("Admins", permissions=Permissions(administrator=True))
    admin = world.guild.add_member(world.env.create_user("admin"), roles=[role])
    await option(admin, await ask(world), "Delete")
    assert said(world.channel) == []


async def test_nobody_else_deletes_an_answer(world: World) -> None:
    answer = await ask(world)
    result = await option(world.bob, answer, "Delete")
    assert reply(result) == SAY("delete.refused")
    assert result.followups[0].ephemeral
    assert await stored(world, answer)
    assert len(said(world.channel)) == 1


async def test_a_private_answer_is_deleted(world: World) -> None:
    answer = await ask(world, private=True)
    result = await option(world.alice, answer, "Delete")
    assert reply(result) == SAY("delete.kept").replace("**", "")
    assert await stored(world, answer) is None


async def test_an_answer_in_direct_messages_is_deleted(world: World) -> None:
    await world.alice.send_dm("What songs did they play?")
    (answer,) = said(world.alice.user.dm_channel)
    await option(world.alice.user, answer, "Delete")
    assert said(world.alice.user.dm_channel) == []
    assert await stored(world, answer) is None


async def test_an_answer_to_a_mention_is_deleted_by_the_one_who_asked(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} What songs did they play?")
    (answer,) = said(world.channel)
    await option(world.alice, answer, "Delete")
    assert said(world.channel) == []


async def test_a_deleted_question_is_taken_off_the_admins_list(world: World) -> None:
    answer = await ask(world, NOWHERE)
    assert len(await unanswered(world)) == 1
    await world.alice.click(answer, label="Delete")
    assert await unanswered(world) == []


async def test_the_pages_of_a_deleted_answer_say_that_it_is_gone(world: World) -> None:
    answer = await ask_with_more(world)
    pages = (await world.bob.click(answer, label="More quotes")).response
    await option(world.alice, answer, "Delete")
    assert pages
    result = await world.bob.click(pages, label="Next")
    assert reply(result) == EXPIRED
    assert result.followups[0].ephemeral


async def test_what_is_kept_goes_although_the_message_is_gone_already(world: World) -> None:
    answer = await ask(world)
    world.env.inject_error("DELETE", "/channels/*", status=404, code=10008)
    await option(world.alice, answer, "Delete")
    assert await stored(world, answer) is None


@pytest.mark.parametrize("status", [403, 500])
async def test_an_answer_that_cannot_be_deleted_stays(world: World, status: int) -> None:
    answer = await ask(world)
    world.env.inject_error("DELETE", "/channels/*", status=status)
    result = await option(world.alice, answer, "Delete")
    assert reply(result).startswith("Something went wrong on my side.")
    assert await stored(world, answer)
