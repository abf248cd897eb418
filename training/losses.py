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

    def whole(self, spanwise: float) -> torch.Tensor:
        """Return their sum, the last one weighted."""
        return self.listwise + self.pointwise + spanwise * self.spanwise

    def figures(self) -> dict[str, float]:
        """Return them as numbers, by name."""
        kinds = {"listwise": self.listwise, "pointwise": self.pointwise, "spanwise": self.spanwise}
        return {name: round(float(value.detach()), 4) for name, value in kinds.items()}


def listwise(scores: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Return how far the right candidates are from having all probability; `scores` has shape (q, w)."""
    ranked = (batch.holds[:, 0] > 0) & (batch.present.sum(1) > 1)
    if not ranked.any():
        return scores.sum() * 0
    everything = torch.logsumexp(scores.masked_fill(~batch.present, -1e4), dim=1)
    return (everything - scores[:, 0])[ranked].mean()


def pointwise(scores: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Return how far each candidate's own probability is from the truth; `scores` has shape (q, w)."""
    return binary_cross_entropy_with_logits(scores[batch.present], batch.holds[batch.present])


def spanwise(spans: torch.Tensor, tensors: Tensors, truth: torch.Tensor) -> torch.Tensor:
    """Return the sum, over pairs whose answer's place is known, of how far begin and end are from it.

    `spans` has shape (n, tokens, 2), `truth` (n, 2). Only tokens of the sentence compete.
    """
    known = truth[:, 0] >= 0
    if not known.any():
        return spans.sum() * 0
    sentence = ((tensors.types == 1) & (tensors.mask == 1))[known]
    logits = spans[known].float().masked_fill(~sentence[:, :, None], -1e4)
    return cross_entropy(logits, truth[known], reduction="sum")
