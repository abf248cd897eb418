"""Excerpts -> batches: a right sentence, hard negatives, and the right sentence under an altered question."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from training.altered import altered
from training.excerpts import Candidate, Excerpt
from training.reading import Pair, PairMaker
from training.rephrased import rephrased

HARDEST = 8
"""The fused search's best wrong sentences, of which all negatives but one are taken."""


@dataclass(frozen=True, slots=True)
class Batch:
    """q questions with w candidates each; pair `i` is the candidate `i % w` of question `i // w`."""

    pairs: tuple[Pair, ...]
    holds: torch.Tensor
    """Shape (q, w); only the first candidate of a question may hold the answer."""
    present: torch.Tensor
    """Shape (q, w); where a question has fewer candidates, empty pairs fill up, so that all batches are one size."""
    spans: torch.Tensor
    """First and last token of the answer, shape (q * w, 2), -1 where unknown."""

    def to(self, device: torch.device) -> Batch:
        """Return the same with its tensors on a device."""
        return Batch(self.pairs, self.holds.to(device), self.present.to(device), self.spans.to(device))


def make_batch(excerpts: Sequence[Excerpt], maker: PairMaker, negatives: int, chooser: random.Random) -> Batch:
    """Return a batch of one row of `negatives` + 2 pairs a question: the last is an altered one, where that goes."""
    width = negatives + 2
    pairs = [maker.pair("", "", "", "")] * (len(excerpts) * width)
    holds, present = torch.zeros(len(pairs)), torch.zeros(len(pairs), dtype=torch.bool)
    spans = torch.full((len(pairs), 2), -1)
    for row, excerpt in enumerate(excerpts):
        for i, (question, one, answers) in enumerate(choose(excerpt, width, chooser), row * width):
            pairs[i] = maker.pair(question, one.title, one.before, one.text)
            holds[i], present[i] = answers, True
            if answers and one.span and (tokens := pairs[i].tokens_of(*one.span)):
                spans[i] = torch.tensor(tokens)
    return Batch(tuple(pairs), holds.view(-1, width), present.view(-1, width), spans)


def choose(excerpt: Excerpt, width: int, chooser: random.Random) -> list[tuple[str, Candidate, bool]]:
    """Return questions beside candidates, and whether they answer.

    First comes the right candidate, if any, then hard negatives and one of all the others, then an altered question.
    """
    right = [one for one in excerpt.candidates if one.holds]
    wrong = [one for one in excerpt.candidates if not one.holds and not one.unclear]
    wrong.sort(key=lambda one: -one.logit)
    if not right:
        return [(excerpt.question, one, False) for one in _negatives(wrong, width, chooser)]
    best = max(right, key=lambda one: (one.span is not None, one.logit))
    question, wrong = _asked(excerpt.question, best, wrong, width, chooser)
    other = altered(question, best, wrong, chooser)
    taken = _negatives(wrong, width - 1 - (other is not None), chooser)
    rows = [(question, best, True), *((question, one, False) for one in taken)]
    return [*rows, (other, best, False)] if other else rows


def _asked(
    question: str, best: Candidate, wrong: list[Candidate], width: int, chooser: random.Random
) -> tuple[str, list[Candidate]]:
    """Return a question as it may be typed instead; without names other articles may well answer it too."""
    typed = rephrased(question, chooser)
    beside = [one for one in wrong if one.title == best.title]
    return (typed, beside) if typed != question and len(beside) >= width else (question, wrong)


def _negatives(wrong: Sequence[Candidate], wanted: int, chooser: random.Random) -> list[Candidate]:
    hard = sorted(range(min(HARDEST, len(wrong))), key=lambda _: chooser.random())[: wanted - 1]
    others = [i for i in range(len(wrong)) if i not in hard]
    return [wrong[i] for i in hard + ([chooser.choice(others)] if others else [])]
