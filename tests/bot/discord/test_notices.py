from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord.results import ResponseMessage

from bot import Settings
from bot.discord.client import SummitBot
from bot.discord.telling.notices import MOST_PINGED
from bot.records import ChannelSettings
from index import Busy
from tests.bot.discord.asking import add, changed, choose, said, text, unanswered
from tests.bot.discord.conftest import NOWHERE, World, labels
from tests.bot.discord.pressing import DEER, SAY, ask, ask_in_dm, id_of, option, press, reply

TELL = "Tell me when it is answered"
LONG_ENOUGH = 1000
"""Seconds in which those who wait are told, and told again where that did not work."""
ONE_TURN = 950
ANSWER = "Some 1,300 deer live in Nara, where people have fed them for centuries."


async def test_who_waits_is_told_where_it_was_asked(world: World) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    await answer(world)
    _refusal, notice = said(world.channel)
    assert notice.content == f"{world.bob.mention} {SAY('refusal.answered')}"
    assert ANSWER in text(notice)


async def test_a_notice_pings_the_one_who_waits_and_nobody_else(world: World) -> None:
    await world.bob.click(await ask(world, f"{NOWHERE} @everyone {world.alice.mention}"), label=TELL)
    await answer(world)
    (notice,) = posted(world)
    assert notice["allowed_mentions"] == {"parse": [], "users": [world.bob.id]}


async def test_a_notice_is_posted_once_where_its_request_is_sent_again(world: World) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    await answer(world)
    (notice,) = posted(world)
    assert notice["nonce"] == id_of(said(world.channel)[-1])
    assert notice["enforce_nonce"] is True


async def test_all_who_wait_for_one_question_are_told_once_in_one_message(world: World) -> None:
    refusal = await ask(world, NOWHERE)
    await world.alice.click(refusal, label=TELL)
    await world.bob.click(refusal, label=TELL)
    await world.bob.click(await ask(world, f"  {NOWHERE.upper()}"), label=TELL)
    await answer(world)
    await world.env.advance_time(5 * LONG_ENOUGH)
    *_refusals, notice = said(world.channel)
    assert len(_refusals) == 2
    assert notice.content == f"{world.alice.mention} {world.bob.mention} {SAY('refusal.answered')}"
    assert posted(world)[-1]["allowed_mentions"] == {"parse": [], "users": [world.alice.id, world.bob.id]}


async def test_two_questions_are_answered_in_two_messages(world: World) -> None:
    await world.alice.click(await ask(world, NOWHERE), label=TELL)
    await world.bob.click(await ask(world, "How many deer are fed in Nara?"), label=TELL)
    await answer(world)
    told = [notice.content.split()[0] for notice in said(world.channel)[2:]]
    assert told == [world.alice.mention, world.bob.mention]


async def test_more_than_one_message_can_name_are_told_in_several(world: World) -> None:
    refusal, people = await ask(world, NOWHERE), range(10**17, 10**17 + 2 * MOST_PINGED + 1)
    for person in people:
        await world.bot.desk.record(lambda store, person=person: store.wait(id_of(refusal), person))
    await answer(world)
    notices = posted(world)
    assert [len(notice["allowed_mentions"]["users"]) for notice in notices] == [MOST_PINGED, MOST_PINGED, 1]
    assert sorted(user for notice in notices for user in notice["allowed_mentions"]["users"]) == list(people)
    assert max(len(notice["content"]) for notice in notices) <= 2000
    assert await waiting(world) == 0


async def test_where_the_channel_is_gone_each_of_several_has_a_direct_message_of_their_own(world: World) -> None:
    refusal = await ask(world, NOWHERE)
    for person in (world.alice, world.bob):
        await person.click(refusal, label=TELL)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50001)
    await answer(world)
    for person in (world.alice, world.bob):
        (notice,) = said(person.user.dm_channel)
        assert notice.content == SAY("refusal.answered")
        assert reply(await person.user.click(notice, label="Show context")).startswith("In context")


async def test_what_does_not_reach_one_in_direct_messages_reaches_the_others(world: World) -> None:
    refusal = await ask(world, NOWHERE)
    for person in (world.alice, world.bob):
        await person.click(refusal, label=TELL)
    for path in (f"/channels/{world.channel.id}/messages", f"/channels/{world.alice.user.dm_channel.id}/messages"):
        world.env.inject_error("POST", path, status=403, code=50001)
    world.env.inject_error("POST", f"/channels/{world.bob.user.dm_channel.id}/messages", status=400, code=50035)
    await answer(world, seconds=ONE_TURN)
    assert (await waiting(world), said(world.bob.user.dm_channel)) == (1, [])
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50001)
    await world.env.advance_time(LONG_ENOUGH)
    assert (len(said(world.alice.user.dm_channel)), len(said(world.bob.user.dm_channel))) == (0, 1)


