"""What a row of the database holds, packed: arrays as bytes, little-endian on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encode import Matrix

PLACES = 64
"""Sentence ids a passage: more than a passage may hold, and a power of two."""
SPAN_BYTES = 8
"""What a sentence takes in a passage's packed spans: its start and its end."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage with all that search needs of it; n sentences.

    `spans` (n, 2) int32 counts from `start`; `vectors` (n, dimension) float32, unit rows; `terms` uint32, the
    sentences' terms one after the other, `counts` (n,) uint16 how many each; `traits` (n,) uint16, a bit a trait.
    """

    id: int
    article: int
    ordinal: int
    start: int
    text: str
    spans: NDArray[np.int32]
    vectors: Matrix
    terms: NDArray[np.uint32]
    counts: NDArray[np.uint16]
    traits: NDArray[np.uint16]

    @property
    def sentence_ids(self) -> NDArray[np.int64]:
        """Return the id of each sentence, shape (n,)."""
        return self.id * PLACES + np.arange(len(self.counts), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """What indexing made of an article, ready to be written."""

    title_vector: Matrix
    title_terms: NDArray[np.uint32]
    passages: Sequence[PassageRow]

    @property
    def sentences(self) -> int:
        """Return how many sentences can be quoted."""
        return sum(len(passage.counts) for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Head:
    """What search needs of an article beside its passages."""

    article: int
    title: str
    author: str | None
    publisher: str | None
    published: str | None
    url: str | None
    language: str | None
    added: str
    title_vector: Matrix
    title_terms: NDArray[np.uint32]


def pack_vectors(vectors: Matrix) -> bytes:
    """Return vectors as 16-bit floats: half the size, and a cosine changes by less than 0.001."""
    return np.ascontiguousarray(vectors, "<f2").tobytes()


def unpack_vectors(blob: bytes, dimension: int) -> Matrix:
    """Return packed vectors, shape (n, dimension)."""
    return np.frombuffer(blob, "<f2").reshape(-1, dimension).astype(np.float32)


def pack_passage(row: PassageRow) -> tuple[int, int, str, bytes, bytes, bytes, bytes, bytes]:
    """Return a passage's columns from `ordinal` on, in the order of the table."""
    return (
        row.ordinal,
        row.start,
        row.text,
        np.ascontiguousarray(row.spans, "<i4").tobytes(),
        pack_vectors(row.vectors),
        np.ascontiguousarray(row.terms, "<u4").tobytes(),
        np.ascontiguousarray(row.counts, "<u2").tobytes(),
        np.ascontiguousarray(row.traits, "<u2").tobytes(),
    )


def unpack_passage(columns: Sequence[object], dimension: int) -> PassageRow:
    """Return a passage from the columns (id, article, ordinal, start, text, spans, vectors, terms, counts, traits)."""
    identity, article, ordinal, start, text, spans, vectors, terms, counts, traits = columns
    return PassageRow(
        identity,  # type: ignore[arg-type]
        article,  # type: ignore[arg-type]
        ordinal,  # type: ignore[arg-type]
        start,  # type: ignore[arg-type]
        text,  # type: ignore[arg-type]
        np.frombuffer(spans, "<i4").reshape(-1, 2),  # type: ignore[call-overload]
        unpack_vectors(vectors, dimension),  # type: ignore[arg-type]
        np.frombuffer(terms, "<u4"),  # type: ignore[call-overload]
        np.frombuffer(counts, "<u2"),  # type: ignore[call-overload]
        np.frombuffer(traits, "<u2"),  # type: ignore[call-overload]
    )
