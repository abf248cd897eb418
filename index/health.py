"""What a library's owner should know: damage, another model, rows of an older recipe."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISREG

from index.config import Config, config_for, model_of
from index.errors import ModelError, ModelMismatch
from index.records import Problem
from index.store import Database, Store, check_integrity


def problems(database: Database, folder: Path, config: Config) -> tuple[Problem, ...]:
    """Return what is wrong, each with the way out."""
    damage = check_integrity(database.path)
    if damage:
        return (Problem("damaged", f"The database is damaged ({damage}). Restore it from a backup."),)
    found = []
    if not os.access(folder, os.W_OK):
        sentence = f"The folder {folder} cannot be written; nothing can be added or removed. Give it rights."
        found.append(Problem("read_only", sentence))
    return (*found, *_model_problems(database, config))


def _model_problems(database: Database, config: Config) -> tuple[Problem, ...]:
    from index.indexing import RECIPE

    with database.reading() as connection:
        edition = Store(connection).edition()
    if edition is None:
        return ()
    try:
        configured = model_of(config).identity
    except ModelError as error:
        return (Problem("no_model", str(error)),)
    if edition.model != configured:
        sentence = f"It was indexed with {edition.model}, the settings name {configured}. Run `summit reindex`."
        return (Problem("other_model", sentence),)
    if edition.recipe != RECIPE:
        sentence = "It was indexed by an older version of Summit. Run `summit reindex` for better answers."
        return (Problem("outdated", sentence),)
    return ()


def left_behind(database: Database, config: Config) -> bool:
    """Tell whether an older version or another packaged model made the index: a reindex serves it, and nobody decides.

    Raises:
        SummitError: the library or the configured model cannot be read.

    """
    from index.indexing import RECIPE

    with database.reading() as connection:
        edition = Store(connection).edition()
    if edition is None:
        return False
    try:
        config_for(config, edition.model)
    except ModelMismatch:
        return False
    return (edition.model, edition.recipe) != (model_of(config).identity, RECIPE)


def bytes_in(folder: Path) -> int:
    """Return how many bytes the files in a folder take."""
    return sum(map(_size, folder.rglob("*")))


def _size(path: Path) -> int:
    """Return a file's size, 0 where it is none: another process may have replaced it a moment ago."""
    try:
        status = path.stat()
    except OSError:
        return 0
    return status.st_size if S_ISREG(status.st_mode) else 0
