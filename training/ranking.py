"""Reader and passages -> how well it ranks, refuses and knows how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.reader.verdict import MOST
from training.batches import Chosen, window_of
from training.passages import Asked
from training.reading import Reader, WindowMaker, scores

SHARES = (0.0, 0.7, 0.85, 1.0)
"""Parts that the reader's score has in the rank, beside the fused search's log-odds."""
BINS = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentences of one question: the reader's scores, the fused search's, and which hold the answer."""

    answerable: bool
    scores: NDArray[np.float32]
    fused: NDArray[np.float32]
    holds: NDArray[np.bool_]

    def order(self, share: float) -> NDArray[np.int64]:
        """Return the sentences' places, best first."""
        return np.argsort(-self.mixed(share))

    def mixed(self, share: float) -> NDArray[np.float32]:
        """Return the reader's and the fused search's scores as one."""
        return share * self.scores + (1 - share) * self.fused


def read_all(reader: Reader, maker: WindowMaker, asked: Sequence[Asked]) -> list[Reading]:
    """Return the readings of a set."""
    chosen = [
        (number, Chosen(each.question, one, part, True))
        for number, each in enumerate(asked)
        for one in each.passages[:MOST]
        for part in maker.parts([sentence.text for sentence in one.sentences])
    ]
    found: list[list[tuple[float, float, bool]]] = [[] for _ in asked]
    each = scores(reader, [window_of(one, maker) for _, one in chosen], rough=True)
    for (number, one), row in zip(chosen, each, strict=True):
        found[number] += [
            (score, sentence.logit, sentence.holds) for score, sentence in zip(row.tolist(), one.sentences, strict=True)
        ]
    return [_reading(each.answerable, some) for each, some in zip(asked, found, strict=True)]


def _reading(answerable: bool, some: Sequence[tuple[float, float, bool]]) -> Reading:
    read, fused, holds = zip(*some, strict=True)
    return Reading(answerable, np.array(read, np.float32), np.array(fused, np.float32), np.array(holds))


def figures(readings: Sequence[Reading], share: float) -> dict[str, float | int | None]:
    """Return how often the first sentence answers, and how well the best score tells what has one."""
    answered = [reading for reading in readings if reading.answerable]
    ranked = [reading.holds[reading.order(share)] for reading in answered]
    ranks = [1 / (1 + int(holds.argmax())) if holds.any() else 0.0 for holds in ranked]
    return {
        "questions": len(answered),
        "first": round(float(np.mean([holds[0] for holds in ranked])), 4),
        "mrr": round(float(np.mean(ranks)), 4),
        "auroc": auroc(
            [reading.mixed(share).max() for reading in answered],
            [reading.mixed(share).max() for reading in readings if not reading.answerable],
        ),
    }


def auroc(right: Sequence[float], wrong: Sequence[float]) -> float | None:
    """Return how often a score of the one kind is above one of the other, or None where a kind is missing."""
    if not right or not wrong:
        return None
    above = np.subtract.outer(np.array(right), np.array(wrong))
    return round(float((above > 0).mean() + (above == 0).mean() / 2), 4)


@dataclass(frozen=True, slots=True)
class Reliability:
    """Said probability against what came true, a point a bin, and the expected calibration error."""

    points: tuple[tuple[float, float], ...]
    error: float


def reliability(readings: Sequence[Reading]) -> Reliability:
    """Return how far the first candidate's probability can be believed."""
    first = [int(reading.scores.argmax()) for reading in readings]
    logits = np.array([reading.scores[i] for reading, i in zip(readings, first, strict=True)], np.float64)
    right = np.array([reading.holds[i] for reading, i in zip(readings, first, strict=True)])
    said = 1 / (1 + np.exp(-logits))
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    filled = [bins == number for number in range(BINS) if (bins == number).any()]
    points = tuple((float(said[one].mean()), float(right[one].mean())) for one in filled)
    error = sum(abs(said[one].mean() - right[one].mean()) * one.mean() for one in filled)
    return Reliability(points, round(float(error), 4))
