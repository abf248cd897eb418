"""Sentences -> passages: enough neighbours to be understood, few enough to be about one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.records import Passage, Sentence
from index.split.words import count_words

MAX_SENTENCES = 48
"""A hard limit: the ids of sentences are built on it."""
_FEW = 60
_MANY = 200

Paragraph = tuple[Sentence, ...]


def group(paragraphs: Sequence[Paragraph]) -> Iterator[Passage]:
    """Join short neighbouring paragraphs and cut long ones, to passages of about 60 to 200 words."""
    waiting: list[Sentence] = []
    words = 0
    for paragraph in paragraphs:
        size = sum(count_words(sentence.text) for sentence in paragraph)
        if words + size > _MANY or len(waiting) + len(paragraph) > MAX_SENTENCES:
            yield from _passage(waiting)
            waiting, words = [], 0
        waiting += paragraph
        words += size
        if words >= _FEW:
            yield from _even(waiting, words)
            waiting, words = [], 0
    yield from _even(waiting, words)


def _passage(sentences: Sequence[Sentence]) -> Iterator[Passage]:
    if sentences:
        yield Passage(tuple(sentences))


def _even(sentences: Sequence[Sentence], words: int) -> Iterator[Passage]:
    """Cut into as few passages as the limits allow, of roughly the same number of words."""
    number = max(-(-words // _MANY), -(-len(sentences) // MAX_SENTENCES))
    share, taken = words / max(number, 1), 0
    piece: list[Sentence] = []
    target = share
    for sentence in sentences:
        size = count_words(sentence.text)
        if piece and (taken + size / 2 > target or len(piece) == MAX_SENTENCES):
            yield from _passage(piece)
            piece, target = [], max(target, taken) + share
        piece.append(sentence)
        taken += size
    yield from _passage(piece)
