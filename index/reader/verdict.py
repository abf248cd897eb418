"""Fused log-odds and readings -> the log-odds that decide.

All weights stand here. `python -m training.verdict` fits them to the packaged reader on one half of the development
sets, and reports on the other half.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from index.reader.protocol import Reading, Weights

ENGLISH = Weights(0.329, 0.066, -0.191)
MULTILINGUAL = Weights(0.336, 0.067, -0.657)
"""Of the packaged readers."""
ALONE, ALONE_CONSTANT = 0.06, -0.12
"""The same where nothing was read, in other scripts and without a reader.

Not fitted: what the search finds is answered, and as weak support, for it alone is seldom to be trusted.
"""
UNREAD = -7.0
"""What counts as read of sentences that were not: as little as of hardly any that was, so that they come behind."""
MOST = 4
"""Passages that are read at most: the answer stands in one of them for 97 of 100 questions of news."""
FIRST = 2
"""Passages that are read first; the others only where these leave doubt."""
SURE = 0.3
"""Log-odds from which a sentence leaves no doubt."""
DOUBTFUL = 0.0
"""Log-odds below which the best passage is read once more, after what leads up to it."""


def worth_reading(fused: NDArray[np.float32], passage_of: NDArray[np.int64], most: int = MOST) -> list[int]:
    """Return the passages that are read, those with the best sentences first."""
    passages = passage_of[np.argsort(-fused, kind="stable")]
    return list(dict.fromkeys(passages.tolist()))[: min(most, MOST)]


def in_doubt(fused: NDArray[np.float32], readings: Mapping[int, Reading], weights: Weights, sure: float) -> bool:
    """Tell whether no sentence that was read reaches some log-odds."""
    return bool(weigh(fused, readings, weights).max() < sure)


def decide(fused: NDArray[np.float32], readings: Mapping[int, Reading], weights: Weights | None) -> NDArray[np.float32]:
    """Return the log-odds that each sentence answers, shape (n,); without weights the readings only order them."""
    if not readings:
        return alone(fused)
    return weigh(fused, readings, weights) if weights else alone(reorder(fused, readings))


def alone(fused: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the log-odds where nothing was read, on the same scale."""
    return (ALONE * fused + ALONE_CONSTANT).astype(np.float32)


def weigh(fused: NDArray[np.float32], readings: Mapping[int, Reading], weights: Weights) -> NDArray[np.float32]:
    """Return the log-odds that each sentence answers, shape (n,)."""
    read = np.full(len(fused), UNREAD, np.float32)
    for i, reading in readings.items():
        read[i] = reading.logit
    return (weights.read * read + weights.fused * fused + weights.constant).astype(np.float32)


def reorder(fused: NDArray[np.float32], readings: Mapping[int, Reading]) -> NDArray[np.float32]:
    """Return the fused log-odds, handed out anew among those that were read, by what another reader says of them.

    How its scores become probabilities nobody knows; how sure an answer is stays what the fused search said.
    """
    given = fused.copy()
    places = list(readings)
    both = np.array([fused[i] + readings[i].logit for i in places])
    given[[places[i] for i in np.argsort(-both, kind="stable")]] = np.sort(fused[places])[::-1]
    return given
