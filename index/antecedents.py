"""Pool -> which sentences begin with a pronoun, and where the one before them stands, which may name what they mean."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from index.rank.pool import Pool

Places = NDArray[np.int64]

NONE = -1
PRONOUN = re.compile(
    r"^\W*(?:(?:he|she|it|they|this|that|these|those|his|hers?|its|theirs?|him|them)\b"
    r"|彼|これ|それ|この|その|こうし|そうし|그는|그녀|그들|그의|그것|이는|이것|이들|이를)",
    re.I,
)


def antecedents(pool: Pool) -> Places:
    """Return the place of the sentence that each one leans on, or `NONE` where it stands alone; shape (n,)."""
    leans = np.array([PRONOUN.match(pool.sentence(i)) is not None for i in range(len(pool))], bool)
    return np.where(leans & _follows(pool), np.arange(len(pool)) - 1, NONE)


def with_antecedents(chosen: NDArray[np.bool_], before: Places, steps: int) -> NDArray[np.bool_]:
    """Return what was chosen and what it leans on, up to so many sentences back; shape (n,)."""
    whole = chosen.copy()
    for _ in range(steps):
        whole[before[whole & (before != NONE)]] = True
    return whole


def _follows(pool: Pool) -> NDArray[np.bool_]:
    """Tell whether the sentence before in the pool is also the one before in the article; shape (n,)."""
    follows = pool.place > 0
    for i in range(1, len(pool.passages)):
        one, other = pool.passages[i - 1], pool.passages[i]
        same = (one.article, one.ordinal + 1, pool.sources[i - 1]) == (other.article, other.ordinal, pool.sources[i])
        follows[pool.starts[i]] = same
    return follows
