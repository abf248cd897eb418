"""A stop of the bot, or a disk that fails, in the middle of what an admin does: nothing is lost, nothing is doubled."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from bot import Settings
from bot.discord.client import SummitBot
from index import Library
from tests.bot.discord.articles.managing import admin_of, changes, draft, drafts_on_disk, publish, titles, told
from tests.bot.discord.articles.test_at_once import emit
from tests.bot.discord.conftest import World, labels
from tests.bot.discord.flows import page
from tests.bot.discord.pressing import SAY

SEVERAL = b"\n".join(page(number) for number in range(3))


class Held:
    """Hold what is about to be stored, or removed, from a number on until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
        self.reached, self._go, act = threading.Event(), threading.Event(), getattr(Library, name)
        left = [number]

        def held(*given: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                self.reached.set()
                assert self._go.wait(20)
            return act(*given)

        monkeypatch.setattr(Library, name, held)

    async def stopped(self, world: World) -> None:
        """Stop the bot while it is held, and let it go."""
        assert await asyncio.to_thread(self.reached.wait, 20)
        closing = asyncio.create_task(world.bot.close())
        await asyncio.sleep(0.05)
        self._go.set()
        await closing


async def again(world: World) -> SummitBot:
    """Start a new bot on the same data."""
    bot = SummitBot(Settings(data=world.data, cooldown=0))
    await world.env.restart_bot(bot)
    return bot


@pytest.mark.parametrize("patience", [20.0, 0.0])
@pytest.mark.parametrize("number", [0, 1, 2])
async def test_a_stop_while_several_are_published(world: World, monkeypatch, number: int, patience: float) -> None:
    monkeypatch.setattr("bot.desk.desk.LAST_WORK", patience)
    carol = admin_of(world)
    message = await draft(carol, world, SEVERAL, "towns.jsonl")
    with monkeypatch.context() as patched:
        held = Held(patched, "publish", number)
        pressed = emit(world, carol, message, "Publish")
        await held.stopped(world)
    done = len(titles(world))
    assert done == (3 if patience else number + 1)
    assert told(pressed).startswith("3 added") if patience else told(pressed) == SAY("wait.closing")
    bot = await again(world)
    later = replace(world, bot=bot)
    assert [change.what for change in await changes(later)] == ["add"] * done
    if not patience:
        await carol.click(message, label="Publish")
    assert (len(titles(world)), drafts_on_disk(world)) == (3, [])
    assert [change.what for change in await changes(later)] == ["add"] * 3
    await bot.close()


async def test_a_stop_while_an_article_is_removed(world: World, monkeypatch) -> None:
    monkeypatch.setattr("bot.desk.desk.LAST_WORK", 0.0)
    carol = admin_of(world)
    await publish(carol, world)
    asked = (await carol.slash(world.channel, "articles remove", article="lighthouse")).response
    with monkeypatch.context() as patched:
        held = Held(patched, "remove", 0)
        emit(world, carol, asked, "Confirm")
        await held.stopped(world)
    assert titles(world) == []
    bot = await again(world)
    noted = await bot.desk.record(lambda store: store.changes(world.guild.id, 9))
    assert [change.what for change in noted] == ["remove", "add"]
    await bot.close()


async def test_a_disk_that_fails_for_a_moment_costs_nobody_their_draft(world: World, monkeypatch) -> None:
    def failing(*_: object) -> bytes:
        raise OSError(24, "Too many open files")

    carol = admin_of(world)
    message = await draft(carol, world)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", failing)
        assert told(await carol.click(message, label="Publish")).startswith("I could not save or look that up")
    assert "Publish" in labels(message)
    assert told(await carol.click(message, label="Publish")).startswith("Published\n")
