"""What was read and what the fused search found, weighed into one score."""

from __future__ import annotations

import numpy as np
import pytest

from index.reader import Reading
from index.reader.choice import legible
from index.reader.verdict import (
    ALONE,
    ALONE_CONSTANT,
    ENGLISH,
    MOST,
    SURE,
    UNREAD,
    alone,
    decide,
    in_doubt,
    weigh,
    worth_reading,
)

READ, FUSED, CONSTANT = ENGLISH


def fused(*logits: float) -> np.ndarray:
    return np.array(logits, np.float32)


def test_both_scores_are_weighed():
    found = weigh(fused(2, 1), {0: Reading(-1, None), 1: Reading(3, None)}, ENGLISH)
    assert found.tolist() == pytest.approx([2 * FUSED - READ + CONSTANT, FUSED + 3 * READ + CONSTANT])


def test_more_of_either_score_never_means_less():
    assert READ > 0
    assert FUSED > 0


def test_a_sentence_that_was_not_read_counts_as_one_that_does_not_answer():
    found = weigh(fused(1, 1), {0: Reading(0, None)}, ENGLISH)
    assert found[1] == pytest.approx(UNREAD * READ + FUSED + CONSTANT)
    assert found[0] > found[1]


def test_the_passages_with_the_best_sentences_are_read():
    places = np.array([0, 0, 1, 1, 2])
    assert worth_reading(fused(1, 2, 5, 0, 3), places) == [1, 2, 0]
    assert worth_reading(fused(1, 2, 5, 0, 3), places, 1) == [1]


def test_no_more_passages_are_read_than_can_be():
    assert worth_reading(fused(*range(50)), np.arange(50), 40) == list(range(49, 49 - MOST, -1))


def test_a_sentence_that_surely_answers_leaves_no_doubt():
    enough = (SURE - CONSTANT) / READ
    assert in_doubt(fused(0, 0), {0: Reading(enough - 0.1, None)}, ENGLISH, SURE)
    assert not in_doubt(fused(0, 0), {0: Reading(-3, None), 1: Reading(enough + 0.1, None)}, ENGLISH, SURE)


def test_without_a_reading_the_fused_scores_keep_their_order_on_the_same_scale():
    found = decide(fused(2, 1), {}, ENGLISH)
    assert found.tolist() == pytest.approx([2 * ALONE + ALONE_CONSTANT, ALONE + ALONE_CONSTANT])
    assert ALONE > 0


def test_another_reader_hands_the_fused_scores_out_anew():
    readings = {0: Reading(-3, None), 1: Reading(5, None)}
    found = decide(fused(2, 1.5, 1), readings, None)
    assert found.tolist() == pytest.approx(alone(fused(1.5, 2, 1)).tolist())


@pytest.mark.parametrize("question", ["Who plays the drums?", "Où se tient la fête de Zoë?", "What does 東京 mean?"])
def test_a_question_in_latin_script_can_be_read(question):
    assert legible(question)


@pytest.mark.parametrize("question", ["東京タワーの高さは?", "대한민국의 수도는?", "Кто играл на NBA?"])
def test_a_question_in_another_script_cannot(question):
    assert not legible(question)
