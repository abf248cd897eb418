from __future__ import annotations

from pathlib import Path

import discord
import pytest
import simcord
from simcord.builders import ChannelHandle

from bot import Settings
from bot.discord.client import SummitBot
from bot.discord.conversation.cooldown import Cooldown
from bot.records import ChannelSettings, ServerSettings
from tests.bot.discord.asking import BUILDER, add, choose, said, text, unanswered
from tests.bot.discord.conftest import NOWHERE, World
from tests.bot.discord.pressing import SAY
from tests.bot.discord.test_privacy import delete, export
from tests.searching import holding

COURTESY = 31


@pytest.fixture
def settings(own_seeds: Path) -> Settings:
    return Settings(data=own_seeds, cooldown=0, message_content=True)


@pytest.fixture
async def auto(world: World) -> World:
    """Return the world with a channel where every question is answered."""
    add(world)
    await choose(world, channel=ChannelSettings(auto=True))
    return world


async def test_a_question_that_nobody_answers_is_answered(auto: World) -> None:
    asked = await auto.alice.send(auto.channel, BUILDER)
    await auto.env.advance_time(COURTESY)
    (answer,) = said(auto.channel)
    assert "Mara Lindqvist" in text(answer)
    assert answer.reference
    assert answer.reference.message_id == asked.id


async def test_people_may_answer_first(auto: World) -> None:
    await auto.alice.send(auto.channel, BUILDER)
    await auto.env.advance_time(29)
    assert said(auto.channel) == []


async def test_where_a_person_has_answered_it_is_quiet_and_can_be_asked_for_its_quote(auto: World) -> None:
    await auto.alice.send(auto.channel, BUILDER)
    await auto.bob.send(auto.channel, "Mara Lindqvist did, I think.")
    await auto.env.advance_time(COURTESY)
    (offer,) = said(auto.channel)
    assert text(offer) == "-# " + SAY("offer.words", button="Show the quote").replace("**", "")
    assert (offer.embeds, offer.flags.suppress_notifications) == ([], True)
    shown = await auto.bob.click(offer, label="Show the quote")
    assert shown.ephemeral
    assert "Mara Lindqvist" in text(shown.response)


async def test_where_a_person_has_answered_and_it_is_not_sure_it_says_nothing(auto: World) -> None:
    await auto.alice.send(auto.channel, NOWHERE)
    await auto.bob.send(auto.channel, "A thousand.")
    await auto.env.advance_time(COURTESY)
    assert said(auto.channel) == []


async def test_a_person_may_answer_by_a_reply_that_is_itself_a_question(auto: World) -> None:
    asked = await auto.alice.send(auto.channel, BUILDER)
    await auto.bob.send(auto.channel, "Was it Mara Lindqvist?", reply_to=asked)
    await auto.env.advance_time(COURTESY)
    assert [message.embeds for message in said(auto.channel)] == [[]]


async def test_what_the_asker_adds_is_no_answer(auto: World) -> None:
    await auto.alice.send(auto.channel, BUILDER)
    await auto.alice.send(auto.channel, "I forgot.")
    await auto.env.advance_time(COURTESY)
    assert len(said(auto.channel)) == 1


async def test_what_another_bot_says_is_no_answer(auto: World) -> None:
    robot = auto.guild.add_member(auto.env.create_user("robot", bot=True))
    await auto.alice.send(auto.channel, BUILDER)
    await robot.send(auto.channel, "Level up!")
    await auto.env.advance_time(COURTESY)
    assert "Mara Lindqvist" in text(said(auto.channel)[-1])


async def test_where_it_is_not_sure_it_stays_silent(auto: World) -> None:
    await auto.alice.send(auto.channel, NOWHERE)
    await auto.env.advance_time(COURTESY)
    assert said(auto.channel) == []
    assert await unanswered(auto) == []


async def test_what_is_no_question_is_not_answered(auto: World) -> None:
    await auto.alice.send(auto.channel, "Mara Lindqvist built the lighthouse of Oxwick.")
    await auto.env.advance_time(COURTESY)
    assert said(auto.channel) == []


async def test_a_question_that_was_taken_back_is_left(auto: World) -> None:
    asked = await auto.alice.send(auto.channel, BUILDER)
    await auto.alice.delete(asked)
    await auto.env.advance_time(COURTESY)
    assert said(auto.channel) == []


async def test_a_question_that_was_deleted_with_others_is_left(auto: World) -> None:
    asked = await auto.alice.send(auto.channel, BUILDER)
    auto.env.backend.bulk_delete_messages(auto.channel.id, [asked.id])
    await auto.env.advance_time(COURTESY)
    assert said(auto.channel) == []


async def test_a_bots_question_is_not_answered(auto: World) -> None:
    robot = auto.guild.add_member(auto.env.create_user("robot", bot=True))
    await robot.send(auto.channel, BUILDER)
    await auto.env.advance_time(COURTESY)
    assert [message.author.id for message in said(auto.channel)] == [robot.id]


async def test_a_question_to_somebody_in_a_reply_is_theirs(auto: World) -> None:
    told = await auto.bob.send(auto.channel, "I was in Oxwick.")
    await auto.alice.send(auto.channel, BUILDER, reply_to=told)
    await auto.env.advance_time(COURTESY)
    assert said(auto.channel) == []


async def test_a_question_that_names_somebody_is_theirs(auto: World) -> None:
    await auto.alice.send(auto.channel, f"{auto.bob.mention} {BUILDER}")
    await auto.env.advance_time(COURTESY)
    assert said(auto.channel) == []


async def test_a_mention_is_answered_at_once_and_once(auto: World) -> None:
    await auto.alice.send(auto.channel, f"{auto.mention} {BUILDER}")
    assert len(said(auto.channel)) == 1
    await auto.env.advance_time(COURTESY)
    assert len(said(auto.channel)) == 1


