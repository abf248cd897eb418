"""A command that dies in the middle leaves all of what it does, or nothing; the same command does it the next time."""

from __future__ import annotations

import random
import shutil
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from bot.backup.occupancy import occupy
from bot.backup.restoring import restore
from bot.records import ServerSettings
from bot.store import Store
from index import Library
from tests.bot.desk.test_killed import check_files, killed
from tests.conftest import invoke
from tests.index.towns import source, town

pytestmark = pytest.mark.usefixtures("prepared")
SERVER = 1
COMMANDS = "tests.bot.terminal.commanding"


def check_log(data: Path) -> None:
    """Check that the log tells of what there is, or will when what a kill has left of a change is looked at."""
    with closing(Store.open(data / "bot.db")) as store:
        changes = store.changes(SERVER, 100_000)
        intended = {intent.change.detail for intent in store.intents().values()}
    added, removed = ({change.detail for change in changes if change.what == what} for what in ("add", "remove"))
    with Library.open(data / f"servers/{SERVER}") as library:
        titles = {entry.title for entry in library.list()}
        assert library.status().problems == ()
    assert titles - added <= intended
    assert titles & removed == set()


def check_commands(data: Path, rounds: int) -> None:
    dice, first = random.Random(rounds), 1
    for _ in range(rounds):
        said = killed(data, first, dice, ("add", "remove", "reindex"), COMMANDS)
        first = max([first, *(number for _, number in said)]) + 2
        check_files(data)
        check_log(data)
        result = invoke(["--data", data, "--server", str(SERVER), "add", data.parent / f"town-{first - 1}.txt"])
        assert result.exit_code == 0 or not (data.parent / f"town-{first - 1}.txt").exists()


def saved(folder: Path, number: int) -> None:
    """Save a data folder that is told from another by everything in it."""
    data = folder / f"of-{number}"
    with Library.open(data / f"servers/{SERVER}") as library:
        library.add(source(town(number), f"town-{number}"))
    with closing(Store.open(data / "bot.db")) as store:
        store.save_server(SERVER, ServerSettings(editors=number + 1))
    assert invoke(["--data", data, "backup", folder / f"saved-{number}.tar"]).exit_code == 0
    shutil.rmtree(data)


def held(data: Path) -> tuple[list[str], int | None]:
    """Return what a data folder holds, after what was interrupted there is undone."""
    with (
        occupy(data),
        Library.open(data / f"servers/{SERVER}") as library,
        closing(Store.open(data / "bot.db")) as store,
    ):
        return [entry.title for entry in library.list()], store.servers()[SERVER].editors


def check_restores(folder: Path, rounds: int) -> None:
    dice = random.Random(rounds)
    for number in (0, 1):
        saved(folder, number)
    data = folder / "data"
    restore(folder / "saved-0.tar", data)
    for round_ in range(rounds):
        killed(data, round_, dice, ("restore", "backup"), COMMANDS)
        assert held(data) in ((["town-0"], 1), (["town-1"], 2))
        check_files(data)
        assert not (data / ".restore").exists()
        if (folder / "backup.tar").exists():
            with tarfile.open(folder / "backup.tar") as tar:
                assert len(tar.getmembers()) == 3
            restore(folder / "backup.tar", folder / f"again-{round_}")
            assert held(folder / f"again-{round_}") in ((["town-0"], 1), (["town-1"], 2))


def test_commands_for_a_server_may_be_killed(tmp_path: Path) -> None:
    check_commands(tmp_path / "data", 3)


def test_backups_and_restores_may_be_killed(tmp_path: Path) -> None:
    check_restores(tmp_path, 4)


@pytest.mark.soak
def test_commands_for_a_server_may_be_killed_fifteen_times(tmp_path: Path) -> None:
    check_commands(tmp_path / "data", 15)


@pytest.mark.soak
def test_backups_and_restores_may_be_killed_fifteen_times(tmp_path: Path) -> None:
    check_restores(tmp_path, 15)
