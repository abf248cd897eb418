from __future__ import annotations

import json
import os
import shutil
import socket
from pathlib import Path

import pytest

from bot.backup.occupancy import occupy_as_bot
from bot.terminal.checks import machine
from index import Library
from tests.conftest import TOKEN_SHAPED

CHECKED = {"settings", "token", "permissions", "database", "models", "disk", "clock", "ports", "versions"}


@pytest.fixture
def examined(summit, monkeypatch, tmp_path):
    """Return how `summit doctor` ends, and what it finds wrong; settings are given as in the environment."""
    monkeypatch.chdir(tmp_path)

    def run(data: Path, **given: str) -> tuple[int, dict[str, str]]:
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        result = summit("--data", data, "doctor", "--json")
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        assert {line["check"] for line in lines} == CHECKED, result.stderr
        assert [line["ok"] for line in lines] == sorted(line["ok"] for line in lines)
        return result.exit_code, {line["check"]: line["reason"] for line in lines if not line["ok"]}

    return run


def test_nothing_is_wrong_with_a_sound_library_and_nothing_is_written(examined, own_seeds):
    before = sorted(own_seeds.rglob("*"))
    assert examined(own_seeds) == (0, {})
    assert sorted(own_seeds.rglob("*")) == before


def test_an_empty_folder_stays_empty(examined, tmp_path):
    assert examined(tmp_path / "data") == (0, {})
    assert not (tmp_path / "data").exists()


def test_every_setting_that_cannot_be_used_is_named_and_the_rest_is_looked_at(examined, tmp_path):
    code, wrong = examined(tmp_path, SUMMIT_COOLDOWN="-3", DISCORD_TOKEN="not a token at all", SUMMIT_MODEL="/nowhere")
    assert code == 1
    assert wrong.keys() == {"settings", "token", "models"}
    assert wrong["settings"].startswith("SUMMIT_COOLDOWN cannot be '-3'")
    assert wrong["token"].startswith("DISCORD_TOKEN does not hold a bot's token: copy it anew")
    assert wrong["models"].startswith("There is no folder /nowhere.")


def test_what_has_the_shape_of_a_token_is_taken_and_not_repeated(summit, monkeypatch, tmp_path):
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN_SHAPED)
    result = summit("--data", tmp_path, "doctor")
    assert (result.exit_code, TOKEN_SHAPED in result.output) == (0, False)
    assert "✓ token: it has the shape of a bot's token" in result.stdout


def test_a_damaged_database_and_one_that_others_can_read_are_named(examined, own_seeds):
    broken = own_seeds / "servers/7/library.db"
    broken.parent.mkdir(parents=True)
    shutil.copyfile(own_seeds / "shared/library.db", broken)
    with broken.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_000)
    (own_seeds / "shared/library.db").chmod(0o644)
    broken.chmod(0o600)
    code, wrong = examined(own_seeds)
    assert code == 1
    assert wrong["database"].startswith(f"{broken}: ")
    assert wrong["permissions"].startswith(
        f"{own_seeds / 'shared/library.db'} can be read by other users: run `chmod go="
    )


def test_a_token_that_others_can_read_is_named(examined, tmp_path):
    (tmp_path / ".env").write_text(f"DISCORD_TOKEN={TOKEN_SHAPED}\n")
    (tmp_path / ".env").chmod(0o644)
    assert examined(tmp_path)[1]["permissions"] == ".env can be read by other users: run `chmod go= .env`."


def test_a_full_disk_and_a_clock_that_is_behind_are_named(examined, own_seeds, monkeypatch):
    monkeypatch.setattr(machine, "ROOM", 10**18)
    os.utime(own_seeds / "shared/library.db", (4e9, 4e9))
    wrong = examined(own_seeds)[1]
    assert wrong["disk"].endswith("free some space.")
    assert f"and {own_seeds / 'shared/library.db'} was written later: set it" in wrong["clock"]


def test_a_port_that_is_taken_is_named_unless_the_bot_has_it(examined, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = "{}:{}".format(*taken.getsockname())
        code, wrong = examined(tmp_path, SUMMIT_METRICS=address)
        assert code == 1
        assert wrong["ports"].startswith(f"SUMMIT_METRICS: {address} cannot be listened at (")
        with occupy_as_bot(tmp_path):
            assert examined(tmp_path) == (0, {})


def test_a_package_that_was_not_tested_is_named(examined, tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "requires", lambda _: ["numpy==1.0", "no-such-package==1", "x; extra == 'preview'"])
    assert "(numpy 2." in (found := examined(tmp_path)[1]["versions"])
    assert "no-such-package is missing)" in found


def test_a_check_that_breaks_is_wrong_and_costs_no_other(examined, tmp_path, monkeypatch):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: 1 / 0)
    assert examined(tmp_path)[1] == {"disk": "This could not be looked at (ZeroDivisionError: division by zero)."}


def test_what_cannot_be_compiled_here_is_named(examined, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("index.encode.compiling.NEEDED", ("no_such_package",))
    assert "is not installed (no_such_package): run `pip install" in examined(tmp_path)[1]["models"]


def test_a_library_that_a_process_has_open_is_sound(examined, tmp_path):
    with Library.open(tmp_path / "shared"):
        assert examined(tmp_path) == (0, {})
