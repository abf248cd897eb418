"""Who wants to be told is told once."""

from __future__ import annotations

from bot.records import Waiting
from tests.bot.store.making import DAY, NOON, NOTHING, kept


def test_who_waits_is_listed_with_the_question_the_oldest_first(store):
    store.keep(kept("new", NOTHING, asked=NOON + DAY))
    store.keep(kept("old", NOTHING, asker=310, server=2))
    assert [store.wait(answer, person) for answer, person in (("new", 301), ("old", 303), ("old", 302))] == [True] * 3
    old, new = kept("old", NOTHING, asker=310, server=2).asking, kept("new", NOTHING).asking
    assert store.waiting() == [Waiting("old", 302, old), Waiting("old", 303, old), Waiting("new", 301, new)]


def test_a_person_waits_once(store):
    store.keep(kept(given=NOTHING))
    assert (store.wait("a1", 301), store.wait("a1", 301)) == (True, False)
    assert store.waiting() == [Waiting("a1", 301, kept().asking)]


def test_who_was_told_waits_no_longer(store):
    store.keep(kept(given=NOTHING))
    store.wait("a1", 301)
    store.wait("a1", 302)
    asking = kept().asking
    store.told([Waiting("a1", 301, asking), Waiting("a1", 399, asking), Waiting("unknown", 302, asking)])
    assert [waiting.person for waiting in store.waiting()] == [302]
    assert store.wait("a1", 301)


def test_nobody_can_wait_for_an_answer_that_is_not_kept(store):
    assert store.wait("a1", 301) is False
    assert store.waiting() == []


def test_who_could_not_be_told_waits_again(store):
    store.keep(kept(given=NOTHING))
    asking = kept().asking
    store.wait_again([Waiting("a1", 301, asking), Waiting("a1", 302, asking), Waiting("forgotten", 303, asking)])
    assert [waiting.person for waiting in store.waiting()] == [301, 302]
