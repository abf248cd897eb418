"""Delete mine against what is under way: what was asked for before names the person nowhere afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from simcord.actors import MemberActor

from bot import Settings
from bot.records import FORGOTTEN, ChannelSettings, Kept
from bot.store.persons import DONE, THEIRS
from tests.bot.discord.articles.managing import admin_of, changes, draft, records, titles
from tests.bot.discord.asking import add, changed, choose, said, text
from tests.bot.discord.conftest import NOWHERE, SONGS, World
from tests.bot.discord.pressing import DEER, EXPIRED, SAY, ask, press, reply, stored
from tests.searching import holding

TELL = "Tell me when it is answered"


def forget_while_asking(world: World, *people: MemberActor) -> None:
    """Have people press Delete mine while the next question is being answered."""
    desk, find = world.bot.desk, world.bot.desk.ask

    async def slow(*args: Any) -> Kept:
        kept = await find(*args)
        for person in people:
            await desk.forget_person(person.id)
        return kept

    desk.ask = slow  # type: ignore[method-assign]


async def named(world: World, who: MemberActor) -> list[str]:
    """Return the tables that name a person."""

    def look(store: Any) -> list[str]:
        with store._database.reading() as sql:
            return [
                table
                for table, column in (*THEIRS, *DONE)
                if sql.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (who.id,)).fetchone()
            ]

    return await world.bot.desk.record(look)


async def test_a_question_that_is_being_answered_is_answered_and_not_kept(world: World) -> None:
    forget_while_asking(world, world.alice)
    answer = await ask(world)
    assert "Dynamite" in text(answer)
    assert (await named(world, world.alice), await stored(world, answer)) == ([], None)
    assert reply(await world.bob.click(answer, label="Show context")) == EXPIRED
    assert holding(world.data, SONGS) == []


async def test_what_is_asked_afterwards_is_kept_again(world: World) -> None:
    await world.bot.desk.forget_person(world.alice.id)
    answer = await ask(world)
    await press(world.alice, answer, "helpful")
    assert await named(world, world.alice) == ["answer", "vote"]


async def test_a_notice_under_way_pings_nobody_who_was_forgotten(world: World) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    forget_while_asking(world, world.bob)
    add(world, DEER, "Deer")
    await changed(world)
    await world.env.advance_time(1000)
    assert len(said(world.channel)) == 1
    assert await named(world, world.bob) == []


async def test_the_others_are_told_all_the_same_and_the_answer_is_theirs(world: World) -> None:
    refusal = await ask(world, NOWHERE)
    for person in (world.alice, world.bob):
        await person.click(refusal, label=TELL)
    forget_while_asking(world, world.alice)
    add(world, DEER, "Deer")
    await changed(world)
    await world.env.advance_time(1000)
    _refusal, notice = said(world.channel)
    assert notice.content == f"{world.bob.mention} {SAY('refusal.answered')}"
    kept = await stored(world, notice)
    assert (kept.asking.asker if kept else None, await named(world, world.alice)) == (world.bob.id, [])


async def test_a_notice_that_does_not_arrive_puts_nobodys_place_back_who_was_forgotten(world: World) -> None:
    refusal = await ask(world, NOWHERE)
    for person in (world.alice, world.bob):
        await person.click(refusal, label=TELL)
    desk, keep = world.bot.desk, world.bot.desk.keep

    async def slow(kept: Kept) -> None:
        await keep(kept)
        await desk.forget_person(world.bob.id)

    desk.keep = slow  # type: ignore[method-assign]
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=400, code=50035)
    add(world, DEER, "Deer")
    await world.env.advance_time(950)
    waiting = await desk.record(lambda store: store.waiting())
    assert ([one.person for one in waiting], await named(world, world.bob)) == ([world.alice.id], [])


async def test_a_publish_that_ends_later_writes_nobodys_name(world: World) -> None:
    carol = admin_of(world)
    given = await draft(
        carol, world, records("The dam of Veldham was built.", "The mill of Veldham burned."), "a.jsonl"
    )
    desk, publish = world.bot.desk, world.bot.desk.curator.publish

    async def slow(*args: Any, **named: Any) -> Any:
        added = await publish(*args, **named)
        await desk.forget_person(carol.id)
        return added

    desk.curator.publish = slow  # type: ignore[method-assign]
    await carol.click(given, label="Publish")
    assert len(titles(world)) == 2
    assert [change.who for change in await changes(world)] == [FORGOTTEN, FORGOTTEN]
    assert await named(world, carol) == []


async def test_those_who_wait_for_somebodys_question_keep_their_place(world: World) -> None:
    await world.bob.click(await ask(world, NOWHERE), label=TELL)
    await world.bot.desk.forget_person(world.alice.id)
    assert await named(world, world.alice) == []
    add(world, DEER, "Deer")
    await changed(world)
    await world.env.advance_time(1000)
    assert said(world.channel)[-1].content == f"{world.bob.mention} {SAY('refusal.answered')}"


class TestOverheard:
    """The bot may read all messages, and answers every question in the channel."""

    @pytest.fixture
    def settings(self, own_seeds: Any) -> Settings:
        return Settings(data=own_seeds, cooldown=0, message_content=True)

    async def test_a_question_that_waits_for_people_is_not_kept_after_its_author_is_forgotten(
        self, world: World
    ) -> None:
        await choose(world, channel=ChannelSettings(auto=True))
        await world.alice.send(world.channel, SONGS)
        await world.bot.desk.forget_person(world.alice.id)
        await world.env.advance_time(40)
        assert await named(world, world.alice) == []
