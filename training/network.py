"""Groups -> the fusion network's weights.

Three losses: list-wise for the order, point-wise for each sentence's probability, and group-wise for whether the best
sentence answers at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch

from index.rank.features import FEATURES
from training.groups import Group


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the network is trained."""

    hidden: tuple[int, ...] = (64, 32)
    epochs: int = 10
    batch: int = 64
    rate: float = 2e-3
    dropout: float = 0.1
    decay: float = 1e-3
    pointwise: float = 0.3
    groupwise: float = 2.0
    """Weights beside the list-wise loss."""
    seed: int = 0


class Network(torch.nn.Module):
    """The network of `index.rank.fusion`, in a form that learns."""

    def __init__(self, mean: torch.Tensor, deviation: torch.Tensor, recipe: Recipe) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        sizes = [len(mean), *recipe.hidden]
        layers: list[torch.nn.Module] = []
        for left, right in pairwise(sizes):
            layers += [torch.nn.Linear(left, right), torch.nn.ReLU(), torch.nn.Dropout(recipe.dropout)]
        self.layers = torch.nn.Sequential(*layers, torch.nn.Linear(sizes[-1], 1))

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        scaled = ((features - self.mean) / self.deviation).clamp(-5, 5)
        logits: torch.Tensor = self.layers(scaled).squeeze(-1)
        return logits


def train(groups: Sequence[Group], recipe: Recipe) -> Network:
    """Return a trained network."""
    torch.manual_seed(recipe.seed)
    rows = torch.from_numpy(np.concatenate([group.features for group in groups]))
    network = Network(rows.mean(0), rows.std(0) + 1e-3, recipe)
    optimiser = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    steps = recipe.epochs * -(-len(groups) // recipe.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=steps)
    for _ in range(recipe.epochs):
        order = torch.randperm(len(groups)).tolist()
        for at in range(0, len(order), recipe.batch):
            loss = _loss(network, [groups[i] for i in order[at : at + recipe.batch]], recipe)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return network.eval()


def _loss(network: Network, batch: Sequence[Group], recipe: Recipe) -> torch.Tensor:
    features, holds, counted = _padded(batch)
    logits = network(features)
    answered = holds.any(dim=1)
    low = torch.full_like(logits, -1e9)
    everything = torch.logsumexp(torch.where(counted, logits, low), dim=1)
    right = torch.logsumexp(torch.where(holds, logits, low), dim=1)
    listwise = (everything - right)[answered].mean() if answered.any() else logits.sum() * 0
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    pointwise = (entropy(logits, holds.float(), reduction="none") * counted).sum(dim=1).mean()
    groupwise = entropy(torch.where(counted, logits, low).amax(dim=1), answered.float())
    return listwise + recipe.pointwise * pointwise + recipe.groupwise * groupwise


def _padded(batch: Sequence[Group]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(group.holds) for group in batch)
    features = np.zeros((len(batch), longest, batch[0].features.shape[1]), np.float32)
    holds = np.zeros((len(batch), longest), bool)
    counted = np.zeros((len(batch), longest), bool)
    for row, group in enumerate(batch):
        size = len(group.holds)
        features[row, :size], holds[row, :size], counted[row, :size] = group.features, group.holds, ~group.unclear
    return torch.from_numpy(features), torch.from_numpy(holds), torch.from_numpy(counted)


def logits(network: Network, group: Group) -> np.ndarray:
    """Return the log-odds of a group's candidates."""
    with torch.no_grad():
        found: np.ndarray = network(torch.from_numpy(group.features)).numpy()
    return found


def write_weights(network: Network, path: Path) -> None:
    """Write the network as `index.rank.fusion` reads it."""
    linear = [layer for layer in network.layers if isinstance(layer, torch.nn.Linear)]
    arrays: dict[str, np.ndarray] = {"features": np.array(FEATURES), "layers": np.array(len(linear))}
    arrays |= {"mean": network.mean.numpy(), "deviation": network.deviation.numpy()}
    for i, layer in enumerate(linear):
        arrays[f"weight{i}"] = layer.weight.detach().numpy().T.copy()
        arrays[f"bias{i}"] = layer.bias.detach().numpy()
    np.savez_compressed(path, **arrays)
