"""Any CrossEncoder of sentence-transformers as a reader, by name or folder."""

from __future__ import annotations

from index.encode.compiled import reopen
from index.encode.folders import cache_folder
from index.encode.models import identify, locate
from index.reader.crossencoder import ADVICE, CompiledCrossEncoder, OriginalCrossEncoder

COMPILER = "1"
"""Part of a compiled reader's folder name: raise it when the compiler makes something else of the same model."""


def load_cross_encoder(name: str) -> CompiledCrossEncoder | OriginalCrossEncoder:
    """Return the reader of a name or a folder, compiled on its first use, and again where that is broken.

    Raises:
        ModelMissing: neither a folder nor the hub has it, or it gives more than one score.
        NoAccess: the user's cache folder cannot be written.

    """
    model = identify(name, locate(name, "cross-encoder", ADVICE))
    target = cache_folder() / "models" / f"{model.name}-{model.fingerprint[:16]}-reader-{COMPILER}"
    if known := reopen(target, CompiledCrossEncoder):
        return known
    # Exporting takes long to load, and is needed once.
    from index.reader.compiler import compile_reader

    folder = compile_reader(model, target)
    return CompiledCrossEncoder(folder) if folder else OriginalCrossEncoder(model)
