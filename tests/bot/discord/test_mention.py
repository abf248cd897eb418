from __future__ import annotations

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.records import ChannelSettings
from index import Library
from tests.bot.discord.asking import BUILDER, MARA, add, bodies, choose, said, text, unanswered
from tests.bot.discord.conftest import NOWHERE, SONGS, World, labels


@pytest.mark.parametrize("words", ["{me} {song}", "{song} {me}", "hey {me}, {song}", "{me}\n{song}", "<@!{id}> {song}"])
async def test_a_mention_anywhere_in_the_text_asks(world: World, words: str) -> None:
    asked = words.format(me=world.mention, id=world.bot.user.id, song=SONGS)
    await world.alice.send(world.channel, asked)
    (answer,) = said(world.channel)
    assert "Dynamite" in text(answer)


async def test_a_mention_is_answered_in_a_reply(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.mention} {SONGS}")
    (answer,) = said(world.channel)
    assert answer.reference
    assert answer.reference.message_id == asked.id


async def test_the_answer_to_a_mention_does_not_repeat_the_question(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} {SONGS}")
    assert said(world.channel)[0].embeds[0].title is None


async def test_the_mention_itself_is_no_part_of_the_question(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention}   How many deer {world.mention} live in Nara?")
    assert [one.question for one in await unanswered(world)] == [NOWHERE]


async def test_the_refusal_of_a_mention_offers_to_tell_later(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} {NOWHERE}")
    (answer,) = said(world.channel)
    assert answer.embeds[0].title == "Not in the articles"
    assert "Tell me when it is answered" in labels(answer)


async def test_a_bare_mention_is_told_how_to_ask(world: World) -> None:
    await world.alice.send(world.channel, world.mention)
    (hint,) = said(world.channel)
    assert hint.content.startswith(f"Mention me together with a question: “{world.mention} What songs did they play?”")
    assert "</ask:" in hint.content


async def test_a_bare_mention_in_reply_to_somebody_is_shown_the_message_menu(world: World) -> None:
    asked = await world.bob.send(world.channel, SONGS)
    await world.alice.send(world.channel, world.mention, reply_to=asked)
    (hint,) = said(world.channel)
    assert "**Find this in the articles**" in hint.content
    assert "Golden" not in text(hint)


async def test_no_message_that_does_not_name_the_bot_is_answered(world: World) -> None:
    await world.alice.send(world.channel, SONGS)
    await world.alice.send(world.channel, f"{world.bob.mention} {SONGS}")
    assert said(world.channel) == []


async def test_another_bot_is_not_answered(world: World) -> None:
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    await robot.send(world.channel, f"{world.mention} {SONGS}")
    assert [message.author.id for message in said(world.channel)] == [robot.id]


async def test_a_webhook_is_not_answered(world: World) -> None:
    await world.guild.create_webhook(world.channel).send(f"{world.mention} {SONGS}")
    assert said(world.channel) == []


async def test_the_bot_does_not_answer_itself(world: World) -> None:
    backend = world.env.backend
    backend.create_message(world.channel.id, backend.bot_user.id, f"{world.mention} {SONGS}")
    await world.env.settle()
    assert [message.content for message in said(world.channel)] == [f"{world.mention} {SONGS}"]


@pytest.mark.parametrize("call", ["@everyone", "@here"])
async def test_a_call_to_everyone_is_not_answered(world: World, call: str) -> None:
    owner = MemberActor(world.env, world.guild, world.guild.owner)
    message = await owner.send(world.channel, f"{call} {world.mention} {SONGS}")
    assert message.mention_everyone
    assert said(world.channel) == []


async def test_the_word_everyone_from_somebody_who_may_not_call_everyone_is_answered(world: World) -> None:
    await world.alice.send(world.channel, f"@everyone {world.mention} {SONGS}")
    assert "Dynamite" in text(said(world.channel)[0])


async def test_a_mention_of_the_bots_role_is_not_a_question(world: World) -> None:
    assert world.guild.me
    role = world.guild.me.roles[-1]
    await world.alice.send(world.channel, f"{role.mention} {SONGS}")
    assert said(world.channel) == []


