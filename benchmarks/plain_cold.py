"""The plain way's cold question, as a script of its own: `python -m benchmarks.plain_cold MODEL FOLDER QUESTION`.

FOLDER holds sentences.json and their vectors.npy: encoding them was paid for before.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer


def main() -> None:
    """Print the sentence nearest to the question."""
    model, folder, question = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    sentences, vectors = json.loads((folder / "sentences.json").read_text("utf-8")), np.load(folder / "vectors.npy")
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    _, places = index.search(SentenceTransformer(model, device="cpu").encode([question]), 1)
    print(sentences[places[0][0]])


if __name__ == "__main__":
    main()
