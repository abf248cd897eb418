from __future__ import annotations

from pathlib import Path

import pytest

from bot import Settings
from tests.bot.discord.asking import said, text, unanswered
from tests.bot.discord.conftest import NOWHERE, SONGS, World

WAIT = "That was quick: please wait 20 seconds before the next question."
SLOW = f"{WAIT}\nNot taken: “{SONGS}”"


@pytest.fixture
def settings(own_seeds: Path) -> Settings:
    return Settings(data=own_seeds, cooldown=2)


async def _mention(world: World, times: int) -> list[str]:
    for _ in range(times):
        await world.alice.send(world.channel, f"{world.mention} {SONGS}")
    return [text(message) for message in said(world.channel)]


async def test_one_question_too_many_by_command_is_told_privately(world: World) -> None:
    for _ in range(2):
        await world.alice.slash(world.channel, "ask", question=SONGS)
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    assert result.ephemeral
    assert result.response.content == SLOW


async def test_every_command_too_many_is_told(world: World) -> None:
    results = [await world.alice.slash(world.channel, "ask", question=SONGS) for _ in range(4)]
    assert [result.response.content for result in results] == ["", "", SLOW, SLOW]


async def test_one_message_too_many_is_told_once(world: World) -> None:
    first, second, *rest = await _mention(world, 5)
    assert "Dynamite" in first
    assert "Dynamite" in second
    assert rest == [f"{WAIT}\nNot taken: {', '.join([f'“{SONGS}”'] * 3)}"]


async def test_after_a_while_a_person_may_ask_again(world: World) -> None:
    await _mention(world, 3)
    await world.env.advance_time(21)
    assert "Dynamite" in (await _mention(world, 1))[-1]


async def test_another_person_may_ask_meanwhile(world: World) -> None:
    await _mention(world, 3)
    result = await world.bob.slash(world.channel, "ask", question=SONGS)
    assert "Dynamite" in text(result.response)


async def test_questions_and_summaries_count_together(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question=SONGS)
    await world.alice.slash(world.channel, "summary", topic="drums")
    result = await world.alice.slash(world.channel, "summary", topic="drums")
    assert result.ephemeral
    assert result.response.content == WAIT


async def test_a_question_too_many_is_not_kept(world: World) -> None:
    for _ in range(4):
        await world.alice.slash(world.channel, "ask", question=NOWHERE)
    assert len(await unanswered(world)) == 2


async def test_bare_mentions_count_too(world: World) -> None:
    for _ in range(5):
        await world.alice.send(world.channel, world.mention)
    assert [message.content for message in said(world.channel)][2:] == [WAIT]


async def test_looking_at_the_list_costs_nothing(world: World) -> None:
    for _ in range(3):
        await world.alice.slash(world.channel, "library")
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    assert "Dynamite" in text(result.response)


async def test_a_direct_message_counts_too(world: World) -> None:
    for _ in range(3):
        await world.alice.send_dm(SONGS)
    assert text(said(world.alice.user.dm_channel)[-1]) == SLOW


class TestOff:
    """With COOLDOWN=0 nobody is slowed down."""

    @pytest.fixture
    def settings(self, own_seeds: Path) -> Settings:
        return Settings(data=own_seeds, cooldown=0)

    async def test_without_a_cooldown_every_question_is_answered(self, world: World) -> None:
        assert all("Dynamite" in answer for answer in await _mention(world, 8))
