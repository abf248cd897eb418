"""What the rest of the house knows of a reader."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from index.records import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring sentences as they are read: under their article's title, after the sentence before them, if any."""

    title: str
    before: str
    sentences: tuple[str, ...]
    earlier: tuple[str, ...] = ()
    """What leads up to them, the nearest last: as much as there is room for is read along, in place of `before`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: how well a sentence answers, and the part of it that does, where that is clear."""

    logit: float
    """Grows with how well it answers; not yet a probability."""
    span: Span | None


class Weights(NamedTuple):
    """What counts how much: what was read, what the fused search found, and a constant."""

    read: float
    fused: float
    constant: float


class Reader(Protocol):
    """Read a question beside passages; safe to call from several threads."""

    @property
    def weights(self) -> Weights | None:
        """Return what its scores weigh, or None where they only tell an order."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[Reading]]:
        """Return one reading a sentence, passage by passage, in their order."""


class Readers(Protocol):
    """Who reads what."""

    def for_question(self, question: str, languages: Collection[str | None]) -> Reader | None:
        """Return who reads a question beside articles in these languages, or None where nobody can."""