async def test_no_answer_to_a_mention_pings_anybody(world: World) -> None:
    add(world, "Mara Lindqvist, @everyone <@1> <@&2> <#7>, built the lighthouse of Oxwick in 1911.")
    await world.alice.send(world.channel, f"{world.mention} {BUILDER}")
    assert "@everyone <@1> <@&2> <#7>" in text(said(world.channel)[0])
    assert [body["allowed_mentions"] for body in bodies(world.env)] == [{"parse": []}]


async def test_no_answer_to_a_command_pings_anybody(world: World) -> None:
    add(world, "Mara Lindqvist, @everyone <@1> <@&2> <#7>, built the lighthouse of Oxwick in 1911.")
    result = await world.alice.slash(world.channel, "ask", question=BUILDER + " @everyone <@1>")
    stored = world.env.backend.get_message(world.channel.id, result.response.id)
    assert [body["allowed_mentions"]["parse"] for body in bodies(world.env)] == [[]]
    assert (stored.ping_user_ids, stored.ping_role_ids, stored.mention_everyone) == ([], [], False)


async def test_a_mention_in_a_channel_that_is_switched_off_is_not_answered(world: World) -> None:
    await choose(world, channel=ChannelSettings(enabled=False))
    await world.alice.send(world.channel, f"{world.mention} {SONGS}")
    assert said(world.channel) == []


async def test_a_mention_asks_what_the_channel_is_limited_to(world: World) -> None:
    await choose(world, channel=ChannelSettings(articles=(add(world),)))
    await world.alice.send(world.channel, f"{world.mention} {BUILDER}")
    await world.alice.send(world.channel, f"{world.mention} {SONGS}")
    found, refused = said(world.channel)
    assert MARA in text(found)
    assert "Not in the articles" in text(refused)


async def test_a_channel_limited_to_what_was_removed_says_so(world: World) -> None:
    ref = add(world)
    await choose(world, channel=ChannelSettings(articles=(ref,)))
    with Library.open(world.data / "shared") as library:
        library.remove(ref.id)
    await world.alice.send(world.channel, f"{world.mention} {SONGS}")
    assert "The articles that are asked here were removed." in text(said(world.channel)[0])


async def test_a_question_of_two_thousand_characters_is_answered(world: World) -> None:
    asked = f"{world.mention} {SONGS} " + "Please tell me. " * 200
    await world.alice.send(world.channel, asked[:2000])
    assert "Dynamite" in text(said(world.channel)[0])


async def test_where_it_may_not_send_the_bot_says_nothing(world: World) -> None:
    channel = _channel(world, send_messages=False)
    await world.alice.send(channel, f"{world.mention} {SONGS}")
    assert said(channel) == []
    assert bodies(world.env) == []


async def test_in_a_thread_where_it_may_not_send_the_bot_says_nothing(world: World) -> None:
    channel, backend = _channel(world, send_messages_in_threads=False), world.env.backend
    thread = ChannelHandle(world.env, world.guild, backend.create_thread(channel.id, "more", world.alice.id))
    await world.alice.send(thread, f"{world.mention} {SONGS}")
    assert said(thread) == []
    assert bodies(world.env) == []


async def test_in_the_chat_of_a_voice_channel_a_mention_asks(world: World) -> None:
    voice = world.guild.create_voice_channel("talk")
    await world.alice.send(voice, f"{world.mention} {SONGS}")
    assert "Dynamite" in text(said(voice)[0])


async def test_where_it_may_not_embed_the_bot_names_the_permission(world: World) -> None:
    channel = _channel(world, embed_links=False)
    await world.alice.send(channel, f"{world.mention} {SONGS}")
    assert "I am missing the permission **Embed Links** in this channel." in said(channel)[0].content


async def test_where_it_may_not_read_the_history_the_bot_answers_without_a_reply(world: World) -> None:
    channel = _channel(world, read_message_history=False)
    await world.alice.send(channel, f"{world.mention} {SONGS}")
    (answer,) = said(channel)
    assert answer.reference is None
    assert "Dynamite" in text(answer)


def _channel(world: World, **permissions: bool) -> ChannelHandle:
    assert world.bot.user
    denied = discord.PermissionOverwrite(**permissions)
    return world.guild.create_text_channel("limited", overwrites={world.bot.user: denied})
