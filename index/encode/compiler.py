"""sentence-transformers -> int8 ONNX, once a model, in the user's cache folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encode.compiled import CompiledEncoder, Manifest, compiled_folder
from index.encode.graphs import make_once, shrink
from index.encode.models import Model
from index.encode.original import load_original, prompt_of
from index.encode.protocol import Matrix
from index.encode.smooth import smooth

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

LEAST_AGREEMENT = 0.99
"""Mean cosine to the original below which the eight-bit form is given up for 32 bits."""


def compile_model(model: Model) -> Path | None:
    """Return the folder of the compiled model, or None where it cannot be compiled.

    Raises:
        ModelMissing: the original cannot be loaded.
        NoAccess: the cache folder cannot be written.

    """
    return make_once(model.name, compiled_folder(model), lambda aside: _build(load_original(model), aside))


def _build(original: SentenceTransformer, folder: Path) -> None:
    from index.encode.calibration import SENTENCES

    expected = np.asarray(original.encode(SENTENCES, normalize_embeddings=True, show_progress_bar=False), np.float32)
    _write_companions(original, folder)
    smooth(original, lambda: original.encode(SENTENCES, show_progress_bar=False))
    _export(original, folder / "whole.onnx")
    shrink(folder, lambda: _agreement(folder, expected) >= LEAST_AGREEMENT)


def _agreement(folder: Path, expected: Matrix) -> float:
    from index.encode.calibration import SENTENCES

    # Prompts belong to the manifest and stand in neither side of this comparison.
    encoder = CompiledEncoder(folder)
    return float((encoder.encode_raw(SENTENCES) * expected).sum(axis=1).mean())


def _write_companions(original: SentenceTransformer, folder: Path) -> None:
    tokenizer: Any = original.tokenizer
    prompts = dict(original.prompts)
    manifest = Manifest(
        dimension=int(original.get_embedding_dimension() or 0),
        max_length=int(min(original.max_seq_length or 512, 512)),
        pad=int(tokenizer.pad_token_id or 0),
        question_prompt=prompt_of(prompts, "query", "question"),
        passage_prompt=prompt_of(prompts, "document", "passage", "corpus"),
    )
    (folder / "tokenizer.json").write_text(tokenizer.backend_tokenizer.to_str(), "utf-8")
    (folder / "manifest.json").write_text(manifest.to_json(), "utf-8")


def _export(original: SentenceTransformer, path: Path) -> None:
    import torch

    class Graph(torch.nn.Module):
        """The whole pipeline, pooling and normalising included, as one function of tensors."""

        def __init__(self) -> None:
            super().__init__()
            self.model = original

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            vector: torch.Tensor = self.model(features)["sentence_embedding"]
            return vector

    tokens = original.tokenizer(["a first example", "a second, longer example"], padding=True, return_tensors="pt")
    axes = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    torch.onnx.export(
        Graph().eval(),
        (tokens["input_ids"], tokens["attention_mask"]),
        path,
        dynamo=True,
        external_data=False,
        verbose=False,
        input_names=["input_ids", "attention_mask"],
        output_names=["vector"],
        dynamic_shapes={"input_ids": axes, "attention_mask": axes},
    )
