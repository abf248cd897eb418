"""Posts of a forum in which every question is answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.builders import ChannelHandle

from bot import Settings
from bot.discord.conversation.posts import wordings
from bot.records import ChannelSettings, ServerSettings
from tests.bot.discord.asking import BUILDER, add, said, text
from tests.bot.discord.conftest import NOWHERE, World
from tests.bot.discord.pressing import SAY
from tests.bot.discord.settings import admin_of, settle

COURTESY = 31


@pytest.fixture
def settings(own_seeds: Path) -> Settings:
    """Return settings with which the bot may read no texts."""
    return Settings(data=own_seeds, cooldown=0)


@pytest.fixture
async def forum(world: World) -> ChannelHandle:
    world.env.settle_timeout = 20
    add(world)
    forum = world.guild.create_forum_channel("help")
    await world.bot.desk.save_server(world.guild.id, ServerSettings(channels={forum.id: ChannelSettings(auto=True)}))
    return forum


async def opened(world: World, forum: ChannelHandle, title: str, body: str = "Who knows?") -> ChannelHandle:
    """Return a post that Alice has opened: Discord tells of the thread first, of its first message then."""
    thread = world.env.backend.create_thread(forum.id, title, world.alice.id)
    post = ChannelHandle(world.env, world.guild, thread)
    await world.env.settle()
    assert said(post) == []
    await world.alice.send(post, body)
    return post


async def with_tag(world: World, forum: ChannelHandle, name: str) -> int:
    channel: Any = world.bot.get_channel(forum.id)
    await channel.create_tag(name=name)
    await world.env.settle()
    return int(world.env.backend.channels[forum.id].available_tags[-1]["id"])


async def test_a_post_is_answered_in_it_once_by_its_title_alone(world: World, forum: ChannelHandle) -> None:
    post = await opened(world, forum, BUILDER)
    await world.env.advance_time(COURTESY)
    (answer,) = said(post)
    assert "Mara Lindqvist" in text(answer)
    assert BUILDER not in text(answer)
    await world.alice.send(post, BUILDER)
    await world.bob.send(post, BUILDER)
    await world.env.advance_time(COURTESY)
    assert len(said(post)) == 1
    assert said(forum) == []


async def test_where_it_is_not_sure_or_not_asked_to_it_is_silent(world: World, forum: ChannelHandle) -> None:
    unsure = await opened(world, forum, NOWHERE)
    other = await opened(world, world.guild.create_forum_channel("off-topic"), BUILDER)
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    theirs = ChannelHandle(world.env, world.guild, world.env.backend.create_thread(forum.id, BUILDER, robot.id))
    await robot.send(theirs, "News!")
    await world.env.advance_time(COURTESY)
    assert said(unsure) == said(other) == []
    assert [message.author.id for message in said(theirs)] == [robot.id]


async def test_a_person_who_answers_first_keeps_it_quiet(world: World, forum: ChannelHandle) -> None:
    post = await opened(world, forum, BUILDER)
    await world.bob.send(post, "Mara did.")
    await world.env.advance_time(COURTESY)
    (offer,) = said(post)
    assert offer.embeds == []
    assert "Mara Lindqvist" in text((await world.bob.click(offer, label="Show the quote")).response)


@pytest.mark.parametrize("tag", ["✅ Solved", None])
async def test_its_author_marks_it_as_solved(world: World, forum: ChannelHandle, tag: str | None) -> None:
    tagged = [await with_tag(world, forum, tag)] if tag else []
    post = await opened(world, forum, BUILDER)
    await world.env.advance_time(COURTESY)
    (answer,) = said(post)
    refused = await world.bob.click(answer, label="Mark as solved")
    assert refused.followups[-1].content == SAY("solved.refused")
    await world.alice.click(answer, label="Mark as solved")
    assert world.env.backend.channels[post.id].applied_tags == tagged
    await world.bob.click(said(post)[0], label="👍 0")
    (answer,) = said(post)
    assert answer.content == SAY("solved.by", who=world.alice.mention)
    assert "Mark as solved" not in str(answer.components)


async def test_settings_say_that_titles_alone_are_read(world: World, forum: ChannelHandle) -> None:
    told = await settle(world, admin_of(world), "auto", channel=forum, state="on")
    assert SAY("settings.auto_titles") in told


async def test_about_names_what_forums_and_threads_need(world: World) -> None:
    assert world.bot.user
    denied = discord.PermissionOverwrite(manage_threads=False, create_public_threads=False)
    channel = world.guild.create_text_channel("limited", overwrites={world.bot.user: denied})
    shown = text((await world.alice.slash(channel, "about")).response)
    names = "Create Public Threads, Manage Threads"
    assert SAY("about.permissions_threads", names=names) in shown


@pytest.mark.parametrize(
    ("title", "body", "asked"),
    [
        ("Who built it?", "", ["Who built it?"]),
        ("Who built it?", "I was there. When was that? Hm.", ["Who built it?", "When was that?"]),
        (
            "The lighthouse",
            "Nice.\nWho built it?",
            ["The lighthouse: Who built it?", "Who built it?", "The lighthouse"],
        ),
        (
            "灯台について",
            "誰が建てたのですか？",
            ["灯台について: 誰が建てたのですか？", "誰が建てたのですか？", "灯台について"],
        ),
    ],
)
def test_a_post_is_asked_by_its_title_and_by_the_question_in_it(title: str, body: str, asked: list[str]) -> None:
    assert wordings(title, body) == asked


class TestReadable:
    """With Message Content the text of a post is read too."""

    @pytest.fixture
    def settings(self, own_seeds: Path) -> Settings:
        return Settings(data=own_seeds, cooldown=0, message_content=True)

    async def test_the_question_in_a_post_is_asked(self, world: World, forum: ChannelHandle) -> None:
        post = await opened(world, forum, "A question on history", f"I was there last week. {BUILDER} Thanks")
        await world.env.advance_time(COURTESY)
        assert ["Mara Lindqvist" in text(answer) for answer in said(post)] == [True]
