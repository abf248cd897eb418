"""Where compiled models live: the user's cache folder, shared by all data folders."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from index.private import make_folders


def cache_folder() -> Path:
    """Return the cache folder, `$XDG_CACHE_HOME/summit` on Linux."""
    return user_cache_path("summit")


def write_aside(path: Path, data: bytes) -> None:
    """Write bytes beside their place and move them there, so that nobody ever sees a half of them."""
    write_file_aside(path, lambda aside: aside.write_bytes(data))


def write_file_aside(path: Path, write: Callable[[Path], object]) -> None:
    """Let a file be written beside its place, and move it there when it has reached the disk."""
    make_folders(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    aside = Path(name)
    try:
        write(aside)
        os.fsync(handle)
        aside.replace(path)
    finally:
        os.close(handle)
        aside.unlink(missing_ok=True)
