"""Compile the multilingual encoder: `python -m training.encoder_export FOLDER --out TARGET`.

FOLDER is what `training.multilingual` made. TARGET gets the graph in eight bits, which takes the embeddings of words
instead of their numbers, the word embeddings in four bits, the tokenizer and a manifest.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from transformers import BertModel

from index.encode.calibration import SENTENCES
from index.encode.compiled import CompiledEncoder, Manifest
from index.encode.graphs import optimise, quantise, quiet
from index.encode.models import MULTILINGUAL_FOLDER
from index.encode.smooth import smooth

WORDS = "words.q4"


class Graph(torch.nn.Module):
    """Embedded words -> the mean of their states."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, words: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return one row a text, shape (n, hidden); `words` has shape (n, tokens, hidden)."""
        states = self.bert(inputs_embeds=words, attention_mask=attention_mask).last_hidden_state
        kept = attention_mask.unsqueeze(-1).to(states.dtype)
        mean: torch.Tensor = (states * kept).sum(1) / kept.sum(1)
        return mean


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--out", type=Path, default=MULTILINGUAL_FOLDER)
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    original = SentenceTransformer(os.fspath(options.folder), device="cpu")
    expected = original.encode(SENTENCES, normalize_embeddings=True, show_progress_bar=False)
    export(original, options.folder, options.out)
    cosines = (CompiledEncoder(options.out).encode_raw(SENTENCES) * np.asarray(expected)).sum(1)
    print(f"cosine to 32 bits: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    for path in sorted(options.out.iterdir()):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


def export(original: SentenceTransformer, folder: Path, target: Path) -> None:
    """Write everything that the engine needs of an encoder; the original is smoothed in place."""
    bert = original[0].auto_model
    tokenizer = original.tokenizer
    smooth(original, lambda: original.encode(SENTENCES, show_progress_bar=False))
    shutil.copyfile(folder / WORDS, target / WORDS)
    shutil.copyfile(folder / "tokenizer.json", target / "tokenizer.json")
    with tempfile.TemporaryDirectory() as aside, quiet():
        whole, small = Path(aside) / "whole.onnx", Path(aside) / "model.onnx"
        _export(bert, whole)
        quantise(whole, small)
        optimise(small)
        shutil.copyfile(small, target / "model.onnx")
    prompts = original.prompts
    manifest = Manifest(
        dimension=bert.config.hidden_size,
        max_length=bert.config.max_position_embeddings,
        pad=int(tokenizer.pad_token_id),
        question_prompt=prompts["query"],
        passage_prompt=prompts["passage"],
        words=WORDS,
    )
    (target / "manifest.json").write_text(manifest.to_json(), "utf-8")


def _export(bert: BertModel, path: Path) -> None:
    mask = torch.tensor([[1, 1, 1, 1, 1, 0], [1] * 6])
    axes = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    torch.onnx.export(
        Graph(bert).eval(),
        (torch.zeros(2, 6, bert.config.hidden_size), mask),
        path,
        dynamo=True,
        external_data=False,
        verbose=False,
        input_names=["words", "attention_mask"],
        output_names=["vector"],
        dynamic_shapes={"words": axes, "attention_mask": axes},
    )


if __name__ == "__main__":
    main()
