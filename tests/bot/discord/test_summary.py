from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from simcord.builders import ChannelHandle

from bot.discord.cogs import summary
from bot.texts import phrases
from index import Library
from tests.bot.discord.asking import LIGHTHOUSE, MARA, add, callbacks, choose, text
from tests.bot.discord.conftest import SONGS, World

NARA = "Nara: a hometown, a hotel and a temple"


async def test_an_article_is_summarised_in_its_own_sentences(world: World) -> None:
    add(world)
    result = await world.alice.slash(world.channel, "summary", article="Oxwick", length="short")
    assert result.response.embeds[0].title == "Summary: Oxwick"
    numbered = dict(re.findall(r"^(\d)\. (.+)$", text(result.response), re.M))
    assert list(numbered) == ["1", "2", "3"]
    assert all(sentence in LIGHTHOUSE for sentence in numbered.values())


async def test_a_summary_is_deferred_before_it_is_given(world: World) -> None:
    result = await world.alice.slash(world.channel, "summary", article=NARA)
    assert callbacks(world.env) == [5]
    assert not result.ephemeral


@pytest.mark.parametrize(("length", "sentences"), [("short", 3), ("medium", 6), ("long", 12)])
async def test_a_summary_is_as_long_as_it_was_asked_for(world: World, length: str, sentences: int) -> None:
    result = await world.alice.slash(world.channel, "summary", article=NARA, length=length)
    assert f"{sentences} of " in (result.response.embeds[0].footer.text or "")


async def test_a_topic_is_summarised_from_all_articles(world: World) -> None:
    add(world, server=world.guild.id)
    result = await world.alice.slash(world.channel, "summary", topic="the lighthouse of Oxwick")
    assert result.response.embeds[0].title == "Summary: the lighthouse of Oxwick"
    assert MARA in text(result.response)


async def test_a_topic_may_be_limited_to_an_article(world: World) -> None:
    result = await world.alice.slash(world.channel, "summary", article=NARA, topic="the temple")
    assert result.response.embeds[0].title == f"Summary: the temple · {NARA}"
    assert "The temple was the other stop on the programme." in text(result.response)


async def test_a_topic_that_no_article_touches_is_said_to_be_missing(world: World) -> None:
    result = await world.alice.slash(world.channel, "summary", topic="photosynthesis in kelp")
    assert "The articles say nothing about “photosynthesis in kelp”." in text(result.response)


async def test_an_unknown_article_has_no_summary(world: World) -> None:
    result = await world.alice.slash(world.channel, "summary", article="Atlantis")
    assert "There is no such article." in text(result.response)


async def test_what_is_new_reaches_back_seven_days_at_first(world: World) -> None:
    result = await world.alice.slash(world.channel, "summary")
    week_ago = phrases("en").date((datetime.now(UTC) - timedelta(days=7)).date())
    assert result.response.embeds[0].title == f"New since {week_ago}"


async def test_what_is_new_is_told_once(world: World) -> None:
    await world.alice.slash(world.channel, "summary")
    result = await world.alice.slash(world.channel, "summary")
    today = phrases("en").date(datetime.now(UTC).date())
    assert f"Nothing was added since {today}." in text(result.response)


async def test_what_was_added_since_somebody_last_asked_is_new_to_them(world: World) -> None:
    await world.alice.slash(world.channel, "summary")
    add(world)
    result = await world.alice.slash(world.channel, "summary")
    assert "4 of 4 sentences" in text(result.response)
    assert MARA in text(result.response)


async def test_what_one_person_has_seen_is_still_new_to_another(world: World) -> None:
    await world.alice.slash(world.channel, "summary")
    result = await world.bob.slash(world.channel, "summary")
    assert "Nothing was added" not in text(result.response)


async def test_what_somebody_has_seen_in_a_server_is_still_new_in_a_direct_message(world: World) -> None:
    await world.alice.slash(world.channel, "summary")
    result = await world.alice.user.slash("summary")
    assert "Nothing was added" not in text(result.response)


async def test_an_article_or_a_topic_leaves_the_mark_alone(world: World) -> None:
    await world.alice.slash(world.channel, "summary", topic="drums")
    await world.alice.slash(world.channel, "summary", article=NARA)
    mark = await world.bot.desk.record(lambda store: store.last_news(world.guild.id, world.alice.id))
    assert mark is None


async def test_what_is_new_reaches_back_seven_days_at_most(world: World) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=40)
    await world.bot.desk.record(lambda store: store.mark_news(world.guild.id, world.alice.id, long_ago))
    result = await world.alice.slash(world.channel, "summary")
    week_ago = phrases("en").date((datetime.now(UTC) - timedelta(days=7)).date())
    assert result.response.embeds[0].title == f"New since {week_ago}"


async def test_what_could_not_be_shown_stays_new(world: World) -> None:
    world.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=400, code=50035)
    await world.alice.slash(world.channel, "summary")
    result = await world.alice.slash(world.channel, "summary")
    assert "Nothing was added" not in text(result.response)


async def test_an_empty_library_has_nothing_new(world: World) -> None:
    with Library.open(world.data / "shared") as library:
        for entry in library.list():
            library.remove(entry.id)
    result = await world.alice.slash(world.channel, "summary")
    assert "Nothing was added since" in text(result.response)


async def test_hostile_sentences_are_summarised_as_they_stand(world: World) -> None:
    hostile = (
        "Mara Lindqvist, @everyone <@1> <#7> [here](https://evil.example), built the lighthouse of Oxwick in 1911."
    )
    add(world, hostile)
    result = await world.alice.slash(world.channel, "summary", article="Oxwick")
    assert hostile in text(result.response)


def test_every_length_is_a_choice_of_the_command() -> None:
    assert [choice.value for choice in summary.Summary.summary.get_parameter("length").choices] == [
        "short",
        "medium",
        "long",
    ]


async def test_a_thread_that_began_with_shared_articles_summarises_none_that_were_switched_off(world: World) -> None:
    thread = ChannelHandle(
        world.env, world.guild, world.env.backend.create_thread(world.channel.id, "more", world.alice.id)
    )
    await world.alice.send(thread, f"{world.mention} {SONGS}")
    await choose(world, shared=False)
    result = await world.alice.slash(thread, "summary", topic="songs")
    assert "Dynamite" not in text(result.response)
