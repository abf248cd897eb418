"""Questions with passages -> batches: the window that answers and one that does not, or two that do not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from training.altered import altered
from training.passages import Asked, Passage, Sentence
from training.reading import Window, WindowMaker
from training.rephrased import rephrased

ALTERED = 0.15
"""How often a question is altered so that the passage that answered it no longer does."""
HARDEST = 5
"""The fused search's best wrong windows, of which the first ones are taken most often."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The windows of q questions; their n sentences one after the other, window by window."""

    windows: tuple[Window, ...]
    owner: torch.Tensor
    """The question of each sentence, shape (n,)."""
    holds: torch.Tensor
    """Which sentences answer, shape (n,)."""
    counted: torch.Tensor
    """Which are learnt from, shape (n,): not those that may answer too."""
    spans: torch.Tensor
    """First and last token of the answer in each window, shape (w, 2), -1 where unknown."""

    @property
    def sizes(self) -> list[int]:
        """Return how many sentences each window has."""
        return [len(window.bounds) for window in self.windows]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A part of a passage beside a question; `answers`: those of its sentences that hold the answer do answer."""

    question: str
    passage: Passage
    part: range
    answers: bool

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences of the part."""
        return self.passage.sentences[self.part.start : self.part.stop]

    @property
    def before(self) -> str:
        """Return the sentence before the part."""
        return self.passage.sentences[self.part.start - 1].text if self.part.start else self.passage.before


def make_batch(asked: Sequence[Asked], maker: WindowMaker, chooser: random.Random) -> Batch:
    """Return a batch of two windows a question."""
    chosen = [(number, one) for number, each in enumerate(asked) for one in choose(each, maker, chooser)]
    windows = [window_of(one, maker) for _, one in chosen]
    sentences = [(number, one, sentence) for number, one in chosen for sentence in one.sentences]
    return Batch(
        tuple(windows),
        torch.tensor([number for number, _, _ in sentences]),
        torch.tensor([one.answers and sentence.holds for _, one, sentence in sentences]),
        torch.tensor([not sentence.unclear for _, _, sentence in sentences]),
        torch.tensor([_span(one, window) for (_, one), window in zip(chosen, windows, strict=True)]),
    )


def window_of(one: Chosen, maker: WindowMaker) -> Window:
    """Return what was chosen as tokens."""
    return maker.window(one.question, one.passage.title, one.before, [sentence.text for sentence in one.sentences])


def _span(one: Chosen, window: Window) -> tuple[int, int]:
    for place, sentence in enumerate(one.sentences):
        if one.answers and sentence.span and (found := window.tokens_of(place, *sentence.span)):
            return found
    return -1, -1


def choose(asked: Asked, maker: WindowMaker, chooser: random.Random) -> list[Chosen]:
    """Return two windows of a question: one that answers and a wrong one, or two wrong ones."""
    parts = [Chosen(asked.question, one, part, True) for one in asked.passages for part in maker.parts(_texts(one))]
    right = [one for one in parts if any(sentence.holds for sentence in one.sentences)]
    wrong = [one for one in parts if one not in right]
    if not right:
        return _hard(wrong, 2, chooser)
    first = chooser.choice(right)
    if chooser.random() < ALTERED and (other := _altered(first, asked.passages, chooser)):
        return [Chosen(other, one.passage, one.part, False) for one in (first, *_hard(wrong, 1, chooser))]
    typed = rephrased(asked.question, chooser)
    if typed != asked.question:
        # Without names other articles may well answer it too.
        wrong = [one for one in wrong if one.passage.title == first.passage.title]
    return [Chosen(typed, one.passage, one.part, True) for one in (first, *_hard(wrong, 1, chooser))]


def _texts(passage: Passage) -> list[str]:
    return [sentence.text for sentence in passage.sentences]


def _altered(first: Chosen, passages: Sequence[Passage], chooser: random.Random) -> str | None:
    # What is altered must not be answered by any sentence that is read beside the right one.
    here = " ".join(sentence.text for sentence in first.sentences)
    others = [sentence.text for one in passages if one.title == first.passage.title for sentence in one.sentences]
    return altered(first.question, f"{first.passage.title} {first.before} {here}", others, chooser)


def _hard(wrong: Sequence[Chosen], wanted: int, chooser: random.Random) -> list[Chosen]:
    best, found = list(wrong[:HARDEST]), list[Chosen]()
    while best and len(found) < wanted:
        (one,) = chooser.choices(best, [1 / (1 + place) for place in range(len(best))])
        best.remove(one)
        found.append(one)
    return found
