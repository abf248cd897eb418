"""The F1 of n-grams that benchmarks report: by hand on a few words."""

from __future__ import annotations

import pytest

from benchmarks.rouge import rouge


def test_the_same_words_are_all_held_whatever_their_endings():
    assert rouge("Two ships sank.", ["two ship sinks, sank"], 1) == pytest.approx(2 * 3 / 7)


def test_pairs_of_words_are_counted_in_their_order():
    assert rouge("the cat sat on the mat", ["the cat lay on the mat"], 2) == pytest.approx(2 * 3 / 10)


def test_a_word_counts_no_more_often_than_both_hold_it():
    assert rouge("the the the", ["the cat"], 1) == pytest.approx(2 * 1 / 5)


def test_the_nearest_reference_counts():
    assert rouge("a storm", ["nothing at all", "a storm"], 2) == 1


def test_nothing_in_common_is_zero():
    assert rouge("", ["a storm"], 2) == rouge("rain", ["a storm"], 1) == 0
