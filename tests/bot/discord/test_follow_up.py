"""A follow-up that asks for a field of an article itself means the article just quoted."""

from __future__ import annotations

import discord
from simcord.builders import ChannelHandle

from bot.records import ArticleRef
from index import Library, Source, read_text
from tests.bot.discord.asking import BUILDER, LIGHTHOUSE, said, text, unanswered
from tests.bot.discord.conftest import SONGS, World, labels
from tests.bot.discord.pressing import ask, option, stored


def _add(world: World, server: int | None = None) -> ArticleRef:
    """Add an article with an author and without a date, which is not among the newest."""
    folder = world.data / (f"servers/{server}" if server else "shared")
    with Library.open(folder) as library:
        added = library.add(Source("o", read_text(LIGHTHOUSE, title="Oxwick", identity="o", author="Ada Pell")))
    assert added.id is not None
    return ArticleRef("server" if server else "shared", added.id)


async def _answered(world: World, question: str = BUILDER) -> discord.Message:
    await world.alice.send(world.channel, f"{world.mention} {question}")
    return said(world.channel)[-1]


def _thread(world: World, message: int | None = None) -> ChannelHandle:
    thread = world.env.backend.create_thread(world.channel.id, "more", world.alice.id, message_id=message)
    return ChannelHandle(world.env, world.guild, thread)


async def test_a_reply_to_an_answer_means_its_article(world: World) -> None:
    _add(world)
    await world.bob.send(world.channel, "and who wrote it?", reply_to=await _answered(world))
    assert text(said(world.channel)[-1]) == "Written by: Ada Pell · Oxwick"


async def test_a_reply_is_told_what_is_not_known(world: World) -> None:
    _add(world)
    await world.bob.send(world.channel, "When was that published?", reply_to=await _answered(world))
    answer = said(world.channel)[-1]
    assert text(answer) == "The date is not known\n“Oxwick” is stored without a date."
    assert labels(answer) == ["Ask more", "Delete"]


async def test_what_is_not_known_is_no_question_for_the_admins(world: World) -> None:
    _add(world)
    await world.bob.send(world.channel, "When was that published?", reply_to=await _answered(world))
    assert await unanswered(world) == []


async def test_a_reply_to_the_reply_still_means_the_article(world: World) -> None:
    _add(world)
    await world.bob.send(world.channel, "and who wrote it?", reply_to=await _answered(world))
    await world.bob.send(world.channel, "When was that published?", reply_to=said(world.channel)[-1])
    assert "“Oxwick” is stored without a date." in text(said(world.channel)[-1])


async def test_a_new_mention_means_no_article(world: World) -> None:
    _add(world)
    await _answered(world)
    assert "Ada Pell" not in text(await _answered(world, "Who wrote it?"))


async def test_ask_more_means_the_article_of_its_answer(world: World) -> None:
    ref = _add(world, world.guild.id)
    shown = await option(world.bob, await ask(world, BUILDER), "Ask more")
    result = await world.bob.submit_modal(shown, {"question": "Who wrote it?"})
    assert result.response
    assert "Ada Pell · Oxwick" in text(result.response)
    kept = await stored(world, result.response)
    assert kept
    assert kept.asking.meant == ref


async def test_a_thread_of_an_answer_means_its_article(world: World) -> None:
    _add(world)
    thread = _thread(world, (await _answered(world)).id)
    await world.bob.send(thread, f"{world.mention} who wrote it?")
    assert text(said(thread)[-1]) == "Written by: Ada Pell · Oxwick"


async def test_in_a_thread_the_newest_answer_counts(world: World) -> None:
    _add(world)
    thread = _thread(world, (await _answered(world, SONGS)).id)
    await world.alice.send(thread, f"{world.mention} {BUILDER}")
    result = await world.bob.slash(thread, "ask", question="Who wrote it?")
    assert "Ada Pell · Oxwick" in text(result.response)


async def test_in_a_thread_what_somebody_was_told_alone_does_not_count(world: World) -> None:
    _add(world)
    thread = _thread(world, (await _answered(world)).id)
    await world.alice.slash(thread, "ask", question=SONGS, private=True)
    await world.bob.send(thread, f"{world.mention} who wrote it?")
    assert text(said(thread)[-1]) == "Written by: Ada Pell · Oxwick"


async def test_in_direct_messages_the_next_question_follows_up(world: World) -> None:
    _add(world)
    await world.alice.send_dm(BUILDER)
    await world.alice.send_dm("and who wrote it?")
    assert text(said(world.alice.user.dm_channel)[-1]) == "Written by: Ada Pell · Oxwick"


async def test_an_article_that_was_removed_since_is_not_meant(world: World) -> None:
    ref = _add(world)
    first = await _answered(world)
    with Library.open(world.data / "shared") as library:
        library.remove(ref.id)
    await world.bob.send(world.channel, "and who wrote it?", reply_to=first)
    assert "Ada Pell" not in text(said(world.channel)[-1])


async def test_a_reply_says_what_it_was_understood_to_be_about(world: World) -> None:
    _add(world)
    await world.bob.send(world.channel, "How high is it?", reply_to=await _answered(world))
    answer = said(world.channel)[-1]
    assert "-# about: " in text(answer)
    assert "Oxwick" in text(answer)


async def test_a_reply_that_asks_nothing_is_not_taken_for_a_follow_up(world: World) -> None:
    _add(world)
    first = await _answered(world)
    await world.bob.send(world.channel, "so high", reply_to=first)
    assert said(world.channel)[-1].id == first.id


async def test_a_follow_up_outlives_the_answer_that_it_follows(world: World) -> None:
    _add(world)
    shown = await option(world.bob, await ask(world, BUILDER), "Ask more")
    kept = await world.bot.desk.record(lambda store: store.newest_in(world.channel.id, world.alice.id))
    assert kept
    await world.bot.desk.record(lambda store: store.forget(kept.id))
    result = await world.bob.submit_modal(shown, {"question": "How high is it?"})
    assert result.response
