"""CrossEncoder -> int8 ONNX, once a model, in the user's cache folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encode.graphs import make_once, shrink
from index.encode.models import Model
from index.encode.protocol import Matrix
from index.encode.smooth import smooth
from index.reader.crossencoder import CompiledCrossEncoder, load_original, original_scores

if TYPE_CHECKING:
    import torch
    from sentence_transformers import CrossEncoder

LEAST_AGREEMENT = 0.98
"""Correlation of the scores with the original's below which the eight-bit form is given up for 32 bits."""
MOST_TOKENS = 256
"""A question, a title and a sentence need no more, and no model that reads two texts has fewer."""


def compile_reader(model: Model, target: Path) -> Path | None:
    """Return the folder of the compiled reader, or None where it cannot be compiled.

    Raises:
        ModelMissing: the original cannot be loaded.
        NoAccess: the cache folder cannot be written.

    """
    return make_once(model.name, target, lambda aside: _build(load_original(model), aside))


def _build(original: CrossEncoder, folder: Path) -> None:
    texts = _examples()
    expected = original_scores(original, texts)
    tokenizer: Any = original.tokenizer
    (folder / "tokenizer.json").write_text(tokenizer.backend_tokenizer.to_str(), "utf-8")
    manifest = {"max_length": min(original.max_seq_length or 512, MOST_TOKENS), "pad": int(tokenizer.pad_token_id or 0)}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    smooth(original, lambda: original_scores(original, texts))
    _export(original, texts[:2], folder / "whole.onnx")
    shrink(folder, lambda: _agreement(folder, texts, expected) >= LEAST_AGREEMENT)


def _examples() -> list[tuple[str, str]]:
    """Return pairs of many kinds, to see how large the activations grow, and whether two forms agree."""
    from index.encode.calibration import SENTENCES

    questions = [text for text in SENTENCES if text.endswith(("?", "？"))]
    others = [text for text in SENTENCES if text not in questions]
    return [(question, other) for question in questions for other in others]


def _agreement(folder: Path, texts: list[tuple[str, str]], expected: Matrix) -> float:
    found = CompiledCrossEncoder(folder).scores(texts)
    return float(np.corrcoef(found, expected)[0, 1])


def _export(original: CrossEncoder, texts: list[tuple[str, str]], path: Path) -> None:
    import torch

    names = [name for name in ("input_ids", "attention_mask", "token_type_ids") if name in _tokens(original, texts)]

    class Graph(torch.nn.Module):
        """The whole pipeline up to the score, without the sigmoid."""

        def __init__(self) -> None:
            super().__init__()
            self.model = original

        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            scores: torch.Tensor = self.model(dict(zip(names, tensors, strict=True)))["scores"]
            return scores

    tokens = _tokens(original, texts)
    axes = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    torch.onnx.export(
        Graph().eval(),
        tuple(tokens[name] for name in names),
        path,
        dynamo=True,
        external_data=False,
        verbose=False,
        input_names=names,
        output_names=["score"],
        dynamic_shapes=(tuple(axes for _ in names),),
    )


def _tokens(original: CrossEncoder, texts: list[tuple[str, str]]) -> dict[str, torch.Tensor]:
    left, right = zip(*texts, strict=True)
    return dict(original.tokenizer(list(left), list(right), padding=True, return_tensors="pt"))
