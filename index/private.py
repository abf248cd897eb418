"""Folders and files that their owner alone may read."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from index.errors import NoAccess

FOLDER = 0o700
FILE = 0o600


def make_folder(folder: Path) -> None:
    """Make a folder where it is not there, and those that it lies in, for their owner alone.

    Raises:
        NoAccess: its rights, or a file in its place, do not allow it.

    """
    try:
        make_folders(folder)
    except OSError as error:
        raise NoAccess(f"The folder {folder} cannot be made: {error.strerror}. Check its rights.") from error


def make_folders(folder: Path) -> None:
    """Do the same, and raise OSError where it cannot be done."""
    for missing in reversed([folder, *folder.parents]):
        if not missing.is_dir():
            missing.mkdir(FOLDER, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file where none is, and keep others from what is there; who opens it is told what is wrong."""
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE))
    close_off(path)


def close_off(path: Path) -> None:
    """Take the rights of everybody but its owner from a file or a folder that is there; a link is left alone."""
    with suppress(OSError):
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode) and mode & 0o077:
            path.chmod(stat.S_IMODE(mode) & FOLDER)
