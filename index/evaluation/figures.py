"""Judgements -> the figures that stand for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from index.evaluation.curves import calibration_error, reliability
from index.evaluation.judging import Judged


@dataclass(frozen=True, slots=True)
class Figures:
    """How well questions were answered; shares are 0 to 1, and None where no question can tell.

    A refused question counts as wrong where an answer existed: in `top1`, `top3` and `mrr` as nothing found.
    """

    questions: int
    answerable: int
    top1: float | None
    """In which share of the answerable ones the first quote holds the answer."""
    top3: float | None
    mrr: float | None
    """The mean of 1 / the place of the first quote that holds the answer."""
    mark_f1: float | None
    """The mean token F1 of the marked words, where the first quote is right; nothing marked is 0."""
    right: float | None
    """The share of all questions that were answered with the right quote first, or rightly refused."""
    refused: float | None
    """The share of the questions without an answer that were refused."""
    answered_right: int
    answered_wrong: int
    """Another quote stood first, or no article answers."""
    refused_right: int
    refused_wrong: int
    """An article answers."""
    ece: float | None
    """The expected calibration error of the first quote's score."""


def figures_of(judged: Sequence[Judged]) -> Figures:
    """Return the figures of these questions."""
    answerable = [one for one in judged if one.answerable]
    places = [one.rank if one.answered else None for one in answerable]
    unanswerable = [one for one in judged if not one.answerable]
    return Figures(
        questions=len(judged),
        answerable=len(answerable),
        top1=_mean(place == 1 for place in places),
        top3=_mean(place is not None and place <= 3 for place in places),  # noqa: PLR2004
        mrr=_mean(1 / place if place else 0 for place in places),
        mark_f1=_mean(one.mark_f1 for one in judged if one.mark_f1 is not None),
        right=_mean(one.right for one in judged),
        refused=_mean(not one.answered for one in unanswerable),
        answered_right=sum(one.answered and one.right for one in judged),
        answered_wrong=sum(one.answered and not one.right for one in judged),
        refused_right=sum(not one.answered and one.right for one in judged),
        refused_wrong=sum(not one.answered and not one.right for one in judged),
        ece=calibration_error(reliability(judged)),
    )


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return fmean(found) if found else None
