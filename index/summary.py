"""Sentences -> Summary: those that stand for the whole, in their own order.

A sentence is worth its place times its nearness to the title. Maximal marginal relevance (Carbonell and
Goldstein, 1998) over the sentences' vectors: each one that is chosen must also say little of what was chosen before.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.antecedents import NONE, Places, antecedents
from index.encode import Matrix
from index.rank.pool import Pool
from index.rank.traits import unpack_traits
from index.records import SummaryLine

VARIETY = 0.1
"""How much repeating what was said counts against saying much of the whole."""
SAME = 0.98
"""The cosine from which on two sentences say the same, and one of them is enough."""
CENTRAL = 0.3
"""What nearness to the whole text is worth beside nearness to the title, which may be no more than a file's name."""
LATE = 0.25
"""What is left of a sentence's worth far from the beginning: news says first what matters most.

These numbers are of a plateau, found on 14 articles with people's summaries: a third more or less changes little.
"""
PASSAGE = 4
"""Sentences of a usual passage: a pool need not hold those in between."""
FEWEST_TERMS = 6
"""Shorter sentences say little alone."""


def choose(pool: Pool, relevance: NDArray[np.float32], wanted: int, fits: NDArray[np.bool_] | None = None) -> list[int]:
    """Return the places of at most `wanted` sentences, in their order; those that do not fit are only brought along.

    A sentence that begins with a pronoun brings those before it, back to the one that names what it means.
    """
    out = np.zeros(len(pool)) if fits is None else np.where(fits, 0, -np.inf)
    left, before = relevance.astype(np.float64), antecedents(pool)
    chosen: list[int] = []
    while len(chosen) < wanted:
        worth = out + _worth(left, before, chosen, wanted - len(chosen))
        if not np.isfinite(worth.max(initial=-np.inf)):
            break
        run = _run(int(np.argmax(worth)), before, chosen)
        chosen += run
        repeated = (pool.vectors @ pool.vectors[run].T).max(axis=1)
        left = np.minimum(left, relevance - VARIETY * np.maximum(repeated, 0))
        left[repeated >= SAME] = -np.inf
        left[run] = -np.inf
    return sorted(chosen)


def _worth(left: NDArray[np.float64], before: Places, chosen: Sequence[int], room: int) -> NDArray[np.float64]:
    """Return what each sentence is worth, with what it brings, on the average; shape (n,)."""
    free = np.append(np.ones(len(left), bool), False)  # the last stands for NONE, which -1 finds
    free[list(chosen)] = False
    total, size, at = left.copy(), np.ones(len(left)), before
    for _ in range(room - 1):
        if not (brings := np.flatnonzero(free[at])).size:
            break
        total[brings] += left[at[brings]]
        size[brings] += 1
        at = np.where(free[at], before[at], NONE)
    return np.where(free[at], -np.inf, total / size)


def _run(last: int, before: Places, chosen: Sequence[int]) -> list[int]:
    """Return a sentence and what it brings."""
    run = [last]
    while before[run[-1]] != NONE and before[run[-1]] not in chosen:
        run.append(int(before[run[-1]]))
    return run


def importance(pool: Pool) -> NDArray[np.float32]:
    """Return how well each sentence stands for its article, shape (n,).

    Its place multiplies what it says: an opening that only sets the scene is far from the title, and gains little.
    """
    center = pool.vectors.mean(axis=0)
    titles: Matrix = np.stack([head.title_vector for head in pool.heads])[pool.passage_of]
    central = pool.vectors @ (center / max(float(np.linalg.norm(center)), 1e-9))
    titled = np.einsum("ij,ij->i", pool.vectors, titles)
    said = np.maximum(titled + CENTRAL * central + _form(pool), 0)
    whole: NDArray[np.float32] = (said * (LATE + (1 - LATE) * _lead(pool))).astype(np.float32)
    return whole


def _lead(pool: Pool) -> NDArray[np.float64]:
    """Return 1 for an article's first sentence, falling towards 0; shape (n,)."""
    ordinals = np.array([row.ordinal for row in pool.passages], np.float64)[pool.passage_of]
    lead: NDArray[np.float64] = 1 / np.sqrt(1 + PASSAGE * ordinals + pool.place)
    return lead


def _form(pool: Pool) -> NDArray[np.float64]:
    """Return what counts for a sentence that tells who did what, against a question, what somebody said and a scrap."""
    has = unpack_traits(pool.traits)
    form: NDArray[np.float64] = (
        0.05 * has["name"] - 0.1 * has["speech"] - 0.2 * has["asking"] - 0.2 * (pool.counts < FEWEST_TERMS)
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
