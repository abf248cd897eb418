"""Features -> scores: a small network, trained on people's questions, that weighs meaning and words by question.

A fixed sum of the same numbers puts fewer right sentences first: weights that help one kind of question hurt another.
`training/` makes the weights, which stand in `fusion.npz` beside this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.encode import Matrix
from index.errors import ModelMissing
from index.rank.features import FEATURES

WEIGHTS = Path(__file__).with_name("fusion.npz")
MULTILINGUAL_WEIGHTS = Path(__file__).with_name("multilingual.npz")
"""Each for the encoder that it learnt with: cosines mean something else with another one."""


@dataclass(frozen=True, slots=True)
class Fusion:
    """A feed-forward network with rectified layers; inputs are standardised and cut off at five deviations."""

    mean: Matrix
    deviation: Matrix
    layers: tuple[tuple[Matrix, Matrix], ...]

    def logits(self, features: Matrix) -> NDArray[np.float32]:
        """Return the log-odds that each sentence answers, shape (n,)."""
        values = np.clip((features - self.mean) / self.deviation, -5, 5)
        for weight, bias in self.layers[:-1]:
            values = np.maximum(values @ weight + bias, 0)
        weight, bias = self.layers[-1]
        result: NDArray[np.float32] = (values @ weight + bias)[:, 0]
        return result


@cache
def load_fusion(path: Path = WEIGHTS) -> Fusion:
    """Return the trained network.

    Raises:
        ModelMissing: the file is not there, or belongs to other features.

    """
    try:
        with np.load(path, allow_pickle=False) as file:
            if str(file["features"]) != FEATURES:
                raise ModelMissing(f"{path} was trained on other features. Reinstall Summit, or train it again.")
            count = int(file["layers"])
            layers = tuple((file[f"weight{i}"], file[f"bias{i}"]) for i in range(count))
            return Fusion(file["mean"], file["deviation"], layers)
    except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
        raise ModelMissing(f"{path} is missing or broken ({error}). Reinstall Summit.") from error


def probability(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return log-odds as probabilities."""
    result: NDArray[np.float64] = 1 / (1 + np.exp(-logits.astype(np.float64)))
    return result
