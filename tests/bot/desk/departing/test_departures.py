from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.departing.departures import KEPT, LAST_DAY, counted

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def age(away: timedelta, clock: timedelta, ran: timedelta | None) -> timedelta:
    """Return for how long a server counts as away that was `away` at noon, when the clock has moved on since."""
    now = NOON + clock
    return now - counted(NOON - away, NOON, now, ran)


def test_while_the_bot_runs_the_time_counts_that_has_passed() -> None:
    assert age(3 * DAY, HOUR, HOUR) == 3 * DAY + HOUR


@pytest.mark.parametrize("jump", [400 * DAY, -400 * DAY, 40_000 * DAY])
def test_a_clock_that_jumps_while_the_bot_runs_counts_for_nothing(jump: timedelta) -> None:
    assert age(3 * DAY, jump, HOUR) == 3 * DAY + HOUR


def test_time_in_which_the_bot_did_not_run_counts_by_the_clock() -> None:
    assert age(3 * DAY, 5 * DAY, None) == 8 * DAY


@pytest.mark.parametrize("jump", [40 * DAY, 40_000 * DAY])
def test_no_clock_that_stood_while_the_bot_did_not_run_leads_into_the_last_day(jump: timedelta) -> None:
    assert age(3 * DAY, jump, None) == KEPT - LAST_DAY


def test_a_clock_that_was_set_back_takes_no_day_away() -> None:
    assert age(3 * DAY, -400 * DAY, None) == 3 * DAY


def test_the_last_day_is_not_begun_again_at_each_start() -> None:
    assert age(KEPT - HOUR, 2 * DAY, None) == KEPT - HOUR


def test_what_left_after_the_last_count_begins_at_nothing() -> None:
    now = NOON + 3 * HOUR
    assert counted(NOON + HOUR, NOON, now, 3 * HOUR) == now
    assert counted(NOON, NOON, now, 3 * HOUR) == NOON
    assert counted(NOON + HOUR, NOON, now, None) == NOON + HOUR


def test_what_left_under_a_clock_that_ran_ahead_begins_at_nothing() -> None:
    assert counted(NOON + 400 * DAY, NOON, NOON + HOUR, HOUR) == NOON + HOUR
    assert counted(NOON + 400 * DAY, NOON, NOON + HOUR, None) == NOON + HOUR


def test_the_first_count_of_all_is_by_the_clock() -> None:
    assert counted(NOON, None, NOON + 2 * DAY, None) == NOON


def test_thirty_days_in_hours_are_thirty_days() -> None:
    moment, now = NOON, NOON
    for _ in range(30 * 24):
        last, now = now, now + HOUR
        moment = counted(moment, last, now, HOUR)
    assert now - moment == KEPT
