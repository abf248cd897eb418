"""What the rest of the house knows of a reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

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


class Reader(Protocol):
    """Read a question beside passages; safe to call from several threads."""

    @property
    def fitted(self) -> bool:
        """Tell whether the weights of `verdict.py` belong to it; the scores of others only tell an order."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[Reading]]:
        """Return one reading a sentence, passage by passage, in their order."""
