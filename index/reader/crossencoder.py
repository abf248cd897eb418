"""The two ways to run a CrossEncoder: compiled, or as it is where it does not compile."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encode.compiled import in_threads, like_lengths, open_session
from index.encode.models import Model
from index.encode.protocol import Matrix
from index.errors import ModelMissing
from index.reader.pairs import pairs
from index.reader.protocol import Passage, Reading

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

ADVICE = "SUMMIT_READER: `packaged`, `none`, a CrossEncoder's name or its folder"


def load_original(model: Model) -> CrossEncoder:
    """Return the model on the processor, ready to read.

    Raises:
        ModelMissing: it cannot be loaded, or gives more than one score.

    """
    from sentence_transformers import CrossEncoder

    try:
        # Code that a model folder brings along is never run.
        original: CrossEncoder = CrossEncoder(os.fspath(model.folder), device="cpu", trust_remote_code=False)
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelMissing(f"The reader in {model.folder} cannot be loaded ({reason}). Check {ADVICE}.") from error
    architectures = getattr(original.config, "architectures", None) or []
    if any(name.endswith("Model") for name in architectures):
        # Its score would come from weights that chance has made just now.
        raise ModelMissing(f"The model {model.name} encodes texts, and does not score pairs. Check {ADVICE}.")
    if original.num_labels != 1:
        found = f"{original.num_labels} scores a pair"
        raise ModelMissing(f"The model {model.name} gives {found}, and a reader gives one. Check {ADVICE}.")
    original.eval()
    return original


class CompiledCrossEncoder:
    """Run a compiled CrossEncoder; the session and the tokenizer are safe to share between threads."""

    weights = None

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        self._pad = int(manifest["pad"])
        self._tokenizer = Tokenizer.from_file(os.fspath(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(manifest["max_length"]))
        self._session = open_session(folder / "model.onnx")
        self._inputs = [one.name for one in self._session.get_inputs()]

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[Reading]]:
        """Return one reading a sentence, passage by passage; none of them with a span."""
        return _readings(passages, self.scores(pairs(question, passages)))

    def scores(self, texts: Sequence[tuple[str, str]]) -> Matrix:
        """Return the score of each pair, shape (n,)."""
        encoded = self._tokenizer.encode_batch(list(texts))
        found = np.zeros(len(encoded), np.float32)
        batches = list(like_lengths([len(one.ids) for one in encoded]))
        for batch, scores in zip(
            batches, in_threads(lambda some: self._run([encoded[i] for i in some]), batches), strict=True
        ):
            found[batch] = scores
        return found

    def _run(self, batch: Sequence[Any]) -> Matrix:
        shape = len(batch), max(len(one.ids) for one in batch)
        fed = {name: np.zeros(shape, np.int64) for name in ("input_ids", "attention_mask", "token_type_ids")}
        fed["input_ids"][:] = self._pad
        for row, one in enumerate(batch):
            fed["input_ids"][row, : len(one.ids)] = one.ids
            fed["attention_mask"][row, : len(one.ids)] = 1
            fed["token_type_ids"][row, : len(one.ids)] = one.type_ids
        scores: Matrix = self._session.run(None, {name: fed[name] for name in self._inputs})[0]
        return scores.reshape(-1)


class OriginalCrossEncoder:
    """Read with sentence-transformers."""

    weights = None

    def __init__(self, model: Model) -> None:
        self._model = load_original(model)

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[Reading]]:
        """Return one reading a sentence, passage by passage; none of them with a span."""
        return _readings(passages, original_scores(self._model, pairs(question, passages)))


def original_scores(original: CrossEncoder, texts: Sequence[tuple[str, str]]) -> Matrix:
    """Return the score of each pair before any sigmoid, shape (n,)."""
    from torch.nn import Identity

    scores = original.predict(list(texts), activation_fn=Identity(), show_progress_bar=False)
    return np.asarray(scores, np.float32).reshape(-1)


def _readings(passages: Sequence[Passage], scores: Matrix) -> list[list[Reading]]:
    left = iter(scores.tolist())
    return [[Reading(next(left), None) for _ in one.sentences] for one in passages]
