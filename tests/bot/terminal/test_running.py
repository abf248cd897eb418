from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable

import discord
import pytest

from bot.discord.starting import explaining
from bot.errors import CannotStart
from tests.bot.discord.discord_here import TOKEN, discord_here
from tests.conftest import ROOT


@pytest.fixture
def run(summit, monkeypatch) -> Callable[..., object]:
    """Run `summit run` with a token."""

    def started(token: str = TOKEN):
        monkeypatch.setenv("DISCORD_TOKEN", token)
        return summit("run")

    return started


def told(result) -> str:
    """Return the sentence of a start that failed; what the log says stands before it, a line an event."""
    assert (result.exit_code, result.stdout, "Traceback" in result.stderr) == (2, "", False), result.stderr
    assert TOKEN not in result.stderr
    return [line for line in result.stderr.splitlines() if not line.startswith("timestamp=")][-1]


def test_the_bot_stays_on_discord_until_the_signal(run, monkeypatch):
    with discord_here(monkeypatch) as here:
        here.when_ready = lambda: os.kill(os.getpid(), signal.SIGTERM)
        result = run()
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    assert {"ask", "summary", "library", "about"} <= set(here.commands)
    assert TOKEN not in result.stderr


def test_a_token_that_discord_does_not_know_is_told(run, monkeypatch):
    with discord_here(monkeypatch, status=401):
        sentence = told(run())
    assert sentence.startswith("Discord does not know the token in DISCORD_TOKEN: copy the bot's token anew")


def test_a_discord_out_of_order_is_told(run, monkeypatch):
    with discord_here(monkeypatch, status=503):
        assert told(run()).startswith("Discord is out of order (503 Service Unavailable")


def test_a_refusal_names_its_cause(run, monkeypatch):
    with discord_here(monkeypatch, status=403):
        assert told(run()).startswith("Discord refuses the bot (403 Forbidden")


def test_an_intent_that_was_not_granted_is_told_with_both_ways_out(run, monkeypatch):
    monkeypatch.setenv("SUMMIT_MESSAGE_CONTENT", "true")
    with discord_here(monkeypatch, closes_with=4014):
        sentence = told(run())
    assert "switch on “Message Content Intent”" in sentence
    assert sentence.endswith("or set SUMMIT_MESSAGE_CONTENT=false.")


def test_a_network_that_is_not_there_is_told(run, monkeypatch):
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9")
    assert told(run()).startswith("Discord cannot be reached (Cannot connect to host 127.0.0.1:9")


@pytest.mark.parametrize("token", ["not a token", "token\twith-tab", "tökén"])
def test_what_cannot_be_a_token_is_never_sent_or_repeated(run, token):
    result = run(token)
    assert told(result).startswith("DISCORD_TOKEN does not hold a token: copy the bot's token anew")
    assert token not in result.stderr


def test_a_file_in_the_place_of_the_data_folder_is_told(run, tmp_path, monkeypatch):
    (tmp_path / "data").write_text("")
    with discord_here(monkeypatch):
        assert str(tmp_path / "data") in told(run())


def test_a_damaged_database_is_told(run, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/bot.db").write_bytes(b"no database" * 1000)
    with discord_here(monkeypatch):
        assert str(tmp_path / "data/bot.db") in told(run())


def test_a_missing_model_is_told_before_discord_is_asked(run, monkeypatch):
    monkeypatch.setenv("SUMMIT_MODEL", "/nowhere/model")
    assert "/nowhere/model" in told(run())


def test_a_full_disk_is_told():
    with pytest.raises(CannotStart, match=r"\[Errno 28\] No space left on device\): check the disk"), explaining():
        raise OSError(28, "No space left on device")


def test_a_fault_of_ours_is_not_disguised():
    with pytest.raises(ZeroDivisionError), explaining():
        _ = 1 // 0


def test_without_a_token_the_page_is_shown(command, tmp_path):
    words = [*command, "--data", str(tmp_path), "run"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True) as process:
        line = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
    assert (process.returncode, line.startswith("Open http://127.0.0.1:")) == (0, True), said
    assert said.startswith("There is no DISCORD_TOKEN, so this is the preview, on a page of this machine.")


def test_a_bot_that_is_still_logging_in_ends_with_the_signal(run, monkeypatch):
    def interrupt() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.3)

    with discord_here(monkeypatch) as here:
        here.when_asked = interrupt
        assert run().exit_code == 0
    assert here.commands == []
