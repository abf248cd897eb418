from __future__ import annotations

import discord
import pytest
from simcord.backend.models import AllowedMentions

from bot.records import ChannelSettings
from tests.bot.discord.asking import BUILDER, add, choose, said, text, unanswered
from tests.bot.discord.conftest import NOWHERE, SONGS, World


async def _answered(world: World, question: str = SONGS) -> discord.Message:
    await world.alice.send(world.channel, f"{world.mention} {question}")
    return said(world.channel)[-1]


async def test_a_reply_to_an_answer_is_a_follow_up(world: World) -> None:
    first = await _answered(world)
    await world.bob.send(world.channel, "Who invited Lee to play the drums?", reply_to=first)
    _, second = said(world.channel)
    assert "Takaichi" in text(second)


async def test_a_follow_up_keeps_the_scope_of_its_answer(world: World) -> None:
    await choose(world, channel=ChannelSettings(articles=(add(world),)))
    first = await _answered(world, BUILDER)
    await choose(world)
    await world.alice.send(world.channel, SONGS, reply_to=first)
    _, second = said(world.channel)
    assert "Not in the articles" in text(second)
    assert "Asked of: Oxwick" in text(second)


async def test_a_mention_in_reply_to_an_answer_keeps_its_scope(world: World) -> None:
    await choose(world, channel=ChannelSettings(articles=(add(world),)))
    first = await _answered(world, BUILDER)
    await choose(world)
    await world.alice.send(world.channel, f"{world.mention} How high is the tower?", reply_to=first)
    assert "Asked of: Oxwick" in text(said(world.channel)[-1])


async def test_a_follow_up_of_a_follow_up_keeps_the_scope(world: World) -> None:
    await choose(world, channel=ChannelSettings(articles=(add(world),)))
    first = await _answered(world, BUILDER)
    await choose(world)
    await world.alice.send(world.channel, "How high is the tower?", reply_to=first)
    await world.alice.send(world.channel, "When was its lamp replaced?", reply_to=said(world.channel)[-1])
    assert "Asked of: Oxwick" in text(said(world.channel)[-1])


async def test_a_new_mention_is_asked_of_everything_again(world: World) -> None:
    await choose(world, channel=ChannelSettings(articles=(add(world),)))
    await _answered(world, BUILDER)
    await choose(world)
    assert "Dynamite" in text(await _answered(world))


async def test_a_reply_to_a_commands_answer_is_shown_the_button(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    await world.alice.send(world.channel, "Who invited Lee to play?", reply_to=result.response)
    _, hint = said(world.channel)
    assert "Press **…** under the answer, then **Ask more**" in hint.content


CHATTER = [
    "lol Lee was off beat",
    "thanks",
    "thanks!",
    "Thank you so much!",
    "haha nice one",
    "👍",
    "Great to know!",
    "ありがとうございます",
]


@pytest.mark.parametrize("words", CHATTER)
async def test_talk_under_an_answer_stays_without_a_reply(world: World, words: str) -> None:
    first = await _answered(world)
    await world.alice.send(world.channel, words, reply_to=first)
    assert said(world.channel) == [first]
    assert await unanswered(world) == []


async def test_a_follow_up_without_an_answer_is_refused_and_kept(world: World) -> None:
    first = await _answered(world)
    await world.alice.send(world.channel, NOWHERE, reply_to=first)
    assert "Not in the articles" in text(said(world.channel)[-1])
    assert [one.question for one in await unanswered(world)] == [NOWHERE]


async def test_a_follow_up_need_not_be_put_as_a_question(world: World) -> None:
    first = await _answered(world)
    await world.alice.send(world.channel, "so what Horyuji is", reply_to=first)
    assert "Horyuji is a Buddhist house" in text(said(world.channel)[-1])


async def test_a_reply_without_a_ping_is_not_meant_for_the_bot(world: World) -> None:
    first = await _answered(world)
    _reply(world, first, SONGS, ping=False)
    await world.env.settle()
    assert said(world.channel) == [first]


async def test_a_reply_to_an_answer_that_is_no_longer_kept_asks_in_the_usual_scope(world: World) -> None:
    first = await _answered(world)
    kept = await world.bot.desk.record(lambda store: store.kept_by_message(first.id))
    assert kept
    await world.bot.desk.record(lambda store: store.forget(kept.id))
    await world.alice.send(world.channel, SONGS, reply_to=first)
    assert "Dynamite" in text(said(world.channel)[-1])


async def test_a_reply_to_a_deleted_answer_says_nothing_wrong(world: World) -> None:
    first = await _answered(world)
    asked = _reply(world, first, f"{world.mention} {SONGS}", ping=True)
    world.env.backend.delete_message(world.channel.id, asked)
    await world.env.settle()
    assert "Dynamite" in text(said(world.channel)[-1])


def _reply(world: World, to: discord.Message, words: str, *, ping: bool) -> int:
    return world.env.backend.create_message(
        world.channel.id,
        world.alice.id,
        words,
        reference={"channel_id": str(world.channel.id), "message_id": str(to.id)},
        allowed_mentions=AllowedMentions(replied_user=ping),
    ).id
