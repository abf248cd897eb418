"""Which words of a sentence are marked as the answer."""

from __future__ import annotations

import time

import pytest

from index.marks import mark
from index.rank.traits import question_traits


def marked(question: str, sentence: str) -> list[str]:
    spans = mark(question, question_traits(question), sentence)
    return [sentence[start:end] for start, end in spans or ()]


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("When did the talks end?", "The talks ended on 14 January 2026, after lunch.", ["14 January 2026"]),
        ("When was it built?", "It was built in 1607.", ["1607"]),
        ("When did they meet?", "They met on Tuesday.", ["Tuesday"]),
        ("橋はいつ開通しますか", "橋は2026年5月3日に開通する。", ["2026年5月3日"]),
        ("Who played the drums?", "In the end Lee Jae Myung played the drums.", ["Lee Jae Myung"]),
        ("Who played the drums?", "On Tuesday Lee Jae Myung played.", ["Lee Jae Myung"]),
        ("Where did they meet?", "They met near the Horyuji Temple in the rain.", ["Horyuji Temple"]),
        ("How many arches has the bridge?", "The bridge has 12 arches of stone.", ["12 arches"]),
    ],
)
def test_the_words_that_answer_are_marked(question, sentence, words):
    assert marked(question, sentence)[: len(words)] == words


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did they stop?", "They stopped because of the rain in 1987."),
        ("When did they stop?", "They stopped because of the rain."),
        ("Where is it?", ""),
        ("Tell me about drums.", "Lee played the drums in Nara."),
    ],
)
def test_what_cannot_be_told_is_not_marked(question, sentence):
    assert mark(question, question_traits(question), sentence) is None


def test_the_words_of_the_question_are_not_its_answer():
    assert marked("Who is Lee Jae Myung?", "He met Lee Jae Myung.") == []
    assert marked("When in 2023 was it signed?", "It was signed in 2023 on 18 August.") != ["2023"]


def test_spans_are_inside_the_sentence_and_in_order():
    question, sentence = "Who came?", "Ada Pell, Bo Lind, Cy Moss, Di Nash, Ed Orr and Flo Pike came."
    spans = mark(question, question_traits(question), sentence)
    assert spans == tuple(sorted(spans))
    assert [sentence[start:end] for start, end in spans][:2] == ["Ada Pell", "Bo Lind"]
    assert len(spans) <= 4


@pytest.mark.parametrize("sentence", ["1," * 20_000, "Aa " * 20_000, "“" * 20_000, "in the " * 20_000, "A." * 20_000])
@pytest.mark.parametrize(
    "question", ["When was it?", "Who was it?", "Where was it?", "How many are there?", "Which songs were there?"]
)
def test_a_hostile_sentence_is_over_in_a_moment(question, sentence):
    began = time.process_time()
    mark(question, question_traits(question), sentence)
    assert time.process_time() - began < 1
