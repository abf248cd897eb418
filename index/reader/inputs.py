"""Question and passage -> the reader's tokens, alike in training and in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Marks(NamedTuple):
    """The tokens that begin a window and end each of its parts."""

    begin: int
    end: int


BERT, XLM_ROBERTA = Marks(101, 102), Marks(0, 2)
QUESTION, TITLE, BEFORE, SENTENCE, PASSAGE = 32, 12, 28, 90, 208
"""The most tokens of each part; of the sentence before, the last ones."""


def windows(lengths: Sequence[int]) -> Iterator[range]:
    """Yield the sentences that are read at once, by their tokens: where a passage is too long, in overlapping parts."""
    start = 0
    while start < len(lengths):
        end, held = start, 0
        while end < len(lengths) and (end == start or held + min(lengths[end], SENTENCE) <= PASSAGE):
            held += min(lengths[end], SENTENCE)
            end += 1
        yield range(start, end)
        # The last sentence is read once more, with what follows it.
        start = end if end == len(lengths) else max(start + 1, end - 1)


def read_along(earlier: Sequence[int], inside: Sequence[int]) -> int:
    """Return from which of the earlier sentences on there is room for them beside those inside, by their tokens."""
    room, first = PASSAGE - sum(min(tokens, SENTENCE) for tokens in inside), len(earlier)
    while first and earlier[first - 1] <= min(room, SENTENCE):
        first -= 1
        room -= earlier[first]
    return first


def build(
    question_ids: Sequence[int],
    title_ids: Sequence[int],
    before_ids: Sequence[int],
    sentences_ids: Sequence[Sequence[int]],
    marks: Marks = BERT,
) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """Return the tokens of a window, their types, and the first token of each sentence and the one past its last."""
    parts = question_ids[:QUESTION], title_ids[:TITLE], before_ids[-BEFORE:]
    context = [marks.begin, *(token for part in parts for token in (*part, marks.end))]
    ids, bounds = list(context), list[tuple[int, int]]()
    for sentence_ids in sentences_ids:
        first = len(ids)
        ids += sentence_ids[:SENTENCE]
        bounds.append((first, len(ids)))
    ids.append(marks.end)
    return ids, [0] * len(context) + [1] * (len(ids) - len(context)), bounds
