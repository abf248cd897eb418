from __future__ import annotations

from datetime import timedelta

from bot.records import Change
from bot.store import Store
from tests.bot.store.making import NOON

ADDED = Change(NOON, 1, 300, "add", "A duet")
REMOVED = Change(NOON + timedelta(seconds=5), 1, None, "remove", "A duet")


def test_changes_are_listed_newest_first(store: Store) -> None:
    store.note(ADDED)
    store.note(REMOVED)
    assert store.changes(1, 10) == [REMOVED, ADDED]
    assert store.changes(1, 1) == [REMOVED]


def test_changes_of_the_same_moment_keep_their_order(store: Store) -> None:
    several = [Change(NOON, 1, 300, "add", f"Number {number}") for number in range(5)]
    for change in several:
        store.note(change)
    assert store.changes(1, 10) == several[::-1]


def test_no_server_sees_the_changes_of_another(store: Store) -> None:
    store.note(ADDED)
    assert store.changes(2, 10) == []


def test_a_server_that_is_forgotten_has_no_changes(store: Store) -> None:
    store.note(ADDED)
    store.forget_server(1)
    assert store.changes(1, 10) == []


def test_a_detail_is_kept_to_a_limit_and_without_what_cannot_be_stored(store: Store) -> None:
    store.note(Change(NOON, 1, 300, "add", "\ud800" + "a" * 9_000))
    assert store.changes(1, 1)[0].detail == "?" + "a" * 499


def test_the_changes_outlive_a_restart(store: Store, path) -> None:
    store.note(ADDED)
    store.close()
    again = Store.open(path)
    assert again.changes(1, 10) == [ADDED]
    again.close()
