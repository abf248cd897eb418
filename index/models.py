"""What finds, weighs and reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.encode import Encoder
from index.rank.fusion import Fusion, load_fusion
from index.reader import Readers


@dataclass(frozen=True, slots=True)
class Models:
    """The models of a question; each is loaded only where there is something to search."""

    encoder: Callable[[], Encoder]
    readers: Callable[[], Readers | None] = lambda: None
    fusion: Callable[[], Fusion] = load_fusion
    known: frozenset[str] = frozenset()
    """Languages in which questions are understood, whatever the articles are in."""
