"""Terms and traits: what words are found by, and what can be seen of a sentence at a glance."""

from __future__ import annotations

import time

import pytest

from index.rank.traits import QUESTION_TRAITS, SENTENCE_TRAITS, question_traits, sentence_traits, unpack_traits
from index.terms import term_ids, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The drums were played loudly.", ["drum", "play", "loud"]),
        ("Café, CAFÉ and cafe", ["cafe", "cafe", "cafe"]),
        ("BTS's songs of 2020", ["bts", "song", "2020"]),
        ("橋は開通", ["橋は", "は開", "開通"]),
        ("橋", ["橋"]),
        ("대통령은", ["대통", "통령", "령은"]),
        ("KPopの曲", ["kpop", "の曲"]),
        ("", []),
        ("?! 🥁", []),
        ("the of and", []),
    ],
)
def test_a_text_has_these_terms(text, expected):
    assert terms(text) == expected


def test_words_that_mean_the_same_meet():
    assert terms("playing played plays") == ["play"] * 3
    assert terms("Which songs?") == terms("song")


def test_what_is_too_long_for_a_word_is_none():
    assert terms("a" * 1000 + " drum " + "漢" * 1000)[:1] == ["drum"]


def test_numbers_of_terms_are_the_same_everywhere():
    assert term_ids(["drum", "song", "橋は"]).tolist() == [2738787104, 871231137, 4192595051]
    assert (term_ids([]).dtype, len(term_ids([]))) == ("uint32", 0)


@pytest.mark.parametrize(
    ("sentence", "traits"),
    [
        ("It cost $3.4 million.", {"digit", "amount", "pointing"}),
        ("Two songs were played on Tuesday.", {"date", "number", "name"}),
        ("“It is cold,” she said.", {"quoted", "speech", "pointing"}),
        ("Did they play?", {"asking"}),
        ("The bridge closed because a lorry burnt.", {"cause"}),
        ("橋は2026年に開通する。", {"digit", "date"}),
        ("Trees grew.", set()),
    ],
)
def test_a_sentence_shows_these_traits(sentence, traits):
    has = unpack_traits(sentence_traits([sentence]))
    assert {name for name, value in has.items() if value[0]} == traits


def test_traits_of_several_sentences_stay_apart():
    has = unpack_traits(sentence_traits(["Who came?", "It cost 3 yen.", ""]))
    assert has["asking"].tolist() == [1, 0, 0]
    assert has["amount"].tolist() == [0, 1, 0]
    assert len(SENTENCE_TRAITS) <= 16


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("When was it?", {"when"}),
        ("In what year did it open?", {"when", "what"}),
        ("How many drums are there?", {"quantity", "how"}),
        ("Who won?", {"who"}),
        ("Where is Nara?", {"where"}),
        ("Why not?", {"why"}),
        ("橋はいつ開通しますか", {"when", "whether"}),
        ("누가 드럼을 쳤나요?", {"who", "whether"}),
        ("Which songs were played?", {"several", "what"}),
        ("Tell me about drums.", {"speech"}),
        ("How long did it last?", {"how", "quantity", "duration", "extreme"}),
        ("Play the drums.", set()),
        ("", set()),
    ],
)
def test_a_question_asks_for_this(question, asked):
    assert {name for name, value in question_traits(question).items() if value} == asked


@pytest.mark.parametrize(
    "text", [", a" * 20_000, "A" * 60_000, "in the " * 9000, "a, b; " * 9000, "Aa " * 20_000, "、" * 50_000]
)
def test_a_hostile_text_is_over_in_a_moment(text):
    began = time.process_time()
    sentence_traits([text])
    question_traits(text)
    terms(text)
    assert time.process_time() - began < 2


def test_every_trait_has_a_name_of_its_own():
    assert not set(SENTENCE_TRAITS) & {"what", "who", "how"}
    assert len(QUESTION_TRAITS) == len(question_traits("Who?"))
