"""Begins and ends of an answer, token by token -> the part of the sentence that answers, where that is clear."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.encode import Matrix
from index.records import Span

CLEAR = 0.05
"""How probable the begin and the end must be together: below it a mark shares hardly a third of its words with the
answer (766 questions of squad20-dev)."""
LONGEST = 24
"""Tokens of a marked part at most: with more of a sentence in bold, nothing stands out."""


def clear_span(logits: Matrix, offsets: Sequence[Span]) -> Span | None:
    """Return the most probable part of a sentence, or None where it is not clear.

    `logits` holds a begin and an end a token, shape (at least as many as `offsets`, 2).
    """
    size = len(offsets)
    if not size:
        return None
    begins, ends = (_softmax(logits[:size, column]) for column in (0, 1))
    # From each begin forward, and not further than the longest.
    together = np.tril(np.triu(np.outer(begins, ends)), LONGEST - 1)
    first, last = divmod(int(together.argmax()), size)
    return (offsets[first][0], offsets[last][1]) if together[first, last] >= CLEAR else None


def _softmax(logits: Matrix) -> Matrix:
    raised: Matrix = np.exp(logits - logits.max())
    shares: Matrix = raised / raised.sum()
    return shares
