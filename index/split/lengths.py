"""Sentences that go on without an end (tables, lists) are cut so that each piece can be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

MAX_LENGTH = 600
"""Characters of the longest sentence that is left whole."""
_AIM = 400
_PLACES = (re.compile(r"\n\s*"), re.compile(r"[;；]\s*"), re.compile(r",\s+|、|，"), re.compile(r"\s+"))


def bound(block: str, cuts: list[int]) -> list[int]:
    """Add cuts inside pieces of more than MAX_LENGTH characters."""
    bounded = [0]
    for left, right in pairwise(cuts):
        bounded += _pieces(block, left, right)
        bounded.append(right)
    return bounded


def _pieces(block: str, left: int, right: int) -> Iterator[int]:
    while right - left > MAX_LENGTH:
        left = _place(block, left)
        yield left


def _place(block: str, left: int) -> int:
    aim = left + _AIM
    for pattern in _PLACES:
        ends = [match.end() for match in pattern.finditer(block, left + _AIM // 2, left + MAX_LENGTH)]
        if ends:
            return min(ends, key=lambda end: abs(end - aim))
    return aim
