from __future__ import annotations

from simcord.builders import ChannelHandle

from tests.bot.discord.asking import choose, said, text
from tests.bot.discord.conftest import SONGS, World, labels
from tests.bot.discord.pressing import SAY, ask, forge, id_of, option, press, reply


async def office(world: World) -> ChannelHandle:
    """Return a channel in which the admins are told."""
    channel = world.guild.create_text_channel("office")
    await choose(world, admin=channel.id)
    return channel


async def test_a_reported_answer_is_told_to_the_admins_once(world: World) -> None:
    channel, answer = await office(world), await ask(world)
    for who in (world.bob, world.alice):
        assert reply(await option(who, answer, "Report")) == SAY("report.done")
    (notice,) = said(channel)
    assert text(notice).startswith(f"⚠️ {world.bob.mention} reports an answer to “{SONGS}”:\n> ")
    assert notice.content.endswith(f"/{world.channel.id}/{answer.id}")


async def test_without_a_channel_for_admins_there_is_nothing_to_press(world: World) -> None:
    answer = await ask(world)
    opened = (await press(world.bob, answer, "options")).response
    assert labels(opened) == ["Ask more", "Tell why", "Share", "Delete"]
    forged = await forge(world.bob, answer, f"summit:report:{id_of(answer)}")
    assert reply(forged) == SAY("report.nobody")


async def test_a_private_question_is_reported_to_nobody(world: World) -> None:
    channel, answer = await office(world), await ask(world, private=True)
    opened = (await press(world.alice, answer, "options")).response
    assert "Report" not in labels(opened)
    assert reply(await forge(world.alice, answer, f"summit:report:{id_of(answer)}")) == SAY("report.nobody")
    assert said(channel) == []


async def test_where_the_admins_cannot_be_told_it_is_said(world: World) -> None:
    await office(world)
    answer = await ask(world)
    world.env.inject_error("POST", "/channels/*", status=403)
    assert reply(await option(world.bob, answer, "Report")) == SAY("report.nobody")
