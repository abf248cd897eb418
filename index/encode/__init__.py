"""Texts -> unit vectors: the Encoder protocol and its two makers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.encode.compiling import require_compiler
from index.encode.protocol import Encoder, Matrix

if TYPE_CHECKING:
    from index.encode.models import Model

__all__ = ["Encoder", "Matrix", "load_encoder"]


def load_encoder(model: Model) -> Encoder:
    """Return the encoder of a model, compiling it on its first use, and again where its compiled form is broken.

    Raises:
        ModelMissing: the model is not there, not what its hash says, or neither compiled nor to be compiled here.
        NoAccess: the user's cache folder cannot be written.

    """
    from index.encode.compiled import CompiledEncoder, compiled_folder, reopen

    if model.compiled:
        return CompiledEncoder(model.folder)
    if known := reopen(compiled_folder(model), CompiledEncoder):
        return known
    require_compiler(model.name)
    from index.encode.compiler import compile_model

    folder = compile_model(model)
    if folder is None:
        from index.encode.original import OriginalEncoder

        return OriginalEncoder(model)
    return CompiledEncoder(folder)
