from __future__ import annotations

import asyncio

import pytest

from bot.discord.scheduler import Scheduler
from bot.discord.telling.notices import Notices
from bot.errors import Closing
from tests.bot.discord.asking import add, changed, said
from tests.bot.discord.conftest import NOWHERE, World
from tests.bot.discord.pressing import DEER, ask, id_of, reply, stored

A_DAY = 24 * 3600
SHORTEST = 30


async def test_an_idle_bot_has_no_timer_under_half_a_minute(world: World) -> None:
    assert min(timers(world)) >= SHORTEST


async def test_no_short_timer_is_left_after_questions(world: World) -> None:
    await world.alice.click(await ask(world), label="Show context")
    await world.alice.click(await ask(world, NOWHERE), label="Tell me when it is answered")
    await world.env.advance_time(1000)
    assert min(timers(world)) >= SHORTEST


async def test_what_is_older_than_is_kept_is_forgotten(world: World) -> None:
    answer = await ask(world)
    await make_older(world, id_of(answer), days=91)
    await world.env.advance_time(1000)
    assert await stored(world, answer) is None
    assert "no longer kept" in reply(await world.alice.click(answer, label="Show context"))


async def test_what_is_young_enough_stays(world: World) -> None:
    answer = await ask(world)
    await make_older(world, id_of(answer), days=89)
    await world.env.advance_time(1000)
    assert await stored(world, answer)


async def test_the_old_is_forgotten_every_day(world: World) -> None:
    await world.env.advance_time(1000)
    answer = await ask(world)
    await make_older(world, id_of(answer), days=91)
    # In parts, each of which has its own seconds to settle in.
    for _ in range(4):
        await world.env.advance_time(A_DAY / 4)
    assert await stored(world, answer) is None


async def test_a_job_that_fails_costs_no_other_its_turn(world: World, monkeypatch, caplog) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    answer = await ask(world)
    await make_older(world, id_of(answer), days=91)
    monkeypatch.setattr("bot.store.Store.waiting", broken)
    await world.env.advance_time(1000)
    assert "job_failed" in caplog.text
    assert await stored(world, answer) is None


async def test_a_job_that_failed_has_another_turn(world: World, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    answer = await ask(world)
    await make_older(world, id_of(answer), days=91)
    with monkeypatch.context() as patched:
        patched.setattr("bot.store.Store.forget_before", broken)
        await world.env.advance_time(1000)
    await world.env.advance_time(1000)
    assert await stored(world, answer) is None


async def test_a_scheduler_without_jobs_stops_in_peace(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def closing(*_: object) -> None:
        raise Closing("The bot is about to stop.")

    monkeypatch.setattr("bot.desk.desk.Desk.record", closing)
    await world.env.advance_time(1000)
    await world.bot.close()
    assert not world.env.errors


async def test_a_scheduler_that_never_started_stops(world: World) -> None:
    await Scheduler(world.bot).stop()


async def test_only_one_scheduler_runs_after_restarts(world: World) -> None:
    for _ in range(3):
        await world.env.restart_bot()
    running = [task for task in asyncio.all_tasks() if task.get_name() == "summit-scheduler"]
    assert len(running) == 1


async def test_a_job_that_becomes_due_sooner_is_done_then(world: World) -> None:
    await world.alice.click(await ask(world, NOWHERE), label="Tell me when it is answered")
    add(world, DEER, "Deer", world.guild.id)
    await changed(world)
    assert min(timers(world)) >= SHORTEST
    await world.env.advance_time(SHORTEST - 1)
    assert len(said(world.channel)) == 1
    await world.env.advance_time(2)
    assert len(said(world.channel)) == 2


async def test_articles_that_come_one_after_the_other_do_not_put_it_off(world: World) -> None:
    await world.alice.click(await ask(world, NOWHERE), label="Tell me when it is answered")
    add(world, DEER, "Deer", world.guild.id)
    for _ in range(4):
        await changed(world)
        await world.env.advance_time(10)
    assert len(said(world.channel)) == 2


async def test_what_becomes_due_later_leaves_the_sleep_alone(world: World) -> None:
    await changed(world)
    before = timers(world)
    await changed(world)
    assert timers(world) == before


async def test_articles_that_come_while_those_who_wait_are_told_are_looked_at_too(world: World, monkeypatch) -> None:
    tell, told = Notices.tell, []

    async def meanwhile(self: Notices) -> None:
        told.append(len(said(world.channel)))
        if len(told) == 1:
            await changed(world)
        await tell(self)

    monkeypatch.setattr(Notices, "tell", meanwhile)
    await changed(world)
    await world.env.advance_time(2 * SHORTEST + 1)
    assert len(told) == 2


def timers(world: World) -> list[float]:
    """Return in how many seconds each timer of the bot rings."""
    now = world.env._virtual_time
    pending = [record for record in world.env._work.callbacks if record.handle and not record.handle.cancelled()]
    return [record.when - now for record in pending if record.when is not None]


async def make_older(world: World, answer: str, days: int) -> None:
    def age(store: object) -> None:
        with store._database.writing() as sql:  # type: ignore[attr-defined]
            sql.execute("UPDATE answer SET asked = asked - ? WHERE id = ?", (days * 86_400_000_000, answer))

    await world.bot.desk.record(age)
