from __future__ import annotations

from simcord.builders import ChannelHandle

from bot.records import ChannelSettings
from tests.bot.discord.asking import BUILDER, MARA, add, choose, said, text
from tests.bot.discord.conftest import SONGS, World


def _thread(world: World, message: int | None = None) -> ChannelHandle:
    """Start a thread under the channel, from a message where one is named."""
    backend = world.env.backend
    thread = backend.create_thread(world.channel.id, "more", world.alice.id, message_id=message)
    return ChannelHandle(world.env, world.guild, thread)


async def test_a_question_in_a_thread_is_answered_there(world: World) -> None:
    thread = _thread(world)
    await world.alice.send(thread, f"{world.mention} {SONGS}")
    assert "Dynamite" in text(said(thread)[0])


async def test_a_command_in_a_thread_is_answered_there(world: World) -> None:
    result = await world.alice.slash(_thread(world), "ask", question=SONGS)
    assert "Dynamite" in text(result.response)


async def test_a_thread_asks_what_its_channel_is_limited_to(world: World) -> None:
    await choose(world, channel=ChannelSettings(articles=(add(world),)))
    thread = _thread(world)
    await world.alice.send(thread, f"{world.mention} {BUILDER}")
    assert "Asked of: Oxwick" in text(said(thread)[0])


async def test_a_thread_keeps_the_scope_that_it_began_with(world: World) -> None:
    await choose(world, channel=ChannelSettings(articles=(add(world),)))
    thread = _thread(world)
    await world.alice.send(thread, f"{world.mention} {BUILDER}")
    await choose(world)
    await world.bob.send(thread, f"{world.mention} {SONGS}")
    assert "Not in the articles" in text(said(thread)[1])


async def test_a_thread_keeps_its_scope_for_commands_too(world: World) -> None:
    await choose(world, channel=ChannelSettings(articles=(add(world),)))
    thread = _thread(world)
    await world.alice.slash(thread, "ask", question=BUILDER)
    await choose(world)
    result = await world.bob.slash(thread, "ask", question=SONGS)
    assert "Not in the articles" in text(result.response)


async def test_a_thread_that_began_before_a_limit_is_not_limited(world: World) -> None:
    thread = _thread(world)
    await world.alice.send(thread, f"{world.mention} {SONGS}")
    await choose(world, channel=ChannelSettings(articles=(add(world),)))
    await world.alice.send(thread, f"{world.mention} {SONGS}")
    assert "Dynamite" in text(said(thread)[1])


async def test_a_thread_started_from_an_answer_takes_its_scope(world: World) -> None:
    add(world)
    result = await world.alice.slash(world.channel, "ask", question=BUILDER, article="Oxwick")
    thread = _thread(world, result.response.id)
    await world.bob.send(thread, f"{world.mention} {SONGS}")
    assert "Asked of: Oxwick" in text(said(thread)[0])


async def test_a_thread_started_from_the_answer_to_a_mention_takes_its_scope(world: World) -> None:
    await choose(world, channel=ChannelSettings(articles=(add(world),)))
    await world.alice.send(world.channel, f"{world.mention} {BUILDER}")
    thread = _thread(world, said(world.channel)[0].id)
    await choose(world)
    await world.bob.send(thread, f"{world.mention} How high is the tower?")
    assert "Asked of: Oxwick" in text(said(thread)[0])


async def test_an_article_named_in_a_thread_does_not_limit_what_comes_after(world: World) -> None:
    add(world)
    thread = _thread(world)
    await world.alice.slash(thread, "ask", question=BUILDER, article="Oxwick")
    result = await world.alice.slash(thread, "ask", question=SONGS)
    assert "Dynamite" in text(result.response)


async def test_a_thread_keeps_its_scope_after_it_was_archived(world: World) -> None:
    await choose(world, channel=ChannelSettings(articles=(add(world),)))
    thread, backend = _thread(world), world.env.backend
    await world.alice.send(thread, f"{world.mention} {BUILDER}")
    await choose(world)
    for archived in (True, False):
        backend.edit_channel(thread.id, {}, thread_metadata={"archived": archived})
    await world.bob.send(thread, f"{world.mention} {SONGS}")
    assert "Asked of: Oxwick" in text(said(thread)[1])


async def test_a_thread_of_a_channel_that_is_switched_off_is_silent_too(world: World) -> None:
    await choose(world, channel=ChannelSettings(enabled=False))
    thread = _thread(world)
    await world.alice.send(thread, f"{world.mention} {SONGS}")
    result = await world.alice.slash(thread, "ask", question=SONGS)
    assert said(thread) == []
    assert result.response.content.startswith("**Questions are switched off here**\n")


async def test_a_summary_in_a_thread_keeps_to_the_threads_scope(world: World) -> None:
    ref = add(world)
    await choose(world, channel=ChannelSettings(articles=(ref,)))
    result = await world.alice.slash(_thread(world), "summary", topic="the lighthouse")
    assert MARA in text(result.response)
