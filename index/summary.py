"""Sentences -> Summary: those that stand for the whole, in their own order.

Maximal marginal relevance (Carbonell and Goldstein, 1998) over the sentences' vectors: each one that is chosen must
say much of the whole and little of what was chosen before.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encode import Matrix
from index.rank.pool import Pool
from index.rank.traits import unpack_traits
from index.records import SummaryLine

VARIETY = 0.45
"""How much repeating what was said counts against saying much of the whole."""
SAME = 0.98
"""The cosine from which on two sentences say the same, and one of them is enough."""
LEAD = 0.25
"""What standing at the beginning is worth: news says first what matters most."""
USUAL_TERMS = (6, 30)
"""Shorter sentences say little alone, longer ones are hard to read in a list."""


def choose(pool: Pool, relevance: NDArray[np.float32], wanted: int) -> list[int]:
    """Return the places of at most `wanted` sentences, in their order; those with no finite relevance stay out."""
    left = relevance.astype(np.float64)
    chosen: list[int] = []
    while len(chosen) < wanted and np.isfinite(left.max(initial=-np.inf)):
        best = int(np.argmax(left))
        chosen.append(best)
        repeated = pool.vectors @ pool.vectors[best]
        left = np.minimum(left, relevance - VARIETY * np.maximum(repeated, 0))
        left[repeated >= SAME] = -np.inf
        left[best] = -np.inf
    return sorted(chosen)


def importance(pool: Pool) -> NDArray[np.float32]:
    """Return how well each sentence stands for all of them, shape (n,)."""
    center = pool.vectors.mean(axis=0)
    titles: Matrix = np.stack([head.title_vector for head in pool.heads])[pool.passage_of]
    central = pool.vectors @ (center / max(float(np.linalg.norm(center)), 1e-9))
    titled = np.einsum("ij,ij->i", pool.vectors, titles)
    whole: NDArray[np.float32] = (central + 0.3 * titled + _form(pool) + LEAD * _lead(pool)).astype(np.float32)
    return whole


def _lead(pool: Pool) -> NDArray[np.float64]:
    """Return 1 for an article's first sentence, falling towards 0 at its end; shape (n,)."""
    ordinals = np.array([row.ordinal for row in pool.passages], np.float64)[pool.passage_of]
    lead: NDArray[np.float64] = 1 / (1 + ordinals + 0.3 * pool.place)
    return lead


def _form(pool: Pool) -> NDArray[np.float64]:
    """Return what counts against a sentence that stands alone: too short, too long, pointing back, a question."""
    has = unpack_traits(pool.traits)
    short, long = (pool.counts < USUAL_TERMS[0]), (pool.counts > USUAL_TERMS[1])
    form: NDArray[np.float64] = (
        -0.25 * short - 0.1 * long - 0.12 * has["pointing"] - 0.2 * has["asking"] - 0.05 * has["quoted"]
    )
    return form


def lines(pool: Pool, places: Sequence[int]) -> tuple[SummaryLine, ...]:
    """Return sentences of a pool as the lines of a summary."""
    found = []
    for i in places:
        passage = pool.passage_of[i]
        head, source = pool.heads[passage], pool.sources[passage]
        found.append(SummaryLine(pool.sentence(i), head.article, head.title, *pool.span(i), head.url, source))
    return tuple(found)
