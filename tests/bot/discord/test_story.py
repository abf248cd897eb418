"""/story: a timeline, or two articles side by side; and the menu that checks a claim."""

from __future__ import annotations

from tests.bot.discord.asking import LIGHTHOUSE, MARA, add, text, unanswered
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import SAY

OTHER = "Mara Lindqvist was the builder of the lighthouse of Oxwick, in 1911. A ferry goes there twice a day."


async def test_a_story_is_told_by_its_days(world: World) -> None:
    add(world)
    result = await world.alice.slash(world.channel, "story", topic="the lighthouse of Oxwick")
    said = text(result.response)
    assert "Timeline: the lighthouse of Oxwick" in said
    assert said.index("1911") < said.index(MARA)
    assert not result.ephemeral


async def test_a_story_that_no_article_tells_says_so(world: World) -> None:
    result = await world.alice.slash(world.channel, "story", topic="quantum chromodynamics lattice")
    assert SAY("story.nothing") in text(result.response)


async def test_two_articles_are_laid_side_by_side(world: World) -> None:
    one, other = add(world), add(world, OTHER, "Mara")
    result = await world.alice.slash(world.channel, "story", first=str(one), second=str(other))
    said = text(result.response)
    both, first, second = (said.index(words) for words in (SAY("story.both"), "Only “Oxwick”", "Only “Mara”"))
    assert both < said.index(MARA) < first < second < said.index("A ferry goes there")


async def test_one_article_twice_or_half_of_the_options_is_explained(world: World) -> None:
    one = str(add(world))
    same = await world.alice.slash(world.channel, "story", first=one, second=one)
    assert text(same.response) == SAY("story.same")
    for options in ({}, {"first": one}, {"topic": "towers", "second": one}):
        assert text((await world.alice.slash(world.channel, "story", **options)).response) == SAY("story.how")


async def test_a_claim_gets_the_nearest_sentences_for_who_asks_alone(world: World) -> None:
    add(world)
    message = await world.bob.send(world.channel, "The lighthouse of Oxwick was built by Mara Lindqvist.")
    result = await world.alice.context_menu(world.channel, "Check this claim", message)
    assert (MARA in text(result.response), result.ephemeral) == (True, True)
    assert SAY("claim.note") in text(result.response)


async def test_of_what_no_article_tells_it_is_said_plainly_and_nothing_is_kept(world: World) -> None:
    add(world, LIGHTHOUSE, "Oxwick")
    message = await world.bob.send(world.channel, "Coffee prices doubled in Brazil last winter.")
    result = await world.alice.context_menu(world.channel, "Check this claim", message)
    assert SAY("claim.nothing") in text(result.response)
    assert await unanswered(world) == []


async def test_a_message_that_claims_a_whole_page_is_refused(world: World) -> None:
    message = await world.bob.send(world.channel, "It was so. " * 150)
    result = await world.alice.context_menu(world.channel, "Check this claim", message)
    assert text(result.response) == SAY("claim.long")
