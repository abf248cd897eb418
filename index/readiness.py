"""Whether the models of a configuration can answer now, or will have to be compiled first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from index.config import Config, encoder_of, model_of, readers_of
from index.encode.compiled import compiled_folder
from index.encode.compiling import require_compiler
from index.encode.folders import cache_folder
from index.errors import NoAccess
from index.reader import NONE, PACKAGED

_DONE = "manifest.json"


def check_models(config: Config) -> str:
    """Return how far the models are; what is compiled is loaded, and nothing is compiled.

    Raises:
        ModelError: one of them is not to be had, or not to be compiled here.
        NoAccess: what is to be compiled could not be kept.

    """
    if waiting := [name for name, folder in _compiled(config) if not (folder / _DONE).is_file()]:
        for name in waiting:
            require_compiler(name)
        _check_cache(cache_folder())
        return f"{' and '.join(waiting)} will be compiled at the next start, which takes a minute or so"
    encoder_of(config)
    readers_of(config)
    return f"{model_of(config).identity} is loaded, and the reader is {config.reader}"


def _compiled(config: Config) -> Iterator[tuple[str, Path]]:
    """Yield each model that does not come compiled, and where it is kept when it is."""
    model = model_of(config)
    if not model.compiled:
        yield model.name, compiled_folder(model)
    if config.reader not in {NONE, PACKAGED}:
        from index.reader.named import compiled_folder as reader_folder
        from index.reader.named import find_cross_encoder

        reader = find_cross_encoder(config.reader)
        yield reader.name, reader_folder(reader)


def _check_cache(folder: Path) -> None:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(there, os.W_OK):
        raise NoAccess(f"The compiled model cannot be written to {folder}: give {there} rights, or set XDG_CACHE_HOME.")
