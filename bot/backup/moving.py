"""New data into the place of the old: all of it or nothing, whenever the process ends."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.backup.contents import STORE
from index import make_folder, write_aside

ASIDE = ".restore"
NEW = "new"
_OLD = "old"
_JOURNAL = "moving.json"
"""While it is there the old data counts; it holds the names that were there before."""
MOVED = ("shared", "servers", STORE, f"{STORE}-wal", f"{STORE}-shm")
"""What a restore replaces, folders as a whole."""


@contextmanager
def prepared(data: Path) -> Iterator[Path]:
    """Lend an empty folder beside the data; what is left of it at the end goes, and what was moved moves back."""
    undo(data)
    aside = data / ASIDE
    make_folder(aside / NEW)
    make_folder(aside / _OLD)
    try:
        yield aside
    finally:
        undo(data)


def move_in(data: Path) -> None:
    """Let what is prepared take the place of the data."""
    aside = data / ASIDE
    _settle(aside / NEW)
    there = [name for name in MOVED if (data / name).exists()]
    write_aside(aside / _JOURNAL, json.dumps(there).encode())
    _settle(aside)
    for name in there:
        (data / name).rename(aside / _OLD / name)
    for path in (aside / NEW).iterdir():
        path.rename(data / path.name)
    _settle(data)
    # From here on the new data counts.
    (aside / _JOURNAL).unlink()
    _settle(aside)


def undo(data: Path) -> None:
    """Put back what a restore has moved that did not come to its end, and delete what it has left."""
    aside = data / ASIDE
    if not aside.is_dir():
        return
    with suppress(FileNotFoundError):
        there = json.loads((aside / _JOURNAL).read_bytes())
        for name in MOVED:
            _put_back(data / name, aside / _OLD / name, was_there=name in there)
        _settle(data)
        (aside / _JOURNAL).unlink()
    # What cannot be deleted is in nobody's way.
    shutil.rmtree(aside, ignore_errors=True)


def _put_back(place: Path, old: Path, *, was_there: bool) -> None:
    if old.exists() or not was_there:
        _delete(place)
    if old.exists():
        old.rename(place)


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Wait until the names in a folder have reached the disk; Windows knows no such thing."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
