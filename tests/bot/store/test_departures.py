from __future__ import annotations

from datetime import datetime

from bot.records import Change
from tests.bot.store.making import DAY, NOON, kept, settings


def test_a_departure_is_noted_once_with_a_line_in_the_audit_log(store):
    assert store.depart(1, NOON)
    assert not store.depart(1, NOON + DAY)
    assert store.departed() == {1: NOON}
    assert store.changes(1, 10) == [Change(NOON, 1, None, "left", "")]


def test_a_return_strikes_the_departure_out(store):
    store.depart(1, NOON)
    store.depart(2, NOON)
    assert store.come_back(1, NOON + DAY)
    assert not store.come_back(1, NOON + DAY)
    assert store.departed() == {2: NOON}
    assert [change.what for change in store.changes(1, 10)] == ["returned", "left"]


def test_departures_are_counted_from_the_last_count(store):
    seen: list[tuple[datetime, datetime | None]] = []

    def count(moment: datetime, last: datetime | None) -> datetime:
        seen.append((moment, last))
        return moment - DAY

    store.depart(1, NOON)
    assert store.count_departures(NOON + DAY, count) == {1: NOON - DAY}
    assert store.count_departures(NOON + 2 * DAY, count) == {1: NOON - 2 * DAY}
    assert seen == [(NOON, NOON), (NOON - DAY, NOON + DAY)]


def test_the_count_outlives_a_restart(store, path):
    store.depart(1, NOON)
    store.count_departures(NOON + DAY, lambda moment, _last: moment - DAY)
    other = type(store).open(path)
    assert other.departed() == {1: NOON - DAY}
    other.close()


def test_servers_with_data_are_those_of_which_anything_is_stored(store):
    store.keep(kept("a1", server=1))
    store.keep(kept("a2", server=None))
    store.save_server(2, settings(1))
    store.mark_news(3, 300, NOON)
    store.mark_news(None, 300, NOON)
    store.note(Change(NOON, 4, None, "add", "Oxwick"))
    assert store.servers_with_data() == {1, 2, 3, 4}


def test_a_forgotten_server_is_away_no_more_and_has_no_data(store):
    store.depart(1, NOON)
    store.set_value("told:1", "damaged")
    store.forget_server(1)
    assert (store.departed(), store.servers_with_data(), store.value("told:1")) == ({}, set(), None)
