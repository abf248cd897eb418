from __future__ import annotations

import pytest

from bot import Settings
from bot.records import ChannelSettings
from tests.bot.discord.asking import choose, said, text, unanswered
from tests.bot.discord.conftest import World, labels
from tests.bot.discord.pressing import SAY, ask, reply


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("hello there", "Hello!"),
        ("drums", "More than one word, please"),
        ("Was haben die beiden gespielt?", "The articles are in another language"),
    ],
)
async def test_what_nobody_could_search_for_is_not_said_to_be_missing(world: World, question, heading) -> None:
    assert (await ask(world, question)).embeds[0].title == heading
    assert await unanswered(world) == []


async def test_a_word_alone_is_offered_as_a_summary(world: World) -> None:
    refusal = await ask(world, "drums")
    assert labels(refusal)[0] == "/summary topic:drums"
    summary = await world.bob.click(refusal, label="/summary topic:drums")
    assert summary.ephemeral
    assert reply(summary).startswith("Summary: drums\n")


async def test_what_is_no_word_is_offered_no_summary(world: World) -> None:
    assert labels(await ask(world, "🥁🥁")) == ["Ask more", "Delete"]


async def test_a_summary_is_not_offered_any_more_where_questions_are_switched_off(world: World) -> None:
    refusal = await ask(world, "drums")
    await choose(world, channel=ChannelSettings(enabled=False))
    assert reply(await world.bob.click(refusal, label="/summary topic:drums")) == SAY("hint.off").replace("**", "")


class TestBursts:
    """With a cooldown, what comes too soon is told in one message."""

    @pytest.fixture
    def settings(self, own_seeds) -> Settings:
        return Settings(data=own_seeds, cooldown=1)

    async def test_a_burst_of_messages_has_one_reply_that_names_what_was_not_taken(self, world: World) -> None:
        for number in range(4):
            await world.alice.send(world.channel, f"{world.mention} What is question {number}?")
        answer, refusal = said(world.channel)
        assert answer.embeds
        assert text(refusal) == (
            "That was quick: please wait 20 seconds before the next question.\n"
            "Not taken: “What is question 1?”, “What is question 2?”, “What is question 3?”"
        )

    async def test_the_next_burst_has_a_reply_of_its_own(self, world: World) -> None:
        for _ in range(2):
            for number in range(3):
                await world.alice.send(world.channel, f"{world.mention} What is question {number}?")
            await world.env.advance_time(21)
        assert len(said(world.channel)) == 4

    async def test_a_command_too_soon_names_its_question(self, world: World) -> None:
        await ask(world)
        refused = (await world.alice.slash(world.channel, "ask", question="Who *won* the prize?")).response
        assert refused
        assert refused.content.endswith("\nNot taken: “Who \\*won\\* the prize?”")

    async def test_of_a_long_burst_the_last_are_named(self, world: World) -> None:
        for number in range(12):
            await world.alice.send(world.channel, f"{world.mention} What is question {number}?")
        shown = text(said(world.channel)[-1])
        assert "Not taken: …, “What is question 4?”" in shown
        assert shown.endswith("“What is question 11?”")
