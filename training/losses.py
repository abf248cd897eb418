"""A batch and the reader's outputs -> what it still gets wrong."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from training.batches import Batch
from training.reading import Tensors


@dataclass(frozen=True, slots=True)
class Losses:
    """The three parts of what is learnt from."""

    listwise: torch.Tensor
    pointwise: torch.Tensor
    spanwise: torch.Tensor

    def whole(self, pointwise: float, spanwise: float) -> torch.Tensor:
        """Return their sum, the last two weighted."""
        return self.listwise + pointwise * self.pointwise + spanwise * self.spanwise

    def figures(self) -> dict[str, float]:
        """Return them as numbers, by name."""
        kinds = {"listwise": self.listwise, "pointwise": self.pointwise, "spanwise": self.spanwise}
        return {name: round(float(value.detach()), 4) for name, value in kinds.items()}


def listwise(scores: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Return how far right sentences are from having all probability; where none is right, how far "none" is.

    `scores` has shape (n,). "None of them" competes with a question's sentences under the fixed score of nought.
    """
    none, off = scores.new_zeros(1), list[torch.Tensor]()
    for number in batch.owner.unique():
        mine = (batch.owner == number) & batch.counted
        right = scores[mine & batch.holds]
        off.append(
            torch.logsumexp(torch.cat([scores[mine], none]), 0) - torch.logsumexp(right if len(right) else none, 0)
        )
    return torch.stack(off).mean()


def pointwise(scores: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Return how far each sentence's own probability is from the truth; `scores` has shape (n,)."""
    return binary_cross_entropy_with_logits(scores[batch.counted], batch.holds[batch.counted].float())


def spanwise(spans: torch.Tensor, tensors: Tensors, truth: torch.Tensor) -> torch.Tensor:
    """Return the sum, over windows where the answer's place is known, of how far begin and end are from it.

    `spans` has shape (w, tokens, 2), `truth` (w, 2). Only tokens of the sentences compete.
    """
    known = truth[:, 0] >= 0
    if not known.any():
        return spans.sum() * 0
    sentences = ((tensors.types == 1) & (tensors.mask == 1))[known]
    logits = spans[known].float().masked_fill(~sentences[:, :, None], -1e4)
    return cross_entropy(logits, truth[known], reduction="sum")
