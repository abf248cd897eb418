from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator

import pytest
from discord.http import HTTPClient

from bot import Settings
from bot.log import log, start_log

TOKEN = "MTIzNDU2.made-up_for.a-test"
PAIR = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|\S*)(?: |$)')


Started = Callable[..., Callable[[], list[str]]]


@pytest.fixture
def started(capsys: pytest.CaptureFixture[str]) -> Iterator[Started]:
    """Start the log with a token and return how to read what was written; pytest's own handlers come back later."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level

    def start(**settings: object) -> Callable[[], list[str]]:
        start_log(Settings.model_validate({"discord_token": TOKEN, **settings}))

        def lines() -> list[str]:
            return capsys.readouterr().err.splitlines()

        return lines

    yield start
    root.handlers = handlers
    root.setLevel(level)


def pairs(line: str) -> dict[str, str]:
    """Return a line as logfmt reads it."""
    assert "".join(match[0] for match in PAIR.finditer(line)) == line
    return {key: value.strip('"') for key, value in PAIR.findall(line)}


def test_a_line_is_pairs_that_begin_with_the_time_and_the_level(started: Started) -> None:
    lines = started()
    log.info("answered", question="a1b2", quotes=3, private=False, nothing=None)
    (line,) = lines()
    found = pairs(line)
    assert list(found)[:4] == ["timestamp", "level", "logger", "event"]
    assert (found["level"], found["logger"], found["event"], found["quotes"]) == ("info", "summit", "answered", "3")
    assert (found["private"], found["nothing"]) == ("false", "")


def test_the_lines_of_discord_have_the_same_form(started: Started) -> None:
    lines = started()
    logging.getLogger("discord.gateway").warning("Shard ID %s has no %s.", 1, "heartbeat")
    found = pairs(lines()[0])
    assert (found["level"], found["logger"]) == ("warning", "discord.gateway")
    assert found["event"] == "Shard ID 1 has no heartbeat."


def test_the_token_is_hidden_in_values_and_in_the_event(started: Started) -> None:
    lines = started()
    log.error(f"refused {TOKEN}", header=f"Bot {TOKEN}", given={"token": TOKEN})
    (line,) = lines()
    assert TOKEN not in line
    assert line.count("[hidden]") == 3


def test_the_token_is_hidden_in_tracebacks(started: Started) -> None:
    lines = started()
    try:
        int(TOKEN)
    except ValueError:
        log.exception("failed", reference="7f")
    (line,) = lines()
    assert TOKEN not in line
    assert "ValueError: invalid literal for int() with base 10: '[hidden]'" in pairs(line)["exception"]


def test_the_token_is_hidden_in_the_lines_and_tracebacks_of_discord(started: Started) -> None:
    lines = started()
    try:
        int(TOKEN)
    except ValueError:
        logging.getLogger("discord.client").exception("Ignoring %s", HTTPClient, extra={"token": TOKEN})
    logging.getLogger("discord.http").warning("sent with %r", {"Authorization": f"Bot {TOKEN}"})
    text = "\n".join(lines())
    assert TOKEN not in text
    assert text.count("[hidden]") == 2


def test_the_token_of_an_interaction_is_hidden(started: Started) -> None:
    lines = started()
    for path in ("webhooks/1/aW50ZXJhY3Rpb24.x-y/messages/@original", "interactions/2/aW50ZXJhY3Rpb24/callback"):
        logging.getLogger("discord.webhook.async_").warning("POST https://discord.com/api/v10/%s failed", path)
    text = "\n".join(lines())
    assert "aW50" not in text
    assert "/webhooks/1/[hidden]/messages/@original" in text
    assert "/interactions/2/[hidden]/callback" in text


def test_what_a_person_wrote_cannot_forge_a_line_or_move_the_cursor(started: Started) -> None:
    lines = started()
    log.info("answered", text='one\nlevel=error\r\x1b[2J\u2028 "two" \\')
    (line,) = lines()
    assert list(pairs(line)) == ["timestamp", "level", "logger", "event", "text"]
    assert line.isprintable()


@pytest.mark.parametrize(
    ("level", "ours", "theirs"),
    [
        ("debug", ["debug", "info", "warning", "error"], ["info", "warning", "error"]),
        ("info", ["info", "warning", "error"], ["info", "warning", "error"]),
        ("warning", ["warning", "error"], ["warning", "error"]),
        ("critical", [], []),
    ],
)
def test_a_level_holds_for_all_and_debug_for_our_own_lines(
    started: Started, level: str, ours: list[str], theirs: list[str]
) -> None:
    lines = started(log=level)
    for each in ("debug", "info", "warning", "error"):
        getattr(log, each)("ours")
        getattr(logging.getLogger("discord.gateway"), each)("theirs, with what people wrote in it")
    found = [pairs(line) for line in lines()]
    assert [one["level"] for one in found if one["logger"] == "summit"] == ours
    assert [one["level"] for one in found if one["logger"] == "discord.gateway"] == theirs


def test_a_line_that_cannot_be_written_is_missed_without_its_secrets(started: Started) -> None:
    lines = started()
    template = "%s %s"
    logging.getLogger("discord.http").warning(template, TOKEN)
    (line,) = lines()
    assert (pairs(line)["event"], pairs(line)["logger"]) == ("line_not_written", "discord.http")


def test_without_a_token_nothing_is_hidden(started: Started) -> None:
    lines = started(discord_token=None)
    log.info("ready", user="summit")
    assert pairs(lines()[0])["user"] == "summit"
