"""A process that dies at any moment leaves whole articles, right answers and nothing to repair."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library, Quote, read_paths
from tests.index.towns import ROOT, run_python

ADD = """
import sys
from pathlib import Path
from index import Config, Library, prepare, read_paths
prepare(Config())
print("ready", flush=True)
with Library.open(Path(sys.argv[1])) as library:
    states = [added.state for added in library.add_all(read_paths([Path(sys.argv[2])]))]
    library.settle()
print(*states)
"""
REINDEX = """
import sys
from pathlib import Path
from index import Config, Library, prepare
prepare(Config())
print("ready", flush=True)
with Library.open(Path(sys.argv[1])) as library:
    print(library.reindex().articles)
"""
QUESTIONS = (
    "How many arches does the bridge of Veldham7 have?",
    "Who opened a new library in Veldham12?",
    "When was Veldham21 founded?",
    "What does the museum of Veldham29 show?",
    "When did a fire destroy the old hall of Veldham3?",
)


def quoted(quote: Quote) -> tuple[str, str, int]:
    return quote.title, quote.text, quote.start


def answers(library: Library) -> list[tuple[bool, list[tuple[str, str, int]], list[float]]]:
    """Return what a library says; scores may differ by what the eight-bit model makes of another order."""
    found = [library.ask(question) for question in QUESTIONS]
    shown = [answer.quotes or answer.nearest for answer in found]
    return [
        (answer.found, [quoted(quote) for quote in quotes[:1]], [round(quotes[0].score, 3)])
        for answer, quotes in zip(found, shown, strict=True)
    ]


def killed(script: str, longest: float, dice: random.Random, *words: Path) -> bool:
    """Kill a process at a random moment of its work, and tell whether it was still at it."""
    with subprocess.Popen(
        [sys.executable, "-c", script, *words], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(dice.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
    return process.returncode == -signal.SIGKILL


def check_whole(folder: Path) -> None:
    """Check that the database is sound, and that no article in it is a half."""
    with sqlite3.connect(folder / "library.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        halves = connection.execute(
            """SELECT i.article, i.edition FROM indexed i WHERE i.passages <> 2 OR i.sentences <> 8 OR i.passages <>
               (SELECT count(*) FROM passage p WHERE p.article = i.article AND p.edition = i.edition)"""
        ).fetchall()
        bare = connection.execute("SELECT id FROM article WHERE id NOT IN (SELECT article FROM indexed)").fetchall()
    assert (halves, bare) == ([], [])


@pytest.fixture(scope="module")
def undisturbed(towns: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("undisturbed") / "library") as library:
        assert [added.state for added in library.add_all(read_paths([towns]))] == ["added"] * 30
        library.settle()
        yield library


@pytest.fixture(scope="module")
def expected(undisturbed: Library) -> list[tuple[bool, list[tuple[str, str, int]], list[float]]]:
    said = answers(undisturbed)
    assert sum(found for found, _, _ in said) >= 4
    return said


def check_add(round_: int, towns: Path, expected: object, folder: Path) -> bool:
    before_its_end = killed(ADD, 0.8, random.Random(round_), folder, towns)
    with Library.open(folder) as library:
        check_whole(folder)
        left = len(library.list())
        states = [added.state for added in library.add_all(read_paths([towns]))]
        assert states == ["unchanged"] * left + ["added"] * (30 - left)
        assert (answers(library), library.status().problems) == (expected, ())
    return before_its_end


def check_reindex(round_: int, undisturbed: Library, expected: object, folder: Path) -> bool:
    shutil.copytree(undisturbed.folder, folder)
    before_its_end = killed(REINDEX, 0.8, random.Random(round_), folder)
    with Library.open(folder) as library:
        check_whole(folder)
        assert answers(library) == expected
        assert library.reindex().articles == 30
        check_whole(folder)
        assert (answers(library), library.status().problems) == (expected, ())
    return before_its_end


def test_add_may_be_killed_at_any_moment(towns, expected, tmp_path):
    at_work = [check_add(round_, towns, expected, tmp_path / str(round_)) for round_ in range(10)]
    assert sum(at_work) >= 5


def test_reindex_may_be_killed_at_any_moment(undisturbed, expected, tmp_path):
    at_work = [check_reindex(round_, undisturbed, expected, tmp_path / str(round_)) for round_ in range(10)]
    assert sum(at_work) >= 5


@pytest.mark.soak
def test_add_may_be_killed_a_hundred_times(towns, expected, tmp_path):
    at_work = [check_add(round_, towns, expected, tmp_path / str(round_)) for round_ in range(100, 200)]
    assert sum(at_work) >= 50


@pytest.mark.soak
def test_reindex_may_be_killed_a_hundred_times(undisturbed, expected, tmp_path):
    at_work = [check_reindex(round_, undisturbed, expected, tmp_path / str(round_)) for round_ in range(100, 200)]
    assert sum(at_work) >= 50


def test_one_folder_may_be_killed_again_and_again(towns, expected, tmp_path):
    dice = random.Random(7)
    for _ in range(4):
        killed(ADD, 0.6, dice, tmp_path / "library", towns)
        with Library.open(tmp_path / "library"):
            check_whole(tmp_path / "library")
    done = run_python(ADD, tmp_path / "library", towns)
    assert (done.returncode, len(done.stdout.split()[1:]), done.stderr) == (0, 30, "")
    with Library.open(tmp_path / "library") as library:
        assert answers(library) == expected


def test_two_processes_may_add_to_one_folder_at_once(towns, expected, tmp_path):
    words = [sys.executable, "-c", ADD, tmp_path / "library", towns]
    both = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    told = [process.communicate(timeout=120)[0].split()[1:] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(states.count("added") for states in told) == 30
    assert sum(states.count("unchanged") for states in told) == 30
    with Library.open(tmp_path / "library") as library:
        check_whole(tmp_path / "library")
        assert answers(library) == expected
