from __future__ import annotations

import logging
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import get_args

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import Settings
from bot.errors import CannotStart, QueueFull
from bot.metrics import Meter, counting, meter_of, outside
from bot.metrics.meter import Gauge, kind_of, outcome_of
from bot.records import Door
from index import Answer, Unknown

SETTINGS = Settings(metrics="127.0.0.1:0")


class Loop:
    """As much of a bot as is seen from outside; `hold` keeps what is put into its event loop."""

    def __init__(self) -> None:
        self.wrong: str | None = None
        self.hold = False

    def not_ready(self) -> str | None:
        return self.wrong

    def call_soon(self, act: Callable[[], None]) -> object:
        return None if self.hold else act()


@pytest.fixture(scope="module")
def bot() -> Loop:
    return Loop()


@pytest.fixture(scope="module")
def meter() -> counting.Counting:
    return counting.Counting(SETTINGS)


@pytest.fixture(scope="module")
def shown(bot: Loop, meter: counting.Counting) -> Iterator[outside.Outside]:
    opened = outside.Outside(("127.0.0.1", 0), meter, bot)
    opened.open()
    yield opened
    opened.close()


def get(shown: outside.Outside, path: str) -> tuple[int, str]:
    host, port = shown.address
    try:
        with urllib.request.urlopen(f"http://{host}:{port}{path}", timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def numbers(shown: outside.Outside) -> dict[tuple[str, ...], float]:
    """Return each number by its name and the values of its labels, in the order of the labels' names."""
    families = text_string_to_metric_families(get(shown, "/metrics")[1])
    samples = [one for family in families for one in family.samples]
    return {(one.name, *(value for _, value in sorted(one.labels.items()))): one.value for one in samples}


def test_without_an_address_nothing_is_counted_or_loaded() -> None:
    assert type(meter_of(Settings())) is Meter


def test_every_gauge_has_its_words() -> None:
    assert set(counting._GAUGES) == set(get_args(Gauge))


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer("?"), "not_in_articles"),
        (Answer("?", obstacle="greeting"), "greeting"),
        (Answer("?", unknown=(Unknown(1, "A title", "author"),)), "unknown"),
    ],
)
def test_a_question_without_a_quote_is_counted_by_its_reason(answer: Answer, outcome: str) -> None:
    assert outcome_of(answer) == outcome


def test_a_fault_of_ours_is_no_refusal() -> None:
    assert [kind_of(QueueFull("full")), kind_of(KeyError("x"))] == ["refused", "failed"]


def test_what_is_counted_is_on_the_page(shown: outside.Outside, meter: counting.Counting) -> None:
    door: Door = "menu"
    meter.answered("quoted", door)
    meter.refused("cooldown")
    meter.voted(helpful=True)
    meter.opened()
    meter.took("queue", 0.2)
    with meter.timed("read"):
        pass
    meter.watch("servers", lambda: 7)
    found = numbers(shown)
    names = ["questions_total menu quoted", "refusals_total cooldown", "votes_total yes", "libraries_opened_total"]
    assert [found[tuple(f"summit_{name}".split())] for name in names] == [1, 1, 1, 1]
    assert found["summit_stage_seconds_bucket", "0.25", "queue"] == 1
    assert found["summit_stage_seconds_count", "read"] == 1
    assert (found["summit_servers",], found["summit_ready",]) == (7, 1)


def test_warnings_and_errors_of_the_log_are_counted_by_kind(shown: outside.Outside) -> None:
    logging.getLogger("summit").error({"event": "failed"}, exc_info=ZeroDivisionError("secret words"))
    logging.getLogger("discord.gateway").warning("shard %s of somebody", 3)
    found = numbers(shown)
    assert found["summit_errors_total", "ZeroDivisionError", "failed", "error"] == 1
    assert found["summit_errors_total", "", "discord.gateway", "warning"] == 1
    assert not [name for name in found if "secret" in str(name) or "somebody" in str(name)]


def test_a_bot_that_is_not_ready_lives_and_says_why_not(shown: outside.Outside, bot: Loop) -> None:
    bot.wrong = "The bot starts."
    assert get(shown, "/healthz") == (200, "ok\n")
    assert get(shown, "/readyz") == (503, "The bot starts.\n")
    bot.wrong = None
    assert get(shown, "/readyz") == (200, "ok\n")


def test_an_event_loop_that_hangs_is_not_alive(
    shown: outside.Outside, bot: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot, "hold", True)
    monkeypatch.setattr(outside, "HANGS", -1.0)
    status, words = get(shown, "/healthz")
    assert status == 503
    assert words.startswith("The event loop has taken nothing up for ")


def test_how_long_the_event_loop_lets_wait_is_measured(bot: Loop) -> None:
    meter = counting.Counting(SETTINGS)
    shown = outside.Outside(("127.0.0.1", 0), meter, bot)
    shown._look()
    shown._server.server_close()
    assert meter.registry.get_sample_value("summit_loop_lag_seconds_count") == 1


def test_anything_else_is_not_there(shown: outside.Outside) -> None:
    assert get(shown, "/etc/passwd")[0] == 404


def test_a_port_that_is_taken_is_one_sentence(meter: counting.Counting, bot: Loop) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"^SUMMIT_METRICS: 127\.0\.0\.1:{port} cannot be listened at \(.+\)\. "):
            outside.Outside(("127.0.0.1", port), meter, bot)


def test_what_is_closed_gives_back_its_port_and_its_thread(bot: Loop) -> None:
    shown = outside.Outside(("127.0.0.1", 0), counting.Counting(SETTINGS), bot)
    shown.open()
    shown.close()
    socket.create_server(shown.address).close()
    assert not shown._threads[0].is_alive()
