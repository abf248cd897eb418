"""Passages -> the two texts that any CrossEncoder reads."""

from __future__ import annotations

from collections.abc import Sequence

from index.reader.protocol import Passage


def pairs(question: str, passages: Sequence[Passage]) -> list[tuple[str, str]]:
    """Return the question beside each sentence, which stands after its title.

    Not after the sentence before it: such models say how well a whole text answers, and that one may.
    """
    texts = [f"{one.title}: {text}" if one.title else text for one in passages for text in one.sentences]
    return [(question, text) for text in texts]
