"""A reindex under way is known to the next run of the bot."""

from __future__ import annotations

from bot.records import Change, Reindexing
from tests.bot.store.making import DAY, NOON

FIRST = Reindexing(server=1, who=300, channel=20, begun=NOON, message=7, edition="abc", tries=2)
SECOND = Reindexing(server=2, who=301, channel=21, begun=NOON - DAY)


def test_what_is_under_way_is_listed_the_oldest_first(store):
    store.put_reindexing(FIRST)
    store.put_reindexing(SECOND)
    assert store.reindexings() == [SECOND, FIRST]


def test_a_server_has_one_at_a_time(store):
    store.put_reindexing(FIRST)
    later = Reindexing(1, 302, 22, NOON + DAY)
    store.put_reindexing(later)
    assert store.reindexings() == [later]


def test_it_is_the_servers_and_who_began_it_is_the_persons(store):
    store.put_reindexing(FIRST)
    store.forget_person(300)
    assert [(run.server, run.who) for run in store.reindexings()] == [(1, 0)]


def test_what_is_done_is_forgotten(store):
    store.put_reindexing(FIRST)
    store.put_reindexing(SECOND)
    store.forget_reindexing(1)
    store.forget_reindexing(99)
    assert store.reindexings() == [SECOND]


def test_a_server_that_is_forgotten_is_not_reindexed(store):
    store.put_reindexing(FIRST)
    store.put_reindexing(SECOND)
    store.forget_server(1)
    assert store.reindexings() == [SECOND]


def test_the_end_of_one_is_noted_with_it(store):
    store.put_reindexing(FIRST)
    change = Change(NOON, 1, 300, "reindex", "4 · 24 · model@1")
    store.forget_reindexing(1, change)
    assert (store.reindexings(), store.changes(1, 9)) == ([], [change])
