"""Questions as people type them who have read the article."""

from __future__ import annotations

import random

import pytest

from training.rephrased import rephrased, without_names


def pronouns(question):
    return {without_names(question, random.Random(seed)) for seed in range(60)}


def test_a_name_after_a_verb_becomes_who_acts():
    assert pronouns("What did Anna Berg sing?") == {f"What did {who} sing?" for who in ("they", "he", "she", "it")}


def test_a_name_elsewhere_becomes_who_is_acted_on():
    assert pronouns("Who saw Anna?") == {f"Who saw {who}?" for who in ("them", "him", "her", "it")}


def test_an_owner_stays_one():
    assert pronouns("Where is Anna's castle?") == {f"Where is {who} castle?" for who in ("their", "his", "her", "its")}


def test_an_article_before_a_name_goes_with_it():
    assert "When did it start?" in pronouns("When did the Second Awakening start?")


@pytest.mark.parametrize("question", ["Why did it rain?", "Anna", "", "what does anna sing", "Who is JK?!"[:4]])
def test_without_names_a_question_stays(question):
    assert pronouns(question) == {question}


def test_some_questions_lose_their_small_words():
    found = {rephrased("Where did the man live in 1950?", random.Random(seed)) for seed in range(60)}
    assert found == {"Where did the man live in 1950?", "Where man live 1950"}


def test_most_questions_stay_as_they_are():
    same = [rephrased("What did Anna sing?", random.Random(seed)) == "What did Anna sing?" for seed in range(400)]
    assert 0.5 < sum(same) / len(same) < 0.7
