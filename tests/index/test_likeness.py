"""Questions that ask alike are told together."""

from __future__ import annotations

import time

import pytest

from index import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What songs did they play?", "which songs were PLAYED"),
        ("How many deer live in Nara?", "How many deer are there in Nara?"),
        ("Who built the lighthouse of Oxwick?", "the lighthouse of Oxwick – who built it"),
        ("奈良には鹿が何頭いますか？", "奈良に鹿は何頭いる？"),
        ("나라에는 사슴이 몇 마리 있나요?", "나라에는 사슴이 몇 마리 있나요"),
        ("who are you", "Who are you?"),
    ],
)
def test_the_same_question_in_other_words_is_alike(one, other):
    assert alike([one, other]) == [[0, 1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Who painted the old bridge of Tarn?", "Who painted the old bridge of Oxwick?"),
        ("Who built the lighthouse of Oxwick?", "When was the lighthouse of Oxwick built?"),
        ("Where do the deer of Nara live?", "Why do the deer of Nara live there?"),
        ("What songs did they play?", "What songs did they play at the dinner of the two presidents in January?"),
        ("奈良には鹿が何頭いますか？", "奈良には寺がいくつありますか？"),
        ("Who?", "When?"),
    ],
)
def test_another_name_or_another_thing_wanted_is_another_question(one, other):
    assert alike([one, other]) == [[0], [1]]


def test_groups_are_in_the_order_of_their_first_questions():
    asked = ["Who built the tower?", "Where is the dam?", "who built the tower", "where is the dam?", "Who built it?"]
    assert alike(asked) == [[0, 2], [1, 3], [4]]


def test_nothing_asked_is_no_group():
    assert alike([]) == []


@pytest.mark.parametrize("question", ["", " ", "\x00", "\ud800", "🎨🎨", "@everyone " * 500, "a" * 100_000])
def test_whatever_somebody_typed_is_a_question_of_its_own(question):
    assert alike([question, "Who built the tower?", question]) == [[0, 2], [1]]


def test_a_thousand_different_questions_are_told_apart_in_a_moment():
    began = time.process_time()
    groups = alike([f"Who built the tower number{number} of town{number % 7}?" for number in range(1000)])
    assert len(groups) == 1000
    assert time.process_time() - began < 5
