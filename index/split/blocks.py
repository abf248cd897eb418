"""A part's lines -> blocks that no sentence crosses: paragraphs and list items, without their bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_BLOCK = 20_000
"""Characters: everything after this file may look at a block as a whole and stays linear in the text."""

_BREAK = re.compile(r"\n[^\S\n]*(?=\n)|\n(?=[^\S\n]*(?:[-*+•‣◦▪●·–—]\s|(?:\d{1,3}|[a-zA-Z])[.)]\s))")
_BULLET = re.compile(r"\s*(?:[-*+•‣◦▪●·–—](?:\s+|$))*")
_ENDS = (re.compile(r"\n"), re.compile(r"[.!?…][\"”’»)\]]?\s|[。！？]"), re.compile(r"\s"))


def blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut text[start:end] at blank lines and list items; bullets stay outside."""
    left = start
    for match in _BREAK.finditer(text, start, end):
        yield from _bounded(text, left, match.start())
        left = match.end()
    yield from _bounded(text, left, end)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    bullet = _BULLET.match(text, start, end)
    left = bullet.end() if bullet else start
    while end - left > MAX_BLOCK:
        right = _last_end(text, left + MAX_BLOCK // 2, left + MAX_BLOCK)
        yield left, right
        left = right
    if left < end:
        yield left, end


def _last_end(text: str, low: int, high: int) -> int:
    for pattern in _ENDS:
        ends = [match.end() for match in pattern.finditer(text, low, high)]
        if ends:
            return ends[-1]
    return high
