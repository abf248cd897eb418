"""Question and candidate -> the reader's tokens, alike in training and in use."""

from __future__ import annotations

from collections.abc import Sequence

CLS, SEP = 101, 102
QUESTION, TITLE, BEFORE, SENTENCE = 32, 10, 24, 60
"""The most tokens of each part; of the sentence before, the last ones."""


def build(
    question_ids: Sequence[int], title_ids: Sequence[int], before_ids: Sequence[int], sentence_ids: Sequence[int]
) -> tuple[list[int], list[int], int]:
    """Return the tokens of a pair, their types, and where its sentence begins."""
    parts = question_ids[:QUESTION], title_ids[:TITLE], before_ids[-BEFORE:]
    context = [CLS, *(token for part in parts for token in (*part, SEP))]
    sentence = [*sentence_ids[:SENTENCE], SEP]
    return context + sentence, [0] * len(context) + [1] * len(sentence), len(context)
