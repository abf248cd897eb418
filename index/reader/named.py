"""Any CrossEncoder of sentence-transformers as a reader, by name or folder."""

from __future__ import annotations

from pathlib import Path

from index.encode.compiled import reopen
from index.encode.compiling import require_compiler
from index.encode.folders import cache_folder
from index.encode.models import Model, identify, locate
from index.reader.crossencoder import ADVICE, CompiledCrossEncoder, OriginalCrossEncoder

COMPILER = "1"
"""Part of a compiled reader's folder name: raise it when the compiler makes something else of the same model."""


def find_cross_encoder(name: str) -> Model:
    """Return the model of a name or a folder; raise ModelMissing where neither a folder nor the hub has it."""
    return identify(name, locate(name, "cross-encoder", ADVICE))


def compiled_folder(model: Model) -> Path:
    """Return where the compiled form of a reader belongs."""
    return cache_folder() / "models" / f"{model.name}-{model.fingerprint[:16]}-reader-{COMPILER}"


def load_cross_encoder(name: str) -> CompiledCrossEncoder | OriginalCrossEncoder:
    """Return the reader of a name or a folder, compiled on its first use, and again where that is broken.

    Raises:
        ModelMissing: neither a folder nor the hub has it, it gives more than one score, or it cannot be compiled here.
        NoAccess: the user's cache folder cannot be written.

    """
    model = find_cross_encoder(name)
    target = compiled_folder(model)
    if known := reopen(target, CompiledCrossEncoder):
        return known
    require_compiler(model.name)
    # Exporting takes long to load, and is needed once.
    from index.reader.compiler import compile_reader

    folder = compile_reader(model, target)
    return CompiledCrossEncoder(folder) if folder else OriginalCrossEncoder(model)
