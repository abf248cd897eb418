"""Which questions ask alike: the same words, whatever their form and order, and the same thing wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.question import WORD, tidy
from index.rank.traits import question_traits
from index.terms import terms

SHARED = 0.6
"""How much of the longer question's words the shorter one has to hold."""
_WANTED = ("when", "quantity", "who", "where", "why")
# Particles and endings, which one person writes and the next leaves out.
_HIRAGANA = re.compile(r"[\u3041-\u309f]+")


@dataclass(frozen=True, slots=True)
class _Asked:
    words: frozenset[str]
    wanted: tuple[float, ...]


def alike(questions: Sequence[str]) -> list[list[int]]:
    """Return the places of questions that ask alike, in groups, by the order of their first ones.

    No word may be in one of two questions alone where the other has one of its own: it may be the name that all
    depends on.
    """
    groups: list[tuple[_Asked, list[int]]] = []
    for place, question in enumerate(questions):
        asked = _asked(tidy(question))
        group = next((members for first, members in groups if _is_like(first, asked)), None)
        if group is None:
            groups.append((asked, [place]))
        else:
            group.append(place)
    return [members for _first, members in groups]


def is_alike(question: str, other: str) -> bool:
    """Tell whether two questions ask alike."""
    return _is_like(_asked(tidy(question)), _asked(tidy(other)))


def _asked(question: str) -> _Asked:
    words = terms(_HIRAGANA.sub(" ", question)) or terms(question) or WORD.findall(question.casefold()) or [question]
    traits = question_traits(question)
    return _Asked(frozenset(words), tuple(traits[name] for name in _WANTED))


def _is_like(one: _Asked, other: _Asked) -> bool:
    shorter, longer = sorted((one.words, other.words), key=len)
    return one.wanted == other.wanted and shorter <= longer and len(shorter) >= SHARED * len(longer)
