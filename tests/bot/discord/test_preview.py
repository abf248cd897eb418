from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest
import simcord

from bot import Settings, create_bot
from bot.discord.preview import QUESTION, SERVER, World, build, running, show
from bot.discord.scheduler import SHORTEST
from bot.discord.telling.notices import Notices
from bot.errors import CannotStart
from bot.terminal import previewing
from tests.conftest import ROOT


@pytest.fixture
def data(seeded: Path, tmp_path: Path) -> Path:
    """Return a data folder whose preview has the seeds already."""
    shutil.copytree(seeded / "shared", tmp_path / "data/preview/shared")
    return tmp_path / "data"


@pytest.fixture
def make_bot(data: Path) -> Callable[[], discord.Client]:
    return lambda: create_bot(Settings(data=data / "preview"))


@pytest.fixture
def page(command: list[str], data: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the preview as a process of its own."""
    words = [*command, "--data", str(data), "preview"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True) as process:
        yield process
        process.kill()


async def test_a_member_and_an_admin_can_be_looked_at(make_bot):
    env = simcord.Env(make_bot())
    world = build(env)
    viewers = (world.member, world.admin)
    async with running(env):
        rights = [discord.Permissions(env.backend.compute_permissions(SERVER, actor.id)) for actor in viewers]
        offered = [set(actor.available_commands(world.channel)) for actor in viewers]
    assert [right.manage_guild for right in rights] == [False, True]
    assert all({"ask", "summary", "library", "about"} <= commands for commands in offered)


async def test_the_same_data_is_shown_again(make_bot):
    songs = []
    for _ in range(2):
        env = simcord.Env(make_bot(), settle_timeout=30)
        world = build(env)
        async with running(env):
            result = await world.member.slash(world.channel, "ask", question=QUESTION)
        songs.append("Golden" in str(result.response.embeds[0].to_dict()))
    assert songs == [True, True]


async def test_the_time_on_the_page_is_ours_and_goes_on(make_bot):
    env = simcord.Env(make_bot())
    build(env)
    async with running(env):
        first = env.now()
        await asyncio.sleep(1.2)
        assert abs((datetime.now(UTC) - env.now()).total_seconds()) < 2
        assert (env.now() - first).total_seconds() > 0.4


async def publish(world: World) -> None:
    """Publish an article, after which the bot has something to do later."""
    file = ("mill.md", b"# The mill\n\nThe mill of Oxwick turns again. It had stood still since 1968.")
    draft = await world.admin.slash(world.channel, "articles add", file=file)
    await world.admin.click(draft.response, label="Publish")


async def test_no_act_waits_for_what_the_bot_does_later(make_bot):
    env = simcord.Env(make_bot(), settle_timeout=60)
    world = build(env)
    async with running(env):
        begun = time.perf_counter()
        await publish(world)
        await world.member.slash(world.channel, "library")
        assert time.perf_counter() - begun < SHORTEST / 2


async def test_what_the_bot_does_later_is_done(make_bot, monkeypatch):
    done = []

    async def tell(_: Notices) -> None:
        done.append(True)

    monkeypatch.setattr("bot.discord.scheduler.SHORTEST", 0.5)
    monkeypatch.setattr(Notices, "tell", tell)
    env = simcord.Env(make_bot())
    world = build(env)
    async with running(env):
        await publish(world)
        for _ in range(100):
            await asyncio.sleep(0.1)
            if done:
                break
    assert done == [True]


def test_the_ids_are_those_of_the_last_start(make_bot):
    worlds = [build(simcord.Env(make_bot())) for _ in range(2)]
    assert {world.channel.guild.id for world in worlds} == {SERVER}
    assert len({(world.channel.id, world.member.id, world.admin.id) for world in worlds}) == 1


def test_the_page_is_there_when_it_is_announced_and_ends_with_the_signal(make_bot):
    pages, bot = [], make_bot()

    def announce(address: str) -> None:
        pages.append(address)
        os.kill(os.getpid(), signal.SIGTERM)

    show(bot, 0, announce)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#[\w-]{40,}", pages[0])
    assert bot.is_closed()


def test_a_port_in_use_is_told(make_bot):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port, bot = taken.getsockname()[1], make_bot()
        with pytest.raises(CannotStart, match=rf"could not bind port {port}.*another port with --port"):
            show(bot, port, pytest.fail)
    assert bot.is_closed()


def test_the_address_is_all_that_is_printed(page):
    line = page.stdout.readline()
    found = re.fullmatch(
        r"Open (http://127\.0\.0\.1:\d+/)#\S+ in a browser to try the bot \(Ctrl-C ends it\)\.\n", line
    )
    with urllib.request.urlopen(found[1], timeout=10) as answer:
        assert b"SimCord" in answer.read()
    page.send_signal(signal.SIGTERM)
    assert (page.wait(timeout=30), page.stdout.read()) == (0, "")


def test_the_seeds_are_added_beside_the_libraries_of_the_owner(summit, tmp_path, monkeypatch):
    monkeypatch.setattr("bot.discord.preview.show", lambda bot, port, announce: None)
    result = summit("preview")
    assert (result.exit_code, result.stdout) == (0, "")
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["preview"]
    listed = summit("--data", tmp_path / "data/preview", "list", "--json").stdout.splitlines()
    assert len(listed) == len(list((ROOT / "seeds").glob("*.md")))


def test_without_seeds_nothing_starts(summit, monkeypatch, tmp_path):
    monkeypatch.setattr(previewing, "SEEDS", tmp_path / "nowhere")
    assert told(summit("preview")).startswith(f"The seeds are not in {tmp_path / 'nowhere'}: install Summit again")


def test_a_missing_extra_is_told_by_the_command_that_brings_it(summit, monkeypatch):
    monkeypatch.delitem(sys.modules, "bot.discord.preview", raising=False)
    monkeypatch.setitem(sys.modules, "simcord", None)
    assert told(summit("preview")) == (
        'The preview needs simcord, which is not installed: run `pip install "summit-bot[preview]"`.\n'
    )


def test_a_file_in_the_place_of_the_folder_is_told(summit, tmp_path):
    (tmp_path / "data").write_text("")
    assert str(tmp_path / "data/preview/shared") in told(summit("preview"))


def test_a_missing_model_is_told(summit, monkeypatch):
    monkeypatch.setenv("SUMMIT_MODEL", "/nowhere/model")
    assert "/nowhere/model" in told(summit("preview"))


def told(result) -> str:
    """Return the one sentence of a start that failed."""
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1), result.stderr
    return result.stderr
