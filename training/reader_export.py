"""Compile the reader to int8 ONNX: `python -m training.reader_export CHECKPOINT --out FILE --excerpts FOLDER`.

The excerpts (of `training.excerpts`) serve to see how far the compiled reader agrees with the trained one.
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
from training.excerpts import REPORTED, read_excerpts
from training.reading import Pair, PairMaker, Reader, by_length, collate, scores

MOST_BYTES = 25_000_000
MIGRATION = 0.7
"""How much of an outlier goes into the reader's weights: the best of 0.5 to 0.8 by the scores' correlation."""
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readers' scores of the same pairs agree."""

    pairs: int
    correlation: float
    largest: float
    mean: float

    def __str__(self) -> str:
        far = f"largest difference {self.largest:.3f}, mean {self.mean:.3f}"
        return f"{self.pairs} pairs: Pearson correlation {self.correlation:.5f}, {far}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("checkpoint", type=Path)
    arguments.add_argument("--out", type=Path, default=Path("index/reader/reader.onnx"))
    arguments.add_argument("--excerpts", type=Path, default=Path("data/excerpts"))
    options = arguments.parse_args()
    maker, reader = PairMaker.open(), Reader.load(options.checkpoint)
    pairs = checked_pairs(maker, options.excerpts)
    trained = scores(reader, pairs).numpy()
    export(reader, maker, options.out)
    print(agreement(trained, compiled_scores(options.out, pairs)))
    print(check_size(options.out))


def checked_pairs(maker: PairMaker, folder: Path, questions: int = 40, each: int = 6) -> list[Pair]:
    """Return the pairs on which agreement is measured: the first candidates of the first questions."""
    return [
        maker.pair(excerpt.question, one.title, one.before, one.text)
        for name in REPORTED
        for excerpt in read_excerpts(folder / f"{name}.jsonl.gz", questions)
        for one in excerpt.candidates[:each]
    ]


def export(reader: Reader, maker: PairMaker, target: Path) -> None:
    """Smooth a reader in place and write it as an int8 graph."""
    target.parent.mkdir(parents=True, exist_ok=True)
    calibration = calibration_pairs(maker)
    # Torch's own attention guards against rows without any token: half as many steps more, none of them needed here.
    reader.bert.set_attn_implementation("eager")
    with tempfile.TemporaryDirectory() as folder, quiet():
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "model.onnx"
        smooth(reader, lambda: scores(reader, calibration), MIGRATION)
        _export(reader, calibration[:2], whole)
        quantise(whole, small)
        optimise(small)
        target.write_bytes(small.read_bytes())


def calibration_pairs(maker: PairMaker) -> list[Pair]:
    """Return pairs of many kinds, to see how large the reader's activations grow."""
    questions = [text for text in SENTENCES if text.endswith(("?", "？", "last"))]
    others = [text for text in SENTENCES if text not in questions]
    return [
        maker.pair(question, others[i - 2][:40], others[i - 1], sentence)
        for question in questions
        for i, sentence in enumerate(others)
    ]


def _export(reader: Reader, pairs: Sequence[Pair], path: Path) -> None:
    tensors = collate(pairs)
    axes = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    torch.onnx.export(
        reader.eval(),
        (tensors.ids, tensors.mask, tensors.types),
        path,
        dynamo=True,
        external_data=False,
        verbose=False,
        input_names=list(INPUTS),
        output_names=["score", "span"],
        dynamic_shapes=dict.fromkeys(INPUTS, axes),
    )


def compiled_scores(path: Path, pairs: Sequence[Pair], most: int = 16) -> NDArray[np.float32]:
    """Return the scores that a compiled reader gives, shape (n,)."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    found = np.zeros(len(pairs), np.float32)
    for batch in by_length(pairs, most):
        tensors = collate([pairs[i] for i in batch])
        fed = dict(zip(INPUTS, (tensors.ids.numpy(), tensors.mask.numpy(), tensors.types.numpy()), strict=True))
        found[batch] = session.run(["score"], fed)[0]
    return found


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
