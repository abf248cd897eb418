"""A bot that dies in the middle of whatever an admin does leaves all of it, or nothing, and goes on."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot import Settings
from bot.desk.departing.aside import aside, folders
from bot.desk.departing.departures import tidy
from bot.desk.desk import Desk
from index import Library
from tests.bot.desk.acting import ACTS, ALICE, CAROL, HERE, LEFT, MOST, silent
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("prepared")


def killed(
    data: Path, first: int, dice: random.Random, acts: tuple[str, ...], module: str = "tests.bot.desk.acting"
) -> list[tuple[str, int]]:
    """Kill a process at its work, at whatever speed that goes, and return what it had said was done."""
    words, done = [sys.executable, "-m", module, str(data), str(first), *acts], dice.randrange(len(acts) + 2)
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        said = [process.stdout.readline() for _ in range(done)]
        time.sleep(dice.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        said += [line for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    assert process.returncode == -signal.SIGKILL
    return [(act, int(number)) for act, number in map(str.split, said)]


def check_files(data: Path) -> None:
    for path in (*data.glob("bot.db"), *data.glob("servers/*/library.db")):
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


async def check_audit(desk: Desk) -> None:
    """Check that the log tells of what there is."""
    changes = await desk.record(lambda store: store.changes(HERE, 100_000))
    added, removed = ([change.detail for change in changes if change.what == what] for what in ("add", "remove"))
    with Library.open(desk.settings.data / f"servers/{HERE}") as library:
        titles = [entry.title for entry in library.list()]
        assert library.status().problems == ()
    assert len(set(titles)) == len(titles)
    assert (len(added), len(removed)) == (len(set(added)), len(set(removed)))
    assert (set(titles) - set(added), set(titles) & set(removed)) == (set(), set())
    assert await desk.record(lambda store: store.intents()) == {}
    settings = next((change.detail for change in changes if change.what == "settings"), "editors -1")
    assert desk.server(HERE).editors == (int(settings.split()[1]) + 1 or None)


async def check_store(desk: Desk) -> None:
    """Check that what goes together was done together."""
    left = await desk.record(lambda store: store.unanswered(HERE))
    changes = await desk.record(lambda store: store.changes(HERE, 100_000))
    with closing(sqlite3.connect(desk.settings.data / "bot.db")) as sql:
        (asked,) = sql.execute("SELECT count(*) FROM answer WHERE asker = ?", (CAROL,)).fetchone()
    assert sum(change.what == "dismiss" for change in changes) == asked - len(left)
    assert len(left) <= asked


async def check_forgotten(desk: Desk, kills: int, forgotten: int) -> None:
    """Check that a person is forgotten altogether or not at all; a kill may cost the vote on one answer."""
    personal = await desk.record(lambda store: store.personal(ALICE))
    answers, votes = {row[0] for row in personal.answers}, {row[0] for row in personal.votes}
    assert votes <= answers
    assert len(answers - votes) <= kills
    assert all(int(answer[1:].split("-")[0]) > forgotten for answer in answers)


async def check_left(desk: Desk) -> None:
    """Check that a server that was being deleted is there, or gone altogether, and that the next run deletes it."""
    await tidy(desk)
    data = desk.settings.data
    with_rows = LEFT in await desk.record(lambda store: store.servers_with_data())
    departed = LEFT in await desk.record(lambda store: store.departed())
    assert aside(data) == set()
    assert not departed or (with_rows and LEFT in folders(data))


async def check_drafts(desk: Desk) -> None:
    """Check that each draft that was begun is published by the next run."""
    for path in sorted((desk.settings.data / f"drafts/{HERE}").glob("*.json")):
        await desk.drafting.read(HERE, path.stem)
        (outcome,) = await desk.drafting.publish(HERE, path.stem, CAROL, silent)
        assert outcome.added.state in {"added", "unchanged"}
        assert not path.exists()


async def check_rounds(data: Path, rounds: int, acts: tuple[str, ...]) -> None:
    dice, first = random.Random(rounds), 0
    for kills in range(1, rounds + 1):
        said = killed(data, first, dice, acts)
        first = max([first, *(number for _, number in said)]) + 2
        check_files(data)
        desk = await Desk.open(Settings(data=data))
        await check_audit(desk)
        await check_store(desk)
        await check_forgotten(desk, kills, max([-1, *(number for act, number in said if act == "forget")]))
        await check_left(desk)
        await check_drafts(desk)
        with Library.open(data / f"servers/{HERE}") as library:
            assert "remove" not in acts or len(library.list()) <= MOST + 2 + kills
        await desk.finish()
        await desk.close()


async def test_a_bot_may_be_killed_whatever_admins_do(tmp_path: Path) -> None:
    await check_rounds(tmp_path, 4, tuple(ACTS))


@pytest.mark.soak
@pytest.mark.parametrize("act", ACTS)
async def test_a_bot_may_be_killed_fifteen_times_in_each_act(tmp_path: Path, act: str) -> None:
    await check_rounds(tmp_path, 15, ("publish", act) if act in {"remove", "reindex"} else (act,))
