"""Mining: the engine's own candidates, each with what it holds and what stands before it."""

from __future__ import annotations

import pytest

from training.excerpts import Excerpt, mine
from training.sets import Document, Question, QuestionSet

TEXT = (
    "The bridge of Marlow crosses the river. It opened in May 1912 after six years of work.\n\n"
    "Trams crossed it until 1950. Few people remember May 1912 today."
)


@pytest.fixture(scope="module")
def mined() -> dict[str, Excerpt]:
    asked = (
        Question("1", "When did the bridge open?", "marlow", ("May 1912",), TEXT.index("May 1912"), (), "marlow"),
        Question("2", "Who designed the bridge?", None, (), None, (), "marlow"),
        Question(
            "3", "Until when did trams cross the bridge?", "marlow", (), None, ("Trams crossed it until 1950.",), None
        ),
    )
    data = QuestionSet("towns", "en", (Document("marlow", "Marlow", TEXT),), asked)
    return {excerpt.question: excerpt for excerpt in mine(data, seed=0)}


def test_the_answer_is_marked_in_its_sentence_and_doubted_elsewhere(mined):
    candidates = mined["When did the bridge open?"].candidates
    right = next(one for one in candidates if one.holds)
    assert right.text[slice(*right.span)] == "May 1912"
    assert [one.text for one in candidates if one.unclear] == ["Few people remember May 1912 today."]


def test_the_sentence_before_is_found_across_passages(mined):
    before = {one.text: one.before for one in mined["When did the bridge open?"].candidates}
    assert before["The bridge of Marlow crosses the river."] == ""
    assert before["Trams crossed it until 1950."] == "It opened in May 1912 after six years of work."


def test_a_question_without_an_answer_has_candidates_that_do_not_hold_it(mined):
    excerpt = mined["Who designed the bridge?"]
    assert not excerpt.answerable
    assert len(excerpt.candidates) == 4
    assert not any(one.holds for one in excerpt.candidates)


def test_a_marked_sentence_holds_the_answer_without_a_place_in_it(mined):
    right = [one for one in mined["Until when did trams cross the bridge?"].candidates if one.holds]
    assert [(one.text, one.span, one.title) for one in right] == [("Trams crossed it until 1950.", None, "Marlow")]


def test_the_best_candidate_comes_first(mined):
    for excerpt in mined.values():
        logits = [one.logit for one in excerpt.candidates]
        assert logits == sorted(logits, reverse=True)