async def test_who_asks_the_bot_itself_meanwhile_is_not_answered_twice(auto: World) -> None:
    await auto.alice.send(auto.channel, BUILDER)
    await auto.alice.send(auto.channel, f"{auto.mention} {BUILDER}")
    await auto.env.advance_time(COURTESY)
    assert len(said(auto.channel)) == 1


async def test_a_channel_that_was_not_chosen_is_left_alone(auto: World) -> None:
    other = auto.guild.create_text_channel("other")
    await auto.alice.send(other, BUILDER)
    await auto.env.advance_time(COURTESY)
    assert said(other) == []


async def test_a_channel_that_is_switched_off_is_left_alone(auto: World) -> None:
    await choose(auto, channel=ChannelSettings(auto=True, enabled=False))
    await auto.alice.send(auto.channel, BUILDER)
    await auto.env.advance_time(COURTESY)
    assert said(auto.channel) == []


async def test_a_channel_that_is_switched_off_meanwhile_is_left_alone(auto: World) -> None:
    await auto.alice.send(auto.channel, BUILDER)
    await choose(auto, channel=ChannelSettings())
    await auto.env.advance_time(COURTESY)
    assert said(auto.channel) == []


async def test_a_person_who_asks_too_much_is_left(auto: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auto.bot, "cooldown", Cooldown(1))
    await auto.alice.send(auto.channel, BUILDER)
    await auto.alice.send(auto.channel, BUILDER)
    await auto.env.advance_time(COURTESY)
    assert len(said(auto.channel)) == 1


async def test_an_unasked_answer_pings_nobody(auto: World) -> None:
    await auto.alice.send(auto.channel, BUILDER)
    await auto.env.advance_time(COURTESY)
    (request,) = [r for r in auto.env.http_requests if r.path.endswith("/messages")]
    assert request.json
    assert request.json["allowed_mentions"] == {"parse": []}


async def test_where_it_may_not_embed_it_stays_silent_unasked(auto: World) -> None:
    assert auto.bot.user
    denied = discord.PermissionOverwrite(embed_links=False)
    channel = auto.guild.create_text_channel("plain", overwrites={auto.bot.user: denied})
    settings = ServerSettings(channels={channel.id: ChannelSettings(auto=True)})
    await auto.bot.desk.save_server(auto.guild.id, settings)
    await auto.alice.send(channel, BUILDER)
    await auto.env.advance_time(COURTESY)
    assert said(channel) == []


async def test_with_message_content_a_reply_to_a_commands_answer_is_a_follow_up(auto: World) -> None:
    first = await auto.alice.slash(auto.channel, "ask", question=BUILDER, article="Oxwick")
    await auto.bob.send(auto.channel, "How high is the tower?", reply_to=first.response)
    assert "Asked of: Oxwick" in text(said(auto.channel)[-1])


async def test_with_message_content_a_bare_mention_asks_what_it_replies_to(auto: World) -> None:
    other = auto.guild.create_text_channel("other")
    asked = await auto.bob.send(other, BUILDER)
    await auto.alice.send(other, auto.mention, reply_to=asked)
    assert "Mara Lindqvist" in text(said(other)[0])


async def test_a_thread_of_a_channel_is_overheard_too(auto: World) -> None:
    backend = auto.env.backend
    thread = ChannelHandle(auto.env, auto.guild, backend.create_thread(auto.channel.id, "more", auto.alice.id))
    await auto.alice.send(thread, BUILDER)
    await auto.env.advance_time(COURTESY)
    assert "Mara Lindqvist" in text(said(thread)[0])


async def test_what_goes_wrong_unasked_is_not_told(auto: World) -> None:
    auto.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await auto.alice.send(auto.channel, BUILDER)
    await auto.env.advance_time(COURTESY)
    assert said(auto.channel) == []
    assert auto.env.errors == []


async def test_a_flood_of_questions_is_answered_in_part(auto: World) -> None:
    auto.env.settle_timeout = 20
    for number in range(25):
        auto.env.backend.create_message(auto.channel.id, auto.alice.id, f"{BUILDER} ({number})")
    await auto.env.settle()
    await auto.env.advance_time(COURTESY)
    assert len(said(auto.channel)) == 20


async def test_an_intent_that_is_not_granted_refuses_the_start(settings: Settings) -> None:
    bot = SummitBot(settings)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with simcord.run(bot, approved_intents=discord.Intents.none()):
            pass
    await bot.close()


class TestPlain:
    """Without Message Content no message is overheard, whatever a channel is set to."""

    @pytest.fixture
    def settings(self, own_seeds: Path) -> Settings:
        return Settings(data=own_seeds, cooldown=0)

    async def test_without_message_content_nothing_is_overheard(self, auto: World) -> None:
        await auto.alice.send(auto.channel, BUILDER)
        await auto.env.advance_time(COURTESY)
        assert said(auto.channel) == []

    async def test_without_message_content_a_start_needs_no_grant(self, settings: Settings) -> None:
        bot = SummitBot(settings)
        async with simcord.run(bot, approved_intents=discord.Intents.none()):
            assert bot.is_ready()
        await bot.close()


async def test_a_message_that_a_reply_points_at_counts_as_its_authors(auto: World) -> None:
    other = auto.guild.create_text_channel("other")
    asked = await auto.bob.send(other, BUILDER)
    await auto.alice.send(other, auto.mention, reply_to=asked)
    assert [one["question"] for one in (await export(auto, auto.bob))["questions"]] == [BUILDER]
    assert [one["question"] for one in (await export(auto, auto.alice))["questions"]] == [None]
    await delete(auto, auto.bob)
    assert holding(auto.data, BUILDER) == []
