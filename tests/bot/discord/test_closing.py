from __future__ import annotations

import asyncio
import gc
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import discord
import pytest

from bot import Settings
from bot.desk.libraries import Libraries
from bot.discord.client import SummitBot
from bot.discord.service import serve
from bot.discord.views import DYNAMIC_ITEMS
from bot.errors import Closing
from bot.records import Kept
from tests.bot.discord.asking import add, said, text
from tests.bot.discord.conftest import NOWHERE, SONGS, World
from tests.bot.discord.discord_here import TOKEN, discord_here
from tests.bot.discord.pressing import DEER, SAY, ask, option, press, reply, stored


class Gate:
    """Hold each question in its thread until it is opened."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()

    async def wait(self) -> None:
        while not self.reached.is_set():
            await asyncio.sleep(0.01)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate, answer = Gate(), Libraries.ask

    def slow(self: Libraries, *question: object, **options: bool) -> object:
        gate.reached.set()
        assert gate.opened.wait(10)
        return answer(self, *question, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Libraries, "ask", slow)
    yield gate
    gate.opened.set()


async def test_a_question_in_work_is_answered_before_the_bot_closes(world: World, gate: Gate) -> None:
    asking = asyncio.create_task(world.alice.slash(world.channel, "ask", question=SONGS))
    await gate.wait()
    closing = asyncio.create_task(world.bot.close())
    await asyncio.sleep(0.05)
    assert not closing.done()
    gate.opened.set()
    assert "Dynamite" in text((await asking).response)
    await closing
    assert world.bot.is_closed()


async def test_a_question_that_comes_while_the_bot_closes_is_refused(world: World, gate: Gate) -> None:
    asking = asyncio.create_task(world.alice.slash(world.channel, "ask", question=SONGS))
    await gate.wait()
    closing = asyncio.create_task(world.bot.close())
    await asyncio.sleep(0.05)
    world.env.backend.create_message(world.channel.id, world.bob.id, f"{world.mention} {SONGS}")
    await asyncio.sleep(0.05)
    assert said(world.channel)[-1].content == SAY("wait.closing")
    gate.opened.set()
    await asyncio.gather(asking, closing)


async def test_commands_and_buttons_are_refused_while_the_bot_closes(world: World) -> None:
    answer = await ask(world)
    await world.bot.desk.finish()
    for act in ("context", "helpful", "options"):
        assert reply(await press(world.alice, answer, act)) == SAY("wait.closing")
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    assert reply(result) == SAY("wait.closing")
    assert result.ephemeral


async def test_the_last_answer_is_given_before_the_bot_stops(world: World, gate: Gate, caplog) -> None:
    caplog.set_level("INFO", "summit")
    asking = asyncio.create_task(world.alice.slash(world.channel, "ask", question=SONGS))
    await gate.wait()
    closing = asyncio.create_task(world.bot.close())
    gate.opened.set()
    await asyncio.gather(asking, closing)
    happened = [record.msg["event"] for record in caplog.records if isinstance(record.msg, dict)]
    assert happened[-2:] == ["answered", "stopped"]


async def test_an_answer_of_the_last_moment_is_kept(world: World, gate: Gate) -> None:
    asking = asyncio.create_task(world.alice.slash(world.channel, "ask", question=SONGS))
    await gate.wait()
    closing = asyncio.create_task(world.bot.close())
    gate.opened.set()
    answer = (await asking).response
    await closing
    await world.env.restart_bot()
    assert answer
    assert await stored(world, answer)


async def test_who_is_being_told_when_the_bot_closes_is_told_once(world: World, gate: Gate) -> None:
    gate.opened.set()
    await world.bob.click(await ask(world, NOWHERE), label="Tell me when it is answered")
    add(world, DEER)
    gate.reached.clear()
    gate.opened.clear()
    passing = asyncio.create_task(world.env.advance_time(1000))
    await gate.wait()
    closing = asyncio.create_task(world.bot.close())
    await asyncio.sleep(0.05)
    gate.opened.set()
    await asyncio.gather(passing, closing)
    await world.env.restart_bot()
    await world.env.advance_time(1000)
    assert [message.content.split()[0] for message in said(world.channel) if message.content] == [world.bob.mention]


async def test_a_bot_is_closed_twice_in_peace(world: World) -> None:
    await world.bot.close()
    await world.bot.close()
    assert world.bot.is_closed()


async def test_a_bot_is_closed_by_two_at_once_in_peace(world: World) -> None:
    await asyncio.gather(world.bot.close(), world.bot.close())
    assert threads() == []


async def test_a_closed_bot_leaves_no_thread_and_no_task(world: World) -> None:
    await ask(world)
    assert threads()
    await world.bot.close()
    assert threads() == []
    assert [task for task in asyncio.all_tasks() if task.get_name().startswith("summit")] == []


async def test_a_closed_bot_says_that_it_is_closed(world: World) -> None:
    await world.bot.close()
    with pytest.raises(Closing, match="not started, or was stopped"):
        _ = world.bot.desk


async def test_starts_and_stops_leave_no_threads_behind(world: World) -> None:
    await ask(world)
    before = len(threads())
    for _ in range(3):
        await world.bot.close()
        await world.env.restart_bot()
        await ask(world)
    assert len(threads()) == before


def test_the_same_bot_is_served_again_in_another_event_loop(own_seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bot = SummitBot(Settings(data=own_seeds))
    with discord_here(monkeypatch) as here:
        here.when_ready = lambda: os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(2):
            here.commands = []
            serve(bot, TOKEN)
            assert "ask" in here.commands
            assert threads() == []


async def test_what_hangs_on_discords_messages_does_not_grow(world: World) -> None:
    views = world.bot._connection._view_store
    for number in range(12):
        answer = await ask(world, SONGS if number % 2 else NOWHERE)
        await (option(world.alice, answer, "Ask more") if number % 2 else press(world.alice, answer, "ask"))
        await world.alice.click(answer, label="Show context" if number % 2 else "Nearest passages")
    assert not views._views
    assert not views._synced_message_views
    assert not views._modals
    assert len(views._dynamic_items) == len(DYNAMIC_ITEMS)


async def test_nothing_of_a_question_stays_in_memory(world: World) -> None:
    for _ in range(10):
        await world.alice.click(await ask(world), label="Show context")
        await world.alice.send(world.channel, f"{world.mention} {SONGS}")
    gc.collect()
    kinds = (discord.Interaction, discord.ui.View, discord.ui.Modal, Kept)
    alive = [type(one).__name__ for one in gc.get_objects() if isinstance(one, kinds)]
    assert len(alive) <= 2, alive


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("summit")]
