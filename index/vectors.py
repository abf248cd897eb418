"""Meaning: vectors by id in FAISS, a cache of the database that can be rebuilt from it at any time.

Up to FLAT_LIMIT vectors the search is exact (16-bit floats, as they are stored). Beyond it an inverted file with 8-bit
codes finds candidates, which the caller scores again with the stored vectors.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

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
MAPPED = 64
"""Bytes that a vector's id takes, and its entry in the map that finds it by that."""
PROBES = 256
"""Lists of the inverted file that are read a question."""
TRAINING_POINTS = 48
"""Vectors a list on which the inverted file is trained."""


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """An index that nobody changes any more, and the newest vectors beside it."""

    main: Any | None
    tail_ids: Ids
    tail: Matrix

    @property
    def size(self) -> int:
        return (self.main.ntotal if self.main else 0) + len(self.tail_ids)

    def folded(self) -> _Snapshot:
        """Return the same vectors in one index: a copy, for readers may be inside this one."""
        if not len(self.tail_ids):
            return self
        import faiss

        dimension = self.tail.shape[1]
        main = faiss.clone_index(self.main) if self.main else _flat(dimension)
        main.add_with_ids(self.tail, self.tail_ids)
        return _alone(main, dimension)


class VectorIndex:
    """Find the nearest vectors; readers work on a snapshot and never wait for a writer."""

    def __init__(self, dimension: int, main: Any | None = None, newest: int = 0) -> None:
        self._snapshot = _alone(main, dimension)
        self._writer = threading.Lock()
        self.newest = newest
        """The highest passage id whose sentences are in here."""
        self.unsaved = 0
        """How many vectors the file does not have."""

    @classmethod
    def build(cls, dimension: int, blocks: Iterator[Block], count: int, newest: int) -> VectorIndex:
        """Return an index of about `count` vectors; `blocks` is read once and need not fit into memory."""
        if count <= FLAT_LIMIT:
            built = cls(dimension)
            for ids, vectors in blocks:
                built.add(ids, vectors, newest)
            built.newest = newest
            return built
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
    def memory(self) -> int:
        """Return about how many bytes of memory it takes."""
        now = self._snapshot
        dimension = now.tail.shape[1]
        each = 2 * dimension + MAPPED if self.exact else dimension + now.tail_ids.itemsize
        whole = now.main.ntotal * each if now.main else 0
        return int(whole + now.tail.nbytes + now.tail_ids.nbytes)

    @property
    def exact(self) -> bool:
        """Tell whether every vector is compared."""
        return not hasattr(self._snapshot.main, "nprobe")

    @property
    def outgrown(self) -> bool:
        """Tell whether the kind of index no longer fits the number of vectors."""
        main = self._snapshot.main
        most = 8 * main.nlist**2 if main and not self.exact else 2 * FLAT_LIMIT
        return bool(self._snapshot.size > most)

    def add(self, ids: Ids, vectors: Matrix, newest: int) -> None:
        """Add vectors, one unit row an id."""
        with self._writer:
            now = self._snapshot
            grown = _Snapshot(now.main, np.concatenate([now.tail_ids, ids]), np.concatenate([now.tail, vectors]))
            self._snapshot = grown if len(grown.tail_ids) <= TAIL_LIMIT else grown.folded()
            self.newest = newest
            self.unsaved += len(ids)

    def those(self, which: Callable[[Ids], NDArray[np.bool_]]) -> VectorIndex:
        """Return an index of some of the vectors; a copy, for readers may be inside this one."""
        with self._writer:
            whole, newest = self._snapshot.folded().main, self.newest
        main = None if whole is None else _those(whole, which)
        left = VectorIndex(self._snapshot.tail.shape[1], main, newest)
        left.unsaved = len(left)
        return left

    def search(self, vector: Matrix, k: int) -> tuple[Ids, Matrix]:
        """Return the ids and cosines of the k nearest, best first."""
        now = self._snapshot
        scores, ids = np.zeros((1, 0), np.float32), np.zeros((1, 0), np.int64)
        if now.main is not None:
            import faiss

            # One question is too little work to share: threads that wait for each other take ten times as long. The
            # setting is each calling thread's own.
            faiss.omp_set_num_threads(1)
            scores, ids = now.main.search(vector[None, :], k)
        all_ids = np.concatenate([ids[0], now.tail_ids])
        all_scores = np.concatenate([scores[0], now.tail @ vector]).astype(np.float32)
        best = np.argsort(-all_scores, kind="stable")[:k]
        best = best[all_ids[best] >= 0]
        return all_ids[best], all_scores[best]

    def save(self, path: Path, manifest: Manifest) -> None:
        """Write everything beside its place and move it there, the manifest last."""
        import faiss

        with self._writer:
            self._snapshot = self._snapshot.folded()
            main, newest, saved = self._snapshot.main, self.newest, self.unsaved
        if main is None:
            _beside(path).unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            return
        write_file_aside(path, lambda aside: faiss.write_index(main, os.fspath(aside)))
        replace(manifest, newest=newest, count=int(main.ntotal), checksum=checksum(path)).write(_beside(path))
        with self._writer:
            self.unsaved -= saved


