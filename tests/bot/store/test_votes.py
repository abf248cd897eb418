"""A person has one vote."""

from __future__ import annotations

from tests.bot.store.making import DAY, NOON, kept


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


def test_answers_with_votes_are_listed_oldest_first(store):
    for identity, asked in (("a1", NOON), ("a2", NOON - DAY), ("a3", NOON)):
        store.keep(kept(identity, asked=asked))
    for answer, person, helpful in (("a1", 301, False), ("a2", 301, True), ("a2", 302, False)):
        store.vote(answer, person, helpful)
    listed = [(voted.kept.id, voted.helpful, voted.unhelpful) for voted in store.voted()]
    assert listed == [("a2", 1, 1), ("a1", 0, 1)]


def test_the_votes_of_a_server_are_its_own(store):
    for identity, server in (("a1", 1), ("a2", 2), ("a3", None)):
        store.keep(kept(identity, server=server))
        store.vote(identity, 301, True)
    assert [voted.kept.id for voted in store.voted(2)] == ["a2"]
    assert [voted.kept.id for voted in store.voted()] == ["a1", "a2", "a3"]


def test_a_vote_on_what_was_asked_privately_is_not_listed(store):
    store.keep(kept(private=True))
    store.vote("a1", 301, True)
    assert store.voted() == store.voted(1) == []
