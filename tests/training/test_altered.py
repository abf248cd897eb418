"""Questions that the same sentence no longer answers."""

from __future__ import annotations

import random

import pytest

from training.altered import NEAR, altered


def alter(question, right, *others, seed=0):
    return altered(question, right, others, random.Random(seed))


def test_a_name_is_exchanged_for_another_of_the_same_article():
    found = alter("What did the emperor Trajan build?", "Trajan built a column.", "The wall by Hadrian stands.")
    assert found == "What did the emperor Hadrian build?"


def test_no_name_is_taken_that_stands_beside_the_answer():
    right = "Trajan built a column after Hadrian had left."
    assert alter("What honours the emperor Trajan?", right, "The wall by Hadrian stands.") is None


@pytest.mark.parametrize("seed", range(20))
def test_a_year_is_exchanged_for_one_near_it(seed):
    found = alter("What burnt in 1850?", "The mill burnt in 1850.", seed=seed)
    year = int(found.removeprefix("What burnt in ").removesuffix("?"))
    assert 0 < abs(year - 1850) <= NEAR


def test_a_number_that_the_sentence_names_too_is_not_asked_for():
    right = "It takes 0, 1, 2, 3, 4 or 5 coins."
    assert all(alter("What takes 2 coins?", right, seed=seed) is None for seed in range(20))


def test_a_word_is_exchanged_for_its_opposite():
    assert alter("Who was the first to arrive?", "Ann was.") in {
        "Who was the last to arrive?",
        "Who was the first to leave?",
    }


def test_few_questions_are_negated_where_nothing_else_goes():
    found = [alter("Who is it?", "Ann.", seed=seed) for seed in range(200)]
    assert set(found) == {None, "Who isn't it?"}
    assert 10 < found.count("Who isn't it?") < 60


def test_a_question_that_cannot_be_altered_is_left():
    assert alter("Why so?", "Because.") is None
