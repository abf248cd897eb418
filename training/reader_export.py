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
from training.passages import REPORTED, read_passages
from training.reading import Reader, Tensors, Window, WindowMaker, by_length, collate, scores

MOST_BYTES = 25_000_000
MIGRATION = 0.7
"""How much of an outlier goes into the reader's weights: the best of 0.5 to 0.8 by the scores' correlation."""
INPUTS = ("input_ids", "attention_mask", "token_type_ids", "means")


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
    options = arguments.parse_args()
    maker, reader = WindowMaker.open(), Reader.load(options.checkpoint)
    windows = checked_windows(maker, options.passages)
    trained = torch.cat(scores(reader, windows)).numpy()
    export(reader, maker, options.out)
    print(agreement(trained, compiled_scores(options.out, windows)))
    print(check_size(options.out))


def checked_windows(maker: WindowMaker, folder: Path, questions: int = 40, each: int = 2) -> list[Window]:
    """Return the windows on which agreement is measured: the first passages of the first questions."""
    return [
        window_of(Chosen(asked.question, one, part, True), maker)
        for name in REPORTED
        for asked in read_passages(folder / f"{name}.jsonl.gz", questions)
        for one in asked.passages[:each]
        for part in maker.parts([sentence.text for sentence in one.sentences])
    ]


def export(reader: Reader, maker: WindowMaker, target: Path) -> None:
    """Smooth a reader in place and write it as an int8 graph."""
    target.parent.mkdir(parents=True, exist_ok=True)
    calibration = calibration_windows(maker)
    # Torch's own attention guards against rows without any token: half as many steps more, none of them needed here.
    reader.bert.set_attn_implementation("eager")
    with tempfile.TemporaryDirectory() as folder, quiet():
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "model.onnx"
        smooth(reader, lambda: scores(reader, calibration), MIGRATION)
        _export(reader, calibration[:2], whole)
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


def _export(reader: Reader, windows: Sequence[Window], path: Path) -> None:
    tensors = collate(windows)
    rows, sentences, tokens = (torch.export.Dim.DYNAMIC for _ in range(3))
    shapes = {name: {0: rows, 1: tokens} for name in INPUTS[:3]} | {"means": {0: rows, 1: sentences, 2: tokens}}
    torch.onnx.export(
        reader.eval(),
        _fed(tensors),
        path,
        dynamo=True,
        external_data=False,
        verbose=False,
        input_names=list(INPUTS),
        output_names=["score", "span"],
        dynamic_shapes=shapes,
    )


def _fed(tensors: Tensors) -> tuple[torch.Tensor, ...]:
    return tensors.ids, tensors.mask, tensors.types, tensors.means


def compiled_scores(path: Path, windows: Sequence[Window], most: int = 16) -> NDArray[np.float32]:
    """Return the scores that a compiled reader gives the sentences of all windows, one after the other."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    found = [np.zeros(0, np.float32)] * len(windows)
    for batch in by_length(windows, most):
        fed = dict(zip(INPUTS, (one.numpy() for one in _fed(collate([windows[i] for i in batch]))), strict=True))
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
