"""What the bot says without a command: messages, notices, reindexes, files. None of it tells of another server."""

from __future__ import annotations

import json

import pytest
from simcord.builders import ChannelHandle

from bot.records import ChannelSettings
from tests.bot.discord.articles.reindexing import Held, answered, press, until
from tests.bot.discord.asking import BUILDER, add, choose, said, text
from tests.bot.discord.conftest import World
from tests.bot.discord.guarding.conftest import BRIDGE, QUARTER, People
from tests.bot.discord.guarding.forging import invoke
from tests.bot.discord.guarding.marked import FED, WORD, Marked
from tests.bot.discord.guarding.searching import leaked, state
from tests.bot.discord.guarding.walking import Here
from tests.bot.discord.pressing import SAY, ask

MISSED = "How many deer are there in the park?"
TELL = "Tell me when it is answered"


async def test_no_message_is_answered_from_another_server(world: World, here: Here, marked: Marked) -> None:
    await choose(world, channel=ChannelSettings(auto=True))
    before, since, shown = state(world, marked), len(world.env.http_requests), len(said(here.channel))
    await world.alice.send(here.channel, f"{world.mention} {BRIDGE}")
    await world.alice.send(here.channel, f"{world.mention} {BUILDER}", reply_to=said(here.channel)[-1])
    thread = ChannelHandle(
        world.env, world.guild, world.env.backend.create_thread(here.channel.id, "t", world.alice.id)
    )
    await world.alice.send(thread, f"{world.mention} {BUILDER}")
    await world.alice.send(here.channel, BUILDER)
    await world.env.advance_time(31)
    assert len(said(here.channel)) == shown + 3
    assert len(said(thread)) == 1
    assert leaked(world, marked, since) == []
    assert state(world, marked) == before


async def test_direct_messages_are_answered_from_no_server(world: World, marked: Marked) -> None:
    since = len(world.env.http_requests)
    for person in (world.alice.user, marked.reader.user):
        await person.send_dm(BUILDER)
        for command, options in {"ask": {"question": BUILDER}, "summary": {"topic": "Oxwick"}, "library": {}}.items():
            await person.slash(command, **options)
        assert await person.autocomplete("ask", "article", "zorv") == []
    assert leaked(world, marked, since) == []


async def test_a_notice_goes_to_those_who_asked_in_the_server_of_the_article(
    world: World, here: Here, marked: Marked
) -> None:
    await world.alice.click(await ask(world, MISSED), label=TELL)
    await world.alice.click(await ask(world, MISSED, private=True), label=TELL)
    since = len(world.env.http_requests)
    add(world, FED, "Deer of Zorvath", marked.guild.id)
    await world.env.advance_time(QUARTER)
    assert marked.reader.mention in said(marked.channel)[-1].content
    assert said(world.alice.user.dm_channel) == []
    assert leaked(world, marked, since) == []


async def test_a_private_notice_goes_to_nobody_else(world: World, here: Here, marked: Marked) -> None:
    since = len(world.env.http_requests)
    add(world, "The Zorvath chess club sold the airline Zorvath Air.", "Zorvath Air", marked.guild.id)
    await world.env.advance_time(QUARTER)
    (notice,) = said(marked.reader.user.dm_channel)
    assert "Zorvath Air" in text(notice)
    told = [one.path for one in world.env.http_requests[since:] if WORD in json.dumps(one.json).casefold()]
    assert told == [f"/channels/{marked.reader.user.dm_channel.id}/messages"]


async def test_a_reindex_under_way_tells_nobody_elsewhere_whose_it_is(
    world: World, here: Here, people: People, marked: Marked, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, since = Held(monkeypatch), len(world.env.http_requests)
    theirs = press(world, marked.boss)
    await held.wait()
    own = press(world, people.admin)
    await until(world, lambda: SAY("reindex.queued") in answered(world, own))
    status = press(world, people.admin, "status")
    await until(world, lambda: bool(answered(world, status)))
    held.let_go()
    await world.env.settle()
    assert "reindexed" in answered(world, theirs)
    assert "reindexed" in answered(world, own)
    assert leaked(world, marked, since) == []


async def test_a_damaged_library_is_told_to_its_own_admins_alone(world: World, here: Here, marked: Marked) -> None:
    await choose(world, admin=here.channel.id)
    before, since = len(said(here.channel)), len(world.env.http_requests)
    world.bot.desk.libraries.leave(marked.guild.id)
    for path in (world.data / f"servers/{marked.guild.id}").glob("library.db*"):
        path.write_bytes(b"zorvath" * 1000)
    await world.bot._scheduler._watching.look()  # type: ignore[union-attr]
    assert len(said(marked.office)) == 1
    assert len(said(here.channel)) == before
    for command in ("articles status", "library", "about", "articles unanswered"):
        await invoke(world.moderator, here.channel, command, {})
    assert leaked(world, marked, since) == []


async def test_a_file_of_what_is_stored_of_one_person_holds_nothing_of_another(
    world: World, here: Here, marked: Marked
) -> None:
    await world.alice.slash(here.channel, "ask", question=BUILDER)
    before, since = state(world, marked), len(world.env.http_requests)
    for who, place in ((world.alice, here.channel), (world.moderator, here.channel)):
        shown = await who.slash(place, "privacy")
        exported = await who.click(shown.response, label="Export mine")
        assert exported.response.attachments[0].filename == "summit-export.json"  # type: ignore[union-attr]
        await who.click((await who.click(shown.response, label="Delete mine")).response, label="Confirm")
    assert leaked(world, marked, since) == []
    assert state(world, marked) == before
