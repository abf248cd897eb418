"""A disk that is full, or only to be read, in the middle of things: nothing is half done, and the bot answers on."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot import Settings
from bot.backup.saving import back_up
from bot.desk.desk import Desk
from bot.errors import NotSaved
from bot.records import Asking, Scope
from bot.store import Store
from index import Library, NoAccess, Source
from tests.index.towns import source, town

ARCHES = "How many arches does the bridge of Veldham{} have?"
Fill = Callable[[], Callable[[], None]]


@pytest.fixture(scope="module")
def _filled(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with three towns in the shared library and in that of server 7."""
    data = tmp_path_factory.mktemp("whole") / "data"
    for folder in ("shared", "servers/7"):
        with Library.open(data / folder) as library:
            for number in range(3):
                library.add(source(town(number), f"town-{number}"))
            library.settle()
            library.ask(ARCHES.format(1))
    with closing(Store.open(data / "bot.db")):
        pass
    return data


@pytest.fixture
def data(_filled: Path, tmp_path: Path) -> Iterator[Path]:
    """Lend it on a disk of its own, where this process may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no rights to mount a small disk")
    yield shutil.copytree(_filled, disk / "data")
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    # Not at once: a searcher may still have a file of it in memory.
    subprocess.run(["umount", "--lazy", disk], check=True)


@pytest.fixture
def full(data: Path) -> Fill:
    """Return what fills the disk to the last block; what that returns makes room again."""

    def fill() -> Callable[[], None]:
        filler = data.parent / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        return filler.unlink

    return fill


def held(data: Path) -> list[tuple[list[str], list[str], tuple[Any, ...]]]:
    """Return the titles, the answer and the problems of both libraries."""
    found = []
    for folder in ("shared", "servers/7"):
        with Library.open(data / folder) as library:
            titles, quotes = [entry.title for entry in library.list()], library.ask(ARCHES.format(1)).quotes
            found.append((titles, [quote.text for quote in quotes[:1]], library.status().problems))
    return found


COMMANDS = {
    "add": ["add", "new.txt"],
    "remove": ["remove", "2", "--forever"],
    "reindex": ["reindex"],
    "backup": ["backup", "disk/new.tar"],
    "restore": ["restore", "old.tar", "--force"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_on_a_full_disk_does_nothing_and_says_so(summit, data, full, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    Path("new.txt").write_text(f"Veldham9\n\n{town(9)}")
    back_up(data, tmp_path / "old.tar")
    before, free = held(data), full()
    result = summit("--data", data, *COMMANDS[command])
    assert result.exit_code in {1, 2}
    assert "space" in result.stderr
    assert "Traceback" not in result.stderr
    free()
    assert held(data) == before
    assert summit("--data", data, *COMMANDS[command]).exit_code == 0


async def test_the_bot_answers_on_and_says_what_it_cannot_keep(data, full):
    desk = await Desk.open(Settings(data=data))
    try:
        free = full()
        kept = await desk.ask(Asking(ARCHES.format(2), Scope(7), 300, 20, "en", "command"))
        assert kept.answer.found
        await desk.keep(kept)
        draft = (await desk.curator.reads.run(lambda: desk.curator.drafts_of(7, [given()])))[0]
        with pytest.raises((NoAccess, NotSaved), match="space"):
            await desk.curator.publish(7, draft, 300)
        free()
        assert await desk.kept(kept.id) is None
        assert (await desk.curator.publish(7, draft, 300)).state == "added"
        await desk.keep(kept)
        assert await desk.kept(kept.id) == kept
        changes = await desk.record(lambda store: store.changes(7, 9))
        assert [change.what for change in changes] == ["add"]
    finally:
        await desk.finish()
        await desk.close()


def given() -> Source:
    return source(town(9), "town-9")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_on_a_disk_that_is_only_to_be_read_does_nothing_and_says_so(
    summit, data, tmp_path, monkeypatch, command
):
    monkeypatch.chdir(tmp_path)
    Path("new.txt").write_text(f"Veldham9\n\n{town(9)}")
    back_up(data, tmp_path / "old.tar")
    before = held(data)
    subprocess.run(["mount", "-o", "remount,ro", data.parent], check=True)
    result = summit("--data", data, *COMMANDS[command])
    subprocess.run(["mount", "-o", "remount,rw", data.parent], check=True)
    assert result.exit_code in {1, 2}
    assert "rights" in result.stderr
    assert "Traceback" not in result.stderr
    assert held(data) == before
