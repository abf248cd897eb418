"""The ONNX runner: a compiled model answers without torch."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from index.encode.embeddings import WordEmbeddings
from index.encode.folders import cache_folder
from index.encode.models import Model
from index.encode.protocol import Matrix
from index.encode.runtime import onnx_runtime
from index.encode.tokens import closing, cut, tokenizer_in

Job = TypeVar("Job")
Result = TypeVar("Result")
Opened = TypeVar("Opened")

COMPILER = "2"
"""Part of a compiled model's folder name: raise it when the compiler makes something else of the same model."""
BATCH_TOKENS = 512
LIKE_LENGTH = 1.2
"""Padded tokens a batch, and how much longer its longest text may be than its shortest: what indexes fastest."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the runner must know beside the graph."""

    dimension: int
    max_length: int
    pad: int
    question_prompt: str
    passage_prompt: str
    words: str | None = None
    """The file of word embeddings, where the graph does not hold them itself."""

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Return the manifest of a compiled folder."""
        return cls(**json.loads((folder / "manifest.json").read_text("utf-8")))

    def to_json(self) -> str:
        """Return the manifest as it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def compiled_folder(model: Model) -> Path:
    """Return where the compiled form of a model belongs."""
    return cache_folder() / "models" / f"{model.name}-{model.fingerprint[:16]}-{COMPILER}"


def reopen(folder: Path, open_: Callable[[Path], Opened]) -> Opened | None:
    """Return what was compiled into a folder, opened, or None where it is to be compiled: again, if it is broken."""
    if not (folder / "manifest.json").is_file():
        return None
    try:
        return open_(folder)
    except MemoryError:
        raise
    except Exception:  # three libraries read these files, and each has words of its own for a broken one
        (folder / "manifest.json").unlink(missing_ok=True)
        return None


class CompiledEncoder:
    """Run a compiled model; the session and the tokenizer are safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._manifest = Manifest.read(folder)
        self._tokenizer = tokenizer_in(folder / "tokenizer.json")
        self._closing = closing(self._tokenizer)
        self._session = open_session(folder / "model.onnx")
        self._words = words_of(folder, self._manifest)

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return self._manifest.dimension

    def encode_question(self, question: str) -> Matrix:
        """Return the unit vector of a question, shape (dimension,)."""
        row: Matrix = self.encode_raw([self._manifest.question_prompt + question])[0]
        return row

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row a text, in the order of the texts."""
        return self.encode_each([texts])[0]

    def encode_each(self, groups: Sequence[Sequence[str]]) -> list[Matrix]:
        """Return the rows of each group; a group's rows do not depend on the groups beside it."""
        prompt = self._manifest.passage_prompt
        return self._encode([[prompt + text for text in texts] for texts in groups])

    def encode_raw(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row a text, without any prompt."""
        return self._encode([texts])[0]

    def _encode(self, groups: Sequence[Sequence[str]]) -> list[Matrix]:
        ids = [[self._cut(one.ids) for one in self._tokenizer.encode_batch_fast(list(texts))] for texts in groups]
        rows = [np.zeros((len(texts), self.dimension), np.float32) for texts in groups]
        # Eight bits are shared out over a whole batch: its texts change each other a little. So no batch holds
        # texts of two groups, and an article is encoded alike whatever else is added.
        jobs = [
            (number, batch) for number, one in enumerate(ids) for batch in like_lengths([len(text) for text in one])
        ]
        for (number, batch), found in zip(jobs, self._run_all(ids, jobs), strict=True):
            rows[number][batch] = found
        return rows

    def _cut(self, ids: Sequence[int]) -> Sequence[int]:
        return cut(ids, self._manifest.max_length, self._closing)

    def _run_all(self, ids: list[list[Sequence[int]]], jobs: list[tuple[int, list[int]]]) -> list[Matrix]:
        def run(job: tuple[int, list[int]]) -> Matrix:
            return self._run([ids[job[0]][i] for i in job[1]])

        return in_threads(run, jobs)

    def _run(self, ids: list[Sequence[int]]) -> Matrix:
        tokens = np.full((len(ids), max(map(len, ids))), self._manifest.pad, np.int64)
        mask = np.zeros_like(tokens)
        for row, sequence in enumerate(ids):
            tokens[row, : len(sequence)] = sequence
            mask[row, : len(sequence)] = 1
        read = {"input_ids": tokens} if self._words is None else {"words": self._words[tokens]}
        vectors: Matrix = self._session.run(None, read | {"attention_mask": mask})[0]
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Matrix = vectors / np.maximum(norms, 1e-12)
        return unit


def words_of(folder: Path, manifest: Manifest) -> WordEmbeddings | None:
    """Return the word embeddings of a compiled folder, or None where its graph holds them."""
    return WordEmbeddings(folder / manifest.words, manifest.dimension) if manifest.words else None


def open_session(path: Path) -> Any:
    """Return a compiled graph, ready to run."""
    onnxruntime = onnx_runtime()
    options = onnxruntime.SessionOptions()
    # A question is too little work to share between threads; many texts are shared out as batches instead.
    options.intra_op_num_threads = 1
    # The compiler has done it.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def in_threads(run: Callable[[Job], Result], jobs: Sequence[Job]) -> list[Result]:
    """Return what `run` returns for each job, in their order; onnxruntime lets other threads run meanwhile."""
    if len(jobs) <= 1:
        return [run(job) for job in jobs]
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        return list(workers.map(run, jobs))


def like_lengths(lengths: list[int]) -> Iterable[list[int]]:
    """Yield indices in batches of like length, so that little is padded."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        padded = batch and lengths[i] > LIKE_LENGTH * lengths[batch[0]] + 2
        if batch and (padded or (len(batch) + 1) * lengths[i] > BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
