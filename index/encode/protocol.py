"""What the rest of the house knows of a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


class Encoder(Protocol):
    """Turn texts into unit vectors; safe to call from several threads."""

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row a text, in the order of the texts."""

    def encode_each(self, groups: Sequence[Sequence[str]]) -> list[Matrix]:
        """Return the rows of each group; a group's rows do not depend on the groups beside it."""

    def encode_question(self, question: str) -> Matrix:
        """Return the unit vector of a question, shape (dimension,)."""
