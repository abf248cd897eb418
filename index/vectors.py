"""Meaning: vectors by id in FAISS, a cache of the database that can be rebuilt from it at any time.

Up to FLAT_LIMIT vectors the search is exact (16-bit floats, as they are stored). Beyond it an inverted file with 8-bit
codes finds candidates, which the caller scores again with the stored vectors.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.caches import Manifest, checksum, read_manifest
from index.encode import Matrix
from index.encode.folders import write_file_aside

Ids = NDArray[np.int64]
Block = tuple[Ids, Matrix]

FLAT_LIMIT = 50_000
"""Vectors up to which every one is compared: some milliseconds."""
TAIL_LIMIT = 16_384
"""Vectors that wait outside the main index; comparing them all costs some 2 ms."""
PROBES = 48
"""Lists of the inverted file that are read a question."""
TRAINING_POINTS = 48
"""Vectors a list on which the inverted file is trained."""


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """An index that nobody changes any more, and the newest vectors beside it."""

    main: Any
    tail_ids: Ids
    tail: Matrix

    @property
    def size(self) -> int:
        return int(self.main.ntotal) + len(self.tail_ids)


class VectorIndex:
    """Find the nearest vectors; readers work on a snapshot and never wait for a writer."""

    def __init__(self, dimension: int, main: Any | None = None, newest: int = 0) -> None:
        self._dimension = dimension
        self._snapshot = _Snapshot(
            main or _flat(dimension), np.zeros(0, np.int64), np.zeros((0, dimension), np.float32)
        )
        self._writer = threading.Lock()
        self.newest = newest
        """The highest passage id whose sentences are in here."""
        self.unsaved = 0
        """How many vectors the file does not have."""

    @classmethod
    def build(cls, dimension: int, blocks: Iterator[Block], count: int, newest: int) -> VectorIndex:
        """Return an index of about `count` vectors; `blocks` is read once and need not fit into memory."""
        if count <= FLAT_LIMIT:
            main = _flat(dimension)
        else:
            lists = 2 ** round(math.log2(2 * math.sqrt(count)))
            main, blocks = _trained(dimension, blocks, lists, count)
        for ids, vectors in blocks:
            main.add_with_ids(vectors, ids)
        built = cls(dimension, main, newest)
        built.unsaved = len(built)
        return built

    def __len__(self) -> int:
        """Return how many vectors there are, those of removed sentences included."""
        return self._snapshot.size

    @property
    def exact(self) -> bool:
        """Tell whether every vector is compared."""
        return not hasattr(self._snapshot.main, "nprobe")

    @property
    def outgrown(self) -> bool:
        """Tell whether the kind of index no longer fits the number of vectors."""
        main = self._snapshot.main
        if self.exact:
            return self._snapshot.size > 2 * FLAT_LIMIT
        return bool(self._snapshot.size > 8 * main.nlist**2)

    def add(self, ids: Ids, vectors: Matrix, newest: int) -> None:
        """Add vectors, one unit row an id."""
        with self._writer:
            now = self._snapshot
            tail_ids = np.concatenate([now.tail_ids, ids])
            tail = np.concatenate([now.tail, vectors])
            if len(tail_ids) <= TAIL_LIMIT:
                self._snapshot = _Snapshot(now.main, tail_ids, tail)
            else:
                # Readers may be inside the old one: a copy is changed and takes its place.
                main = faiss.clone_index(now.main)
                main.add_with_ids(tail, tail_ids)
                self._snapshot = _alone(main, self._dimension)
            self.newest = newest
            self.unsaved += len(ids)

    def search(self, vector: Matrix, k: int) -> tuple[Ids, Matrix]:
        """Return the ids and cosines of the k nearest, best first."""
        now = self._snapshot
        scores, ids = now.main.search(vector[None, :], k) if now.main.ntotal else (np.zeros((1, 0)), np.zeros((1, 0)))
        all_ids = np.concatenate([ids[0], now.tail_ids]).astype(np.int64)
        all_scores = np.concatenate([scores[0], now.tail @ vector]).astype(np.float32)
        best = np.argsort(-all_scores, kind="stable")[:k]
        best = best[all_ids[best] >= 0]
        return all_ids[best], all_scores[best]

    def save(self, path: Path, manifest: Manifest) -> None:
        """Write everything beside its place and move it there, the manifest last."""
        with self._writer:
            now = self._snapshot
            main = now.main
            if len(now.tail_ids):
                main = faiss.clone_index(main)
                main.add_with_ids(now.tail, now.tail_ids)
                self._snapshot = _alone(main, self._dimension)
            newest = self.newest
        write_file_aside(path, lambda aside: faiss.write_index(main, os.fspath(aside)))
        replace(manifest, newest=newest, count=int(main.ntotal), checksum=checksum(path)).write(_beside(path))
        self.unsaved = 0


def load_vectors(path: Path, expected: Manifest) -> VectorIndex | None:
    """Return the index in a file, or None where it is missing, broken, or made of something else."""
    found = read_manifest(_beside(path))
    same = ("edition", "model", "dimension", "recipe")
    if found is None or any(getattr(found, name) != getattr(expected, name) for name in same):
        return None
    try:
        if checksum(path) != found.checksum:
            return None
        main = faiss.read_index(os.fspath(path))
    except (OSError, RuntimeError):
        return None
    if main.d != expected.dimension or main.ntotal != found.count:
        return None
    return VectorIndex(found.dimension, _tuned(main), found.newest)


def _alone(main: Any, dimension: int) -> _Snapshot:
    return _Snapshot(main, np.zeros(0, np.int64), np.zeros((0, dimension), np.float32))


def _beside(path: Path) -> Path:
    return path.with_suffix(".json")


def _flat(dimension: int) -> Any:
    faiss.omp_set_num_threads(1)  # Questions come side by side; one must not take every processor.
    codes = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexIDMap2(codes)


def _tuned(main: Any) -> Any:
    faiss.omp_set_num_threads(1)
    if hasattr(main, "nprobe"):
        main.nprobe = min(PROBES, main.nlist)
    return main


def _trained(dimension: int, blocks: Iterator[Block], lists: int, count: int) -> tuple[Any, Iterator[Block]]:
    """Return a trained, empty inverted file, and all the blocks again."""
    wanted = min(count, lists * TRAINING_POINTS)
    kept: list[Block] = []
    seen = 0
    for block in blocks:
        kept.append(block)
        seen += len(block[0])
        if seen >= wanted:
            break
    quantizer: Any = faiss.IndexFlatIP(dimension)
    main = faiss.IndexIVFScalarQuantizer(
        quantizer, dimension, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    main.own_fields = True
    quantizer.this.disown()
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    main.train(np.concatenate([vectors for _, vectors in kept]))
    return _tuned(main), _chained(kept, blocks)


def _chained(first: list[Block], rest: Iterable[Block]) -> Iterator[Block]:
    while first:
        yield first.pop(0)
    yield from rest
