"""ONNX graphs: written once, in eight bits where that does no harm, and never half."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from index.encode.runtime import onnx_runtime
from index.errors import NoAccess

DONE = "manifest.json"
"""The file by which a compiled folder is known; it is there when all others are."""

log = logging.getLogger(__name__)


def make_once(name: str, target: Path, build: Callable[[Path], None]) -> Path | None:
    """Return a folder that `build` fills on the first call, or None where the model of this name does not compile.

    Raises:
        NoAccess: the folder cannot be written.

    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Two processes on a new machine: the second waits and finds what the first has made.
        with FileLock(target.with_suffix(".lock")):
            return target if (target / DONE).is_file() else _make(name, target, build)
    except OSError as error:
        where = f"The compiled model cannot be written to {target.parent} ({error})."
        raise NoAccess(f"{where} Check the disk, its space and its rights.") from error


def _make(name: str, target: Path, build: Callable[[Path], None]) -> Path | None:
    log.info("Compiling %s, once; it takes under a minute.", name)
    aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=".compiling-"))
    try:
        with quiet():
            build(aside)
        shutil.rmtree(target, ignore_errors=True)
        aside.rename(target)
    except (RuntimeError, ValueError, TypeError, AttributeError, NotImplementedError, ImportError) as error:
        # Exporters fail in many ways on models that they do not know; all of them mean the same here.
        log.warning("%s does not compile (%s); it runs through sentence-transformers.", name, error)
        return None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def shrink(folder: Path, agrees: Callable[[], bool]) -> None:
    """Make `model.onnx` of a folder's `whole.onnx`: in eight bits, or in 32 where those do not agree.

    Raises:
        RuntimeError: neither agrees with the original.

    """
    whole, model = folder / "whole.onnx", folder / "model.onnx"
    quantise(whole, model)
    optimise(model)
    if not agrees():
        shutil.copyfile(whole, model)
        optimise(model)
        if not agrees():
            raise RuntimeError("the exported graph does not agree with the original")
    whole.unlink()


def optimise(path: Path) -> None:
    """Fuse what can be fused on any processor, once and for all: a session then opens in half the time."""
    onnxruntime = onnx_runtime()
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    fused = path.with_name("fused.onnx")
    options.optimized_model_filepath = os.fspath(fused)
    onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    fused.replace(path)


def quantise(source: Path, target: Path, heads: str | None = None) -> None:
    """Write a graph with its matrices and embeddings in eight bits; `heads`: without those behind this input.

    A head is little work, and what it rounds off nothing evens out any more.
    """
    onnx_runtime()
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = source.with_name("prepared.onnx")
    quant_pre_process(source, prepared, skip_symbolic_shape=True)
    # One scale a column keeps the rows of a vocabulary and the neurons of a layer apart.
    quantize_dynamic(
        prepared,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=_after(prepared, heads) if heads else None,
    )
    prepared.unlink()


def _after(path: Path, name: str) -> list[str]:
    """Return the products of a graph that come after the one of this input."""
    import onnx

    products = [node for node in onnx.load(path).graph.node if node.op_type == "MatMul"]
    place = next(place for place, node in enumerate(products) if name in node.input)
    return [node.name for node in products[place:]]


@contextmanager
def quiet() -> Iterator[None]:
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
