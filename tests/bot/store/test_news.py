"""When a person last asked what is new, and the values that have a name."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.bot.store.making import DAY, NOON


def test_the_last_time_a_person_asked_is_remembered(store):
    store.mark_news(1, 301, NOON)
    store.mark_news(1, 301, NOON + DAY)
    assert store.last_news(1, 301) == NOON + DAY


def test_a_person_has_a_mark_in_each_server_and_one_outside(store):
    for days, server in enumerate((1, 2, None)):
        store.mark_news(server, 301, NOON + days * DAY)
    assert [store.last_news(server, 301) for server in (1, 2, None)] == [NOON, NOON + DAY, NOON + 2 * DAY]


def test_who_never_asked_has_no_mark(store):
    store.mark_news(1, 301, NOON)
    assert (store.last_news(1, 302), store.last_news(None, 301)) == (None, None)


def test_a_moment_without_a_time_zone_is_refused(store):
    with pytest.raises(TypeError, match=r"offset-naive"):
        store.mark_news(1, 301, datetime(2026, 3, 1))
    assert store.last_news(1, 301) is None


def test_a_value_is_the_last_one_that_was_set(store):
    store.set_value("commands", "one")
    store.set_value("other", "three")
    store.set_value("commands", "two")
    assert (store.value("commands"), store.value("other"), store.value("none")) == ("two", "three", None)
