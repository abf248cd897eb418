from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bot import Settings
from bot.metrics.counting import Counting
from tests.bot.discord.conftest import NOWHERE, SONGS, World
from tests.bot.discord.pressing import ask, press


@pytest.fixture
def settings(own_seeds: Path) -> Settings:
    return Settings(data=own_seeds, cooldown=2, metrics="127.0.0.1:0")


async def get(world: World, path: str) -> tuple[int, str]:
    assert world.bot._outside
    host, port = world.bot._outside.address

    def read() -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://{host}:{port}{path}", timeout=10) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    return await asyncio.to_thread(read)


def count(world: World, name: str, **labels: str) -> float:
    assert isinstance(world.bot.meter, Counting)
    return world.bot.meter.registry.get_sample_value(f"summit_{name}", labels) or 0.0


async def test_what_people_do_is_counted_and_not_what_they_say(world: World) -> None:
    answer = await ask(world, SONGS)
    await press(world.alice, answer, "helpful")
    await world.alice.send(world.channel, f"{world.mention} {NOWHERE}")
    await world.alice.send(world.channel, f"{world.mention} {NOWHERE}")
    assert count(world, "questions_total", outcome="quoted", door="command") == 1
    assert count(world, "questions_total", outcome="not_in_articles", door="message") == 1
    assert count(world, "refusals_total", reason="cooldown") == 1
    assert count(world, "votes_total", helpful="yes") == 1
    stages = ("queue", "open", "encode", "search", "weigh", "read", "discord")
    assert [count(world, "stage_seconds_count", stage=stage) for stage in stages] == [2] * len(stages)
    status, page = await get(world, "/metrics")
    assert status == 200
    assert 'summit_info{model="all-MiniLM-L6-v2",reader="packaged",version=' in page
    assert not [secret for secret in ("deer", "songs", str(world.alice.id), str(world.guild.id)) if secret in page]


async def test_whether_the_bot_answers_can_be_seen(world: World) -> None:
    assert await get(world, "/readyz") == (200, "ok\n")
    await world.bot.on_disconnect()
    assert (await get(world, "/readyz"))[0] == 503
    await world.bot.on_resumed()
    await world.bot.desk.finish()
    assert (await get(world, "/readyz"))[1] == "The bot starts, or is about to stop.\n"
    assert (await get(world, "/healthz"))[0] == 200


async def test_an_error_of_ours_is_counted_by_its_kind(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(world.bot.desk.libraries, "ask", broken)
    await world.alice.slash(world.channel, "ask", question=SONGS)
    assert count(world, "questions_total", outcome="failed", door="command") == 1
    assert count(world, "errors_total", level="error", kind="failed", error="ZeroDivisionError") == 1
