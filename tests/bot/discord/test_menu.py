from __future__ import annotations

from bot.records import ChannelSettings
from tests.bot.discord.asking import callbacks, choose, text, unanswered
from tests.bot.discord.conftest import NOWHERE, SONGS, World
from tests.bot.discord.pressing import stored
from tests.bot.discord.test_privacy import delete, export
from tests.searching import holding

FIND = "Find this in the articles"


async def test_the_chosen_message_is_the_question(world: World) -> None:
    message = await world.bob.send(world.channel, SONGS)
    result = await world.alice.context_menu(world.channel, FIND, message)
    assert "Dynamite" in text(result.response)
    assert callbacks(world.env) == [5]


async def test_the_answer_names_the_question_that_was_chosen(world: World) -> None:
    message = await world.bob.send(world.channel, SONGS)
    result = await world.alice.context_menu(world.channel, FIND, message)
    assert SONGS in text(result.response)


async def test_the_one_who_chose_a_message_is_the_asker(world: World) -> None:
    message = await world.bob.send(world.channel, NOWHERE)
    await world.alice.context_menu(world.channel, FIND, message)
    (kept,) = await unanswered(world)
    assert (kept.question, kept.asker) == (NOWHERE, world.alice.id)


async def test_a_message_without_text_is_told_to_hold_none(world: World) -> None:
    message = await world.bob.send(world.channel, attachments=[("deer.png", b"png")])
    result = await world.alice.context_menu(world.channel, FIND, message)
    assert result.ephemeral
    assert result.response.content == "There is no text in this message that I could look for."


async def test_the_menu_is_switched_off_with_its_channel(world: World) -> None:
    await choose(world, channel=ChannelSettings(enabled=False))
    message = await world.bob.send(world.channel, SONGS)
    result = await world.alice.context_menu(world.channel, FIND, message)
    assert result.ephemeral
    assert result.response.content.startswith("**Questions are switched off here**\n")


async def test_a_long_message_is_answered_within_discords_limits(world: World) -> None:
    message = await world.bob.send(world.channel, (SONGS + " *_`" * 500)[:2000])
    result = await world.alice.context_menu(world.channel, FIND, message)
    (embed,) = result.response.embeds
    assert len(embed.title or "") <= 256
    assert len(embed.description or "") <= 4096


async def test_the_mention_in_a_chosen_message_is_no_part_of_the_question(world: World) -> None:
    message = await world.bob.send(world.channel, f"{world.mention} {NOWHERE}")
    await world.alice.context_menu(world.channel, FIND, message)
    assert {one.question for one in await unanswered(world)} == {NOWHERE}


async def test_a_message_that_was_looked_up_counts_as_its_authors(world: World) -> None:
    message = await world.bob.send(world.channel, NOWHERE)
    answer = (await world.alice.context_menu(world.channel, FIND, message)).response
    assert [one["question"] for one in (await export(world, world.alice))["questions"]] == [None]
    assert [one["question"] for one in (await export(world, world.bob))["questions"]] == [NOWHERE]
    await delete(world, world.bob)
    assert await stored(world, answer) is None
    assert holding(world.data, NOWHERE) == []


async def test_a_message_of_ones_own_is_ones_own(world: World) -> None:
    message = await world.alice.send(world.channel, NOWHERE)
    await world.alice.context_menu(world.channel, FIND, message)
    assert [one["question"] for one in (await export(world, world.alice))["questions"]] == [NOWHERE]
