"""Judgements -> how far the scores can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean

from index.evaluation.judging import Judged

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose first quote scores alike: what the scores promise, and what was true."""

    count: int
    score: float
    """Their mean score."""
    right: float
    """The share whose first quote holds the answer."""


def reliability(judged: Sequence[Judged]) -> tuple[Bin, ...]:
    """Return the bins that are not empty, of ten of equal width, lowest scores first; refused questions count too."""
    scored = sorted((one.score, one.first) for one in judged if one.score is not None)
    groups = [list(group) for _, group in groupby(scored, key=lambda pair: min(int(pair[0] * BINS), BINS - 1))]
    return tuple(Bin(len(one), fmean(score for score, _ in one), fmean(first for _, first in one)) for one in groups)


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error (Naeini et al., 2015), or None without a score."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.score - one.right) for one in bins) / total if total else None


def risk_by_coverage(judged: Sequence[Judged]) -> tuple[tuple[float, float], ...]:
    """Return (coverage, risk) points: the share of wrong answers, were only the questions that score most answered.

    Questions with equal scores come in together (El-Yaniv and Wiener, 2010).
    """
    order = sorted(((_sureness(one), one.first) for one in judged), reverse=True)
    points, asked, wrong = [], 0, 0
    for _, group in groupby(order, key=lambda pair: pair[0]):
        firsts = [first for _, first in group]
        asked, wrong = asked + len(firsts), wrong + firsts.count(False)
        points.append((asked / len(order), wrong / asked))
    return tuple(points)


def _sureness(one: Judged) -> float:
    """Return the score; a fact about an article has none and is sure, and so is that there is nothing to quote."""
    return one.score if one.score is not None else float(one.answered)
