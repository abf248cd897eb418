"""Rankings -> figures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.golden import Golden
from benchmarks.libraries import Hit

Ranking = Sequence[Hit]


def rank_of(golden: Golden, ranking: Ranking) -> int | None:
    """Return the place of the first sentence that holds the answer, counted from 1."""
    held = (i for i, hit in enumerate(ranking, 1) if golden.held_by(hit.article, hit.start, hit.end))
    return next(held, None)


def first_share(questions: Sequence[Golden], rankings: Sequence[Ranking]) -> float:
    """Return in which share of questions the first sentence holds the answer."""
    return float(np.mean([rank_of(*pair) == 1 for pair in zip(questions, rankings, strict=True)]))


def reciprocal_rank(questions: Sequence[Golden], rankings: Sequence[Ranking]) -> float:
    """Return the mean reciprocal rank of the first sentence that holds the answer."""
    ranks = [rank_of(*pair) for pair in zip(questions, rankings, strict=True)]
    return float(np.mean([1 / rank if rank else 0.0 for rank in ranks]))


def top_score(ranking: Ranking) -> float:
    """Return the score of the first sentence, 0 where there is none."""
    return ranking[0].score if ranking else 0.0


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return how probably a positive scores above a negative; a tie is half (Mann and Whitney, 1947)."""
    more = np.subtract.outer(np.asarray(positive), np.asarray(negative))
    return float((more > 0).mean() + (more == 0).mean() / 2)
