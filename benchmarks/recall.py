"""Does the search by meaning find what comparing every vector would find?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import Config
from index.config import encoder_of
from index.question import prepare, tidy
from index.search import CODED_HITS, SENTENCE_HITS, View
from index.store import PLACES

NEAREST = 10
Ids = NDArray[np.int64]


def recall(view: View, questions: Sequence[str], exact: Any, ids: Ids) -> float:
    """Return which share of the NEAREST sentences are found; `exact` holds all stored vectors, `ids` whose they are."""
    vectors = np.stack([prepare(tidy(question), encoder_of(Config())).vector for question in questions])
    _, places = exact.search(vectors, NEAREST)
    shares = [len(np.intersect1d(ids[row], _found(view, vector))) for row, vector in zip(places, vectors, strict=True)]
    return float(np.mean(shares)) / NEAREST


def _found(view: View, vector: NDArray[np.float32]) -> Ids:
    """Return the nearest sentences by their stored vectors, among the passages that the vector index names."""
    hits, _ = view.vectors.search(vector, SENTENCE_HITS if view.vectors.exact else CODED_HITS)
    rows = view.store.passages(set((hits // PLACES).tolist()), view.edition)
    found = np.concatenate([row.sentence_ids for row in rows])
    cosines = np.concatenate([row.vectors for row in rows]) @ vector
    return np.asarray(found[np.argsort(-cosines)[:NEAREST]], np.int64)
