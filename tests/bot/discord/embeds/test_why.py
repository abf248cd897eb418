from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.embeds.why import Why, why_embed
from bot.records import Kept
from bot.texts import LANGUAGES, phrases
from index import Answer, Fact
from tests.bot.discord.embeds.samples import SAY, assert_sendable, hostile, kept, quotes
from tests.bot.records import QUOTE, answer

WHY = Why(12, reads=True, shared=("played",))


def told(shown: Kept, why: Why = WHY) -> list[str]:
    return [str(field.value) for field in why_embed(shown, why, SAY).fields]


def test_it_tells_what_was_searched_and_read_and_why_this_comes_first() -> None:
    searched, read, first = told(kept(answer(QUOTE, total=4)))
    assert searched.startswith("12 articles.\n")
    assert "read the question beside" in read
    assert "well supported. 4 sentences may answer." in first
    assert "Words of the question that stand in it: played" in first
    assert "The words in bold are those that answer." in first


def test_without_a_reader_nothing_is_said_to_have_been_read() -> None:
    assert told(kept(answer(QUOTE)), replace(WHY, reads=False))[1].startswith("Nothing: the reader is switched off")


def test_a_sentence_without_a_word_of_the_question_was_found_by_its_meaning() -> None:
    assert "it was found by its meaning" in told(kept(answer(QUOTE)), replace(WHY, shared=()))[2]
    assert "Words of the question" not in told(kept(answer(QUOTE)), replace(WHY, shared=None))[2]


def test_a_weak_answer_is_not_said_to_have_words_in_bold() -> None:
    assert "bold" not in told(kept(answer(replace(QUOTE, strength="weak"))))[2]


def test_what_the_question_was_limited_to_is_named() -> None:
    assert told(kept(answer(QUOTE), titles=("A duet",)))[0].startswith("Asked of: A duet\n")


def test_what_is_stored_of_an_article_needed_no_reading() -> None:
    _, read, first = told(kept(Answer("Who wrote it?", facts=(Fact(7, "A duet", "author", "Ann"),))))
    assert read.startswith("Nothing had to be read")
    assert first == "It is what is stored of “A duet”."


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_in_every_language(language: str) -> None:
    assert_sendable(why_embed(kept(answer(QUOTE)), WHY, phrases(language)))


@settings(max_examples=30, deadline=None)
@given(quotes(), hostile, st.lists(hostile, max_size=3))
def test_any_answer_can_be_explained(quote, title, shared) -> None:
    assert_sendable(why_embed(kept(answer(quote), titles=(title,)), Why(1, reads=False, shared=tuple(shared)), SAY))