async def test_a_question_that_somebody_was_told_the_answer_of_stays_with_the_admins(
    world: World,
) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    await ask(world, "Who painted the bridge of Tarn?")
    await answer(world)
    assert [one.question for one in await unanswered(world)] == ["Who painted the bridge of Tarn?", NOWHERE]


async def test_shared_articles_that_an_admin_switched_off_since_tell_nobody(world: World) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    await choose(world, shared=False)
    await answer(world)
    assert len(said(world.channel)) == 1
    await choose(world, shared=True)
    await world.env.advance_time(LONG_ENOUGH)
    assert ANSWER in text(said(world.channel)[-1])


async def test_where_questions_were_switched_off_since_people_are_told_directly(world: World) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    await choose(world, channel=ChannelSettings(enabled=False))
    await answer(world)
    assert len(said(world.channel)) == 1
    assert ANSWER in text(said(world.bob.user.dm_channel)[-1])


async def test_where_embeds_may_not_be_shown_people_are_told_directly(world: World) -> None:
    assert world.bot.user
    denied = discord.PermissionOverwrite(embed_links=False)
    plain = replace(world, channel=world.guild.create_text_channel("plain", overwrites={world.bot.user: denied}))
    await world.bob.click(await ask(plain, NOWHERE), label=TELL)
    await answer(world)
    assert not any(message.content.startswith(world.bob.mention) for message in said(plain.channel))
    assert ANSWER in text(said(world.bob.user.dm_channel)[-1])


async def test_where_nobody_waits_nothing_is_looked_at_until_somebody_does(world: World) -> None:
    refusal = await ask(world, NOWHERE)
    await world.env.advance_time(LONG_ENOUGH)
    scheduler = world.bot._scheduler
    assert scheduler
    assert scheduler._tell not in scheduler._due
    await world.bob.click(refusal, label=TELL)
    assert scheduler._tell in scheduler._due


async def test_a_question_that_nobody_could_be_told_the_answer_of_stays_with_the_admins(world: World) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, times=None)
    await answer(world)
    assert [one.question for one in await unanswered(world)] == [NOWHERE]


async def test_who_waits_is_told_half_a_minute_after_an_admin_adds_the_article(world: World) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    add(world, DEER, "Deer", world.guild.id)
    await changed(world)
    await world.env.advance_time(31)
    assert said(world.channel)[-1].content.startswith(world.bob.mention)


async def test_to_wait_twice_is_said(world: World) -> None:
    refusal = await ask(world, NOWHERE)
    assert reply(await world.bob.click(refusal, label=TELL)) == SAY("refusal.waiting", n=90)
    assert reply(await world.bob.click(refusal, label=TELL)) == SAY("refusal.waiting_already")


async def test_nobody_is_told_before_there_is_an_answer(world: World) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    await answer(world, "Something else altogether is written in this article about the weather of Norway.")
    assert len(said(world.channel)) == 1
    await answer(world)
    assert len(said(world.channel)) == 2


async def test_who_waits_only_after_the_article_came_is_told_too(world: World) -> None:
    refusal = await ask(world, NOWHERE)
    await world.alice.click(await ask(world, "Who painted the bridge of Tarn?"), label=TELL)
    await answer(world)
    await world.bob.click(refusal, label=TELL)
    await world.env.advance_time(LONG_ENOUGH)
    assert said(world.channel)[-1].content.startswith(world.bob.mention)


async def test_a_private_question_is_answered_by_direct_message(world: World) -> None:
    pressed = await world.alice.click(await ask(world, NOWHERE, private=True), label=TELL)
    assert reply(pressed) == SAY("refusal.waiting_dm", n=90)
    await answer(world)
    (notice,) = said(world.alice.user.dm_channel)
    assert ANSWER in text(notice)
    assert said(world.channel) == []


async def test_a_question_in_direct_messages_is_answered_there(world: World) -> None:
    await world.alice.user.click(await ask_in_dm(world, NOWHERE), label=TELL)
    await answer(world)
    assert ANSWER in text(said(world.alice.user.dm_channel)[-1])


@pytest.mark.parametrize(("status", "code"), [(403, 50001), (404, 10003)])
async def test_where_the_channel_is_gone_a_direct_message_is_sent(world: World, status: int, code: int) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=status, code=code)
    await answer(world)
    (notice,) = said(world.bob.user.dm_channel)
    assert ANSWER in text(notice)
    assert len(said(world.channel)) == 1


async def test_the_buttons_of_a_notice_work_in_direct_messages(world: World) -> None:
    notice = await told_by_dm(world)
    assert reply(await press(world.alice.user, notice, "context")).startswith("In context")
    assert labels((await press(world.alice.user, notice, "helpful")).response)[-3:-1] == ["👍 1", "👎 0"]
    await option(world.alice.user, notice, "Delete")
    assert said(world.alice.user.dm_channel) == []


async def test_a_notice_in_direct_messages_is_followed_up_in_the_same_scope(world: World) -> None:
    notice = await told_by_dm(world, server=world.guild.id)
    shown = await option(world.alice.user, notice, "Ask more")
    result = await world.alice.user.submit_modal(shown, {"question": NOWHERE})
    assert ANSWER in text(result.response)


