"""A person has one vote."""

from __future__ import annotations

from tests.bot.store.making import kept


def test_votes_are_counted_on_both_sides(store):
    store.keep(kept())
    assert [store.vote("a1", person, person < 303) for person in (301, 302, 303)] == [True, True, True]
    assert store.votes("a1") == (2, 1)


def test_the_last_vote_of_a_person_counts(store):
    store.keep(kept())
    for helpful in (True, False, False):
        assert store.vote("a1", 301, helpful)
    assert store.votes("a1") == (0, 1)


def test_votes_on_two_answers_are_apart(store):
    store.keep(kept("a1"))
    store.keep(kept("a2"))
    store.vote("a1", 301, True)
    store.vote("a2", 301, False)
    assert (store.votes("a1"), store.votes("a2")) == ((1, 0), (0, 1))


def test_a_vote_on_an_answer_that_is_not_kept_is_not_counted(store):
    assert store.vote("a1", 301, True) is False
    store.keep(kept("a1"))
    assert store.votes("a1") == (0, 0)
