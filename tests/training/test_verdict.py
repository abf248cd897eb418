"""What is fitted to the reader, and how it is reported."""

from __future__ import annotations

import numpy as np
import pytest

from index.reader import verdict
from training.passages import Asked, Passage, Sentence
from training.sets import even
from training.verdict import (
    ANSWERABLE,
    Weighed,
    calibration_error,
    fit,
    fit_alone,
    logistic,
    mixture,
    passages,
    points,
    report,
)


def asked(fused: list[float], read: list[float], right: int | None, passage: list[int] | None = None) -> Weighed:
    holds, places = np.arange(len(fused)) == right, np.array(passage or [0] * len(fused))
    return Weighed(True, right is not None, np.array(fused), np.array(read), places, holds, np.zeros(len(fused), bool))


def many(count: int = 400, seed: int = 0) -> list[Weighed]:
    """Return questions where what was read tells more than what was found."""
    chance = np.random.default_rng(seed)
    return [
        asked([*chance.normal([0.5, 0, 0])], [*chance.normal([3, 0, 0])], 0)
        if number % 3
        else asked([*chance.normal(size=3)], [*chance.normal(size=3)], None)
        for number in range(count)
    ]


def test_a_regression_finds_the_weights_that_made_its_labels():
    chance = np.random.default_rng(1)
    inputs = chance.normal(size=(20_000, 2))
    labels = chance.random(20_000) < 1 / (1 + np.exp(-(2 * inputs[:, 0] - inputs[:, 1] + 0.5)))
    assert logistic(inputs, labels) == pytest.approx([2, -1, 0.5], abs=0.1)


def test_what_was_read_weighs_more_than_what_was_found():
    read, fused, _ = fit({"towns": many()})
    assert read > 2 * fused > 0


def test_the_first_ones_chances_can_be_believed():
    told = report(many(4000, seed=1), fit({"towns": many(4000)}), np.inf)
    assert float(told.partition("ECE ")[2].partition(",")[0]) < 0.05


def test_without_a_reading_the_fused_score_can_be_believed_too():
    alone = np.array([0, *fit_alone({"towns": many(4000)})])
    told = report(many(4000, seed=1), alone, np.inf)
    assert float(told.partition("ECE ")[2].partition(",")[0]) < 0.05


def test_reliability_is_told_from_the_least_sure_to_the_surest():
    line = points(many(4000, seed=1), fit({"towns": many(4000)}), bins=4)
    assert len(line) == 4
    assert [said for said, _ in line] == sorted(said for said, _ in line)
    assert all(abs(said - true) < 0.1 for said, true in line)


def test_a_report_counts_the_first_ones():
    some = [asked([2, 1], [0, 3], 1), asked([2, 1], [3, 0], 0), asked([1, 0], [-5, -5], None)]
    told = report(some, np.array([1.0, 0.5, 0.0]), np.inf)
    assert told.startswith("2 answerable of 3: first 1.000, in 3 1.000, useful 1.000, refused 1.000, AUROC 1.000")
    assert "first 0.500, in 3 1.000" in report(some, np.array([0.0, 1.0, 0.0]), np.inf)


def test_passages_that_were_not_read_do_not_count_where_the_first_ones_leave_no_doubt():
    some = [asked([2, 1], [1, 9], 1, [0, verdict.FIRST])]
    assert "first 0.000" in report(some, np.array([1.0, 0.0, 0.0]), -np.inf)
    assert "first 1.000" in report(some, np.array([1.0, 0.0, 0.0]), 2.0)


def test_a_sets_questions_count_as_the_mixture_that_members_ask():
    some = [asked([1], [1], right) for right in (0, 0, 0, 0, None)]
    counted = mixture(some)
    assert counted.sum() == pytest.approx(100)
    assert counted[:4].sum() == pytest.approx(100 * ANSWERABLE)


def test_believing_too_much_is_an_error():
    assert calibration_error(np.full(10, 0.95), np.arange(10) < 5) == pytest.approx(0.45)
    assert calibration_error(np.full(10, 0.55), np.arange(10) < 5) == pytest.approx(0.05)


def test_a_document_always_serves_the_same_half():
    assert [even(name) for name in ("Geology", "Oxygen", "Pharmacy", "")] == [False, True, True, False]


def test_only_what_may_be_read_is_read():
    some = tuple(Passage("T", f"b{i}", (Sentence(f"s{i}", False, False, None, 0.0),)) for i in range(40))
    found = passages(Asked("Why?", False, None, some))
    assert [(one.before, one.sentences) for one in found] == [(f"b{i}", (f"s{i}",)) for i in range(verdict.MOST)]