async def test_who_has_left_the_server_cannot_ask_its_articles_by_an_old_notice(world: World) -> None:
    notice = await told_by_dm(world, server=world.guild.id)
    leave(world)
    result = await world.alice.user.click(notice, label="Show context")
    assert reply(result) == SAY("expired.body")


async def test_who_has_left_the_server_is_not_told_what_its_articles_say(world: World) -> None:
    await world.alice.click(await ask(world, NOWHERE, private=True), label=TELL)
    leave(world)
    await answer(world, server=world.guild.id)
    assert said(world.alice.user.dm_channel) == []
    assert await waiting(world) == 0


async def test_a_person_with_closed_direct_messages_is_dropped(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await world.alice.click(await ask(world, NOWHERE, private=True), label=TELL)
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, times=None)
    await answer(world)
    assert "unreachable" in caplog.text
    assert await waiting(world) == 0


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_notice_that_discord_does_not_take_is_sent_later(world: World, status: int) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    world.env.inject_error("POST", "/channels/*/messages", status=status)
    await answer(world, seconds=ONE_TURN)
    assert len(said(world.channel)) == 1
    await world.env.advance_time(LONG_ENOUGH)
    assert len(said(world.channel)) == 2


async def test_what_could_not_be_sent_is_not_kept(world: World) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    world.env.inject_error("POST", "/channels/*/messages", times=None)
    await answer(world)
    await world.env.advance_time(3 * LONG_ENOUGH)
    assert await answers(world) == 1


async def test_an_error_costs_one_person_their_turn_and_nobody_else(world: World) -> None:
    await world.alice.click(await ask(world, "How many deer are fed in Nara?"), label=TELL)
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    world.env.inject_error("POST", "/channels/*/messages")
    await answer(world, seconds=ONE_TURN)
    assert [notice.content.split()[0] for notice in said(world.channel)[2:]] == [world.bob.mention]


async def test_a_busy_library_is_asked_again_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise Busy("Another process is writing.")

    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    with monkeypatch.context() as patched:
        patched.setattr("bot.desk.libraries.Libraries.ask", busy)
        await answer(world)
    await world.env.advance_time(LONG_ENOUGH)
    assert len(said(world.channel)) == 2


async def test_who_cannot_be_struck_out_is_not_told_again_and_again(world: World, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise Busy("The disk is full.")

    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    monkeypatch.setattr("bot.store.Store.told", full)
    await answer(world)
    await world.env.advance_time(3 * LONG_ENOUGH)
    assert len(said(world.channel)) == 1


@pytest.mark.parametrize("anew", [False, True])
async def test_who_waits_is_told_by_the_next_run_of_the_bot(world: World, anew: bool) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    await world.bot.close()
    add(world, DEER, "Deer")
    bot = SummitBot(Settings(data=world.data, cooldown=0)) if anew else world.bot
    await world.env.restart_bot(bot)
    await world.env.advance_time(LONG_ENOUGH)
    assert ANSWER in text(said(world.channel)[-1])
    await bot.close()


async def test_who_was_told_is_not_told_by_the_next_run_again(world: World) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    await answer(world)
    await world.env.restart_bot()
    await world.env.advance_time(LONG_ENOUGH)
    assert len(said(world.channel)) == 2


async def test_a_notice_has_the_buttons_of_an_answer(world: World) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    await answer(world)
    notice = said(world.channel)[-1]
    assert {"Show context", "👍 0", "👎 0", "…"} <= set(labels(notice))
    await option(world.bob, notice, "Delete")
    assert len(said(world.channel)) == 1


async def answer(world: World, words: str = DEER, server: int | None = None, seconds: float = LONG_ENOUGH) -> None:
    """Add an article, and let the time pass in which those who wait are told."""
    add(world, words, words[:20], server)
    await world.env.advance_time(seconds)


async def told_by_dm(world: World, server: int | None = None) -> discord.Message:
    """Let Alice wait for the answer to a private question, and return her notice."""
    refusal: ResponseMessage = await ask(world, NOWHERE, private=True)
    await world.alice.click(refusal, label=TELL)
    await answer(world, server=server)
    return said(world.alice.user.dm_channel)[-1]


def leave(world: World) -> None:
    world.env.backend.remove_member(world.guild.id, world.alice.id)


def posted(world: World) -> list[dict[str, Any]]:
    return [r.json for r in world.env.http_requests if r.json and r.path.endswith("/messages")]


async def waiting(world: World) -> int:
    return len(await world.bot.desk.record(lambda store: store.waiting()))


async def answers(world: World) -> int:
    def count(store: object) -> int:
        with store._database.reading() as sql:  # type: ignore[attr-defined]
            (number,) = sql.execute("SELECT count(*) FROM answer").fetchone()
        return int(number)

    return await world.bot.desk.record(count)
