"""Compile the reader to int8 ONNX: `python -m training.reader_export CHECKPOINT --out FILE --passages FOLDER`.

The passages (of `training.passages`) serve to see how far the compiled reader agrees with the trained one.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray

from index.encode.calibration import SENTENCES
from index.encode.graphs import optimise, quantise, quiet
from index.encode.smooth import smooth
from training.batches import Chosen, window_of
from training.passages import ABROAD, REPORTED, read_passages
from training.reading import Base, Reader, Tensors, Window, WindowMaker, by_length, collate, scores

MOST_BYTES = 25_000_000
MIGRATION = 0.7
"""How much of an outlier goes into the reader's weights: the best of 0.5 to 0.8 by the scores' correlation."""
INPUTS = ("input_ids", "attention_mask", "token_type_ids", "means")
EMBEDDED = ("words", "attention_mask", "means")
"""What the two kinds of graphs take: the numbers of words, or their embeddings."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readers' scores of the same sentences agree."""

    sentences: int
    correlation: float
    largest: float
    mean: float

    def __str__(self) -> str:
        far = f"largest difference {self.largest:.3f}, mean {self.mean:.3f}"
        return f"{self.sentences} sentences: Pearson correlation {self.correlation:.5f}, {far}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("checkpoint", type=Path)
    arguments.add_argument("--out", type=Path, default=Path("index/reader/reader.onnx"))
    arguments.add_argument("--passages", type=Path, default=Path("data/passages"))
    arguments.add_argument("--multilingual", type=Path, help="the folder that it began with")
    arguments.add_argument("--layers", type=int, help="how many of its layers it has, if not all")
    options = arguments.parse_args()
    base = Base.multilingual(options.multilingual, options.layers) if options.multilingual else Base.packaged()
    maker, reader = WindowMaker.open(base), Reader.load(options.checkpoint, base)
    windows = checked_windows(maker, options.passages, REPORTED[:1] + ABROAD if options.multilingual else REPORTED)
    trained = torch.cat(scores(reader, windows)).numpy()
    words = reader.bert.embeddings.word_embeddings if options.multilingual else None
    export(reader, maker, options.out, embedded=bool(options.multilingual))
    print(agreement(trained, compiled_scores(options.out, windows, words)))
    print(check_size(options.out))


def checked_windows(
    maker: WindowMaker, folder: Path, sets: Sequence[str], questions: int = 40, each: int = 2
) -> list[Window]:
    """Return the windows on which agreement is measured: the first passages of the first questions."""
    return [
        window_of(Chosen(asked.question, one, part, True), maker)
        for name in sets
        for asked in read_passages(folder / f"{name}.jsonl.gz", questions)
        for one in asked.passages[:each]
        for part in maker.parts([sentence.text for sentence in one.sentences])
    ]


class Embedded(torch.nn.Module):
    """A reader of word embeddings instead of words."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, words: torch.Tensor, attention_mask: torch.Tensor, means: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return what the reader returns; `words` has shape (n, tokens, hidden)."""
        states = self.reader.bert(inputs_embeds=words, attention_mask=attention_mask)
        return self.reader.judge(states.last_hidden_state, means)


def export(reader: Reader, maker: WindowMaker, target: Path, *, embedded: bool = False) -> None:
    """Smooth a reader in place and write it as an int8 graph; `embedded`: of word embeddings instead of words."""
    target.parent.mkdir(parents=True, exist_ok=True)
    calibration = calibration_windows(maker)
    # Torch's own attention guards against rows without any token: half as many steps more, none of them needed here.
    reader.bert.set_attn_implementation("eager")
    with tempfile.TemporaryDirectory() as folder, quiet():
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "model.onnx"
        smooth(reader, lambda: scores(reader, calibration), MIGRATION)
        _export(reader, calibration[:2], whole, embedded=embedded)
        quantise(whole, small, heads="means")
        optimise(small)
        target.write_bytes(small.read_bytes())


def calibration_windows(maker: WindowMaker, each: int = 5) -> list[Window]:
    """Return windows of many kinds, to see how large the reader's activations grow."""
    questions = [text for text in SENTENCES if text.endswith(("?", "？", "last"))]
    others = [text for text in SENTENCES if text not in questions]
    return [
        maker.window(question, others[i - 2][:40], others[i - 1], others[i : i + each])
        for question in questions
        for i in range(0, len(others), each)
    ]


def _export(reader: Reader, windows: Sequence[Window], path: Path, *, embedded: bool) -> None:
    words = reader.bert.embeddings.word_embeddings if embedded else None
    names = EMBEDDED if embedded else INPUTS
    rows, sentences, tokens = (torch.export.Dim.DYNAMIC for _ in range(3))
    shapes = {name: {0: rows, 1: tokens} for name in names[:-1]} | {"means": {0: rows, 1: sentences, 2: tokens}}
    torch.onnx.export(
        (Embedded(reader) if embedded else reader).eval(),
        _fed(collate(windows), words),
        path,
        dynamo=True,
        external_data=False,
        verbose=False,
        input_names=list(names),
        output_names=["score", "span"],
        dynamic_shapes=shapes,
    )


@torch.no_grad()
def _fed(tensors: Tensors, words: torch.nn.Module | None) -> tuple[torch.Tensor, ...]:
    if words is None:
        return tensors.ids, tensors.mask, tensors.types, tensors.means
    return words(tensors.ids), tensors.mask, tensors.means


def compiled_scores(
    path: Path, windows: Sequence[Window], words: torch.nn.Module | None = None, most: int = 16
) -> NDArray[np.float32]:
    """Return the scores that a compiled reader gives the sentences of all windows, one after the other.

    `words` embeds the words for a graph that takes their embeddings.
    """
    names = INPUTS if words is None else EMBEDDED
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    found = [np.zeros(0, np.float32)] * len(windows)
    for batch in by_length(windows, most):
        tensors = _fed(collate([windows[i] for i in batch]), words)
        fed = dict(zip(names, (one.numpy() for one in tensors), strict=True))
        for i, row in zip(batch, session.run(["score"], fed)[0], strict=True):
            found[i] = row[: len(windows[i].bounds)]
    return np.concatenate(found)


def agreement(trained: NDArray[np.float32], compiled: NDArray[np.float32]) -> Agreement:
    """Return how far the compiled reader's scores agree with the trained one's."""
    apart = np.abs(trained - compiled)
    correlation = float(np.corrcoef(trained, compiled)[0, 1])
    return Agreement(len(trained), correlation, float(apart.max()), float(apart.mean()))


def check_size(path: Path) -> str:
    """Return a file's size and hash in words.

    Raises:
        SystemExit: it is too large to ship.

    """
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        raise SystemExit(f"{path} has {len(data):,} bytes; at most {MOST_BYTES:,} ship.")
    return f"{path}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}"


if __name__ == "__main__":
    main()
