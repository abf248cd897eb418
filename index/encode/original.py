"""The way of a model that does not compile: sentence-transformers itself, with torch."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.encode.models import Model
from index.encode.protocol import Matrix
from index.errors import ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def load_original(model: Model) -> SentenceTransformer:
    """Return the sentence-transformers model on the processor, ready to encode.

    Raises:
        ModelMissing: the folder cannot be loaded.

    """
    from sentence_transformers import SentenceTransformer

    try:
        # Code that a model folder brings along is never run.
        return SentenceTransformer(os.fspath(model.folder), device="cpu", trust_remote_code=False).eval()
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelMissing(f"The model in {model.folder} cannot be loaded: {reason}") from error


def prompt_of(prompts: Mapping[str, str | None], *names: str) -> str:
    """Return the first prompt that a model's own config gives under one of these names, else nothing."""
    return next((found for name in names if (found := prompts.get(name))), "")


class OriginalEncoder:
    """Encode with sentence-transformers."""

    def __init__(self, model: Model) -> None:
        self._model = load_original(model)
        prompts = dict(self._model.prompts)
        self._question = prompt_of(prompts, "query", "question")
        self._passage = prompt_of(prompts, "document", "passage", "corpus")
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def encode_question(self, question: str) -> Matrix:
        """Return the unit vector of a question, shape (dimension,)."""
        row: Matrix = self._encode([question], self._question)[0]
        return row

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row a text, in the order of the texts."""
        return self._encode(list(texts), self._passage)

    def encode_each(self, groups: Sequence[Sequence[str]]) -> list[Matrix]:
        """Return the rows of each group; a group's rows do not depend on the groups beside it."""
        return [self.encode_passages(texts) for texts in groups]

    def _encode(self, texts: list[str], prompt: str) -> Matrix:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return np.asarray(
            self._model.encode(texts, prompt=prompt, normalize_embeddings=True, show_progress_bar=False), np.float32
        )