def load_vectors(path: Path, expected: Manifest) -> VectorIndex | None:
    """Return the index in a file, or None where it is missing, broken, or made of something else."""
    found = read_manifest(_beside(path))
    same = ("edition", "model", "dimension", "recipe")
    if found is None or any(getattr(found, name) != getattr(expected, name) for name in same):
        return None
    import faiss

    try:
        if checksum(path) != found.checksum:
            return None
        main = faiss.read_index(os.fspath(path))
    except (OSError, RuntimeError):
        return None
    if main.d != expected.dimension or main.ntotal != found.count:
        return None
    return VectorIndex(found.dimension, _tuned(main), found.newest)


def _alone(main: Any | None, dimension: int) -> _Snapshot:
    return _Snapshot(main, np.zeros(0, np.int64), np.zeros((0, dimension), np.float32))


def _those(main: Any, which: Callable[[Ids], NDArray[np.bool_]]) -> Any:
    import faiss

    ids = _ids_in(main)
    left = _tuned(faiss.clone_index(main))
    left.remove_ids(ids[~which(ids)])
    return left if left.ntotal else None


def _ids_in(main: Any) -> Ids:
    import faiss

    if not hasattr(main, "invlists"):
        return np.asarray(faiss.vector_to_array(main.id_map), np.int64)
    sizes = [main.invlists.list_size(number) for number in range(main.nlist)]
    lists = [faiss.rev_swig_ptr(main.invlists.get_ids(number), size) for number, size in enumerate(sizes) if size]
    return np.concatenate([np.zeros(0, np.int64), *lists])


def _beside(path: Path) -> Path:
    return path.with_suffix(".json")


def _flat(dimension: int) -> Any:
    import faiss

    codes = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexIDMap2(codes)


def _tuned(main: Any) -> Any:
    if hasattr(main, "nprobe"):
        main.nprobe = min(PROBES, main.nlist)
    return main


def _trained(dimension: int, blocks: Iterator[Block], lists: int, count: int) -> tuple[Any, Iterator[Block]]:
    """Return a trained, empty inverted file, and all the blocks again."""
    import faiss

    wanted = min(count, lists * TRAINING_POINTS)
    kept: list[Block] = []
    seen = 0
    while seen < wanted and (block := next(blocks, None)):
        kept.append(block)
        seen += len(block[0])
    quantizer: Any = faiss.IndexFlatIP(dimension)
    codes = faiss.ScalarQuantizer.QT_8bit
    main = faiss.IndexIVFScalarQuantizer(quantizer, dimension, lists, codes, faiss.METRIC_INNER_PRODUCT)
    main.own_fields = True
    quantizer.this.disown()
    main.train(np.concatenate([vectors for _, vectors in kept]))
    return _tuned(main), _chained(kept, blocks)


def _chained(first: list[Block], rest: Iterable[Block]) -> Iterator[Block]:
    while first:
        yield first.pop(0)
    yield from rest
