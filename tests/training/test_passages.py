"""Mining: the engine's own passages, with what their sentences hold and what stands before them."""

from __future__ import annotations

import pytest

from training.passages import Asked, Sentence, mine, read_passages, write_passages
from training.sets import Document, Question, QuestionSet

FILLER = " ".join(
    f"In the {n}th year the ferrymen of the town held a feast by the water and sang." for n in range(20, 36)
)
OTHER = "The Orr is a river. Nobody has ever built a bridge across it near its mouth."
TEXT = (
    f"The bridge of Marlow crosses the river. It opened in May 1912 after six years of work. {FILLER}\n\n"
    "Trams crossed it until 1950. Few people remember May 1912 today."
)


@pytest.fixture(scope="module")
def data() -> QuestionSet:
    asked = (
        Question("1", "When did the bridge open?", "marlow", ("May 1912",), TEXT.index("May 1912"), (), "marlow"),
        Question("2", "Who designed the bridge?", None, (), None, (), "marlow"),
        Question(
            "3", "Until when did trams cross the bridge?", "marlow", (), None, ("Trams crossed it until 1950.",), None
        ),
        Question("4", "When did it burn?", None, (), None, (), "marlow", local=True),
    )
    return QuestionSet("towns", "en", (Document("marlow", "Marlow", TEXT), Document("orr", "Orr", OTHER)), asked)


@pytest.fixture(scope="module")
def mined(data) -> dict[str, Asked]:
    return {asked.question: asked for asked in mine(data, seed=0)}


def sentences(asked: Asked) -> list[Sentence]:
    return [sentence for passage in asked.passages for sentence in passage.sentences]


def test_the_answer_is_marked_in_its_sentence_and_doubted_elsewhere(mined):
    found = sentences(mined["When did the bridge open?"])
    right = next(one for one in found if one.holds)
    assert right.text[slice(*right.span)] == "May 1912"
    assert [one.text for one in found if one.unclear] == ["Few people remember May 1912 today."]


def test_a_passage_comes_with_the_sentence_before_it(mined):
    before = {one.sentences[0].text: one.before for one in mined["When did the bridge open?"].passages}
    assert before["The bridge of Marlow crosses the river."] == ""
    assert before["Trams crossed it until 1950."] == FILLER.split(". ")[-1]


def test_a_question_without_an_answer_has_passages_that_do_not_hold_it(mined):
    asked = mined["Who designed the bridge?"]
    assert (asked.answerable, asked.doc) == (False, "marlow")
    assert {one.title for one in asked.passages} == {"Marlow", "Orr"}
    assert not any(one.holds for one in asked.passages)


def test_a_question_that_makes_sense_of_its_article_alone_is_asked_of_it_alone(mined):
    assert {one.title for one in mined["When did it burn?"].passages} == {"Marlow"}


def test_a_marked_sentence_holds_the_answer_without_a_place_in_it(mined):
    right = [one for one in sentences(mined["Until when did trams cross the bridge?"]) if one.holds]
    assert [(one.text, one.span) for one in right] == [("Trams crossed it until 1950.", None)]


def test_any_sentence_that_a_set_marks_holds_the_answer():
    said = ("Trams crossed it until 1950.", "Few people remember May 1912 today.")
    one = Question("5", "What is over?", "marlow", ("Trams",), TEXT.index("Trams"), said, "marlow")
    (asked,) = mine(QuestionSet("towns", "en", (Document("marlow", "Marlow", TEXT),), (one,)), seed=0)
    assert {each.text for each in sentences(asked) if each.holds} == set(said)


def test_the_passage_with_the_best_sentence_comes_first(mined):
    for asked in mined.values():
        best = [max(one.logit for one in passage.sentences) for passage in asked.passages]
        assert best == sorted(best, reverse=True)


def test_passages_are_read_as_they_were_written(mined, tmp_path):
    asked = list(mined.values())
    assert write_passages(tmp_path / "set.jsonl.gz", asked) == 4
    assert read_passages(tmp_path / "set.jsonl.gz") == asked
    assert read_passages(tmp_path / "set.jsonl.gz", 1) == asked[:1]
