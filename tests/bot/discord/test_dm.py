from __future__ import annotations

from tests.bot.discord.asking import BUILDER, add, callbacks, said, text, unanswered
from tests.bot.discord.conftest import NOWHERE, SONGS, World


async def test_a_direct_message_is_a_question(world: World) -> None:
    await world.alice.send_dm(SONGS)
    (answer,) = said(world.alice.user.dm_channel)
    assert "Dynamite" in text(answer)


async def test_a_direct_message_may_name_the_bot(world: World) -> None:
    await world.alice.send_dm(f"{world.mention} {SONGS}")
    assert "Dynamite" in text(said(world.alice.user.dm_channel)[0])


async def test_a_direct_message_reaches_no_servers_library(world: World) -> None:
    add(world, server=world.guild.id)
    await world.alice.send_dm(BUILDER)
    assert "Not in the articles" in text(said(world.alice.user.dm_channel)[0])


async def test_a_question_by_direct_message_is_never_shown_to_admins(world: World) -> None:
    await world.alice.send_dm(NOWHERE)
    await world.alice.user.slash("ask", question=NOWHERE)
    assert await unanswered(world) == []
    assert await unanswered(world, server=0) == []


async def test_a_command_in_a_direct_message_is_answered(world: World) -> None:
    result = await world.alice.user.slash("ask", question=SONGS)
    assert "Dynamite" in text(result.response)
    assert callbacks(world.env) == [5]


async def test_a_follow_up_in_a_direct_message_is_answered(world: World) -> None:
    await world.alice.send_dm(SONGS)
    await world.alice.send_dm("Who invited Lee to play the drums?")
    assert "Takaichi" in text(said(world.alice.user.dm_channel)[-1])


async def test_a_picture_in_a_direct_message_is_told_how_to_ask(world: World) -> None:
    attachments = world.env.backend.store_attachments(world.alice.user.dm_channel.id, [("deer.png", b"png")])
    await world.alice.send_dm("", attachments=attachments)
    (hint,) = said(world.alice.user.dm_channel)
    assert hint.content.startswith("Mention me together with a question")


async def test_the_library_of_a_direct_message_is_the_shared_one(world: World) -> None:
    add(world, server=world.guild.id)
    result = await world.alice.user.slash("library")
    assert "8 articles" in text(result.response)
    assert "Oxwick" not in text(result.response)


async def test_the_offers_in_a_direct_message_are_the_shared_articles(world: World) -> None:
    add(world, server=world.guild.id)
    offers = await world.alice.user.autocomplete("ask", "article", "")
    assert len(offers) == 8
    assert all(offer["value"].startswith("shared:") for offer in offers)
