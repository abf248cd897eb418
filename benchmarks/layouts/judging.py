"""How much of a page's article was found, and how much of what was found is no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^.!?。]+(?:[.!?。]+[”\"」』’)]*|$)")
_SHORT = 12
"""Letters below which a line is no sentence that anybody would quote."""


@dataclass(frozen=True)
class Found:
    """Sentences counted."""

    wanted: int
    found: int
    given: int
    foreign: int

    def __add__(self, other: Found) -> Found:
        return Found(
            self.wanted + other.wanted, self.found + other.found, self.given + other.given, self.foreign + other.foreign
        )


def judge(body: Sequence[str], text: str) -> Found:
    """Count the sentences of a body in a text, and those of the text that the body does not have."""
    wanted = [sentence for paragraph in body for sentence in _sentences(paragraph)]
    given = [sentence for line in text.splitlines() for sentence in _sentences(line) if len(_fold(sentence)) > _SHORT]
    whole, of_body = _fold(text), _fold("".join(body))
    found = sum(_fold(sentence) in whole for sentence in wanted)
    foreign = [one for one in given if _fold(one) not in of_body and not _ends_as_one(one, wanted)]
    return Found(len(wanted), found, len(given), len(foreign))


def _ends_as_one(sentence: str, wanted: Sequence[str]) -> bool:
    """Tell whether a place name or a time before a sentence is all that it has more."""
    return any(_fold(sentence).endswith(_fold(one)) for one in wanted if len(_fold(one)) > _SHORT)


def _sentences(text: str) -> list[str]:
    return [one for one in (" ".join(match.split()) for match in _SENTENCE.findall(text)) if len(one) > 5]


def _fold(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
