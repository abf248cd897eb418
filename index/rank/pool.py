"""The sentences that may answer, with everything that is known of them, side by side in arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.encode import Matrix
from index.store import Head, PassageRow
from index.terms import Terms


@dataclass(frozen=True, slots=True)
class Query:
    """A question as search sees it; `terms` in their order, `traits` what it asks for."""

    text: str
    vector: Matrix
    terms: Terms
    traits: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Statistics:
    """How common the question's terms are in the libraries asked: passages that hold each one, out of how many."""

    terms: Terms
    """The question's terms, each once."""
    frequency: NDArray[np.float32]
    passages: int


@dataclass(frozen=True)
class Pool:
    """n sentences in p whole passages of some articles, possibly of several libraries.

    `heads[i]` belongs to `passages[i]`, `sources[i]` is the place of its library among those asked.
    """

    passages: Sequence[PassageRow]
    heads: Sequence[Head]
    sources: Sequence[int]

    def __len__(self) -> int:
        return int(self.sizes.sum())

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """Return the number of sentences in each passage, shape (p,)."""
        return np.array([len(row.counts) for row in self.passages], np.int64)

    @cached_property
    def passage_of(self) -> NDArray[np.int64]:
        """Return the passage of each sentence, shape (n,)."""
        return np.repeat(np.arange(len(self.passages)), self.sizes)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Return where each passage's sentences begin, shape (p,)."""
        return np.concatenate([[0], np.cumsum(self.sizes)[:-1]]).astype(np.int64)

    @cached_property
    def place(self) -> NDArray[np.int64]:
        """Return the place of each sentence in its passage, shape (n,)."""
        return np.arange(len(self)) - self.starts[self.passage_of]

    @cached_property
    def opening(self) -> NDArray[np.float32]:
        """Return 1.0 for the first sentence of an article, else 0.0, shape (n,)."""
        first = np.array([row.ordinal == 0 for row in self.passages])[self.passage_of]
        opening: NDArray[np.float32] = (first & (self.place == 0)).astype(np.float32)
        return opening

    @cached_property
    def vectors(self) -> Matrix:
        """Return the sentences' vectors, shape (n, dimension)."""
        return np.concatenate([row.vectors for row in self.passages])

    @cached_property
    def terms(self) -> Terms:
        """Return all sentences' terms one after the other."""
        return np.concatenate([row.terms for row in self.passages])

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """Return how many terms each sentence has, shape (n,)."""
        return np.concatenate([row.counts for row in self.passages]).astype(np.int64)

    @cached_property
    def traits(self) -> NDArray[np.uint16]:
        """Return the sentences' trait bits, shape (n,)."""
        return np.concatenate([row.traits for row in self.passages])

    def inside(self, at: int) -> range:
        """Return the sentences of a passage."""
        return range(int(self.starts[at]), int(self.starts[at] + self.sizes[at]))

    def sentence(self, i: int) -> str:
        """Return the text of a sentence."""
        row = self.passages[self.passage_of[i]]
        start, end = row.spans[self.place[i]]
        return str(row.text[start:end])

    def span(self, i: int) -> tuple[int, int]:
        """Return where a sentence stands in its article's text."""
        row = self.passages[self.passage_of[i]]
        start, end = row.spans[self.place[i]]
        return row.start + int(start), row.start + int(end)
