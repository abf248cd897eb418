"""sentence-transformers -> int8 ONNX, once a model, in the user's cache folder."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock

from index.encode.compiled import CompiledEncoder, Manifest, compiled_folder, find_compiled
from index.encode.models import Model
from index.encode.original import load_original, prompt_of
from index.encode.protocol import Matrix
from index.encode.smooth import smooth
from index.errors import NoAccess

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

LEAST_AGREEMENT = 0.99
"""Mean cosine to the original below which the eight-bit form is given up for 32 bits."""

log = logging.getLogger(__name__)


def compile_model(model: Model) -> Path | None:
    """Return the folder of the compiled model, or None where it cannot be compiled.

    Raises:
        ModelMissing: the original cannot be loaded.
        NoAccess: the cache folder cannot be written.

    """
    target = compiled_folder(model)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Two processes on a new machine: the second waits and finds what the first has made.
        with FileLock(target.with_suffix(".lock")):
            return find_compiled(model) or _compile(model, target)
    except OSError as error:
        where = f"The compiled model cannot be written to {target.parent} ({error})."
        raise NoAccess(f"{where} Check the disk, its space and its rights.") from error


def _compile(model: Model, target: Path) -> Path | None:
    log.info("Compiling %s, once; it takes under a minute.", model.name)
    aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=".compiling-"))
    try:
        with _quiet():
            _build(load_original(model), aside)
        shutil.rmtree(target, ignore_errors=True)
        aside.rename(target)
    except (RuntimeError, ValueError, TypeError, AttributeError, NotImplementedError, ImportError) as error:
        # Exporters fail in many ways on models that they do not know; all of them mean the same here.
        log.warning("%s does not compile (%s); it runs through sentence-transformers.", model.name, error)
        return None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def _build(original: SentenceTransformer, folder: Path) -> None:
    from index.encode.calibration import SENTENCES

    expected = np.asarray(original.encode(SENTENCES, normalize_embeddings=True, show_progress_bar=False), np.float32)
    _write_companions(original, folder)
    smooth(original, lambda: original.encode(SENTENCES, show_progress_bar=False))
    _export(original, folder / "whole.onnx")
    _quantise(folder / "whole.onnx", folder / "model.onnx")
    _optimise(folder / "model.onnx")
    if _agreement(folder, expected) < LEAST_AGREEMENT:
        shutil.copyfile(folder / "whole.onnx", folder / "model.onnx")
        _optimise(folder / "model.onnx")
        if _agreement(folder, expected) < LEAST_AGREEMENT:
            raise RuntimeError("the exported graph does not agree with the original")
    (folder / "whole.onnx").unlink()


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


def _optimise(path: Path) -> None:
    """Fuse what can be fused on any processor, once and for all: a session then opens in half the time."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    fused = path.with_name("fused.onnx")
    options.optimized_model_filepath = os.fspath(fused)
    onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    fused.replace(path)


def _quantise(source: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = source.with_name("prepared.onnx")
    quant_pre_process(source, prepared, skip_symbolic_shape=True)
    # One scale a column keeps the rows of a vocabulary and the neurons of a layer apart.
    quantize_dynamic(
        prepared, target, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
    )
    prepared.unlink()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the exporters' pages of notes from a person's screen."""
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
