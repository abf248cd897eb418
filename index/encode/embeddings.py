"""Word embeddings in four bits: read from the disk word by word, and shared by all graphs that begin with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encode.protocol import Matrix

SIZE = 32
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", SIZE // 2)])
"""Q4_0, as https://github.com/ggml-org/ggml has it: a scale, then two weights a byte, the first half in low nibbles."""


class WordEmbeddings:
    """A file of rows of blocks, mapped: what was never asked for takes no memory."""

    def __init__(self, path: Path, dimension: int) -> None:
        self._blocks = np.memmap(path, BLOCK, "r").reshape(-1, dimension // SIZE)

    def __getitem__(self, ids: NDArray[np.int64]) -> Matrix:
        """Return the embeddings of tokens, shape (*ids.shape, dimension)."""
        known, places = np.unique(ids, return_inverse=True)
        return unpack(np.asarray(self._blocks[known]))[places.reshape(ids.shape)]


def unpack(blocks: NDArray[np.void]) -> Matrix:
    """Return the weights of rows of blocks, shape (rows, 32 times their columns)."""
    nibbles = blocks["nibbles"]
    weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32) - 8
    weights *= blocks["scale"].astype(np.float32)[..., None]
    return weights.reshape(len(blocks), SIZE * blocks.shape[1])
