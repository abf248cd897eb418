from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from simcord import interactions

from bot import Settings
from bot.desk.line import Line, Notice, Turn
from tests.bot.discord.asking import callbacks, said, text
from tests.bot.discord.conftest import SONGS, World


@pytest.fixture
def settings(own_seeds: Path) -> Settings:
    """Return settings for one question at a time, and two that wait."""
    return Settings(data=own_seeds, cooldown=0, workers=1, queue=2)


@dataclass
class Held:
    """The one place to be served at, taken until `free`; each of `more` waits before everybody else."""

    world: World
    event: threading.Event = field(default_factory=threading.Event)

    def more(self) -> None:
        asyncio.get_running_loop().create_task(self.world.bot.desk.questions.run(self.event.wait))

    async def free(self) -> None:
        self.event.set()
        await self.world.env.settle()


@pytest.fixture
async def held(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Held]:
    # SimCord's clock stands still while somebody waits, so their place is told at once.
    monkeypatch.setattr(Line, "tell", _at_once)
    held = Held(world)
    held.more()
    yield held
    await held.free()


async def _at_once(line: Line, turn: Turn, notice: Notice) -> None:
    await notice(list(line._waiting).index(turn) + 1)


async def _mention(world: World) -> list[str]:
    """Ask without waiting for the answer, and return what is said meanwhile."""
    world.env.backend.create_message(world.channel.id, world.alice.id, f"{world.mention} {SONGS}")
    await asyncio.sleep(0.1)
    return [message.content for message in said(world.channel)]


async def _ask(world: World) -> int:
    """Send /ask without waiting for its answer, and return the interaction."""
    backend = world.env.backend
    command = backend.find_command("ask", world.guild.id, type=1)
    asked = {"name": "question", "type": 3, "value": SONGS}
    data = {"id": command["id"], "name": "ask", "type": 1, "options": [asked]}
    here = {"channel_id": world.channel.id, "guild_id": world.guild.id, "user_id": world.alice.id}
    record, payload = interactions.base_payload(backend, type=2, data=data, **here)
    backend.emit("INTERACTION_CREATE", payload)
    await asyncio.sleep(0.1)
    return record.id


def _words(world: World, interaction: int) -> str:
    backend = world.env.backend
    return backend.get_message(world.channel.id, backend.interactions[interaction].message_id).content


async def test_who_waits_long_is_told_their_place(world: World, held: Held) -> None:
    assert await _mention(world) == ["Many are asking at the moment: you are number 1 in the queue."]


async def test_who_waits_behind_another_is_told_the_second_place(world: World, held: Held) -> None:
    held.more()
    assert await _mention(world) == ["Many are asking at the moment: you are number 2 in the queue."]


async def test_the_answer_takes_the_place_of_the_place_in_the_queue(world: World, held: Held) -> None:
    await _mention(world)
    await held.free()
    (answer,) = said(world.channel)
    assert answer.content == ""
    assert "Dynamite" in text(answer)


async def test_one_too_many_is_asked_to_come_back(world: World, held: Held) -> None:
    held.more()
    held.more()
    assert await _mention(world) == ["Too many are asking at the moment. Please try again in a minute."]


async def test_a_command_that_waits_long_is_told_its_place(world: World, held: Held) -> None:
    asked = await _ask(world)
    assert _words(world, asked) == "Many are asking at the moment: you are number 1 in the queue."
    await held.free()
    assert _words(world, asked) == ""
    assert callbacks(world.env) == [5]


async def test_a_command_too_many_is_asked_to_come_back(world: World, held: Held) -> None:
    held.more()
    held.more()
    asked = await _ask(world)
    assert _words(world, asked) == "Too many are asking at the moment. Please try again in a minute."


async def test_a_place_that_cannot_be_told_costs_nobody_the_answer(world: World, held: Held) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    assert await _mention(world) == []
    await held.free()
    assert "Dynamite" in text(said(world.channel)[0])


async def test_who_is_answered_at_once_is_told_no_place(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question=SONGS)
    edits = [request.json for request in world.env.http_requests if request.method == "PATCH"]
    assert [edit["content"] for edit in edits if edit] == [None]
