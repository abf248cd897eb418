"""The plain way: sentence-transformers on each sentence, an exact index, the nearest sentence."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.libraries import Hit
from index.encode.models import PACKAGED, find_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

CACHE = Path(__file__).with_name("out") / "plain"
Matrix = NDArray[np.float32]


def load_model() -> SentenceTransformer:
    """Return the packaged model as its own library runs it."""
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    quieten: Any = logging.disable_progress_bar
    quieten()
    return SentenceTransformer(os.fspath(find_model(PACKAGED).folder), device="cpu")


def encode(model: SentenceTransformer, texts: Sequence[str]) -> Matrix:
    """Return one row a text."""
    return np.asarray(model.encode(list(texts), batch_size=32, show_progress_bar=False), np.float32)


def encode_once(model: SentenceTransformer, texts: Sequence[str]) -> Matrix:
    """Return one row a text, kept for the next run: torch takes minutes over a corpus, and its vectors never change."""
    path = CACHE / f"{hashlib.sha256(chr(0).join(texts).encode()).hexdigest()[:20]}.npy"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".aside.npy")
        np.save(aside, encode(model, texts))
        aside.replace(path)
    vectors: Matrix = np.load(path)
    return vectors


def exact_index(vectors: Matrix) -> Any:
    """Return faiss's index that compares every vector."""
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return index


def nearest(
    model: SentenceTransformer, sentences: Sequence[Hit], questions: Sequence[str], top: int
) -> list[list[Hit]]:
    """Return the nearest sentences to each question, best first."""
    index = exact_index(encode_once(model, [sentence.text for sentence in sentences]))
    scores, places = index.search(encode_once(model, questions), min(top, len(sentences)))
    return [
        [replace(sentences[place], score=float(score)) for score, place in zip(row, found, strict=True)]
        for row, found in zip(scores, places, strict=True)
    ]
