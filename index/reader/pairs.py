"""Excerpts -> the two texts that any CrossEncoder reads."""

from __future__ import annotations

from collections.abc import Sequence

from index.reader.protocol import Excerpt


def pairs(question: str, excerpts: Sequence[Excerpt]) -> list[tuple[str, str]]:
    """Return the question beside each sentence, which stands after its title.

    Not after the sentence before it: such models say how well a whole text answers, and that one may.
    """
    return [(question, f"{one.title}: {one.sentence}" if one.title else one.sentence) for one in excerpts]
