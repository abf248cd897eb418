"""The admins see the questions that had no answer, and none that was asked in private."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.records import Change
from bot.store import Unanswered
from tests.bot.store.making import DAY, FOUND, NOON, NOTHING, kept


def test_questions_without_an_answer_are_listed_newest_first(store):
    for days, identity in ((0, "a1"), (2, "a2"), (1, "a3")):
        store.keep(kept(identity, NOTHING, asked=NOON + days * DAY, question=f"Question {days}?"))
    named = (kept().asking.scope, ("A duet",))
    assert store.unanswered(1) == [
        Unanswered("a2", "Question 2?", 20, 300, NOON + 2 * DAY, "en", *named),
        Unanswered("a3", "Question 1?", 20, 300, NOON + DAY, "en", *named),
        Unanswered("a1", "Question 0?", 20, 300, NOON, "en", *named),
    ]
    assert [row.answer for row in store.unanswered(1, 2)] == ["a2", "a3"]


def test_of_two_questions_of_one_moment_the_later_one_is_first(store):
    store.keep(kept("b", NOTHING))
    store.keep(kept("a", NOTHING))
    assert [row.answer for row in store.unanswered(1)] == ["a", "b"]


@pytest.mark.parametrize(
    "hidden",
    [
        kept(given=NOTHING, private=True),
        kept(given=NOTHING, server=None),
        kept(given=FOUND),
        kept(given=replace(NOTHING, obstacle="short")),
    ],
)
def test_private_and_answered_questions_and_what_is_none_are_not_listed(store, hidden):
    store.keep(hidden)
    assert store.unanswered(1) == []
    assert store.kept("a1") == hidden


def test_several_are_dismissed_at_once_and_only_those_of_the_server(store):
    for identity, server in (("a1", 1), ("a2", 1), ("a3", 1), ("b1", 2)):
        store.keep(kept(identity, NOTHING, server=server))
    change = Change(NOON, 1, 300, "dismiss", "2")
    store.dismiss(["a1", "a3", "b1", "unknown"], change)
    assert [row.answer for row in store.unanswered(1)] == ["a2"]
    assert [row.answer for row in store.unanswered(2)] == ["b1"]
    assert (store.changes(1, 9), store.changes(2, 9)) == ([change], [])
