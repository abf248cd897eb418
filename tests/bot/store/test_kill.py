"""A process that dies at any moment leaves whole records, and every one that it had said was stored."""

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

from bot.store import Store
from tests.bot.store.making import kept, settings
from tests.conftest import ROOT

WRITE = """
import sys
from pathlib import Path
from bot.store import Store
from tests.bot.store.making import kept, settings
store = Store.open(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(int(sys.argv[2]), 1_000_000):
    store.keep(kept(f"a{number}"))
    store.vote(f"a{number}", 301, True)
    store.save_server(1, settings(20, auto=number % 2 == 0))
    store.forget(f"a{number - 50}")
    print(number, flush=True)
"""


EVEN, ODD = {1: settings(20, auto=True)}, {1: settings(20, auto=False)}


def killed(path: Path, first: int, seconds: float) -> list[int]:
    """Kill a writer at its work, and return the numbers it had stored by its own account."""
    words = [sys.executable, "-c", WRITE, path, str(first)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().splitlines(keepends=True)
    assert process.returncode == -signal.SIGKILL
    return [int(line) for line in said if line.endswith("\n")]


def check_whole(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def check_round(path: Path, first: int, seconds: float) -> int:
    said = killed(path, first, seconds)
    check_whole(path)
    store = Store.open(path)
    last = said[-1] if said else first - 1
    told = range(max(first, last - 48), last + 1)
    assert [store.kept(f"a{number}") for number in told] == [kept(f"a{number}") for number in told]
    assert [store.votes(f"a{number}") for number in told] == [(1, 0)] * len(told)
    assert [store.kept(f"a{number}") for number in range(first - 50, last - 49)] == [None] * (last + 1 - first)
    assert store.servers() in ([EVEN, ODD] if said or first else [EVEN, ODD, {}])
    store.close()
    return last + 2 if said else first


def test_a_writer_may_be_killed_at_any_moment(tmp_path):
    dice, first, rounds = random.Random(7), 0, 0
    # A slow disk writes less before it is killed: it has more rounds then.
    while rounds < 6 or (first <= 50 and rounds < 60):
        first = check_round(tmp_path / "bot.db", first, dice.uniform(0, 0.3))
        rounds += 1
    assert first > 50


@pytest.mark.soak
def test_a_writer_may_be_killed_a_hundred_times(tmp_path):
    dice, first = random.Random(8), 0
    for _ in range(100):
        first = check_round(tmp_path / "bot.db", first, dice.uniform(0, 0.3))
    assert first > 1000
