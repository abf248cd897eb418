"""A restore that is interrupted anywhere leaves the old data whole; nobody else is at work meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot import Settings
from bot.backup.moving import ASIDE
from bot.backup.occupancy import Occupied, alone, occupy, occupy_as_bot
from bot.backup.restoring import restore
from bot.desk.desk import Desk
from bot.store import Store
from index import Library
from tests.bot.backup.making import answers
from tests.conftest import ROOT

KILLED = """
import os, sys
from pathlib import Path
data, archive, after = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
rename = Path.rename
def counting(self, target):
    global after
    after -= 1
    if after < 0:
        os._exit(9)
    return rename(self, target)
Path.rename = counting
from bot.backup.restoring import restore
restore(archive, data, force=True)
"""
DYING = """
import os, sys
from pathlib import Path
from bot.backup.occupancy import occupy
with occupy(Path(sys.argv[1])):
    os._exit(9)
"""


class Stop(BaseException):
    pass


@pytest.fixture
def changed(data: Path, archive: Path) -> Path:
    """Return the data folder with one article less than its backup has."""
    with Library.open(data / "servers/7") as library:
        library.remove(1)
    return data


def stop_at(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    rename = Path.rename

    def stopping(self: Path, target: Path) -> Path:
        nonlocal count
        count -= 1
        if count == -1:
            raise Stop
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stopping)


@pytest.mark.parametrize("count", range(6))
def test_a_restore_that_is_stopped_puts_everything_back(changed, archive, monkeypatch, count):
    before = answers(changed)
    with monkeypatch.context() as patch:
        stop_at(patch, count)
        with pytest.raises(Stop):
            restore(archive, changed, force=True)
    assert (answers(changed), (changed / ASIDE).exists()) == (before, False)


@pytest.mark.parametrize("count", range(7))
def test_a_restore_that_was_killed_is_undone_by_whoever_comes_next(summit, changed, archive, count):
    before = answers(changed)
    words = [sys.executable, "-c", KILLED, *map(os.fspath, (changed, archive)), str(count)]
    done = subprocess.run(words, cwd=ROOT, check=False)
    assert (done.returncode, (changed / ASIDE).exists()) == ((9, True) if count < 6 else (0, False))
    assert summit("--data", changed, "--server", "7", "list").exit_code == 0
    assert not (changed / ASIDE).exists()
    assert (answers(changed) == before) == (count < 6)


@pytest.mark.parametrize("count", [3, 5])
def test_a_change_after_a_restore_that_was_killed_has_its_line(summit, changed, archive, tmp_path, count):
    subprocess.run([sys.executable, "-c", KILLED, changed, archive, str(count)], cwd=ROOT, check=False)
    (tmp_path / "a.txt").write_text("The ferry sails on Monday.")
    assert summit("--data", changed, "--server", "7", "add", tmp_path / "a.txt").exit_code == 0
    with closing(Store.open(changed / "bot.db")) as store:
        assert [change.what for change in store.changes(7, 9)] == ["add"]
        assert store.servers()[7].language == "ko"


def test_an_undoing_that_is_stopped_is_gone_on_with(changed, archive, monkeypatch):
    before = answers(changed)
    for count in range(3):
        subprocess.run([sys.executable, "-c", KILLED, changed, archive, "4"], cwd=ROOT, check=False)
        with monkeypatch.context() as patch:
            stop_at(patch, count)
            with pytest.raises(Stop):
                occupy(changed)
        with occupy(changed):
            assert answers(changed) == before


def test_data_that_is_there_is_not_replaced_without_force(changed, archive):
    before = answers(changed)
    with pytest.raises(Exception, match=r"There is data in .* already: name an empty folder"):
        restore(archive, changed)
    assert answers(changed) == before


async def test_a_running_bot_keeps_a_restore_away_and_a_stopped_one_does_not(summit, data, archive):
    desk = await Desk.open(Settings(data=data))
    result = summit("--data", data, "restore", archive, "--force")
    await desk.close()
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"The bot or another command is at work in {data}. Stop it, then restore")
    assert summit("--data", data, "restore", archive, "--force").exit_code == 0


async def test_a_running_bot_is_no_obstacle_to_a_backup_or_another_command(summit, data, tmp_path):
    desk = await Desk.open(Settings(data=data))
    (tmp_path / "a.txt").write_text("The ferry sails on Monday.")
    codes = [
        summit("--data", data, *words).exit_code
        for words in (("backup", tmp_path / "b.tar"), ("--server", "7", "add", tmp_path / "a.txt"))
    ]
    await desk.close()
    assert codes == [0, 0]


async def test_a_second_bot_in_a_folder_is_refused_by_name(summit, data, monkeypatch):
    monkeypatch.setattr("bot.backup.occupancy.PATIENCE_S", 0.0)
    monkeypatch.setenv("DISCORD_TOKEN", "not.a.token")
    desk = await Desk.open(Settings(data=data))
    result = summit("--data", data, "run")
    with pytest.raises(Occupied, match=r"^Another bot is running in "):
        await Desk.open(Settings(data=data))
    await desk.close()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Another bot is running in {data}. Stop that one, or name another folder")
    with occupy_as_bot(data):
        pass


def test_a_bot_that_is_killed_lets_go_of_its_folder(data):
    script = DYING.replace("occupy", "occupy_as_bot")
    subprocess.run([sys.executable, "-c", script, data], cwd=ROOT, check=False)
    with occupy_as_bot(data):
        pass


async def test_nobody_begins_while_a_restore_is_under_way(summit, data, monkeypatch):
    monkeypatch.setattr("bot.backup.occupancy.PATIENCE_S", 0.0)
    with alone(data):
        result = summit("--data", data, "list")
        with pytest.raises(Occupied, match=r"^A restore is under way in .*\. Wait for it to end"):
            await Desk.open(Settings(data=data))
    assert (result.exit_code, result.stderr.startswith("A restore is under way in")) == (1, True)


def test_a_process_that_dies_lets_go_of_the_folder(data):
    subprocess.run([sys.executable, "-c", DYING, data], cwd=ROOT, check=False)
    with alone(data):
        pass


def test_a_command_at_work_keeps_a_restore_away(summit, data, archive):
    before = answers(data)
    with occupy(data):
        assert summit("--data", data, "restore", archive, "--force").exit_code == 1
    assert answers(data) == before
